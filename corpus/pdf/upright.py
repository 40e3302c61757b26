"""Text that does not run from left to right: 縦書き, sideways print, thumb tabs. Knows glyphs, not rows.

Vertical lines are turned so that they run from left to right, the rightmost on top: everything after can then
treat the page as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.pdf.glyphs import Glyph

#: Fewer glyphs under one another are a table's column or a label rather than a vertical line.
_FEWEST = 3
#: How much of its square an upright glyph has above its baseline.
_ASCENT = 0.88
_PUNCTUATION = "︑︒︙︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"
_UPRIGHT = str.maketrans(_PUNCTUATION, "、。‥—_（）{}〔〕【】《》〈〉「」『』[]")


def vertical_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The runs of glyphs that the file draws one under the other, in the order it draws them."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _goes_down(runs[-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [run for run in runs if len(run) >= _FEWEST and _falls(run)]


def _goes_down(run: Sequence[Glyph], after: Glyph) -> bool:
    before = run[-1]
    size = max(before.size, after.size)
    if abs(before.base - after.base) < 0.1 * size and len(run) > 1 and before.angle == after.angle == 0:
        # Two digits side by side in a vertical line (縦中横).
        return 0 < after.x0 - before.x0 < 0.8 * size and abs(_middle(run[-2]) - before.x1) < 0.6 * size
    aligned = abs(_middle(before) - _middle(after)) < 0.55 * size
    return aligned and after.y0 - before.y0 + 0.2 * size > 0 and after.y0 - before.y1 < 0.9 * size


def _falls(run: Sequence[Glyph]) -> bool:
    """Whether the run is longer than it is broad by so much that it can be no line from left to right."""
    height = max(g.y1 for g in run) - min(g.y0 for g in run)
    return height > 1.5 * (max(g.x1 for g in run) - min(g.x0 for g in run))


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def turned(runs: Sequence[Sequence[Glyph]], width: float) -> list[Glyph]:
    """The glyphs of vertical runs on a page of that width, as if their lines ran from left to right."""
    done: list[Glyph] = []
    for run in runs:
        column = sorted(_middle(g) for g in run)[len(run) // 2]
        for i, glyph in enumerate(run):
            size = glyph.size
            # Upright glyphs fill a square above and below their baseline; boxes of punctuation are narrower.
            top = glyph.base - _ASCENT * size if glyph.angle == 0 else glyph.y0
            bottom = top + size if glyph.angle == 0 else glyph.y1
            if i and abs(run[i - 1].base - glyph.base) < 0.1 * size and run[i - 1].x0 < glyph.x0:
                # The second of two digits side by side: it comes after the first.
                top += size / 2
                done[-1] = replace(done[-1], x1=top)
            base = width - column + 0.38 * size
            done.append(
                replace(
                    glyph,
                    char=glyph.char.translate(_UPRIGHT),
                    x0=top,
                    x1=bottom,
                    y0=base - _ASCENT * size,
                    y1=base + (1 - _ASCENT) * size,
                    base=base,
                    angle=0,
                )
            )
    return done


def straightened(glyphs: Sequence[Glyph], angle: int) -> list[Glyph]:
    """The glyphs of sideways lines (`angle` quarter turns to the left) as if they ran from left to right."""
    done: list[Glyph] = []
    for g in glyphs:
        if angle == 1:
            x0, x1, base = -g.y1, -g.y0, g.x1
        elif angle == 3:
            x0, x1, base = g.y0, g.y1, -g.x0
        else:
            x0, x1, base = -g.x1, -g.x0, -g.y0
        done.append(replace(g, x0=x0, x1=x1, base=base, y0=base - g.size, y1=base, angle=0))
    return done
