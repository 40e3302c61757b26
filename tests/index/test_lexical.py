import math

import numpy as np
import pytest

from index.errors import IndexDamaged
from index.lexical import FIELDS, LexicalIndex

TEXTS = ["alpha beta", "gamma delta"]


@pytest.fixture(scope="module")
def lexical():
    return LexicalIndex.build(TEXTS)


def test_bm25_as_worked_out_by_hand(lexical):
    # Two texts of two words: idf = ln(1 + (2 - 1 + ½) / (1 + ½)) = ln 2; a word once in a text of average length
    # counts 1 / (1 + 1.5) = 0.4 of it.
    scores = lexical.scores("alpha?")
    assert set(scores) == {"words", "bigrams", "readings"}
    for field in ("words", "bigrams"):
        np.testing.assert_allclose(scores[field], [0.4 * math.log(2), 0], rtol=1e-5)
    assert scores["readings"].tolist() == [0, 0]


def test_a_question_of_unknown_words_scores_nothing(lexical):
    for question in ("omega", "", "灯台", "\x00"):
        assert all(not scores.any() and scores.shape == (2,) for scores in lexical.scores(question).values())


def test_each_field_finds_what_the_others_miss():
    index = LexicalIndex.build(["桜井港長が発表した", "防波堤を延長した", "霧による欠航が続いた"])
    best = {
        name: int(scores.argmax()) if scores.any() else None
        for name, scores in index.scores("さくらい").items()
    }
    assert best["readings"] == 0
    number = LexicalIndex.build(["入港船は1万2,000隻", "入港船は9,000隻"]).scores("12000")
    assert number["words"][0] > 0 == number["words"][1] and number["bigrams"].tolist() == [0, 0]
    pair = index.scores("防波")
    assert pair["bigrams"].argmax() == 1 and pair["bigrams"][1] > 0


def test_what_was_saved_scores_the_same(lexical, tmp_path):
    lexical.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert loaded.size == lexical.size == 2
    assert [loaded.frequency(word) for word in ("alpha", "delta", "zeta")] == [1, 1, 0]
    assert {"alpha", "beta", "gamma", "delta"} <= set(loaded.vocabulary)
    for question in ("alpha beta", "delta", "none"):
        for name in FIELDS:
            np.testing.assert_array_equal(loaded.scores(question)[name], lexical.scores(question)[name])


@pytest.mark.parametrize("keep", [0, 0.5])
@pytest.mark.parametrize(
    "part", ["words/params.index.json", "words/data.csc.index.npy", "bigrams/vocab.index.json"]
)
def test_an_index_that_is_cut_off_is_told(part, keep, lexical, tmp_path):
    lexical.save(tmp_path / "lexical")
    path = tmp_path / "lexical" / part
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    with pytest.raises(IndexDamaged, match="--rebuild"):
        LexicalIndex.load(tmp_path / "lexical")


def test_texts_without_a_term_are_no_obstacle(tmp_path):
    index = LexicalIndex.build(["———", "…", "lamp"])
    index.save(tmp_path / "lexical")
    assert LexicalIndex.load(tmp_path / "lexical").scores("lamp")["words"].argmax() == 2
    assert not LexicalIndex.build(["———"]).scores("lamp")["words"].any()


def test_rare_words_weigh_more_in_the_share_that_is_covered(lexical):
    # alpha is in 1 of 2: ln(1 + 1.5 / 1.5) = ln 2. zeta in none: ln(1 + 2.5 / 0.5) = ln 6.
    assert lexical.idf("alpha") == pytest.approx(math.log(2))
    assert lexical.idf("zeta") == pytest.approx(math.log(6))
    assert lexical.coverage(["alpha", "zeta", "alpha"], ["alpha", "x"]) == pytest.approx(
        math.log(2) / math.log(12)
    )
    assert lexical.coverage(["alpha"], ["alpha"]) == 1
    assert lexical.coverage(["alpha", "zeta"], lexical.vocabulary) == pytest.approx(
        math.log(2) / math.log(12)
    )
    assert lexical.coverage([], ["alpha"]) == lexical.coverage(["alpha"], []) == 0
