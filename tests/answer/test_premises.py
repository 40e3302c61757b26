"""What a question takes for granted, held against a passage."""

from dataclasses import replace

import pytest

from answer.names import Ground
from answer.premises import held, names_another, premised_quantities
from answer.question import read_question


def another(question, text, rubies=()):
    return names_another(read_question(question), question, Ground(text, rubies))


TALKS = "田中外相は、5月にモスクワでロシアの大臣と「海底電線」について協議した。"


@pytest.mark.parametrize(
    "question",
    [
        "田中外相がモスクワで協議したのは何月か",
        "「海底電線」を協議した相手国は",
        # A country by another of its names, or by its letter.
        "露側の大臣と協議したのは誰か",
        # Spelled as they are read.
        "たなか外相は何を話したか",
        "タナカ外相は何を話したか",
        # An era is a year, which is held against the numbers.
        "令和6年に何を協議したか",
        "外相は誰と会ったか",
    ],
)
def test_names_and_quoted_words_that_the_passage_has(question):
    assert not another(question, TALKS)


@pytest.mark.parametrize(
    "question",
    [
        "鈴木外相がモスクワで協議したのは何月か",
        "田中外相が平壌で協議したのは何月か",
        "田中外相はイランの大臣と何を話したか",
        "「海底油田」を協議したのはいつか",
        "アマゾンについて協議したのはいつか",
    ],
)
def test_names_and_quoted_words_that_it_has_not(question):
    assert another(question, TALKS)


def test_a_reading_that_the_report_gives_makes_the_name_known():
    """The dictionary reads 大地 as ダイチ; the report says how it is read here."""
    said = "大地氏が島を訪れた。"
    assert another("ヒロクニ氏はどこを訪れたか", said)
    assert not another("ヒロクニ氏はどこを訪れたか", said, (("大地", "ひろくに"),))


def test_in_other_languages_nothing_is_said_of_names():
    assert not another("Where did Suzuki meet the minister?", TALKS)


@pytest.mark.parametrize(
    ("question", "premised"),
    [
        ("条約第8条の発動要件は何か", {"n:8"}),
        ("5回発射されたうち何回か", {"n:5"}),
        ("10月6日の式典に誰が出たか", {"m:10", "d:10-6"}),
        # The report need not number what it tells.
        ("主な3点を挙げて", set()),
        ("世界第3位の国はどこか", set()),
        ("2番目に多い理由と4つの柱は", set()),
        ("もう1人は誰か", set()),
        ("11人のうち1人は誰か", {"n:11"}),
    ],
)
def test_numbers_that_are_taken_for_granted(question, premised):
    assert premised_quantities(question) == premised


def test_what_a_passage_has_of_a_question(island_index, chunk):
    """Its text, the titles above it, the year of its report's edition and the one before."""
    text = "7 交通安全の12件は2024年か2023年か、鈴木氏は"
    asked = read_question(text)
    dated = replace(
        island_index.manifest, reports=tuple(replace(r, year=2024) for r in island_index.manifest.reports)
    )
    undated = held(chunk("7 交通安全"), island_index, asked, text)
    assert {"n:7", "n:12", "n:5"} <= undated.quantities and undated.names_another
    assert not undated.quantities & {"y:2024", "y:2023"}
    of_2024 = held(chunk("7 交通安全"), replace(island_index, manifest=dated), asked, text)
    assert of_2024.quantities == undated.quantities | {"y:2024", "y:2023"}
    plain = "交通事故は何件か"
    assert not held(chunk("7 交通安全"), island_index, read_question(plain), plain).names_another
