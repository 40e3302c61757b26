"""Reading: the probability the weights make of what is known of a unit, and that the weights are whole."""

import json
import math
from dataclasses import fields

import numpy as np
import pytest
from test_features import Marks

from answer.certainty import Certainty
from answer.errors import WeightsInvalid
from answer.features import Features
from answer.question import read_question
from answer.read import READ_FIRST, WEIGHTS, Reader, load_certainties, load_weights, weights_for
from corpus.report import BlockKind
from index.search import Hit

NAMES = [field.name for field in fields(Features)]
TITLE = "7 交通安全"


def weights(**named):
    return np.array([named.get(name, 0.0) for name in NAMES])


@pytest.fixture
def read(island_index, chunk, embedder):
    def read(reader, text, *titles):
        question = read_question(text)
        vector = embedder.embed_queries([question.text])[0]
        return reader.read(question, text, vector, [Hit(chunk(t), 1.0, 0.9) for t in titles], island_index)

    return read


def test_no_passages_no_readings(read):
    assert read(Reader(Marks({}), {"ja": weights()}), "交通事故は") == []


def test_probabilities_of_hand_made_weights(read):
    """Odds of 3 to 1 for every unit, and ten times less for a heading: 3/4 and 3/13."""
    reader = Reader(Marks({}), {"ja": weights(constant=math.log(3), heading=-math.log(10))})
    found = read(reader, "交通事故は", TITLE)
    assert [r.probability for r in found] == pytest.approx([3 / 4, 3 / 4, 3 / 13])
    assert [r.text for r in found] == [
        r.chunk.text[r.unit.start - r.chunk.start :][: len(r.text)] for r in found
    ]
    assert found[-1].unit.kind is BlockKind.HEADING and found[-1].text == TITLE


def test_the_unit_with_the_words_marked_comes_first(read):
    reader = Reader(Marks({"信号機の新設": 5.0}), {"ja": weights(margin=1.0)})
    best = read(reader, "何が効いたか", TITLE)[0]
    assert best.text == "信号機の新設が効いたとみられる。" and best.probability == pytest.approx(
        1 / (1 + math.exp(-5))
    )
    assert best.text[best.span.start - best.unit.start : best.span.end - best.unit.start] == "信号機の新設"


def test_each_kind_of_question_has_its_weights(read):
    reader = Reader(Marks({}), {"ja": weights(constant=2.0), "other": weights(constant=-2.0)})
    assert {round(r.probability, 3) for r in read(reader, "交通事故は", TITLE)} == {0.881}
    assert {round(r.probability, 3) for r in read(reader, "How many accidents?", TITLE)} == {0.119}
    assert [weights_for(read_question(q)) for q in ("何件か", "How many?", "몇 건?", "多少起？")] == [
        "ja",
        *["other"] * 3,
    ]


def test_the_weights_that_come_along_are_one_for_each_kind_and_feature():
    named = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    for kind, loaded in load_weights().items():
        assert loaded.tolist() == [named[kind][name] for name in NAMES] and set(named[kind]) == set(NAMES)


GOOD = {"ja": dict.fromkeys(NAMES, 1.0), "other": dict.fromkeys(NAMES, 1.0)}


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
        json.dumps({"weights": GOOD | {"other": dict.fromkeys(NAMES[1:], 1.0)}}).encode(),
        json.dumps({"weights": {"ja": GOOD["ja"]}}).encode(),
        *(
            json.dumps({"weights": GOOD | {"ja": GOOD["ja"] | {"margin": bad}}}).encode()
            for bad in ("many", None, [1], float("nan"), float("inf"), 10**400)
        ),
    ],
)
def test_weights_that_cannot_be_used(content, tmp_path):
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(WeightsInvalid) as raised:
        load_weights(path)
    assert "weights" in raised.value.say("ja") and "git checkout --" in raised.value.say("en")


def test_certainties_that_cannot_be_used(tmp_path):
    path = tmp_path / "weights.json"
    sure = {field.name: float(n) for n, field in enumerate(fields(Certainty))}
    good = {"ja": sure, "other": sure}
    path.write_text(json.dumps({"certainty": good}), encoding="utf-8")
    assert load_certainties(path) == dict.fromkeys(good, Certainty(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0))
    for bad in (
        {},
        {"ja": sure},
        good | {"other": sure | {"unit": float("nan")}},
        good | {"ja": {"unit": 1.0}},
    ):
        path.write_text(json.dumps({"certainty": bad}), encoding="utf-8")
        with pytest.raises(WeightsInvalid):
            load_certainties(path)


def test_the_weights_that_are_kept_are_whole():
    assert set(load_certainties(WEIGHTS)) == set(load_weights(WEIGHTS)) == {"ja", "other"}


def test_certainty_goes_by_the_questions_language(read):
    reader = Reader(
        Marks({}),
        {"ja": weights()},
        certainties={"ja": Certainty(2.0, 0.0, 0.0), "other": Certainty(-2.0, 0.0, 0.0)},
    )
    found = read(reader, "交通事故は何件か", TITLE)
    assert reader.certainty(read_question("交通事故は何件か"), found) == pytest.approx(1 / (1 + math.exp(-2)))
    assert reader.certainty(read_question("What accidents?"), found) == pytest.approx(1 / (1 + math.exp(2)))
    assert reader.certainty(read_question("交通事故は何件か"), []) == 0.0


def test_a_bare_topic_is_answered_by_its_words_where_the_reader_knows_none(read):
    """Odds of 3 to 1 by words, and of e to the −2 by the reader, who is asked nothing: the greater counts."""
    sure = {"ja": Certainty(-2.0, 0.0, 0.0), "other": Certainty(-2.0, 0.0, 0.0)}
    reader = Reader(Marks({}), {"ja": weights(constant=math.log(3))}, certainties=sure)
    found = read(reader, "交通事故は", TITLE)
    assert reader.certainty(read_question("交通事故は"), found) == pytest.approx(0.75)
    assert reader.certainty(read_question("交通事故は何件か"), found) == pytest.approx(1 / (1 + math.exp(2)))
    assert reader.certainty(read_question("交通事故は"), []) == 0.0


def test_weights_that_are_not_there(tmp_path):
    with pytest.raises(WeightsInvalid, match="FileNotFoundError"):
        load_weights(tmp_path / "none.json")


class Counting(Marks):
    """Remembers what it was given to read."""

    def read(self, question, passages, count):
        self.seen = [*getattr(self, "seen", []), *passages]
        return super().read(question, passages, count)


def _read_all(island_index, embedder, model, text):
    """Every passage of the island's index as if found for the question; the readings."""
    question = read_question(text)
    hits = [Hit(c, 1.0, 0.9) for c in list(island_index.chunks)[: READ_FIRST + 3]]
    assert len(hits) == READ_FIRST + 3
    reader = Reader(model, {"ja": weights(margin=1.0)})
    return reader.read(question, text, embedder.embed_queries([text])[0], hits, island_index)


@pytest.mark.parametrize(
    ("margin", "text", "passages"),
    [
        (3.0, "何が効いたか", READ_FIRST),
        (-1.0, "何が効いたか", READ_FIRST + 3),
        (3.0, "効いたものをすべて挙げてください", READ_FIRST + 3),
    ],
    ids=["answered by one of the first", "answered by none", "several things asked for"],
)
def test_later_passages_are_read_only_where_the_first_do_not_answer(
    island_index, embedder, margin, text, passages
):
    """A logit of 3 is a probability of .95, one of -1 of .27."""
    first = next(iter(island_index.chunks)).text[:6]
    model = Counting({first: margin})
    found = _read_all(island_index, embedder, model, text)
    assert len(model.seen) == len(set(model.seen)) == passages
    assert found[0].text.startswith(first)
