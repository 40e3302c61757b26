"""Grows a report's sections and blocks: which sections are open, what a new title closes, where a block hangs.

Knows families of titles and positions. What a line is, the outline has decided before it comes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.lines import Line
from corpus.report import Block, BlockKind, Section

#: Families of titles without a number, outermost first. A source line ends those a figure or a box opened.
COLUMN, BOX, SUBTITLE, FIGURE = "column", "box", "subtitle", "figure"
#: A column whose own headings begin to count anew.
INSET = "inset"
UNNUMBERED = (FIGURE, BOX, SUBTITLE)
_RANK = {COLUMN: 0, BOX: 1, SUBTITLE: 2, FIGURE: 3}


@dataclass
class OpenSection:
    """A section that later lines still belong to. `kinds` are those of the blocks of its own so far.

    `size` is its heading's, where the format knows it: a larger one stands outside. `counted` is the family
    of headings that an inset broke off at `ordinal`.
    """

    family: str
    section: int
    ordinal: int = 0
    kinds: set[BlockKind] = field(default_factory=set)
    size: float | None = None
    counted: str = ""


@dataclass
class _Growing:
    title: str
    level: int
    start: int
    end: int
    parent: int | None


class Tree:
    """The sections and blocks found so far. `blocks` are in the order of the text, `stack` from the root down."""

    def __init__(self, title: str | None, fallback_title: str, length: int) -> None:
        self.title = title
        self.length = length
        self.stack = [OpenSection("root", 0)]
        self.blocks: list[Block] = []
        self._sections = [_Growing(title or fallback_title, 0, 0, length, None)]
        self._group = -1
        self._known_groups: dict[tuple[int, int], int] = {}

    @property
    def top(self) -> OpenSection:
        """The innermost open section."""
        return self.stack[-1]

    @property
    def last(self) -> Block | None:
        """The block added last."""
        return self.blocks[-1] if self.blocks else None

    def after(self, kind: BlockKind) -> bool:
        """Whether the block added last is of that kind."""
        return self.last is not None and self.last.kind is kind

    def open_numbered(self, family: str, ordinal: int, line: Line) -> None:
        """Opens a section beside the last of its family if one is open, below the innermost numbered one if not."""
        while self.top.family in (*UNNUMBERED, COLUMN):
            self._close(line.start)
        inset = next((i for i, each in enumerate(self.stack) if each.family == INSET), None)
        if inset is not None and self._goes_on_outside(inset, family, ordinal):
            while len(self.stack) > inset:
                self._close(line.start)
        if any(each.family == family for each in self.stack):
            while self.top.family != family:
                self._close(line.start)
            self._close(line.start)
        self._open(family, ordinal, line)

    def _goes_on_outside(self, inset: int, family: str, ordinal: int) -> bool:
        """Whether a heading takes the count up again that the inset broke off, rather than the inset's own."""
        if any(each.family == family for each in self.stack[inset:]):
            inner = max(each.ordinal for each in self.stack[inset:] if each.family == family)
            return (
                ordinal == self.stack[inset].ordinal + 1 != inner + 1 and family == self.stack[inset].counted
            )
        return any(each.family == family for each in self.stack[:inset])

    def open_inset(self, family: str, titles: Sequence[Line]) -> None:
        """Opens a column over headings that begin at 1 again, beside the sections of their family that are open.

        The last of `titles` is its own, those before are a label over it.
        """
        outer = next(each for each in self.stack if each.family == family)
        ordinal = outer.ordinal
        while self.top is not outer:
            self._close(titles[0].start)
        self._close(titles[0].start)
        for label in titles[:-1]:
            self.add(BlockKind.LABEL, label)
        self._open(INSET, ordinal, titles[-1])
        self.top.counted = family

    def expected(self, family: str) -> set[int]:
        """The ordinals that a heading of the family can have here: 1, the next, the next outside an inset."""
        found = {1}
        for each in self.stack:
            if each.family == family or each.counted == family:
                found.add(each.ordinal + 1)
        return found

    def open_sized(self, family: str, ordinal: int, size: float, line: Line) -> None:
        """Opens a section under a heading whose size is known; `family` is empty for one without a number.

        Smaller headings end, and so do those of its own size unless both are numbered, in two ways: of
        （1） and ア in one size the one that came first stands outside.
        """
        while len(self.stack) > 1 and (self.top.size is None or self.top.size < size):
            self._close(line.start)
        same = [each for each in self.stack if each.size == size]
        if any(not family or each.family in ("", family) for each in same):
            outermost = next(each for each in same if not family or each.family in ("", family))
            while self.top is not outermost:
                self._close(line.start)
            self._close(line.start)
        self._open(family, ordinal, line)
        self.top.size = size

    def open_unnumbered(self, family: str, line: Line) -> None:
        """A title directly under another, with nothing between, stands below it; else beside it."""
        bare = self.after(BlockKind.HEADING)
        while (
            self.top.family in _RANK
            and _RANK[self.top.family] >= _RANK[family]
            and not (bare and self.top.family == BOX == family)
        ):
            self._close(line.start)
        self._open(family, 0, line)

    def close_figure(self, end: int) -> None:
        """Ends the figure that is open, or else the box, with the title and the boxes it stands in."""
        if self.top.family == FIGURE:
            self._close(end)
            return
        while self.top.family in UNNUMBERED:
            self._close(end)

    def add(self, kind: BlockKind, line: Line, skip: int = 0, group: int | None = None) -> None:
        """Hangs the line, without its first `skip` characters, on the innermost section."""
        self.top.kinds.add(kind)
        self.blocks.append(Block(kind, line.start + skip, line.end, self.top.section, group))

    def add_grouped(self, kind: BlockKind, line: Line, skip: int) -> None:
        """Hangs an item or a row on its list or table: the one that stands directly before it, or a new one."""
        last = self.last
        joined = (
            last is not None
            and last.group is not None
            and last.section == self.top.section
            and (last.kind is kind or last.kind is BlockKind.NOTE)
        )
        if not joined:
            self._group += 1
        self.add(kind, line, skip, self._group)

    def add_to_group(self, kind: BlockKind, line: Line, skip: int, group: int) -> None:
        """Hangs an item or a row on the list or table the format calls `group`."""
        key = (group, self.top.section)
        if key not in self._known_groups:
            self._group += 1
            self._known_groups[key] = self._group
        self.add(kind, line, skip, self._known_groups[key])

    def sections(self) -> tuple[Section, ...]:
        """Every section with its path; what is still open ends where the text does."""
        return tuple(
            Section(each.title, self._path(i), each.level, each.start, each.end, each.parent)
            for i, each in enumerate(self._sections)
        )

    def _path(self, section: int) -> tuple[str, ...]:
        path: list[str] = []
        at: int | None = section
        while at is not None:
            # A title that is only a file's name says nothing about the text.
            if at or self.title or not section:
                path.insert(0, self._sections[at].title)
            at = self._sections[at].parent
        return tuple(path)

    def _open(self, family: str, ordinal: int, line: Line) -> None:
        parent = self.top.section
        self._sections.append(_Growing(line.text, len(self.stack), line.start, self.length, parent))
        self.stack.append(OpenSection(family, len(self._sections) - 1, ordinal))
        self.add(BlockKind.HEADING, line)

    def _close(self, end: int) -> None:
        self._sections[self.stack.pop().section].end = end
