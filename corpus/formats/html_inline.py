"""Runs of text with inline elements as lines: white space as browsers show it, ruby, raised digits. Knows no blocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import html

from corpus.lines import is_sentence

_Reading = tuple[int, int, str]

#: Between Japanese characters a line break of the source is nothing, elsewhere it is a space.
_CJK = "[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]"
_SPACE = re.compile(r"[ \t\r\n\f\u3000]+")
_SOFT_BREAK = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A <br> after a line at least this long that is no sentence breaks a line of print, not a thought.
_PRINTED_LINE = 25
_BEGINS = re.compile(r"[-・●○◯◎■□◆◇※＊【＜〈①-⑳（(]|[0-9０-９]+[.．、)）\s]|第[0-9０-９一二三四五六七八九十]")


@dataclass
class Inline:
    """Text being gathered. A piece is a string, or a base and its reading; "\\n" alone is a <br>."""

    pieces: list[tuple[str, str | None]] = field(default_factory=list)

    def add(self, text: str | None, reading: str | None = None) -> None:
        """Adds text, with the reading that stands over it if there is one."""
        if text:
            self.pieces.append((text.replace("\x0b", " "), reading))

    def break_line(self) -> None:
        """Adds a line break that the page shows."""
        self.pieces.append(("\x0b", None))

    def lines(self) -> list[tuple[str, tuple[_Reading, ...]]]:
        """The lines, white space put right, those joined that a <br> parts in the middle of a sentence."""
        done: list[tuple[str, tuple[_Reading, ...]]] = []
        line: list[tuple[str, str | None]] = []
        for piece in [*self.pieces, ("\x0b", None)]:
            if piece[0] != "\x0b":
                line.append(piece)
                continue
            text, readings = _collapsed(line)
            line = []
            if text:
                done.append((text, readings))
        return _joined(done)

    def joined(self) -> tuple[str, tuple[_Reading, ...]]:
        """All of it as one line."""
        return _collapsed([(" ", None) if piece[0] == "\x0b" else piece for piece in self.pieces])


def inline(element: html.HtmlElement, run: Inline, is_dropped: Callable[[html.HtmlElement], bool]) -> None:
    """Adds what an inline element holds."""
    if is_dropped(element) or element.tag in ("rt", "rp"):
        return
    if element.tag == "br":
        run.break_line()
    elif element.tag == "ruby":
        _ruby(element, run)
    elif element.tag == "sup" and (element.text_content().strip()).isdecimal():
        run.add(element.text_content().strip().translate(_RAISED))
    else:
        run.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                inline(child, run, is_dropped)
            run.add(child.tail)


def _ruby(element: html.HtmlElement, run: Inline) -> None:
    """Bases with their readings: each <rt> is the reading of what comes since the one before."""
    base = element.text or ""
    for child in element:
        if child.tag == "rt" or child.tag == "rtc":
            reading = "".join(child.text_content().split())
            run.add("".join(base.split()), reading or None)
            base = ""
        elif isinstance(child.tag, str) and child.tag != "rp":
            base += child.text_content()
        base += child.tail or ""
    run.add(base)


def _collapsed(pieces: list[tuple[str, str | None]]) -> tuple[str, tuple[_Reading, ...]]:
    """The pieces as one line without needless white space, and where the readings stand in it."""
    raw = "".join(text for text, _ in pieces)
    marks: list[tuple[int, int, str]] = []
    at = 0
    for text, reading in pieces:
        if reading is not None:
            marks.append((at, at + len(text), reading))
        at += len(text)
    kept: list[int] = []
    chars: list[str] = []
    skipped = {i for match in _SOFT_BREAK.finditer(raw) for i in range(*match.span())}
    for i, char in enumerate(raw):
        if i in skipped:
            continue
        plain = " " if _SPACE.match(char) else char
        if plain == " " and (not chars or chars[-1] == " "):
            continue
        chars.append(plain)
        kept.append(i)
    while chars and chars[-1] == " ":
        chars.pop()
        kept.pop()
    places = {source: place for place, source in enumerate(kept)}
    readings = tuple(
        (places[a], places[b - 1] + 1, r) for a, b, r in marks if a in places and b - 1 in places
    )
    return "".join(chars), readings


def _joined(lines: list[tuple[str, tuple[_Reading, ...]]]) -> list[tuple[str, tuple[_Reading, ...]]]:
    done: list[tuple[str, tuple[_Reading, ...]]] = []
    for text, readings in lines:
        if (
            done
            and len(done[-1][0]) >= _PRINTED_LINE
            and not is_sentence(done[-1][0])
            and not _BEGINS.match(text)
        ):
            before, earlier = done[-1]
            gap = " " if before[-1].isascii() and text[0].isascii() else ""
            moved = tuple((a + len(before + gap), b + len(before + gap), r) for a, b, r in readings)
            done[-1] = (before + gap + text, (*earlier, *moved))
        else:
            done.append((text, readings))
    return done
