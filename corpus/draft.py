"""What a format's parser hands on: the file's text line by line, with all that the format knows of each line.

A line is a paragraph, an item, a row of a table, a title. Knows no format and no sections: which line stands
under which is the outline's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.contents import contents_lines
from corpus.report import Page
from corpus.warnings import ReportWarning


class Role(StrEnum):
    """What the format says a line is. TEXT is for prose: it is never taken for a title by its looks."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"
    FIGURE = "figure"
    NOTE = "note"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line. `role` None leaves what it is to its looks; `size` orders headings: the larger stands outside.

    `ranked` headings are ordered by their size alone, others by their numbering where they carry one.
    `group` is the list or table of an item or a row. `readings` are ruby: (start, end, reading) in `text`.
    `page` is the page it begins on and `turns` where in it further pages begin: (offset, page).
    """

    text: str
    role: Role | None = None
    size: float | None = None
    ranked: bool = False
    group: int | None = None
    readings: tuple[tuple[int, int, str], ...] = ()
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """What the format says of the line at `[start, end)` of the draft's text."""

    start: int
    end: int
    role: Role
    size: float | None = None
    ranked: bool = False
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's text as its format gives it.

    `exact` says that a line is a whole paragraph and that `<` is a less-than sign; where it is not set, the
    text may hold sentences cut by page breaks and scraps of markup. `pages` are stretches of `text`;
    `skipped` are the stretches of it that are no report text: running heads, page numbers, contents.
    """

    text: str
    exact: bool
    hints: tuple[Hint, ...] = ()
    readings: tuple[tuple[int, int, str], ...] = ()
    pages: tuple[Page, ...] = ()
    page_count: int | None = None
    skipped: tuple[tuple[int, int], ...] = ()
    warnings: tuple[ReportWarning, ...] = ()
    title: str | None = None


def _without_contents(lines: Sequence[DraftLine]) -> list[DraftLine]:
    contents = contents_lines(["" if line.role is Role.ROW else line.text for line in lines])
    return [line for i, line in enumerate(lines) if i not in contents]


def draft_of(
    lines: Iterable[DraftLine],
    *,
    printed: Sequence[int | None] = (),
    warnings: Sequence[ReportWarning] = (),
    title: str | None = None,
) -> Draft:
    """The lines put together, without a table of contents among them.

    `printed` has the number printed on each page; it is empty for files without pages.
    """
    text: list[str] = []
    hints: list[Hint] = []
    readings: list[tuple[int, int, str]] = []
    pages: list[Page] = []
    at = 0

    def turn(start: int, number: int) -> None:
        if not pages or pages[-1].number != number:
            pages.append(Page(start, number, printed[number - 1] if number <= len(printed) else None))

    for line in _without_contents(list(lines)):
        end = at + len(line.text)
        if line.role is not None:
            hints.append(Hint(at, end, line.role, line.size, line.ranked, line.group))
        readings += [(at + start, at + stop, reading) for start, stop, reading in line.readings]
        if line.page is not None:
            turn(at, line.page)
        for offset, number in line.turns:
            turn(at + offset, number)
        text.append(line.text)
        at = end + 2
    return Draft(
        "\n\n".join(text),
        True,
        tuple(hints),
        tuple(readings),
        tuple(pages),
        len(printed) or None,
        warnings=tuple(warnings),
        title=title,
    )
