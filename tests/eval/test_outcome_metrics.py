from __future__ import annotations

import pytest

from answer.claims import Timings
from eval.metrics import abstention, calibration, latency
from eval.metrics.interval import bootstrap


def mean(parts: list[float | None]) -> float:
    kept = [part for part in parts if part is not None]
    return sum(kept) / len(kept)


def test_abstention_over_three_silent_and_four_answerable_questions() -> None:
    # (answerable, abstained): 2 of 3 silent ones abstained on, 1 of 4 answerable ones refused.
    outcomes = [(False, True), (False, True), (False, False), (True, True)] + [(True, False)] * 3
    cases = [{"answerable": answerable, "abstained": abstained} for answerable, abstained in outcomes]
    assert mean([abstention.precision(**case) for case in cases]) == 2 / 3
    assert mean([abstention.recall(**case) for case in cases]) == 2 / 3
    assert mean([abstention.false_refusal(**case) for case in cases]) == 1 / 4


def test_calibration_error_by_hand() -> None:
    # Bin [.8, .9): mean confidence .85, half came true; bin [.9, 1]: 1.0 and came true.
    forecasts = [(0.85, True), (0.85, False), (1.0, True)]
    assert calibration.expected_calibration_error(forecasts) == pytest.approx(2 / 3 * 0.35)
    assert calibration.expected_calibration_error([(0.5, True), (0.5, False)]) == 0
    assert calibration.expected_calibration_error([(1.0, False)]) == 1
    assert calibration.expected_calibration_error([]) is None


def test_calibration_bins_do_not_cancel_each_other() -> None:
    assert calibration.expected_calibration_error([(0.95, False), (0.05, True)]) == pytest.approx(0.95)


def test_brier_is_the_squared_error() -> None:
    assert calibration.brier(0.75, True) == 1 / 16
    assert calibration.brier(0.75, False) == 9 / 16


def test_percentiles_interpolate_and_leave_out_steps_not_taken() -> None:
    timings = [
        Timings(search=t, read=None if t > 20 else t, compose=None, total=2 * t) for t in (10, 20, 30, 40, 50)
    ]
    assert latency.percentile(50, latency.step_times("search", timings)) == 30
    assert latency.percentile(90, latency.step_times("search", timings)) == pytest.approx(46)
    assert latency.percentile(50, latency.step_times("total", timings)) == 60
    assert latency.percentile(50, latency.step_times("read", timings)) == 15
    assert latency.percentile(50, latency.step_times("compose", timings)) is None


def test_the_interval_is_the_same_each_time_and_contains_the_mean() -> None:
    values = [1.0] * 300 + [0.0] * 100
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    assert bootstrap(values, seed=1, resamples=200) != bootstrap(values, seed=2, resamples=200)
    assert low < 3 / 4 < high
    # The normal approximation: .75 ± 1.96 √(.75 · .25 / 400).
    assert (low, high) == pytest.approx((0.7076, 0.7924), abs=0.004)


def test_the_interval_narrows_with_questions_and_level_and_vanishes_without_spread() -> None:
    def width(interval: tuple[float, float]) -> float:
        return interval[1] - interval[0]

    assert width(bootstrap([1.0, 0.0] * 200)) < width(bootstrap([1.0, 0.0] * 20))
    assert width(bootstrap([1.0, 0.0] * 20, level=0.5)) < width(bootstrap([1.0, 0.0] * 20))
    assert bootstrap([1.0, 1.0]) == (1, 1)
    with pytest.raises(ValueError, match="at least one"):
        bootstrap([])
