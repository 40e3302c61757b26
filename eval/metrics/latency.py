"""How long the steps of an answer took."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answer.claims import Timings

STEPS = ("search", "read", "compose", "total")


def step_times(step: str, timings: Sequence[Timings]) -> list[float]:
    """The milliseconds of `step` (one of STEPS) in the answers that took it."""
    times: list[float | None] = [getattr(each, step) for each in timings]
    return [time for time in times if time is not None]


def percentile(p: float, times: Sequence[float]) -> float | None:
    """The `p`-th percentile (0 to 100), between neighbours by linear interpolation (Hyndman & Fan 1996, type 7).

    None without times.
    """
    return float(np.percentile(times, p)) if times else None
