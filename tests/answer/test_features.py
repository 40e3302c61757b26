"""What is known of a unit, worked out by hand."""

import math
from dataclasses import fields

import pytest

from answer.features import Features, featurize
from answer.question import read_question
from index.search import Hit
from models.span_reader import Span, SpanReading

NAMES = [field.name for field in fields(Features)]


class Marks:
    """A reader that marks, in each part, the words it is told of; the margin and the relevance it is told."""

    def __init__(self, margins, relevance=0.0):
        self.margins, self.relevance = margins, relevance

    def read(self, question, passages, count):
        return [
            SpanReading(self.relevance, -1.0, (), tuple(self._mark(p, part) for part in p.parts))
            for p in passages
        ]

    def _mark(self, passage, part):
        text = passage.text[slice(*part)]
        for words, margin in self.margins.items():
            if words in text:
                at = part[0] + text.index(words)
                return Span(at, at + len(words), margin)
        return Span(*part, -3.0)


@pytest.fixture
def read(island_index, chunk):
    """The units of two passages as read, by their text; 交通安全 was found 1.5 above 源泉の管理."""

    def read(question, near="島", marks=None):
        hits = [Hit(chunk("7 交通安全"), 2.0, 0.9), Hit(chunk("2 源泉の管理"), 0.5, 0.9)]
        query = island_index.embedder.embed_passages([near])[0]
        units = featurize(read_question(question), question, query, hits, island_index, marks or Marks({}))
        return {each.text: each for each in units}

    return read


@pytest.fixture
def features(read):
    def features(question, near="島", marks=None):
        return {text: each.features for text, each in read(question, near, marks).items()}

    return features


ACCIDENTS = "島内の交通事故は、前の年の12件から5件に減った。"
SIGNALS = "信号機の新設が効いたとみられる。"
TITLE, OTHER_TITLE, SOURCE = "7 交通安全", "2 源泉の管理", "（島役場作成）"


def test_every_unit_of_the_passages_is_read_once(features):
    """But for the line that says where a figure is from, which is asked for in the second."""
    units = {
        TITLE,
        ACCIDENTS,
        SIGNALS,
        OTHER_TITLE,
        "源泉の温度は52度に保たれている。",
        "配管の掃除は毎月15日に行われる。",
    }
    assert set(features("交通事故")) == units
    assert set(features("交通事故の資料")) == units | {SOURCE}


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


def test_a_name_that_the_passage_has_not(features):
    """松本 is named in another passage alone; the spring's has no traffic, but no name is asked of it."""
    assert {f.names_another for f in features("松本が見た交通事故は").values()} == {1}
    assert {f.names_another for f in features("誰が見た交通事故は").values()} == {0}


def test_flags_and_what_is_wanted(features):
    read = features("資料では、なぜ交通事故は減り、何件になったか")
    assert {t for t, f in read.items() if f.heading} == {TITLE, OTHER_TITLE}
    assert {t for t, f in read.items() if f.aside} == {SOURCE}
    # Under twelve characters.
    assert {t for t, f in read.items() if f.fragment} == {TITLE, OTHER_TITLE, SOURCE}
    # から is read as a reason; the signals' sentence has neither a reason nor a number.
    assert (read[ACCIDENTS].want_unmet, read[SIGNALS].want_unmet) == (0, 1)
    assert {f.constant for f in read.values()} == {1}


def test_a_line_beside_the_text_is_no_aside_where_it_tells_the_source_asked_for(features):
    """（島役場作成） tells it; a title that does not is a title still."""
    read = features("交通事故の件数の出典は")
    assert not any(f.aside for f in read.values())
    assert {t for t, f in read.items() if f.heading} == {TITLE, OTHER_TITLE}
    assert (read[SOURCE].want_unmet, read[SIGNALS].want_unmet) == (0, 1)


def test_the_words_marked_are_placed_in_the_report(read, island_index):
    units = read("交通事故は何件か", marks=Marks({"5件": 4.0}))
    span = units[ACCIDENTS].span
    assert island_index.report(units[ACCIDENTS].hit.chunk.report).text[span.start : span.end] == "5件"


def test_the_readers_logits_and_how_far_behind_the_best_they_stay(features):
    """Margins of 4 and 40 (held to 12), −3 where nothing is marked."""
    of = features("交通事故は何件か", marks=Marks({"5件": 4.0, "信号機": 40.0}, relevance=1.5))
    assert (of[ACCIDENTS].margin, of[SIGNALS].margin, of[TITLE].margin) == (4, 12, -3)
    assert (of[ACCIDENTS].margin_behind, of[SIGNALS].margin_behind, of[TITLE].margin_behind) == (-8, 0, -15)
    assert {(f.relevance, f.relevance_behind) for f in of.values()} == {(1.5, 0)}


def test_units_in_japanese_are_not_embedded(features):
    assert {
        (f.cosine, f.cosine_behind) for f in features("信号機は", near=f"{TITLE} {SIGNALS}").values()
    } == {(0, 0)}


def test_a_question_in_another_language_goes_by_vectors_and_is_held_to_no_words(features):
    """A question with the unit's own vector: cosine 1, three steps of 0.05 above 0.85."""
    read = features("How many accidents?", near=f"{TITLE} {SIGNALS}")
    assert read[SIGNALS].cosine == pytest.approx(3, abs=0.1) and read[SIGNALS].cosine_behind == 0
    assert all(f.cosine_behind < 0 for t, f in read.items() if t != SIGNALS)
    assert {(f.unknown, f.words_best) for f in read.values()} == {(0, 0)}


def test_the_vector_has_the_fields_in_their_order():
    assert Features(*map(float, range(len(NAMES)))).vector().tolist() == list(range(len(NAMES)))
