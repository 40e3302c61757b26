"""Which section is to be summed up, and what stands for it, over the made-up reports."""

import pytest

from answer.question import read_question
from answer.summary import pieces_of, wanted


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("第2節を要約してください", "2 航路の再編"),
        ("2章の概要は？", "2 航路の再編"),
        ("Summarise section 3.", "3 養殖の試み"),
        ("What are the main points of chapter two?", "2 航路の再編"),
        ("제4절을 요약해 주세요", "4 防災の備え"),
        ("概括第七节", "7 交通安全"),
        ("航路の再編をまとめて", "2 航路の再編"),
        ("交通安全の要点を教えて", "7 交通安全"),
    ],
)
def test_a_section_is_named_by_its_number_or_title(question, section, island_index):
    meant = wanted(read_question(question), island_index, ["island"])
    assert meant.section.title == section


@pytest.mark.parametrize(
    "question",
    [
        "このレポートの概要を教えて",
        "What does the report cover?",
        "Give me an overview of this report",
        "이 보고서는 무슨 내용입니까?",
        "这份报告讲了什么？",
    ],
)
def test_a_whole_report_is_meant(question, island_index):
    meant = wanted(read_question(question), island_index, ["island"])
    assert meant.report.id == "island" and meant.section is None


def test_a_report_is_named_by_its_title(island_index):
    meant = wanted(read_question("湯ノ沢温泉の報告を要約して"), island_index)
    assert meant.report.id == "spring"


@pytest.mark.parametrize(
    "question",
    [
        "高速船は一日何往復ですか",
        "第9節を要約して",
        "量子コンピュータの方式を要約して",
        "概要図の出典は何ですか、島の北の",
    ],
)
def test_what_wants_no_summary_of_something_there_is_searched(question, island_index):
    assert wanted(read_question(question), island_index, ["island"]) is None


def test_a_section_is_summed_up_by_its_own_sentences_in_their_order(island_index):
    meant = wanted(read_question("第2節を要約して"), island_index, ["island"])
    text = island_index.report("island").text
    quotes = [text[p.start : p.end] for p in pieces_of(meant, island_index)]
    assert quotes == [
        "島と本土を結ぶ高速船は、4月1日から一日4往復に増えた。",
        "燃料費が値上がりしたため、運賃は片道1,800円に改定された。",
    ] or quotes[0].startswith("島と本土を結ぶ高速船")
    assert all(meant.section.start <= text.index(q) < meant.section.end for q in quotes)


def quotes_of(question, index, report):
    text = index.report(report).text
    return [text[p.start : p.end] for p in pieces_of(wanted(read_question(question), index, [report]), index)]


def test_a_report_of_many_parts_is_summed_up_by_their_titles(island_index):
    quotes = quotes_of("このレポートの概要は？", island_index, "island")
    assert quotes[0] == "1 人口と暮らし" and len(quotes) == 7
    assert [q[0] for q in quotes] == list("1234567")


def test_a_report_of_few_parts_is_summed_up_by_their_titles_and_first_sentences(island_index):
    quotes = quotes_of("このレポートの概要は？", island_index, "spring")
    assert quotes == [
        "1 宿泊客の動き\n\n湯ノ沢温泉の宿泊客は、9月に6,300人を数えた。",
        "2 源泉の管理\n\n源泉の温度は52度に保たれている。",
    ]


def test_of_a_list_the_title_stands_and_not_its_first_item(island_index):
    assert quotes_of("第4節を要約して", island_index, "island") == ["貯水槽が整えられた地区"]


def test_a_summary_is_an_answer_in_quotes_without_a_search(assistant):
    answer = assistant.ask("第2節を要約して", report="island")
    assert not answer.abstained and answer.claims and answer.timings_ms.read is None
    assert {p.section[-1] for p in answer.passages} == {"2 航路の再編"}
    for citation in answer.citations:
        assert assistant.report_text("island")[citation.start : citation.end] == citation.quote
