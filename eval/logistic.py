"""Logistic regression whose weights keep the signs that are known beforehand. Knows nothing of what the columns are.

What can only speak for an answer must not count against it because a few hundred questions happened so: with many
columns that share what they tell, free weights come out as differences, which other reports do not repeat (eval/LOG.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

_Column = NDArray[np.float64]


def fit_logistic(
    values: NDArray[np.float64], answers: NDArray[np.bool_], counts: _Column, c: float, signs: Sequence[int]
) -> _Column:
    """The constant and the slopes for `values` (rows, columns) as they are, shape (1 + columns,).

    L2-regularised with inverse strength `c` of standardised columns; `counts` says how much each row counts. A slope's sign
    is that of `signs`, +1 or −1, or it is 0; a sign of 0 leaves it free.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread < 1e-9] = 1.0
    columns = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    truth = np.where(answers, 1.0, -1.0)

    def loss(weights: _Column) -> tuple[float, _Column]:
        margins = truth * (columns @ weights)
        slopes = np.concatenate([[0.0], weights[1:]])
        wrong = np.exp(-np.logaddexp(0, margins))
        value = c * (counts @ np.logaddexp(0, -margins)) + slopes @ slopes / 2
        return float(value), slopes - c * ((counts * truth * wrong) @ columns)

    bounds = [(None, None), *((0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in signs)]
    found = minimize(
        loss,
        np.zeros(columns.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 5000},
    ).x
    slopes = found[1:] / spread
    return np.concatenate([[found[0] - slopes @ mean], slopes])
