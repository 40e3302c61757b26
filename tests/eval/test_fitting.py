"""The fit finds weights that tell units apart and, by itself, how surely the best of them answers."""

from dataclasses import fields

import numpy as np
import pytest

from answer.features import Features
from answer.read import FOREIGN, JAPANESE
from eval.examples import Asked
from eval.fit import Fitted, _fit_kind, fit, fit_certainty, out_of_fold
from eval.questions import Question

NAMES = [field.name for field in fields(Features)]
WORDS, RELEVANCE = NAMES.index("margin"), NAMES.index("relevance")


def asked(number, answerable, kind=JAPANESE):
    """Five units; the third shares most words in every question, but only of some does the reader think well."""
    rng = np.random.default_rng(number)
    values = rng.normal(size=(5, len(NAMES))) * 0.1
    values[:, 0] = 1.0
    values[2, WORDS] += 3
    values[:, RELEVANCE] = rng.normal(size=5) * 0.3 + (2 if answerable else -2)
    answers = np.zeros(5, dtype=bool)
    answers[2] = answerable
    question = Question(f"d{number:03}", "問い", answerable, kind="fact" if answerable else "near_miss")
    return Asked(question, kind, values, answers)


@pytest.fixture(scope="module")
def questions():
    return [asked(n, n % 2 == 0) for n in range(40)]


def test_the_unit_that_answers_is_told_by_what_tells_it(questions):
    answerable = [each for each in questions if each.question.answerable]
    weights = fit(answerable, [True] * len(answerable))
    assert weights[WORDS] > 0.5
    assert all((each.features @ weights).argmax() == 2 for each in answerable)


def test_certainty_is_the_readers_where_near_misses_share_the_words(questions):
    units = fit(questions, [True] * len(questions))
    certainty = fit_certainty(questions, [True] * len(questions), units, JAPANESE)
    assert certainty.unit == 0.0 and certainty.relevance > 0
    fitted = Fitted(units, certainty)
    for number in (100, 101):
        sure, right = fitted.told(asked(number, number % 2 == 0))
        assert right == (number % 2 == 0) and (sure > 0.8) == right and (sure < 0.2) != right


def test_questions_of_the_reports_kind_count_more_than_others(questions):
    """Where the two contradict each other: what relevance means is turned around in the others, and then tells nothing."""
    turned = [asked(n, n % 2 == 0) for n in range(200, 240)]
    for each in turned:
        each.features[:, RELEVANCE] *= -1
    both = [*questions, *turned]
    units = fit(both, [True] * 40 + [False] * 40)
    assert fit_certainty(both, [True] * 40 + [False] * 40, units, JAPANESE).relevance > 0
    assert fit_certainty(both, [False] * 40 + [True] * 40, units, JAPANESE).relevance == 0


def test_the_kinds_are_fitted_apart_and_each_question_is_told_without_itself(questions):
    others = [asked(n, n % 2 == 0, FOREIGN) for n in range(300, 340)]
    told = out_of_fold([*questions, *others], [])
    assert sorted(each.question.id for each, _, _ in told) == sorted(
        e.question.id for e in [*questions, *others]
    )
    assert all((sure > 0.5) == each.question.answerable for each, sure, _ in told)
    assert _fit_kind(JAPANESE, questions, others).certainty.unit == 0.0
    foreign = _fit_kind(FOREIGN, others, questions).certainty
    assert foreign.quantity_missing == foreign.names_another == 0.0 > foreign.want_unmet


def test_nothing_counts_against_what_it_speaks_for(questions):
    """Near misses turn the margin around, and what a unit lacks comes with answers: both weigh nothing then."""
    lacking = NAMES.index("want_unmet")
    turned = [asked(n, n % 2 == 0) for n in range(400, 440)]
    for each in turned:
        each.features[:, WORDS] *= -1
        each.features[:, lacking] = each.answers
    weights = fit(turned, [True] * len(turned))
    assert weights[WORDS] == 0 and weights[lacking] == 0
