"""What became of a model's sentences, on answers made by hand."""

import pytest

from answer.claims import Answer, Citation, Claim, Composition, Timings
from eval.metrics import composition

QUOTE = Citation(1, "r", ("節",), None, "10月中旬までに約1,500人が到着", 0, 17)


def answered(text="約1,500人が到着した。", mode="compose", made=None):
    claims = (Claim(text, (1,)),)
    return Answer(
        "q",
        "q",
        mode,
        False,
        text,
        claims,
        (QUOTE,),
        (),
        0.9,
        Timings(40.0, 60.0, 900.0, 1000.0),
        composition=made,
    )


MADE = Composition(1, (("嘘。", "number"), ("PWNED", "fragment"), ("また嘘。", "name")), 250.0, "m")


def test_the_share_left_out_and_whether_the_quotes_stand():
    assert composition.dropped(answered(made=MADE)) == pytest.approx(3 / 4)
    assert composition.fell_back(answered(made=MADE)) == 0
    assert composition.fell_back(answered(mode="quote", made=Composition(0, (), None, "m"))) == 1


def test_an_answer_no_model_was_asked_for_has_no_score():
    quoted = answered(mode="quote")
    assert (
        composition.dropped(quoted)
        is composition.fell_back(quoted)
        is composition.first_sentence(quoted)
        is None
    )
    assert composition.numbers_held(quoted) is composition.names_held(quoted, {}) is None
    assert composition.dropped(answered(made=Composition(0, (), None, "m"))) is None


@pytest.mark.parametrize(
    ("text", "numbers", "names"),
    [
        ("約1,500人が到着した。", 1, 1),
        ("約2,500人が到着した。", 0, 1),
        ("ゼレンスキー大統領が到着した。", 1, 0),
    ],
)
def test_numbers_and_names_are_looked_for_in_the_cited_quotes(text, numbers, names):
    answer = answered(text, made=MADE)
    assert composition.numbers_held(answer) == numbers
    assert composition.names_held(answer, {"r": QUOTE.quote}) == names


def test_the_first_sentence_is_timed_from_the_question():
    # 1000 in all, 900 of them composing, the first sentence 250 into it.
    assert composition.first_sentence(answered(made=MADE)) == 350
