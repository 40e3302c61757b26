"""Questions written by hand for a made-up chronicle, and that those in the repository are in order."""

import pytest
from village import write

from training.by_hand import PARAPHRASES, UNANSWERED, ByHand, load_by_hand
from training.errors import LinesInvalid
from training.examples import Examples
from training.jaquad import load_paragraphs

#: The first paragraph's first sentence, 白浜村は1904年に灯台を建てた。, has 17 characters.
FIRST_SENTENCE = 17


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory):
    return load_paragraphs(write(tmp_path_factory.mktemp("data")), "train")


@pytest.fixture
def files(tmp_path):
    paraphrases, unanswered = tmp_path / "paraphrases.tsv", tmp_path / "unanswered.tsv"
    paraphrases.write_text(
        "tr-白浜村-0-0\t海を照らす塔ができた年は？\ntr-白浜村-0-0\t船のための明かりはいつから？\ntr-ほか-1-0\t誰？\n",
        encoding="utf-8",
    )
    unanswered.write_text(
        f"tr-白浜村-0\t0\t{FIRST_SENTENCE}\t灯台の高さは何メートルですか\ntr-ほか-1\t0\t5\tいつ？\n",
        encoding="utf-8",
    )
    return paraphrases, unanswered


def test_a_question_in_other_words_keeps_its_answer(paragraphs, files):
    (paragraph,) = load_by_hand(paragraphs, *files).paraphrased
    assert [a.question for a in paragraph.asked] == [
        "海を照らす塔ができた年は？",
        "船のための明かりはいつから？",
    ]
    assert {paragraph.text[a.start : a.end] for a in paragraph.asked} == {"1904年"}


def test_an_unanswered_question_has_the_text_that_does_not_say_it(paragraphs, files):
    (silent,) = load_by_hand(paragraphs, *files).unanswered
    assert (silent.title, silent.text) == ("白浜村", "白浜村は1904年に灯台を建てた。")
    assert silent.question == "灯台の高さは何メートルですか"


@pytest.mark.parametrize("line", ["no tab", "\t問い", "tr-1\t "])
def test_a_paraphrase_that_is_none_is_named_by_its_line(paragraphs, files, line):
    files[0].write_text(f"tr-白浜村-0-0\t年は？\n{line}\n", encoding="utf-8")
    with pytest.raises(LinesInvalid, match=r"Line 2 of .*paraphrases\.tsv"):
        load_by_hand(paragraphs, *files)


@pytest.mark.parametrize("line", ["tr-白浜村-0\t0\t問い", "tr-白浜村-0\tzero\t16\t問い"])
def test_an_unanswered_question_without_its_place_is_named_by_its_line(paragraphs, files, line):
    files[1].write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(LinesInvalid, match=r"Line 1 of .*unanswered\.tsv"):
        load_by_hand(paragraphs, *files)


def test_examples_are_made_of_both(paragraphs, files):
    by_hand = load_by_hand(paragraphs, *files)
    made = [Examples(paragraphs, 1, None, by_hand).make(number) for number in range(200)]
    silent = [each for each in made if each.kind == "unanswered"]
    assert silent and all(each.span is None and "灯台を建てた" in each.passage.text for each in silent)
    reworded = [each for each in made if each.kind == "answered" and "塔ができた" in each.question]
    assert reworded and all(each.passage.text[slice(*each.span)] == "1904年" for each in reworded)
    plain = [Examples(paragraphs, 1, None, ByHand()).make(number) for number in range(200)]
    assert not any(each.kind == "unanswered" or "塔" in each.question for each in plain)


def test_the_questions_in_the_repository_are_in_order():
    paraphrases = [line.split("\t") for line in PARAPHRASES.read_text(encoding="utf-8").splitlines()]
    assert all(len(line) == 2 and line[0].startswith("tr-") and line[1].strip() for line in paraphrases)
    unanswered = [line.split("\t") for line in UNANSWERED.read_text(encoding="utf-8").splitlines()]
    assert all(len(line) == 4 and int(line[1]) < int(line[2]) and line[3].strip() for line in unanswered)
    # More than one thing is asked of a passage, so that it is not learned as one that answers nothing.
    assert len({line[3] for line in unanswered}) == len(unanswered)
