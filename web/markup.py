"""Text made safe to stand in HTML. The only way text of a report, a question or a model enters a page.

Knows nothing of what the text is or where it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

#: C0 and C1 controls but tab and newline, which a browser would drop or show as nothing.
_CONTROLS = {c: 0xFFFD for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n"}


#: The mark of a list's item, as text extraction leaves it (「- ・」). A minus sign has no space behind it.
_BULLET = re.compile(r"^(?:[-–*•] +[・•]?|[・•]) *", re.MULTILINE)
#: What a section's title begins with: its number, or a label (「特集 」).
_NUMBER = re.compile(r"^\S{1,4} ")


def clean(text: str) -> str:
    """`text` without what cannot be sent to a browser: lone surrogates and NUL become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def plain(text: str) -> str:
    """`text` as HTML that shows it literally, in an element's body or in a quoted attribute."""
    return escape(clean(text).replace("\r\n", "\n").translate(_CONTROLS), quote=True)


def listed(text: str, begins_line: bool = True) -> str:
    """As `plain`, with the mark of each list item in a span of its own, which the style shows as a dot.

    `begins_line` is false of text that goes on in the middle of a line, where no mark can stand.
    """
    parts, done = [], 0
    for mark in _BULLET.finditer(text):
        if not begins_line and mark.start() == 0:
            continue
        parts += [plain(text[done : mark.start()]), f'<span class="bullet">{plain(mark[0])}</span>']
        done = mark.end()
    return "".join(parts) + plain(text[done:])


def starts_a_list(text: str) -> bool:
    """Whether `text` is a list from its first item on, whose own mark was left off."""
    return _BULLET.search(text) is not None and not _BULLET.match(text)


def japanese(text: str) -> str:
    """The attribute that makes a browser choose Japanese glyphs, where `text` has kana or kanji."""
    return ' lang="ja"' if any("\u3040" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" for c in text) else ""


def trail(section: Sequence[str]) -> str:
    """A section's path as a list of steps, from the outermost. A number or label stays on the line of its title."""
    steps = "".join(f"<li>{plain(_NUMBER.sub(_bound, step))}</li>" for step in section)
    return f'<ol class="trail" lang="ja">{steps}</ol>' if steps else ""


def _bound(number: re.Match[str]) -> str:
    return number[0].replace(" ", "\N{NO-BREAK SPACE}")
