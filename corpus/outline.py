"""Finds the sections and blocks of a report in its lines.

A heading's level comes from the order in which families of numbering appear in this report, not from a
fixed list: a family already open closes down to itself, a new one opens below. Titles that carry no mark
(of boxes, figures and tables) stand alone, end without 。 and lead something. Knows no file and no format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.lines import (
    Line,
    Numbering,
    bullet_width,
    column_label,
    could_be_title,
    figure_label,
    is_sentence,
    lines_of,
    numbering_of,
    plain_kind,
)
from corpus.report import Block, BlockKind, Section

#: Families of titles without a number, outermost first. A source line ends those a figure or a box opened.
_FIGURE, _BOX, _SUBTITLE, _COLUMN = "figure", "box", "subtitle", "column"
_UNNUMBERED = (_FIGURE, _BOX, _SUBTITLE)
#: Prose at least this long that ends in 。 takes the text up again after a figure, a list or a table.
_PROSE = 40
#: A report's own title takes at most this many lines.
_TITLE_LINES = 4
#: Longer runs of lines that could be titles are the labels of a picture.
_TITLE_RUN = 3
#: A footnote that names a work: 「題名」 or “title” at its end, or a year in brackets.
_WORK = re.compile(r"[」”』](?:[（(][^（）()]*[）)])?$|[（(](?:19|20)[0-9]{2}[）)]")


@dataclass
class _Open:
    family: str
    section: int
    ordinal: int = 0
    loose: bool = True
    kinds: set[BlockKind] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Outline:
    """The report's title (None where no line gives one), its sections (the first is the whole) and its blocks."""

    title: str | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]


def outline(text: str, fallback_title: str) -> Outline:
    """The outline of a normalised text. The root section is called `fallback_title` where no title is found."""
    return _Builder(text, fallback_title).build()


class _Builder:
    def __init__(self, text: str, fallback_title: str) -> None:
        self.lines = lines_of(text)
        self.text = text
        self.length = len(text)
        # Reports with a line a paragraph and no blank lines between: looseness says nothing there.
        loose = sum(line.loose_before for line in self.lines)
        self.spaced = loose > len(self.lines) * 0.2
        self.title, self.at = self._title_lines()
        self.titles = [self.title or fallback_title]
        self.starts = [0]
        self.parents: list[int | None] = [None]
        self.levels = [0]
        self.ends = [self.length]
        self.stack: list[_Open] = [_Open("root", 0)]
        self.blocks: list[Block] = []
        self.group = -1
        self.last_note = 0
        self.note_end = 0
        for line in self.lines[: self.at]:
            self._add(BlockKind.HEADING, line)

    def build(self) -> Outline:
        while self.at < len(self.lines):
            self.at += self._take(self.lines[self.at])
        while len(self.stack) > 1:
            self._close(self.length)
        return Outline(
            self.title, tuple(self._section(i) for i in range(len(self.titles))), tuple(self.blocks)
        )

    def _section(self, i: int) -> Section:
        path: list[str] = []
        at: int | None = i
        while at is not None:
            # A title that is only a file's name says nothing about the text.
            if at or self.title or not i:
                path.insert(0, self.titles[at])
            at = self.parents[at]
        return Section(
            self.titles[i], tuple(path), self.levels[i], self.starts[i], self.ends[i], self.parents[i]
        )

    def _title_lines(self) -> tuple[str | None, int]:
        """The unnumbered titles before anything else, as one; how many lines they take."""
        count = 0
        for line in self.lines[:_TITLE_LINES]:
            if numbering_of(line.text) or plain_kind(line.text) or not could_be_title(line.text):
                break
            count += 1
        return (" ".join(line.text for line in self.lines[:count]) or None), count

    # Taking one line, or a run of them

    def _take(self, line: Line) -> int:
        """Places the line at `self.at`; says how many lines that used up."""
        kind = plain_kind(line.text)
        numbering = numbering_of(line.text)
        if numbering and numbering.family == "1" and self._is_footnote(line, numbering.ordinal):
            self.last_note, self.note_end = numbering.ordinal, line.end
            self._add(BlockKind.NOTE, line)
        elif figure_label(line.text) or column_label(line.text):
            self._open_unnumbered(_FIGURE if figure_label(line.text) else _COLUMN, line)
        elif kind is BlockKind.ITEM and self._bullet_heads(line):
            self._open_numbered(line.text[: bullet_width(line.text)].strip(), 0, line)
        elif kind is not None:
            self._take_plain(kind, line)
        elif numbering:
            self._take_numbered(line, numbering)
        elif run := self._title_run():
            self._take_run(run)
            return run
        else:
            self._take_prose(line)
        return 1

    def _take_plain(self, kind: BlockKind, line: Line) -> None:
        previous = self.blocks[-1] if self.blocks else None
        if kind in (BlockKind.ITEM, BlockKind.ROW):
            self._add_grouped(kind, line, bullet_width(line.text) if kind is BlockKind.ITEM else 0)
        elif kind is BlockKind.NOTE and previous and previous.group is not None and not line.loose_before:
            # ※ directly under an item or a row is about that item.
            self._add(kind, line, group=previous.group)
        else:
            self._add(kind, line)
            if kind is BlockKind.SOURCE and not self._sources_follow():
                self._close_figure(line.end)

    def _sources_follow(self) -> bool:
        after = self._line(1)
        return after is not None and plain_kind(after.text) in (BlockKind.SOURCE, BlockKind.NOTE)

    def _take_numbered(self, line: Line, numbering: Numbering) -> None:
        alone = not self._same_family(1, numbering.family) and not self._same_family(-1, numbering.family)
        if self._is_heading(line, numbering):
            self._open_numbered(numbering.family, numbering.ordinal, line)
        elif numbering.family == "1" and self.last_note:
            self.last_note = numbering.ordinal
            self._add(BlockKind.NOTE, line)
        elif alone and is_sentence(line.text):
            self._take_prose(line)
        else:
            self._add_grouped(BlockKind.ITEM, line, 0)

    def _is_footnote(self, line: Line, ordinal: int) -> bool:
        """A bare number is a footnote's when it continues their count and the text since refers to it."""
        if ordinal not in (1, self.last_note + 1):
            return False
        if ordinal > 1 and _WORK.search(line.text):
            return True
        return bool(
            re.search(
                rf"\S {ordinal}(?=[ 。、，）」]|$)", self.text[self.note_end : line.start], re.MULTILINE
            )
        )

    def _is_heading(self, line: Line, numbering: Numbering) -> bool:
        family, ordinal = numbering.family, numbering.ordinal
        if not could_be_title(line.text[numbering.width :]) and not family.startswith("第"):
            return False
        if self.spaced and not line.loose_before and not self._after_heading():
            return False
        if family.startswith("第"):
            return could_be_title(line.text)
        expected = next((o.ordinal + 1 for o in reversed(self.stack) if o.family == family), 1)
        if self._same_family(1, family) or (ordinal and ordinal not in (expected, 1)):
            return False
        following = self._line(1)
        return following is not None and plain_kind(following.text) is not BlockKind.NOTE

    def _bullet_heads(self, line: Line) -> bool:
        """Whether a bulleted line is a title: not one of a list, and prose follows."""
        after = self._line(1)
        mark = line.text[0]
        if mark not in "■□◆◇●○◎" or not could_be_title(line.text) or after is None or plain_kind(after.text):
            return False
        before = self._line(-1)
        return (
            is_sentence(after.text) and len(after.text) >= _PROSE and not (before and before.text[0] == mark)
        )

    def _take_prose(self, line: Line) -> None:
        kinds = self.stack[-1].kinds
        resumes = is_sentence(line.text) and len(line.text) >= _PROSE
        after_list = line.loose_before and bool(kinds & {BlockKind.ITEM, BlockKind.ROW})
        if (
            resumes
            and self.stack[-1].family in _UNNUMBERED
            and (self.stack[-1].family == _FIGURE or after_list)
        ):
            self._close_figure(line.start)
        self._add(BlockKind.PARAGRAPH, line)

    # Titles without a number

    def _title_run(self) -> int:
        """How many lines from here on could be titles without a number, one after the other."""
        count = 0
        while (line := self._line(count)) is not None and self._bare(line):
            if self.spaced and not line.loose_before:
                break
            count += 1
            if not line.loose_after and self.spaced:
                break
        following = self._line(count)
        if count == 0 or (not self.spaced and not self._leads(following)):
            return 0
        return count

    def _bare(self, line: Line) -> bool:
        return (
            could_be_title(line.text)
            and plain_kind(line.text) is None
            and numbering_of(line.text) is None
            and not figure_label(line.text)
            and not column_label(line.text)
        )

    def _leads(self, following: Line | None) -> bool:
        """In a text without blank lines: whether what follows is something a title can stand over."""
        return following is not None and is_sentence(following.text) and len(following.text) >= _PROSE

    def _take_run(self, count: int) -> None:
        """Titles, or a picture's title and the labels in it, as what follows the run tells."""
        run = self.lines[self.at : self.at + count]
        following = self._line(count)
        tight = self.spaced and not run[-1].loose_after
        sourced = following is not None and plain_kind(following.text) is BlockKind.SOURCE
        after_caption = bool(self.blocks) and self.blocks[-1].kind is BlockKind.CAPTION
        labels = (sourced and (count > 1 or after_caption)) or count > _TITLE_RUN or not self.spaced
        heads = 0 if labels and after_caption else 1 if labels else count
        for line in run[:heads]:
            last = line is run[-1]
            self._open_unnumbered(_SUBTITLE if tight and last else _BOX, line)
        for line in run[heads:]:
            self._add(BlockKind.LABEL, line)

    # Sections

    def _open_numbered(self, family: str, ordinal: int, line: Line) -> None:
        while self.stack[-1].family in (*_UNNUMBERED, _COLUMN) and len(self.stack) > 1:
            self._close(line.start)
        if any(o.family == family for o in self.stack):
            while self.stack[-1].family != family:
                self._close(line.start)
            self._close(line.start)
        self._open(family, ordinal, line)

    def _open_unnumbered(self, family: str, line: Line) -> None:
        """A title directly under another, with nothing between, stands below it; else beside it."""
        bare = bool(self.blocks) and self.blocks[-1].kind is BlockKind.HEADING
        rank = {_COLUMN: 0, _BOX: 1, _SUBTITLE: 2, _FIGURE: 3}
        while (
            self.stack[-1].family in rank
            and rank[self.stack[-1].family] >= rank[family]
            and not (bare and self.stack[-1].family == _BOX == family)
        ):
            self._close(line.start)
        self._open(family, 0, line)

    def _open(self, family: str, ordinal: int, line: Line) -> None:
        self.parents.append(self.stack[-1].section)
        self.levels.append(len(self.stack))
        self.titles.append(line.text)
        self.starts.append(line.start)
        self.ends.append(self.length)
        self.stack.append(_Open(family, len(self.titles) - 1, ordinal))
        self._add(BlockKind.HEADING, line)

    def _close(self, end: int) -> None:
        self.ends[self.stack.pop().section] = end

    def _close_figure(self, end: int) -> None:
        """Ends the figure or box that is open, and the box it stands in when that holds nothing of its own."""
        if self.stack[-1].family == _FIGURE:
            self._close(end)
            return
        while self.stack[-1].family in _UNNUMBERED:
            self._close(end)

    # Blocks

    def _add(self, kind: BlockKind, line: Line, skip: int = 0, group: int | None = None) -> None:
        self.stack[-1].kinds.add(kind)
        self.blocks.append(Block(kind, line.start + skip, line.end, self.stack[-1].section, group))

    def _add_grouped(self, kind: BlockKind, line: Line, skip: int) -> None:
        previous = self.blocks[-1] if self.blocks else None
        joined = (
            previous is not None
            and previous.group is not None
            and previous.section == self.stack[-1].section
            and (previous.kind is kind or previous.kind is BlockKind.NOTE)
        )
        if not joined:
            self.group += 1
        self._add(kind, line, skip, self.group)

    # Neighbours

    def _line(self, offset: int) -> Line | None:
        at = self.at + offset
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def _same_family(self, offset: int, family: str) -> bool:
        line = self._line(offset)
        numbering = numbering_of(line.text) if line else None
        return numbering is not None and numbering.family == family

    def _after_heading(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind is BlockKind.HEADING
