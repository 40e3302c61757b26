"""Reading: what is known of a unit, worked out by hand, and the probability the weights make of it."""

import json
import math
from dataclasses import fields

import numpy as np
import pytest

from answer.errors import WeightsInvalid
from answer.question import read_question
from answer.read import WEIGHTS, Features, Reader, featurize, load_reader
from corpus.report import BlockKind
from index.search import Hit

NAMES = [field.name for field in fields(Features)]


@pytest.fixture
def features(island_index, chunk):
    """The features of the units of two passages, by the unit's text; 交通安全 was found 1.5 above 源泉の管理."""

    def features(question, near="島"):
        hits = [Hit(chunk("7 交通安全"), 2.0, 0.9), Hit(chunk("2 源泉の管理"), 0.5, 0.9)]
        query = island_index.embedder.embed_passages([near])[0]
        read = featurize(read_question(question), question, query, hits, island_index)
        return {
            island_index.report(hit.chunk.report).text[unit.start : unit.end]: each
            for hit, unit, each in read
        }

    return features


ACCIDENTS = "島内の交通事故は、前の年の12件から5件に減った。"
SIGNALS = "信号機の新設が効いたとみられる。"
TITLE, OTHER_TITLE, SOURCE = "7 交通安全", "2 源泉の管理", "（島役場作成）"


def test_every_unit_of_the_passages_is_read_once(features):
    assert set(features("交通事故")) == {
        TITLE,
        ACCIDENTS,
        SIGNALS,
        SOURCE,
        OTHER_TITLE,
        "源泉の温度は52度に保たれている。",
        "配管の掃除は毎月15日に行われる。",
    }


def test_shares_of_words_pairs_and_readings(features):
    """交通 and 事故 stand in one passage each, so each is half of the question's weight."""
    read = features("交通事故")
    best, under_title, title, elsewhere = (read[t] for t in (ACCIDENTS, SIGNALS, TITLE, OTHER_TITLE))
    assert best.words_best == title.words_best == pytest.approx(1) and best.unknown == pytest.approx(0)
    assert (best.words_behind, best.words_near_behind, best.pairs_near_behind, best.readings_behind) == (
        (0,) * 4
    )
    assert title.words_behind == pytest.approx(-1 / 2) and under_title.words_behind == -1
    # Its title holds 交通: one of two words, one of the pairs 交通 通事 事故, and コウ ウツ ツウ of コウ ウツ ツウ ウジ ジコ.
    assert under_title.words_near_behind == pytest.approx(-1 / 2)
    assert under_title.pairs_near_behind == pytest.approx(1 / 3 - 1)
    assert under_title.readings_behind == pytest.approx(3 / 5 - 1)
    assert elsewhere.words_near_behind == elsewhere.pairs_near_behind == -1
    assert best.passage_behind == under_title.passage_behind == 0 and elsewhere.passage_behind == -1.5


def test_words_the_report_has_nowhere(features):
    """ln(1 + (N − n + ½) / (n + ½)) over 15 passages: 事故 is in one, kayak in none."""
    known, unknown = math.log(1 + 14.5 / 1.5), math.log(1 + 15.5 / 0.5)
    read = features("事故とkayak")[ACCIDENTS]
    assert read.unknown == pytest.approx(unknown / (known + unknown))
    assert read.words_best == pytest.approx(known / (known + unknown))


def test_quantities_in_the_unit_and_missing_from_its_passage(features):
    read = features("12件、5件、8件、9件のうち交通事故は")
    assert (read[ACCIDENTS].quantities, read[ACCIDENTS].quantities_missing) == (2 / 4, 2 / 4)
    assert (read[SIGNALS].quantities, read[SIGNALS].quantities_missing) == (0, 2 / 4)
    # 2 and 52, 15: none of them.
    assert read[OTHER_TITLE].quantities_missing == 1


def test_flags_and_what_is_wanted(features):
    read = features("なぜ交通事故は減り、何件になったか")
    assert {t for t, f in read.items() if f.heading} == {TITLE, OTHER_TITLE}
    assert {t for t, f in read.items() if f.aside} == {SOURCE}
    # Under twelve characters.
    assert {t for t, f in read.items() if f.fragment} == {TITLE, OTHER_TITLE, SOURCE}
    # から is read as a reason; the signals' sentence has neither a reason nor a number.
    assert (read[ACCIDENTS].want_unmet, read[SIGNALS].want_unmet) == (0, 1)
    assert {f.constant for f in read.values()} == {1}


def test_the_cosine_is_of_the_unit_under_its_title(features):
    """A question with the unit's own vector: cosine 1, three steps of 0.05 above 0.85."""
    read = features("信号機は", near=f"{TITLE} {SIGNALS}")
    assert read[SIGNALS].cosine == pytest.approx(3, abs=0.1) and read[SIGNALS].cosine_behind == 0
    assert all(f.cosine_behind < 0 for t, f in read.items() if t != SIGNALS)
    assert read[SIGNALS].foreign == read[SIGNALS].foreign_cosine == 0


def test_a_question_in_another_language_is_held_to_no_words(features):
    read = features("How many accidents?", near=f"{TITLE} {SIGNALS}")
    for each in read.values():
        assert each.foreign == 1 and each.unknown == each.words_best == 0
        assert each.foreign_cosine == each.cosine and each.foreign_cosine_behind == each.cosine_behind
    assert read[SIGNALS].foreign_cosine == pytest.approx(3, abs=0.1)


def test_the_vector_has_the_fields_in_their_order():
    assert Features(*map(float, range(len(NAMES)))).vector().tolist() == list(range(len(NAMES)))


def test_no_passages_no_readings(island_index, embedder):
    question = read_question("交通事故は")
    vector = embedder.embed_queries([question.text])[0]
    assert Reader(np.zeros(len(NAMES))).read(question, question.text, vector, [], island_index) == []


def test_probabilities_of_hand_made_weights(island_index, chunk, embedder):
    """Odds of 3 to 1 for every unit, and ten times less for a heading: 3/4 and 3/13."""
    weights = {"constant": math.log(3), "heading": -math.log(10)}
    reader = Reader(np.array([weights.get(name, 0.0) for name in NAMES]))
    question = read_question("交通事故は")
    vector = embedder.embed_queries([question.text])[0]
    read = reader.read(question, question.text, vector, [Hit(chunk(TITLE), 1.0, 0.9)], island_index)
    assert [r.probability for r in read] == pytest.approx([3 / 4, 3 / 4, 3 / 4, 3 / 13])
    assert [r.text for r in read] == [
        r.chunk.text[r.unit.start - r.chunk.start :][: len(r.text)] for r in read
    ]
    assert read[-1].unit.kind is BlockKind.HEADING and read[-1].text == TITLE


def test_the_weights_that_come_along_are_one_for_each_feature():
    reader = load_reader()
    assert reader.weights.shape == (len(NAMES),)
    named = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    assert reader.weights[NAMES.index("cosine")] == named["cosine"] and set(named) == set(NAMES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"weights": null}',
        b'{"weights": {}}',
        b"\xff\xfe\x00",
        json.dumps({"weights": dict.fromkeys(NAMES[1:], 1.0)}).encode(),
        *(
            json.dumps({"weights": dict.fromkeys(NAMES, 1.0) | {"cosine": bad}}).encode()
            for bad in ("many", None, [1], float("nan"), float("inf"), 10**400)
        ),
    ],
)
def test_weights_that_cannot_be_used(content, tmp_path):
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(WeightsInvalid) as raised:
        load_reader(path)
    assert "weights" in raised.value.say("ja") and "git checkout --" in raised.value.say("en")


def test_weights_that_are_not_there(tmp_path):
    with pytest.raises(WeightsInvalid, match="FileNotFoundError"):
        load_reader(tmp_path / "none.json")
