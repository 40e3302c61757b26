"""The table of the benchmarks, from runs made up by hand."""

import pytest

from benchmarks.__main__ import Session, table


@pytest.fixture
def rows():
    """The table's lines: a first run, and a later one of eleven questions whose embedding takes 20 ms."""
    steps = {
        # 10 … 110: the median is 60, the 90th percentile the tenth of eleven.
        "search": tuple(float(ms) for ms in range(10, 120, 10)),
        "read": (50.0,) * 11,
        "total": tuple(float(ms) for ms in range(110, 0, -10)),
    }
    none = dict.fromkeys(steps, ())
    first = Session(ready=20.0, steps=none, embedding=1.0, resident=900.4, peak=1200.0)
    second = Session(ready=5.0, steps=steps, embedding=20.0, resident=1.0, peak=1000.6)
    return table(first, second).splitlines()


def test_each_measure_with_its_ratio(rows):
    assert rows[:-2] == [
        "| | measured | ratio to embedding a question |",
        "|---|--:|--:|",
        "| embedding a question, median | 20 ms | 1.0 |",
        "| search, median | 60 ms | 3.0 |",
        "| search, 90th percentile | 100 ms | 5.0 |",
        "| read, median | 50 ms | 2.5 |",
        "| read, 90th percentile | 50 ms | 2.5 |",
        "| total, median | 60 ms | 3.0 |",
        "| total, 90th percentile | 100 ms | 5.0 |",
        "| first start to ready (model made, report indexed) | 20.0 s |  |",
        "| later start to ready | 5.0 s | 0.25 of the first |",
        "| resident memory after the questions | 900 MiB |  |",
        "| its peak, first start / later start | 1200 / 1001 MiB |  |",
    ]


def test_under_it_stands_how_it_was_made(rows):
    assert rows[-2] == "" and rows[-1].startswith("`python -m benchmarks` · 11 questions · ")
