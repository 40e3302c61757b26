"""Runs of a Word paragraph as text: what is shown of it, ruby, raised digits, page breaks, boxes. Knows no styles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from corpus.formats.docx_package import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
#: Not shown, or shown elsewhere: field codes, deleted text, properties, comments.
_SKIPPED = {
    f"{W}{tag}"
    for tag in (
        *(
            "instrText",
            "del",
            "delText",
            "moveFrom",
            "pPr",
            "rPr",
            "sectPr",
            "tblPr",
            "tblGrid",
            "trPr",
            "tcPr",
        ),
        *(
            "sdtPr",
            "sdtEndPr",
            "rubyPr",
            "commentReference",
            "annotationRef",
            "footnoteRef",
            "endnoteRef",
            "object",
        ),
    )
} | {f"{_MC}Fallback"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}

_Reading = tuple[int, int, str]


@dataclass
class Runs:
    """A paragraph's text being gathered, on the page `page`. `turns` are where further pages begin in it."""

    page: int
    paged: bool
    pieces: list[str] = field(default_factory=list)
    readings: list[_Reading] = field(default_factory=list)
    turns: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    length: int = 0
    first_page: int = 0

    def __post_init__(self) -> None:
        self.first_page = self.page

    def add(self, text: str, reading: str | None = None) -> None:
        """Adds text, with the reading that stands over it if there is one."""
        if reading:
            self.readings.append((self.length, self.length + len(text), reading))
        self.pieces.append(text)
        self.length += len(text)

    def turn(self) -> None:
        """Notes that a page ends here."""
        self.page += 1
        if not "".join(self.pieces).strip():
            self.first_page = self.page
            self.turns.clear()
        else:
            self.turns.append((self.length, self.page))

    def joined(self) -> tuple[str, tuple[_Reading, ...]]:
        """The text without white space around it, and the readings in it."""
        raw = "".join(self.pieces)
        lead = len(raw) - len(raw.lstrip())
        text = raw.strip()
        self.turns = [(max(at - lead, 0), page) for at, page in self.turns]
        return text, tuple(
            (a - lead, b - lead, r) for a, b, r in self.readings if a >= lead and b - lead <= len(text)
        )


def is_skipped(element: etree._Element) -> bool:
    """Whether what the element holds is not shown where it stands."""
    return element.tag in _SKIPPED or not isinstance(element.tag, str)


def gather(element: etree._Element, runs: Runs, on_note: Callable[[str, str, Runs], None]) -> None:
    """Adds what the element shows; `on_note` is called with a note's kind and id where it is referred to."""
    for child in element:
        tag = child.tag
        if is_skipped(child) or (tag == f"{W}r" and _is_hidden(child)):
            continue
        if tag in (f"{W}t", f"{_M}t"):
            runs.add(_shifted(child, element))
        elif tag in _NOTES:
            on_note(_NOTES[tag], child.get(f"{W}id") or "", runs)
        elif tag == f"{W}ruby":
            runs.add(_all_text(child, "rubyBase"), _all_text(child, "rt"))
        elif tag == f"{W}txbxContent":
            runs.boxes.append(child)
        elif tag == f"{W}lastRenderedPageBreak":
            if runs.paged:
                runs.turn()
        elif tag in _SIGNS:
            runs.add(_SIGNS[tag])
        else:
            gather(child, runs, on_note)


#: What stands for an element without text. A line's end within a paragraph is a matter of layout.
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph that has no notes of its own."""
    runs = Runs(1, False)
    gather(paragraph, runs, lambda kind, note, runs: None)
    return runs.joined()[0]


def _all_text(ruby: etree._Element, part: str) -> str:
    found = ruby.find(f"{W}{part}")
    return "" if found is None else "".join(t.text or "" for t in found.iter(f"{W}t"))


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in ("0", "false", "off")


def _shifted(text: etree._Element, run: etree._Element) -> str:
    """The text; raised digits as such, so that a note's number never runs into the text's numbers."""
    shown = (text.text or "").replace("\t", " ").replace("\n", " ")
    lift = run.find(f"{W}rPr/{W}vertAlign")
    if lift is not None and lift.get(f"{W}val") == "superscript":
        return shown.translate(_RAISED)
    return shown
