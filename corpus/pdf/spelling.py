"""Spells a row of glyphs out: where white space stands between them, which digits are raised. Knows one row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from corpus.pdf.glyphs import Glyph

#: Smaller than this share of its neighbours, a glyph is raised, lowered or ruby.
SMALL = 0.92
#: Raised or lowered by this share of the size, small print is a note's number or a chemist's.
LIFT = 0.2
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def spelled(
    glyphs: Sequence[Glyph], rubies: Sequence[tuple[int, int, str]], size: float, base: float
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text of a row of that size on that baseline, and where in it its readings stand: (start, end, reading).

    `rubies` are its readings by glyphs: (first, last + 1, reading).
    """
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(glyphs))
    # Most gaps of a justified line are wide; only one that is wider still is a space.
    usual = max(gaps[len(gaps) * 3 // 4 - 1], 0.0) if len(gaps) > 3 else 0.0
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    bullet = _is_bullet(glyphs)
    for i, glyph in enumerate(glyphs):
        char = "・" if bullet and not i else _shifted(glyph, size, base)
        if i and _is_spaced(glyphs[i - 1], glyph, usual):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(char)
        length += len(char)
    starts.append(length)
    readings = tuple((starts[a], starts[b - 1] + 1, reading) for a, b, reading in rubies)
    return "".join(pieces), readings


def _shifted(glyph: Glyph, size: float, base: float) -> str:
    """The character; a raised digit as one, so that a note's number never runs into the text's numbers."""
    if not glyph.known:
        return "\ufffd"
    if glyph.size <= SMALL * size and glyph.base < base - LIFT * size:
        # Full-width digits first: only the plain ones have a raised form.
        return unicodedata.normalize("NFKC", glyph.char).translate(_RAISED)
    return glyph.char


def _is_bullet(glyphs: Sequence[Glyph]) -> bool:
    """Whether a sign that is in no character set stands alone or before the row: a bullet of a font of symbols."""
    sign, *rest = glyphs[:2]
    if sign.known and not "\ue000" <= sign.char <= "\uf8ff":
        return False
    return not rest or (rest[0].known and rest[0].x0 - sign.x1 > 0.15 * rest[0].size)


def _is_spaced(before: Glyph, after: Glyph, usual: float) -> bool:
    """Whether white space stands between the two.

    Between Latin words it is marked as such. Beside kanji and kana a gap of a quarter is the printer's, unless
    the file itself has a space there.
    """
    size = min(before.size, after.size)
    gap = (after.x0 - before.x1) / size
    wider = gap - usual / size
    # Spread lines have a space after every character.
    if after.spaced == 2 and gap > 0.1 and wider > 0.05:
        return True
    gap = wider
    wide = [bool(_CJK.match(glyph.char)) for glyph in (before, after)]
    if not any(wide):
        return gap > 0.12 and (after.spaced > 0 or gap > 0.3)
    if all(wide):
        return gap > (0.24 if after.spaced else 0.55)
    return gap > (0.3 if after.spaced else 0.55)
