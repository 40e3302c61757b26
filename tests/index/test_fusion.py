"""The fused score, worked out by hand over three passages with vectors of two components."""

from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from index.chunk import Chunk
from index.errors import ReportUnknown
from index.lexical import LexicalIndex
from index.manifest import IndexedReport, Manifest, versions
from index.passages import Passages, save_passages
from index.postings import best
from index.search import Index, Weights, _standardised
from index.vectors import VectorIndex

EAST = np.array([1, 0], dtype=np.float32)
#: Cosines 1, 0.6 and 0: their mean is 1.6/3, their variance (1.36 - 2.56/3) / 3 = 0.50667/3.
MEAN, SPREAD = 1.6 / 3, sqrt((1.36 - 2.56 / 3) / 3)
DENSE = [(cosine - MEAN) / SPREAD for cosine in (1, 0.6, 0)]
#: A score that one of three has and two have not is √2 and twice -1/√2, however large it is.
HAS, LACKS = sqrt(2), -1 / sqrt(2)


def index_of(folder: Path, texts, vectors, reports=None, years=None) -> Index:
    reports = reports or ["r"] * len(texts)
    names = sorted(set(reports))
    chunks = tuple(
        Chunk(f"p{n}", report, ("節",), 0, len(text), text, "", (), ())
        for n, (text, report) in enumerate(zip(texts, reports, strict=True))
    )
    rows = np.array(vectors, dtype=np.float32)
    store = VectorIndex.create(folder)
    store.add(chunks, rows)
    save_passages(chunks, names, folder)
    entries = tuple(
        IndexedReport(id_, id_, f"{id_}.txt", "", reports.count(id_), year=(years or {}).get(id_))
        for id_ in names
    )
    manifest = Manifest(versions(), "by hand", "", (), (), entries)
    # The vectors are given by hand: there is no model to name.
    passages = Passages(folder)
    return Index(folder, manifest, passages, rows, store, LexicalIndex.build(texts), None)  # type: ignore[arg-type]


@pytest.fixture
def three(tmp_path):
    return index_of(tmp_path, ["alpha", "wharf", "omega"], [(1, 0), (0.6, 0.8), (0, 1)])


def ranked(hits):
    return [(hit.chunk.id, round(hit.score, 4)) for hit in hits]


def test_standard_deviations_from_the_mean():
    assert _standardised(np.array([1.0, 2.0, 3.0])) == pytest.approx([-sqrt(1.5), 0, sqrt(1.5)])
    assert _standardised(np.array([0.0, 7.0, 0.0])) == pytest.approx([LACKS, HAS, LACKS])
    assert _standardised(np.array([4.0, 4.0, 4.0])).tolist() == [0, 0, 0]
    assert _standardised(np.array([4.0])).tolist() == [0]


def test_without_a_word_in_common_the_vectors_decide(three):
    hits = three.search("unheard", EAST, 3)
    assert [hit.chunk.id for hit in hits] == ["p0", "p1", "p2"]
    assert [hit.score for hit in hits] == pytest.approx([0.6 * score for score in DENSE], abs=1e-4)
    assert [hit.cosine for hit in hits] == pytest.approx([1, 0.6, 0], abs=1e-5)


def test_words_and_pairs_are_added_by_their_weights(three):
    # A Latin word is a term among the words and among the pairs: 0.2 + 0.2.
    expected = {
        "p0": 0.6 * DENSE[0] + 0.4 * LACKS,
        "p1": 0.6 * DENSE[1] + 0.4 * HAS,
        "p2": 0.6 * DENSE[2] + 0.4 * LACKS,
    }
    hits = three.search("wharf", EAST, 3)
    assert {hit.chunk.id: hit.score for hit in hits} == pytest.approx(expected, abs=1e-4)
    assert [hit.chunk.id for hit in hits] == ["p1", "p0", "p2"]


def test_other_weights_another_order(three, tmp_path):
    dense_only = Weights(dense=1, words=0, bigrams=0, readings=0)
    other = replace(three, weights=dense_only)
    assert [hit.chunk.id for hit in other.search("wharf", EAST, 3)] == ["p0", "p1", "p2"]


def test_ties_stand_in_the_reports_order(tmp_path):
    index = index_of(tmp_path, ["same", "same", "same"], [(1, 0)] * 3)
    assert ranked(index.search("other", EAST, 3)) == [("p0", 0.0), ("p1", 0.0), ("p2", 0.0)]


def test_a_passage_that_only_words_find_gets_its_cosine(tmp_path):
    # 60 nearer passages fill the vectors' ranking; the 61st is found by its word.
    vectors = [(1.0, 0.0)] * 60 + [(0.6, 0.8)]
    index = index_of(tmp_path, ["fog"] * 60 + ["wharf"], vectors)
    hits = index.search("wharf", EAST, 61)
    assert len(hits) == 61 and hits[-1].chunk.id == "p60"
    assert hits[-1].cosine == pytest.approx(0.6, abs=1e-5)
    # One against sixty lies √60 from the mean: below it by its vector, above it by its word.
    assert hits[-1].score == pytest.approx((0.4 - 0.6) * sqrt(60), abs=1e-3)
    assert hits[0].score == pytest.approx((0.6 - 0.4) / sqrt(60), abs=1e-3)


def test_one_report_is_searched_and_standardised_alone(tmp_path):
    texts, vectors = ["alpha", "wharf", "omega", "wharf"], [(1, 0), (0.6, 0.8), (0, 1), (1, 0)]
    index = index_of(tmp_path, texts, vectors, ["r", "r", "r", "s"])
    hits = index.search("unheard", EAST, 10, "r")
    assert [hit.score for hit in hits] == pytest.approx([0.6 * score for score in DENSE], abs=1e-4)
    assert ranked(index.search("wharf", EAST, 10, "s")) == [("p3", 0.0)]
    both = index.search("wharf", EAST, 10, ["s", "r"])
    assert both == index.search("wharf", EAST, 10) and len(both) == 3, (
        "the same words in both are one passage"
    )
    with pytest.raises(ReportUnknown, match="r, s"):
        index.search("wharf", EAST, 10, "t")


def test_of_the_same_in_two_editions_the_newest_stands_for_both(tmp_path):
    texts = ["alpha wharf", "omega", "ａｌｐｈａ  wharf", "omega wharf"]
    vectors = [(1, 0), (0.6, 0.8), (1, 0), (0, 1)]
    index = index_of(tmp_path, texts, vectors, ["r", "r", "s", "s"], {"r": 2023, "s": 2024})
    hits = index.search("alpha", EAST, 4)
    assert [hit.chunk.id for hit in hits] == ["p2", "p1", "p3"]
    assert [hit.chunk.id for hit in index.search("alpha", EAST, 4, "r")] == ["p0", "p1"], "asked for by name"
    assert [hit.chunk.id for hit in index.search("alpha", EAST, 1)] == ["p2"]


def test_the_best_rows_are_the_first_of_equals():
    scores = np.array([0, 3, 1, 2, 1, 1, 0], dtype=np.float32)
    assert sorted(best(scores, 3)) == [1, 2, 3]
    assert sorted(best(scores, 4)) == [1, 2, 3, 4]
    assert sorted(best(scores, 9)) == [1, 2, 3, 4, 5]
    assert len(best(np.zeros(3, dtype=np.float32), 2)) == 0
