"""Search latency by number of passages, as an SVG. Knows no measuring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, log10

_WIDTH, _HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 40, 24, 56
_SERIES = (
    ("search_ms", "all reports, median", "#1f5673"),
    ("search_p90_ms", "all reports, 90th percentile", "#7aa7bd"),
    ("search_one_report_ms", "one report, median", "#b0703a"),
    ("search_cpu_ms", "all reports, processor time", "#5f8f5a"),
)
#: Steps of the scale, times a power of ten; there are at most four.
_STEPS = (1, 2, 2.5, 5, 10)


def plot(found: Sequence[Mapping[str, float]]) -> str:
    """The plot: passages on a logarithmic scale, milliseconds on a linear one from 0; a line a series measured."""
    measured = [each for each in _SERIES if any(each[0] in f for f in found)]
    step = _step(max(f[name] for f in found for name, _, _ in measured if name in f))
    most = 4 * step
    low, high = log10(found[0]["passages"]), log10(found[-1]["passages"])

    def x(passages: float) -> float:
        return _LEFT + (log10(passages) - low) / max(high - low, 1e-9) * (_WIDTH - _LEFT - _RIGHT)

    def y(milliseconds: float) -> float:
        return _HEIGHT - _BOTTOM - milliseconds / most * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_grid(y(step * count), f"{step * count:g} ms") for count in range(5)]
    parts += [_tick(x(f["passages"]), f"{f['passages']:,.0f}") for f in found]
    for number, (name, label, colour) in enumerate(measured):
        known = [f for f in found if name in f]
        points = " ".join(f"{x(f['passages']):.1f},{y(f[name]):.1f}" for f in known)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(f["passages"]):.1f}" cy="{y(f[name]):.1f}" r="3.5" fill="{colour}"/>'
            for f in known
        ]
        at = _LEFT + 12
        parts.append(
            f'<text x="{at + 14}" y="{_TOP + 14 + 17 * number}" fill="{colour}">{label}</text>'
            f'<circle cx="{at}" cy="{_TOP + 10 + 17 * number}" r="3.5" fill="{colour}"/>'
        )
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 14}" text-anchor="middle">passages</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="12" fill="#5f656a">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fffdf9"/>{"".join(parts)}</svg>\n'
    )


def _step(most: float) -> float:
    """The smallest round step of which four reach `most`."""
    power = 10.0 ** floor(log10(most / 4))
    return next(step * power for step in _STEPS if 4 * step * power >= most)


def _grid(y: float, label: str) -> str:
    return (
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dedad0"/>'
        f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    )


def _tick(x: float, label: str) -> str:
    return f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{label}</text>'
