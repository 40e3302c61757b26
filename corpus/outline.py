"""Finds the sections and blocks of a report in its lines.

A heading's level comes from the order in which families of numbering appear in this report, not from a
fixed list: a family already open closes down to itself, a new one opens below. Titles that carry no mark
(of boxes, figures and tables) stand alone, end without 。 and lead something. Knows no file and no format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.cursor import Cursor, kind_of, takes_up
from corpus.draft import Hint, Role
from corpus.lines import (
    Line,
    Numbering,
    bullet_width,
    column_label,
    could_be_title,
    figure_label,
    is_sentence,
    numbering_of,
    plain_kind,
)
from corpus.report import Block, BlockKind, Section
from corpus.tree import BOX, COLUMN, FIGURE, SUBTITLE, UNNUMBERED, Tree

#: Longer runs of lines that could be titles are the labels of a picture.
_TITLE_RUN = 3
#: How far before a footnote the text may refer to it.
_REFERENCE = 30_000
#: A footnote that is an address.
_ADDRESS = re.compile(r"[0-9]{1,3} (?:URL[:：] ?)?https?://")
#: A footnote that names a work: 「題名」 or “title” at its end, or a year in brackets.
_WORK = re.compile(r"[」”』](?:[（(][^（）()]*[）)])?$|[（(](?:19|20)[0-9]{2}[）)]")


@dataclass(frozen=True, slots=True)
class Outline:
    """The report's title (None where no line gives one), its sections (the first is the whole) and its blocks."""

    title: str | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]


def outline(text: str, fallback_title: str, hints: Mapping[int, Hint] = MappingProxyType({})) -> Outline:
    """The outline of a normalised text. The root section is called `fallback_title` where no title is found.

    `hints` say, by where a line starts, what the file's format knows of it.
    """
    return _Builder(text, fallback_title, hints).build()


class _Builder:
    def __init__(self, text: str, fallback_title: str, hints: Mapping[int, Hint]) -> None:
        self.text = text
        self.cursor = Cursor(text, hints)
        # A format that knows its headings is believed: a short line without a number is none of them.
        self.told = sum(hint.role is Role.HEADING for hint in hints.values()) > 1
        titles = self.cursor.report_title()
        self.tree = Tree(" ".join(line.text for line in titles) or None, fallback_title, len(text))
        for line in titles:
            self.tree.add(BlockKind.HEADING, line)
        self.cursor.at = len(titles)
        # Whether the line before was one of several that could be titles: a list without bullets.
        self.untitled = False
        self.last_note = 0
        self.note_end = 0

    def build(self) -> Outline:
        while (line := self.cursor.line()) is not None:
            self.cursor.at += self._take(line)
        return Outline(self.tree.title, self.tree.sections(), tuple(self.tree.blocks))

    def _take(self, line: Line) -> int:
        """Places the line at the cursor; says how many lines that used up."""
        if line.hint is not None:
            self._take_told(line, line.hint)
            return 1
        kind = plain_kind(line.text)
        numbering = numbering_of(line.text)
        if numbering and numbering.family == "1" and self._is_footnote(line, numbering.ordinal):
            self.last_note, self.note_end = numbering.ordinal, line.end
            self.tree.add(BlockKind.NOTE, line)
        elif figure_label(line.text):
            # 【事例】 stands over prose of its own, 【関連データ】 over a picture.
            over_prose = line.text.startswith("【") and takes_up(self.cursor.line(1))
            self.tree.open_unnumbered(BOX if over_prose else FIGURE, line)
        elif column_label(line.text):
            self.tree.open_unnumbered(COLUMN, line)
        elif kind is BlockKind.ITEM and self.cursor.bullet_heads():
            self.tree.open_numbered(line.text[: bullet_width(line.text)].strip(), 0, line)
        elif kind is not None:
            self._take_plain(kind, line)
        elif numbering:
            self._take_numbered(line, numbering)
        elif inset := self._inset():
            titles, family = inset
            self.tree.open_inset(family, titles)
            return len(titles)
        elif run := self._titles():
            self._take_run(run)
            return len(run)
        else:
            self._take_prose(line)
        return 1

    def _take_told(self, line: Line, hint: Hint) -> None:
        """Places a line whose format says what it is."""
        kind = kind_of(line)
        if hint.role is Role.HEADING:
            number = None if hint.ranked else numbering_of(line.text)
            family, ordinal = (number.family, number.ordinal) if number else ("", 0)
            self.tree.open_sized(family, ordinal, hint.size or 0.0, line)
        elif hint.role is Role.FIGURE:
            self.tree.open_unnumbered(FIGURE, line)
        elif hint.group is not None and kind in (BlockKind.ITEM, BlockKind.ROW):
            skip = bullet_width(line.text) if kind is BlockKind.ITEM else 0
            self.tree.add_to_group(kind, line, skip, hint.group)
        elif hint.role is Role.LABEL:
            self.tree.add(BlockKind.LABEL, line)
        elif kind is not None:
            self._take_plain(kind, line)
        else:
            self._take_prose(line)

    def _titles(self) -> list[Line]:
        """The titles without a number from here on; where the format knows its headings, one over a list or a table."""
        run = self.cursor.title_run()
        if not self.told:
            return run
        lone = len(run) == 1 and not self.untitled
        self.untitled = bool(run) and not lone
        leads = lone and self.cursor.kind_after() in (BlockKind.ITEM, BlockKind.ROW)
        return run if leads else []

    def _take_plain(self, kind: BlockKind, line: Line) -> None:
        last = self.tree.last
        if kind in (BlockKind.ITEM, BlockKind.ROW):
            self.tree.add_grouped(kind, line, bullet_width(line.text) if kind is BlockKind.ITEM else 0)
        elif kind is BlockKind.NOTE and last and last.group is not None and not line.loose_before:
            # ※ directly under an item or a row is about that item.
            self.tree.add(kind, line, group=last.group)
        else:
            self.tree.add(kind, line)
            if kind is BlockKind.SOURCE and self.cursor.kind_after() not in (
                BlockKind.SOURCE,
                BlockKind.NOTE,
            ):
                self.tree.close_figure(line.end)

    def _take_numbered(self, line: Line, numbering: Numbering) -> None:
        family = numbering.family
        alone = not self.cursor.same_family(1, family) and not self.cursor.same_family(-1, family)
        if self._is_heading(line, numbering):
            self.tree.open_numbered(family, numbering.ordinal, line)
        elif family == "1" and self.last_note:
            self.last_note = numbering.ordinal
            self.tree.add(BlockKind.NOTE, line)
        elif alone and is_sentence(line.text):
            self._take_prose(line)
        else:
            self.tree.add_grouped(BlockKind.ITEM, line, 0)

    def _is_footnote(self, line: Line, ordinal: int) -> bool:
        """A bare number is a footnote's when it continues their count and the text since refers to it."""
        if ordinal not in (1, self.last_note + 1):
            return False
        if _ADDRESS.match(line.text):
            return True
        if ordinal > 1 and _WORK.search(line.text):
            return True
        since = self.text[max(self.note_end, line.start - _REFERENCE) : line.start]
        return bool(re.search(rf"\S {ordinal}(?=[ 。、，）」]|$)", since, re.MULTILINE))

    def _is_heading(self, line: Line, numbering: Numbering) -> bool:
        family, ordinal = numbering.family, numbering.ordinal
        if not could_be_title(line.text[numbering.width :]) and not family.startswith("第"):
            return False
        if self.cursor.spaced and not line.loose_before and not self.tree.after(BlockKind.HEADING):
            return False
        if family.startswith("第"):
            return could_be_title(line.text)
        if self.cursor.list_goes_on(numbering) or self._ends_list(line, numbering):
            return False
        if ordinal and ordinal not in self.tree.expected(family):
            return False
        return self.cursor.line(1) is not None and self.cursor.kind_after() is not BlockKind.NOTE

    def _ends_list(self, line: Line, numbering: Numbering) -> bool:
        """Whether the line before is an item numbered in the same way, and nothing parts the two."""
        before = self.cursor.line(-1)
        if (
            before is None
            or not self.tree.after(BlockKind.ITEM)
            or (self.cursor.spaced and line.loose_before)
        ):
            return False
        other = numbering_of(before.text) if before.hint is None else None
        # A heading may follow a list numbered as headings are; its count is another then.
        return (
            other is not None
            and other.family == numbering.family
            and (not numbering.ordinal or numbering.ordinal == other.ordinal + 1)
        )

    def _inset(self) -> tuple[list[Line], str] | None:
        """The title lines of a column here whose headings count from 1 again, and the family they are of."""
        titles = self.cursor.bare_run(_TITLE_RUN - 1)
        after = self.cursor.line(len(titles))
        numbering = numbering_of(after.text) if titles and after and after.hint is None else None
        if numbering is None or numbering.ordinal != 1 or plain_kind(after.text if after else "") is not None:
            return None
        open_ = any(each.family == numbering.family and each.ordinal for each in self.tree.stack)
        return (titles, numbering.family) if open_ else None

    def _take_prose(self, line: Line) -> None:
        """Prose; after a figure, or after the list or table of a box, it takes the text around them up again."""
        top = self.tree.top
        after_list = line.loose_before and bool(top.kinds & {BlockKind.ITEM, BlockKind.ROW})
        if takes_up(line) and (top.family == FIGURE or (top.family in UNNUMBERED and after_list)):
            self.tree.close_figure(line.start)
        self.tree.add(BlockKind.PARAGRAPH, line)

    def _take_run(self, run: list[Line]) -> None:
        """Titles, or a picture's title and the labels in it, as what follows the run tells."""
        spaced = self.cursor.spaced
        following = self.cursor.line(len(run))
        sourced = following is not None and kind_of(following) is BlockKind.SOURCE
        after_caption = self.tree.after(BlockKind.CAPTION)
        labels = (sourced and (len(run) > 1 or after_caption)) or len(run) > _TITLE_RUN or not spaced
        heads = 0 if labels and after_caption else 1 if labels else len(run)
        tight = spaced and not run[-1].loose_after
        for line in run[:heads]:
            self.tree.open_unnumbered(SUBTITLE if tight and line is run[-1] else BOX, line)
        for line in run[heads:]:
            self.tree.add(BlockKind.LABEL, line)
