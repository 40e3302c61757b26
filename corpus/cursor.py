"""A place among the lines of a report, and what the lines around it tell: which of them could be titles
without a number. Knows no sections; what a title opens or closes is the outline's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from corpus.draft import Hint, Role
from corpus.lines import (
    Line,
    Numbering,
    column_label,
    could_be_title,
    figure_label,
    is_sentence,
    lines_of,
    numbering_of,
    plain_kind,
)
from corpus.report import BlockKind

#: Prose at least this long that ends in 。 takes the text up again after a figure, a list or a table.
_PROSE = 40
#: A report's own title takes at most this many lines.
_TITLE_LINES = 4
#: How far on the next item of a list is looked for.
_BETWEEN = 60
_KINDS = {
    Role.ITEM: BlockKind.ITEM,
    Role.ROW: BlockKind.ROW,
    Role.CAPTION: BlockKind.CAPTION,
    Role.NOTE: BlockKind.NOTE,
}


class Cursor:
    """The lines of `text`, and the number `at` of the one that is next."""

    def __init__(self, text: str, hints: Mapping[int, Hint]) -> None:
        self.lines = lines_of(text, hints)
        self.at = 0
        # Reports with a line a paragraph and no blank lines between: looseness says nothing there.
        loose = sum(line.loose_before for line in self.lines)
        self.spaced = loose > len(self.lines) * 0.2

    def line(self, offset: int = 0) -> Line | None:
        """The line that many lines from here, if there is one."""
        at = self.at + offset
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def same_family(self, offset: int, family: str) -> bool:
        """Whether the line that many lines from here is numbered in the same way."""
        numbering = self._numbering(offset)
        return numbering is not None and numbering.family == family

    def list_goes_on(self, numbering: Numbering) -> bool:
        """Whether a line numbered as this one comes next: a list, unless one begins with its 1 after a blank.

        Lines without a number may stand between where they are no prose, as in a list of figures.
        """
        here = self.line()
        offset = 1
        while not self.spaced and offset < _BETWEEN and self._is_loose_end(offset):
            offset += 1
        after = self._numbering(offset)
        if here is None or after is None or after.family != numbering.family:
            return False
        return not (after.ordinal == 1 and here.loose_after and self.spaced)

    def _is_loose_end(self, offset: int) -> bool:
        """Whether the line there is in brackets, without a number, and no sentence."""
        line = self.line(offset)
        if line is None or line.hint is not None or self._numbering(offset) is not None:
            return False
        return line.text[0] in "（(〔［[" and not is_sentence(line.text)

    def _numbering(self, offset: int) -> Numbering | None:
        line = self.line(offset)
        # What the format knows to be something else does not count with the lines that are told by looks.
        return numbering_of(line.text) if line and line.hint is None else None

    def kind_after(self) -> BlockKind | None:
        """The kind of the line after this one, if its format or its looks decide it."""
        after = self.line(1)
        return kind_of(after) if after else None

    def report_title(self) -> list[Line]:
        """The lines from here on that are the report's own title: those the format calls so, else by their looks."""
        called = list(takewhile(lambda line: role_of(line) is Role.TITLE, self.lines[self.at :]))
        if called:
            return called
        count = 0
        for line in self.lines[self.at : self.at + _TITLE_LINES]:
            if not _bare(line):
                break
            count += 1
        following = self.line(count)
        if count > 1 and following and kind_of(following) in (BlockKind.ITEM, BlockKind.ROW):
            count -= 1  # The last is the list's or the table's.
        return self.lines[self.at : self.at + count]

    def title_run(self) -> list[Line]:
        """The lines from here on that could be titles without a number, one after the other."""
        count = 0
        while (line := self.line(count)) is not None and _bare(line):
            if self.spaced and not line.loose_before:
                break
            count += 1
            if not line.loose_after and self.spaced:
                break
        if not self.spaced and not takes_up(self.line(count)):
            return []
        return self.lines[self.at : self.at + count]

    def bare_run(self, most: int) -> list[Line]:
        """Up to `most` lines from here on that could be titles without a number; none where there are more."""
        run = list(takewhile(_bare, self.lines[self.at : self.at + most + 1]))
        return run if len(run) <= most else []

    def bullet_heads(self) -> bool:
        """Whether the bulleted line here is a title: not one of a list, and prose follows."""
        line, before, after = self.line(), self.line(-1), self.line(1)
        if line is None or after is None or kind_of(after):
            return False
        mark = line.text[0]
        if mark not in "■□◆◇●○◎" or not could_be_title(line.text):
            return False
        return takes_up(after) and not (before and before.text[0] == mark)


def role_of(line: Line) -> Role | None:
    """What the format says the line is."""
    return line.hint.role if line.hint else None


def kind_of(line: Line) -> BlockKind | None:
    """The kind of a line that its format or its own looks decide."""
    role = role_of(line)
    return _KINDS[role] if role in _KINDS else plain_kind(line.text)


def _bare(line: Line) -> bool:
    return (
        line.hint is None
        and could_be_title(line.text)
        and plain_kind(line.text) is None
        and numbering_of(line.text) is None
        and not figure_label(line.text)
        and not column_label(line.text)
    )


def takes_up(line: Line | None) -> bool:
    """Whether the line is prose, such as a title can stand over."""
    if line is None or not is_sentence(line.text):
        return False
    return role_of(line) is Role.TEXT or len(line.text) >= _PROSE
