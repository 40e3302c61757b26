"""The table of the benchmarks, from runs made up by hand."""

import json
import random
from xml.etree import ElementTree

import pytest

from benchmarks import index_table
from benchmarks.__main__ import Session, table
from benchmarks.plot import plot


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
    first = Session(ready=20.0, steps=none, embedding=1.0, resident=900.4, peak=1200.0, reading=1.0, bare=1.0)
    second = Session(
        ready=5.0, steps=steps, embedding=20.0, resident=1.0, peak=1000.6, reading=300.0, bare=400.0
    )
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
        "| 16 passages read, median | 300 ms | 15.0 (0.75 of one pass of the bare encoder) |",
        "| first start to ready (model made, report indexed) | 20.0 s |  |",
        "| later start to ready | 5.0 s | 0.25 of the first |",
        "| resident memory after the questions | 900 MiB |  |",
        "| its peak, first start / later start | 1200 / 1001 MiB |  |",
    ]


def test_under_it_stands_how_it_was_made(rows):
    assert rows[-2] == "" and rows[-1].startswith("`python -m benchmarks` · 11 questions · ")


INDEXING = {
    "passages": 1200.0,
    "encoder_s": 45.0,
    "index_s": 50.0,
    "ratio": 0.9,
    "passages_a_second": 24.0,
    "unchanged_s": 0.61,
}


def scale(passages, milliseconds):
    return {
        "passages": passages,
        "search_ms": milliseconds,
        "search_p90_ms": milliseconds * 1.5,
        "search_one_report_ms": milliseconds / 2,
        "open_s": 0.1,
        "write_s": 1.0,
        "held_mib": 10.0,
        "disk_mib": 12.0,
    }


SCALES = [scale(1000, 4.0), scale(10_000, 6.0), scale(100_000, 10.0)]


def test_search_by_size_is_told_as_a_ratio_to_the_smallest():
    told = index_table.table(INDEXING, SCALES, "others worked too")
    assert "| ratio to the first | 1.0 | 1.5 | 2.5 |" in told
    assert "| the ratio of that to the first | not measured | not measured | not measured |" in told
    # 20 ms of embedding before 4, 6 and 10 of searching.
    embedded = [each | {"search_embedded_ms": 20.0 + each["search_ms"]} for each in SCALES]
    told_too = index_table.table(INDEXING, embedded)
    assert "| with the question embedded first, median | 24.0 ms | 26.0 ms | 30.0 ms |" in told_too
    assert "| the ratio of that to the first | 1.0 | 1.1 | 1.2 |" in told_too
    assert "| search over | 1,000 | 10,000 | 100,000 |" in told
    assert "**0.90**" in told and "0.61 s" in told and told.rstrip().endswith("others worked too")


def test_the_table_is_kept_beside_the_other_and_written_over_by_the_next(tmp_path, monkeypatch):
    results, found = tmp_path / "RESULTS.md", tmp_path / "found.jsonl"
    results.write_text("# What the steps take\n\nkept\n", encoding="utf-8")
    monkeypatch.setattr(index_table, "RESULTS", results)
    monkeypatch.setattr(index_table, "PLOT", tmp_path / "search.svg")
    found.write_text("\n".join(map(json.dumps, [INDEXING, *SCALES])), encoding="utf-8")
    for _ in range(2):
        index_table.main(["no-report", "--write", "--found", str(found)])
    text = results.read_text(encoding="utf-8")
    assert text.count("kept") == text.count(index_table.HEADING) == 1
    ElementTree.fromstring((tmp_path / "search.svg").read_text(encoding="utf-8"))


def test_in_the_plot_more_stands_higher():
    drawn = ElementTree.fromstring(plot(SCALES))
    lines = [e.get("points") for e in drawn.iter() if e.tag.endswith("polyline")]
    assert len(lines) == 3
    heights = [float(point.partition(",")[2]) for point in lines[0].split()]
    assert heights[0] > heights[1] > heights[2], "an SVG counts downwards"


def test_made_up_passages_can_be_searched(tmp_path):
    from benchmarks import scale as measured
    from index.manifest import Manifest
    from index.search import open_generation

    measured._write(tmp_path, 60, measured._sentences(), random.Random(1))
    index = open_generation(tmp_path, Manifest.load(tmp_path), measured._NoModel())
    assert len(index.search("兵士", index.embedded[7], 8)) == 8
    assert index.search("兵士", index.embedded[7], 8)[0].cosine <= 1.001
