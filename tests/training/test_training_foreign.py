"""Questions said word for word in other languages, with the real dictionaries where they are installed."""

from random import Random

import pytest

from training.errors import DictionariesMissing
from training.foreign import in_language
from training.glosses import Glosses, hangul

QUESTION = "1923年の地震で負傷したのは何人ですか?"


class Known:
    """A dictionary of a few words, so that what is done with them can be worked out by hand."""

    def english(self, word, name):
        return {"地震": ("earthquake",), "負傷": ("injury",), "年": ("year",), "プーチン": ("Putin",)}.get(
            word, ()
        )

    def latin(self, kana):
        return kana.capitalize()

    def chinese(self, word):
        return word.replace("負傷", "负伤")

    def korean(self, word):
        return {"地震": "지진", "負傷": "부상"}.get(word, word)


def test_english_puts_what_asks_first_and_the_last_phrase_next():
    assert (
        in_language(QUESTION, "en", Known(), Random(1))
        == "How many people injury in earthquake of 1923 year?"
    )


def test_korean_keeps_the_order_and_says_the_particles():
    said = in_language(QUESTION, "ko", Known(), Random(1))
    assert said.startswith("1923年의 지진에서 부상") and "몇 명" in said


def test_chinese_keeps_the_characters_and_drops_the_kana():
    said = in_language(QUESTION, "zh", Known(), Random(1))
    assert said.rstrip("？?") == "1923年的地震负伤多少人"


@pytest.mark.parametrize("question", ["地震について", "何ですか?"], ids=["asks nothing", "asks of nothing"])
def test_a_question_of_which_too_little_is_left_is_none(question):
    assert in_language(question, "en", Known(), Random(1)) is None


@pytest.mark.parametrize(
    ("latin", "letters"),
    [
        ("kimu", "키무"),
        ("misairu", "미사일"),
        ("san", "산"),
        ("kyouto", "쿄우토"),
        ("wa", "와"),
        ("ru", "루"),
    ],
)
def test_kana_by_sound(latin, letters):
    assert hangul(latin) == letters


def test_the_dictionaries_or_the_command_that_brings_them():
    try:
        glosses = Glosses()
    except DictionariesMissing as error:
        assert "requirements-training.txt" in error.say("en")
        return
    assert glosses.english("地震", False)[0] == "earthquake"
    assert glosses.english("プーチン", True)[0].startswith("Putin")
    assert glosses.chinese("会談") == "会谈"
    assert glosses.korean("地震") == "지진"
