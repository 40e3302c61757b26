"""What a report calls by two names is read by the one that the question uses."""

import pytest

from answer.abbreviations import Spelling
from answer.aliases import Alias, aliases
from models.pairs import Passage

REPORT = """星見島は、広域無線通信網（WAN）を整備した。WANは3局からなる。EEZ（排他的経済水域）では漁が盛んである。
島の振興を図る有識者委員会（以下「委員会」という。）が置かれた。委員会は7月に答申した。
金正恩総書記は造船所を視察した。金総書記は9月に演説した。習近平国家主席は祝電を送った。習主席は帰国した。
地域の一体化（Microsoft、Googleなど）が進む。岸田総理大臣は来島した。"""


@pytest.mark.parametrize(
    ("question", "printed", "asked"),
    [
        ("広域無線通信網は何局からなるか", "WAN", "広域無線通信網"),
        ("無線通信網は何局からなるか", "WAN", "無線通信網"),
        ("排他的経済水域では何が盛んか", "EEZ", "排他的経済水域"),
        ("EEZでは何が盛んか", "排他的経済水域", "EEZ"),
        ("有識者委員会はいつ答申したか", "委員会", "有識者委員会"),
        ("金正恩はいつ演説したか", "金総書記", "金正恩総書記"),
        ("習近平主席は何をしたか", "習主席", "習近平国家主席"),
    ],
)
def test_names_that_a_report_tells(question, printed, asked):
    assert Alias(printed, asked) in aliases(question, [REPORT])


@pytest.mark.parametrize(
    "question",
    [
        # Both names, a part too short to be the thing, a list of companies, an office for a name.
        "広域無線通信網（WAN）は何局からなるか",
        "通信網は何局からなるか",
        "一体化は進んだか",
        "岸田総理は来島したか",
        "演説はいつ行われたか",
    ],
)
def test_what_is_no_other_name(question):
    assert aliases(question, [REPORT]) == ()


def test_another_report_tells_nothing():
    assert aliases("広域無線通信網は何局からなるか", ["WANは3局からなる。"]) == ()


def test_a_passage_is_read_by_the_name_the_question_uses():
    """WAN (0–3) is read as 広域無線通信網 (0–7), four letters longer."""
    passage = Passage("WANは3局からなる。")
    spelled = Spelling.of("広域無線通信網は何局か", [passage], [REPORT]).passage(passage)
    assert spelled.passage.text == "広域無線通信網は3局からなる。"
    assert spelled.original(8, 10) == (4, 6), "3局"


@pytest.mark.parametrize("text", ["広域無線通信網（WAN）は3局からなる。", "SWANは3局からなる。"])
def test_a_passage_that_has_the_name_or_another_word_stays(text):
    assert Spelling.of("広域無線通信網は何局か", [Passage(text)], [REPORT]).text(text) == text


def test_names_and_countries_are_read_together():
    text = "露朝会談で金総書記は演説した。"
    spelling = Spelling.of("ロシアと北朝鮮の会談で金正恩総書記は何をしたか", [Passage(text)], [REPORT])
    assert spelling.text(text) == "ロシア・北朝鮮会談で金正恩総書記は演説した。"


def test_the_reader_takes_it_for_an_answer(reader):
    question, passage = "金正恩はいつ演説したか", Passage("金総書記は9月8日に演説した。")
    as_printed = reader.model.read(question, [passage], 1)[0].relevance
    spelling = Spelling.of(question, [passage], [REPORT])
    read = reader.model.read(spelling.question, [spelling.passage(passage).passage], 1)[0].relevance
    assert read > max(as_printed, 0)
