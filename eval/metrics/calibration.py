"""How far the stated confidence is the probability of being right.

The event predicted is "answerable, answered and fully correct".
"""

from __future__ import annotations

from collections.abc import Sequence

#: A confidence (0 to 1) with whether the event came true.
Forecast = tuple[float, bool]


def brier(confidence: float, came_true: bool) -> float:
    """One forecast's part in the Brier score: the squared error (Brier 1950). 0 is best, 1 worst."""
    return (confidence - came_true) ** 2


def expected_calibration_error(forecasts: Sequence[Forecast], bins: int = 10) -> float | None:
    """The gap between mean confidence and share come true in each bin, weighted by its size.

    Bins of equal width, closed on the left, the last on both sides (Naeini et al. 2015). None without
    forecasts.
    """
    if not forecasts:
        return None
    gaps = [0.0] * bins
    for confidence, came_true in forecasts:
        gaps[min(int(confidence * bins), bins - 1)] += confidence - came_true
    return sum(map(abs, gaps)) / len(forecasts)
