"""The examples made of a made-up chronicle: what is marked, what is not, and that numbers always mean the same."""

from random import Random

import pytest
from village import data, write

from models.pairs import PairEncoder, Passage
from training.batches import collate, covering, label
from training.edits import Marked
from training.errors import DataInvalid, DataMissing
from training.examples import ANSWERED, SHARES, Example, Examples
from training.jaquad import load_paragraphs
from training.lookalikes import Lookalikes


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory):
    return load_paragraphs(write(tmp_path_factory.mktemp("data")), "train")


@pytest.fixture(scope="module")
def examples(paragraphs):
    return Examples(paragraphs, 1)


@pytest.fixture(scope="module")
def pairs(bundled_model):
    return PairEncoder(bundled_model, 128)


def test_the_data_is_read_with_its_answers_in_place(paragraphs):
    assert [(p.article, p.title) for p in paragraphs] == [
        (0, "白浜村"),
        (0, "白浜村"),
        (1, "黒岩町"),
        (1, "黒岩町"),
    ]
    assert [p.text[a.start : a.end] for p in paragraphs for a in p.asked] == (
        "1904年 山田太郎 200隻 45人 1921年 鈴木花子 8月 12台".split()
    )


def test_data_that_is_missing_or_not_what_it_says_is_named(tmp_path):
    with pytest.raises(DataMissing, match="jaquad_train"):
        load_paragraphs(tmp_path, "train")
    shifted = data()
    shifted["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["answer_start"] = 3
    with pytest.raises(DataInvalid, match="not at its place"):
        load_paragraphs(write(tmp_path, content=shifted), "train")


def test_lookalikes_are_of_the_article_asked_for_and_lack_the_answer(paragraphs):
    lookalikes = Lookalikes(paragraphs)
    question = "黒岩町が図書館を開いたのは何年ですか?"
    same = lookalikes.nearest(question, "1921年", 1, True, 4)
    assert [piece.text for piece in same] == [paragraphs[3].text]
    elsewhere = lookalikes.nearest(question, "1921年", 1, False, 4)
    assert {piece.text for piece in elsewhere} == {paragraphs[0].text, paragraphs[1].text}


@pytest.mark.parametrize("kind", SHARES)
def test_an_example_is_marked_exactly_where_it_answers(kind, paragraphs, examples):
    gold = {p.text[a.start : a.end] for p in paragraphs for a in p.asked}
    for seed in range(30):
        paragraph = paragraphs[seed % 4]
        made = examples.make_kind(kind, paragraph, paragraph.asked[seed % 2], Random(seed))
        assert (made.span is not None) == (made.kind in ANSWERED)
        if made.span:
            assert made.passage.text[slice(*made.span)] in gold


def test_the_answers_sentence_is_gone_where_it_was_taken_out(paragraphs, examples):
    asked = paragraphs[0].asked[1]
    question, marked = examples.altered(
        "answer taken out",
        paragraphs[0],
        asked,
        Marked(paragraphs[0].text, (asked.start, asked.end)),
        Random(1),
    )
    assert question == "初代の守り手は誰ですか?"
    assert marked == Marked("白浜村は1904年に灯台を建てた。建設の費用は3万円であった。", None)


def test_the_same_number_is_the_same_example_and_each_question_comes_once(paragraphs, examples):
    again = Examples(paragraphs, 1)
    assert [again.make(n) for n in range(16)] == [examples.make(n) for n in range(16)]
    assert [Examples(paragraphs, 2).make(n) for n in range(16)] != [examples.make(n) for n in range(16)]


def test_the_tokens_labelled_are_those_of_the_answer(pairs):
    text = "白浜村は1904年に灯台を建てた。「岬の記録」による。"
    for words in ("1904年", "灯台", "「岬の記録」", "白浜村"):
        start = text.index(words)
        made = label(Example("answered", "何?", Passage(text, "題"), (start, start + len(words))), pairs)
        first, last = made.tokens.places[made.start], made.tokens.places[made.end]
        assert text[first[0] : last[1]].strip() == words


def test_without_an_answer_the_first_token_is_the_label(pairs):
    made = label(Example("neighbour", "何?", Passage("白浜村の港。", "題"), None), pairs)
    assert (made.start, made.end) == (0, 0)
    assert made.tokens.places[0] is None


def test_an_answer_far_down_a_long_passage_is_found_in_a_later_pass(pairs):
    text = "岬の観測所は毎朝六時に風と波を記録する。" * 12 + "守り手は山田太郎。"
    start = text.index("山田太郎")
    made = label(Example("answered", "守り手は誰?", Passage(text), (start, start + 4)), pairs)
    assert made.tokens != pairs.encode("守り手は誰?", [Passage(text)])[0][0]
    first, last = made.tokens.places[made.start], made.tokens.places[made.end]
    assert text[first[0] : last[1]] == "山田太郎"
    assert covering(pairs.encode("守り手は誰?", [Passage(text)])[0][0], (start, start + 4)) is None


def test_a_batch_is_padded_and_only_the_text_is_open(pairs):
    short = label(Example("answered", "何?", Passage("白浜村の港。", "題"), (0, 3)), pairs)
    long = label(Example("neighbour", "何の話ですか?", Passage("白浜村の港には船が入る。"), None), pairs)
    batch = collate([short, long])
    lengths = [len(short.tokens.ids), len(long.tokens.ids)]
    assert batch.ids.shape == (2, max(lengths)) and batch.mask.sum(1).tolist() == lengths
    assert batch.ids[0, lengths[0] :].tolist() == [1] * (lengths[1] - lengths[0])
    assert batch.text[0].nonzero().flatten().tolist() == [
        i for i, place in enumerate(short.tokens.places) if place
    ]
    assert batch.start.tolist() == [short.start, 0] and batch.end.tolist() == [short.end, 0]
