"""A report as the rest of the program sees it: one normalised text, with sections and blocks over it.

Knows nothing of files, encodings, chunks or models. Every position is `[start, end)` in Unicode code
points of `Report.text`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.warnings import ReportWarning


class BlockKind(StrEnum):
    """What a block is in the report. A heading is a block too: its title can be quoted."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"
    SOURCE = "source"
    NOTE = "note"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class SourceMap:
    """From the normalised text back to the file: `starts[i]` came from source offset `origins[i]`.

    Runs are kept, not characters: between two starts, both texts advance by one per code point.
    """

    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def to_source(self, position: int) -> int:
        """The offset in the decoded file of the character at `position` of the normalised text."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the report under one heading.

    `path` runs from the report's title to this section's own. `[start, end)` covers the heading, the
    section's own blocks and its subsections. `parent` is an index into `Report.sections`, or None.
    """

    title: str
    path: tuple[str, ...]
    level: int
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row, caption, source, note, figure label or heading.

    `section` is an index into `Report.sections`. `group` numbers the list or table that an item or a row
    belongs to, so that a whole list can be quoted; None for blocks that stand alone. `readings` are
    the ruby annotations inside the block: (start, end, reading).
    """

    kind: BlockKind
    start: int
    end: int
    section: int
    group: int | None = None
    readings: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the text, from `start` to the next Page's, that stands on one page of the file.

    `number` counts the file's pages from 1; `printed` is the number printed on the page, None where there is
    none. A page may have several stretches: its footnotes come after a paragraph that runs over to the next.
    """

    start: int
    number: int
    printed: int | None = None

    @property
    def shown(self) -> int:
        """The number a reader should look up: the printed one where the page shows it, else its count."""
        return self.number if self.printed is None else self.printed


@dataclass(frozen=True, slots=True)
class Report:
    """A parsed report. `id` is short and stable (from the file's name); `sha256` is of the file's bytes.

    `pages` are empty and `page_count` is None where the file knows no pages; `warnings` say what of the file
    is not in the text.
    """

    id: str
    title: str
    name: str
    sha256: str
    text: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    source_map: SourceMap = field(repr=False)
    pages: tuple[Page, ...] = ()
    page_count: int | None = None
    warnings: tuple[ReportWarning, ...] = ()

    def page_at(self, position: int) -> Page | None:
        """The page that the character at `position` stands on; None where the file knows no pages."""
        run = bisect_right(self.pages, position, key=_start) - 1
        return self.pages[max(run, 0)] if self.pages else None

    def pages_of(self, start: int, end: int) -> tuple[Page, ...]:
        """The pages that `[start, end)` stands on, in its order, each once."""
        if not self.pages:
            return ()
        first = max(bisect_right(self.pages, start, key=_start) - 1, 0)
        last = bisect_left(self.pages, end, key=_start)
        inside = self.pages[first : max(last, first + 1)]
        return tuple({page.number: page for page in reversed(inside)}.values())[::-1]

    def slice(self, start: int, end: int) -> str:
        """The text at `[start, end)`."""
        return self.text[start:end]


def _start(page: Page) -> int:
    return page.start
