"""What a comparison is about, in four languages."""

import pytest

from answer.compared import compared
from answer.question import language_of


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("星見島の人口は、昨年と比べてどう変わったか", "星見島の人口"),
        ("昨年と比べて星見島の人口はどう変わりましたか？", "星見島の人口"),
        ("港の入港船数は令和5年版と令和6年版でどう違うか", "港の入港船数"),
        ("前年版からの観光客数の変化を教えて", "観光客数"),
        ("令和4年版と比べて、輸出額は何%増えたか", "輸出額は何%増えたか"),
        ("How did the population change from last year's edition?", "population"),
        ("Compared with last year, how did tourism change?", "tourism"),
        ("What is the difference in exports between 2022 and 2023?", "exports"),
        ("与去年相比人口有什么变化？", "人口"),
        ("작년과 비교해 인구는 어떻게 바뀌었나", "인구"),
    ],
)
def test_the_subject_is_left(question, subject):
    assert compared(question, language_of(question)) == subject


@pytest.mark.parametrize(
    "question", ["昨年と比べて何が変わったか", "What changed since last year?", "与去年相比有什么变化？"]
)
def test_where_nothing_else_is_asked_the_question_stays(question):
    assert compared(question, language_of(question)) == question
