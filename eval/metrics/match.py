"""Whether one text occurs in another, and where: the comparison of the question format.

Compared after NFKC, without white space and punctuation, digits without thousands separators. Knows
nothing of questions and answers.

What holds a number together is no punctuation here: the point of 1.5 and the sign of 50% stay, and a
number is matched whole, so that "100人" occurs neither in "1,100人" nor in "1万100人".
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

#: `[start, end)` in code points of the text as it was before normalisation.
Span = tuple[int, int]

#: What NFKC may compose into one character: a letter with its accents, voicing marks or jamo.
_CLUSTER = re.compile("(?s:.)[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f]*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MAGNITUDES = "十百千万億兆"
#: Symbols to Unicode, punctuation to a reader: "10～20" is "10〜20", and a Markdown table is a table.
_ALSO_PUNCTUATION = "~|"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared: `text[i]` stands for `[starts[i], ends[i])` of the original."""

    text: str
    starts: array[int]
    ends: array[int]

    def find(self, needle: str) -> tuple[Span, ...]:
        """Where `needle` occurs in the original, from left to right, without overlaps."""
        folded = normalise_for_match(needle)
        if not folded:
            return ()
        matches = _whole(folded).finditer(self.text)
        return tuple((self.starts[m.start()], self.ends[m.end() - 1]) for m in matches)

    def contains(self, needle: str) -> bool:
        """Whether `needle` occurs at all. A needle of nothing but punctuation occurs nowhere."""
        folded = normalise_for_match(needle)
        return bool(folded and _whole(folded).search(self.text))


def normalise_for_match(text: str) -> str:
    """`text` as it is compared. Case is kept; between two numbers a space stands for whatever parted them."""
    return fold(text).text


def fold(text: str) -> Folded:
    """`text` as it is compared, with the way back to its own positions."""
    wide = [(char, m.start(), m.end()) for m in _CLUSTER.finditer(text) for char in _compatible(m.group())]
    compatible = "".join(char for char, _, _ in wide)
    separators = {m.start() for m in _THOUSANDS.finditer(compatible)}
    kept: list[str] = []
    starts, ends = array("l"), array("l")
    parted = False
    for i, (char, start, end) in enumerate(wide):
        if _is_dropped(compatible, i):
            parted = parted or i not in separators
            continue
        # Without the space "1、2人" would become twelve people.
        apart = parted and bool(kept) and kept[-1].isdecimal() and char.isdecimal()
        for piece in " " + char if apart else char:
            kept.append(piece)
            starts.append(start)
            ends.append(end)
        parted = False
    return Folded("".join(kept), starts, ends)


def _compatible(cluster: str) -> str:
    # ① and ² become ordinary digits, which must not run into the number beside them.
    folded = unicodedata.normalize("NFKC", cluster)
    return f" {folded} " if unicodedata.category(cluster[0]) == "No" else folded


def _is_dropped(text: str, i: int) -> bool:
    char = text[i]
    if char == ".":
        return not (text[max(i - 1, 0) : i].isdecimal() and text[i + 1 : i + 2].isdecimal())
    category = unicodedata.category(char)
    return char != "%" and (category[0] in "PZ" or category in ("Cc", "Cf") or char in _ALSO_PUNCTUATION)


def _whole(folded: str) -> re.Pattern[str]:
    before = after = ""
    if folded[0].isdecimal():
        before = rf"(?<![\d.])(?<!\d[{_MAGNITUDES}])"
    if folded[-1].isdecimal():
        after = rf"(?![\d.{_MAGNITUDES}])"
    elif folded[-1] in _MAGNITUDES and folded[-2:-1].isdecimal():
        after = r"(?!\d)"
    return re.compile(before + re.escape(folded) + after)
