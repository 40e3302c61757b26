"""How far a mean over questions might have come out otherwise with other questions of their kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2000
SEED = 20250


def bootstrap(
    values: Sequence[float], level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """The percentile bootstrap interval of the mean of `values`, one a question (Efron & Tibshirani 1993, ch. 13).

    The same values in the same order give the same interval. Values that are all alike give one of no width,
    which is no measure of certainty. Raises ValueError without values.
    """
    if not values:
        raise ValueError("an interval needs at least one value")
    drawn = np.random.default_rng(seed).integers(len(values), size=(resamples, len(values)))
    means = np.asarray(values, dtype=np.float64)[drawn].mean(axis=1)
    tail = 50 * (1 - level)
    low, high = np.percentile(means, [tail, 100 - tail])
    return float(low), float(high)
