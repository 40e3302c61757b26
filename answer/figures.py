"""Whether the numbers of a sentence are said of the same things as in what it cites: not 1,000 dead and 100 wounded.

A number's context is what stands around it up to the next number or the end of its clause; it must not fit
another number of the cited words better than its own. Knows texts; how alike two contexts are is told by
the caller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.literals import numbers_and_dates

#: How alike two contexts are, for two lists: shape (len(first), len(second)).
Likeness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
_TOKEN = re.compile(r"\d[\d,.]*(?: ?[万億兆千百만억천]\d*[\d,]*)*(?: (?:thousand|million|billion))?")
_CLAUSE_END = re.compile(r"[、。，；;\n\t（）()「」]|, |\. ")
_LETTERS = re.compile(r"[^\W\d_]")
#: Letters a context needs beyond the counter to say what the number is of: of an alphabet, and of Chinese or kana.
_TELLING, _TELLING_HAN = 8, 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number (`value`, as `index.quantities` spells it) and the words it is said with."""

    value: str
    context: str


def figures(text: str) -> list[Figure]:
    """The numbers of a text that are no dates, each with its context."""
    plain = unicodedata.normalize("NFKC", text)
    # A year's or a day's digits are no number of the whole text, whatever they are by themselves.
    whole = numbers_and_dates(plain)
    found = [match for match in _TOKEN.finditer(plain) if _value(plain, match) in whole]
    listed: list[Figure] = []
    for i, match in enumerate(found):
        value = _value(plain, match)
        following = found[i + 1].start() if i + 1 < len(found) else len(plain)
        preceding = found[i - 1].end() if i else 0
        after = _CLAUSE_END.split(plain[match.end() : following])[0]
        before = _CLAUSE_END.split(plain[preceding : match.start()])[-1]
        listed.append(Figure(value, (after if _tells(after) else before + " " + after).strip()))
    return [figure for figure in listed if _tells(figure.context)]


def _value(text: str, match: re.Match[str]) -> str:
    values = numbers_and_dates(text[match.start() : match.end() + 2])
    return next((value for value in values if value.startswith("n:")), "")


def _tells(context: str) -> bool:
    letters = _LETTERS.findall(context)
    return len(letters) >= (_TELLING if letters and letters[0].isascii() else _TELLING_HAN)


def mistaken(
    sentence: str, cited: str, likeness: Likeness, margin: float, turned: float | None = None
) -> Figure | None:
    """A number of the sentence whose context fits another number of the cited words better, by `margin`.

    `turned`, where it is given, is the margin for two numbers that come in another order than in the cited words.
    """
    said, there = figures(sentence), figures(cited)
    if not said or len({figure.value for figure in there}) < 2:
        return None
    alike = likeness([f.context for f in said], [f.context for f in there])
    order = [figure.value for figure in there]
    for i, (figure, row) in enumerate(zip(said, alike, strict=True)):
        own = max(
            (score for score, other in zip(row, there, strict=True) if other.value == figure.value),
            default=None,
        )
        for score, other in zip(row, there, strict=True):
            if own is None or other.value == figure.value:
                continue
            allowed = turned if turned is not None and _is_turned(said, i, other.value, order) else margin
            if score > own + allowed:
                return figure
    return None


def _is_turned(said: Sequence[Figure], i: int, other: str, order: Sequence[str]) -> bool:
    """Whether the sentence says its number `i` and the number `other` in the order opposite to `order`."""
    at = next((j for j, figure in enumerate(said) if figure.value == other), None)
    return at is not None and (at < i) != (order.index(other) < order.index(said[i].value))
