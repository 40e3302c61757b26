"""From a question to an answer over the made-up reports: quotes, silences, records, examples."""

import json
from dataclasses import replace

import pytest

from answer.assistant import open_assistant
from answer.errors import ModeUnavailable, QuestionEmpty
from answer.examples import example_questions
from index.errors import IndexMissing, ReportUnknown
from settings import Settings

POPULATION = "星見島の人口は、令和6年末に2，418人となった。"
RELEASE = "稚貝の放流は3回行われ、作業には漁協の組合員45人が参加した。"
UNKNOWN = {
    "ja": "量子コンピュータの誤り訂正の方式は何か",
    "en": "Who won the football world cup in 2022?",
    "ko": "축구 월드컵에서 누가 우승했습니까?",
    "zh": "量子计算机的纠错方法是什么？",
}


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("星見島の人口は何人か", POPULATION),
        ("ほしみじまの人口は？", POPULATION),
        (
            "夜間の往診を始めると発表したのは誰か",
            "診療所の松本医師は、夜間の往診を10月から始めると発表した。",
        ),
        ("なぜ運賃が改定されたのか", "燃料費が値上がりしたため、運賃は片道1,800円に改定された。"),
        ("宿泊客は何人か", "湯ノ沢温泉の宿泊客は、9月に6,300人を数えた。"),
        # Rows of a table.
        ("大凧揚げ大会に参加したのは何組か", "5/12\t大凧揚げ大会に84組が参加"),
        ("灯籠流しはいつ行われたか", "8/20\t灯籠流しを鳴瀬湾で実施"),
        # A whole list, a whole table, and a list over two passages.
        ("貯水槽が整えられた地区を全て挙げよ", "東浜地区（2か所）\n- ・中里地区\n- ・西岬地区"),
        (
            "主な行事は？",
            "2/3\t節分祭を青葉神社で開催\n5/12\t大凧揚げ大会に84組が参加\n8/20\t灯籠流しを鳴瀬湾で実施\n11/9\t収穫祭で新米の餅を配布",
        ),
        # Other languages.
        ("What is the population of the island?", POPULATION),
        ("섬의 인구는 몇 명입니까?", POPULATION),
        ("岛上的人口是多少？", POPULATION),
    ],
)
def test_it_is_answered_with_the_reports_words(question, quote, assistant):
    answer = assistant.ask(question)
    assert not answer.abstained
    assert answer.citations[0].quote == quote and answer.text.startswith(f"{quote} [1]")


@pytest.mark.parametrize(
    "question",
    [
        "星見島の人口は何人か",
        "住民からの要望事項は？",
        "高速船は何往復か。欠航したのは何便か。",
        "岛上的人口是多少？",
        "6,300人",
    ],
)
def test_every_claim_is_cited_and_every_quote_verbatim(question, assistant):
    answer = assistant.ask(question)
    assert not answer.abstained and answer.claims and answer.nearest == ()
    for citation in answer.citations:
        text = assistant.report_text(citation.report)
        assert text[citation.start : citation.end] == citation.quote
    numbers = [c.n for c in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [claim.citations for claim in answer.claims] == [(n,) for n in numbers]
    assert answer.text == "\n".join(
        f"{claim.text} [{n}]" for claim, n in zip(answer.claims, numbers, strict=True)
    )
    assert answer.confidence >= assistant.threshold


def test_a_list_over_two_passages_is_quoted_whole(assistant):
    (citation,) = assistant.ask("住民からの要望事項は？").citations
    assert citation.quote.startswith("集会所の屋根") and citation.quote.endswith("農家からの要望")


def test_each_of_two_questions_gets_its_answer(assistant):
    answer = assistant.ask("高速船は一日に何往復か。また、冬に欠航した便は何便か。")
    assert [c.quote for c in answer.citations] == [
        "島と本土を結ぶ高速船は、4月1日から一日4往復に増えた。",
        "冬の間は強い季節風により、68便が欠航した。",
    ]


def test_one_sentence_that_answers_both_is_quoted_once(assistant):
    answer = assistant.ask("稚貝の放流の回数と、作業に参加した人数を教えて")
    assert [c.quote for c in answer.citations] == [RELEASE]


def test_of_two_questions_the_one_the_report_answers_is(assistant):
    answer = assistant.ask(f"星見島の人口は何人か。{UNKNOWN['ja']}")
    assert [c.quote for c in answer.citations] == [POPULATION]


@pytest.mark.parametrize(
    ("language", "said", "nearest"),
    [
        (
            "ja",
            "このレポートには、質問の答えとなる記述が見つかりませんでした。 近い内容の節: ",
            "「{}」",
        ),
        ("en", "The report does not seem to answer this question. Nearest sections: ", "“{}”"),
        ("ko", "이 보고서에서 질문에 대한 답을 찾지 못했습니다. 가까운 내용의 절: ", "“{}”"),
        ("zh", "在这份报告中没有找到能回答该问题的内容。 内容相近的章节: ", "「{}」"),
    ],
)
def test_another_topic_is_met_with_silence_in_the_questions_language(language, said, nearest, assistant):
    answer = assistant.ask(UNKNOWN[language])
    assert answer.abstained and answer.claims == answer.citations == ()
    assert answer.confidence < assistant.threshold
    # The sections of the best passages, each once.
    sections = []
    for passage in answer.passages:
        if passage.section not in sections:
            sections.append(passage.section)
    assert list(answer.nearest) == sections[:3]
    assert answer.text == said + " / ".join(nearest.format(path[-1]) for path in sections[:3])


@pytest.mark.parametrize(
    "question", ["星見島の人口は何人か", "高速船は何往復か。欠航したのは何便か。", *UNKNOWN.values()]
)
def test_eight_passages_or_more_best_first(question, assistant):
    passages = assistant.ask(question).passages
    assert len(passages) >= 8
    assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)
    assert len({(p.report, p.start) for p in passages}) == len(passages)
    for p in passages:
        assert assistant.report_text(p.report)[p.start : p.end] == p.text


def test_one_report_alone(assistant):
    both = {c.report for c in assistant.ask("宿泊客は何人か").passages}
    assert both == {"island", "spring"}
    spring = assistant.ask("宿泊客は何人か", report="spring")
    # The hot spring's report has three passages.
    assert {p.report for p in spring.passages} == {"spring"} and len(spring.passages) == 3
    assert spring.citations[0].quote == "湯ノ沢温泉の宿泊客は、9月に6,300人を数えた。"
    island = assistant.ask("宿泊客は何人か", report="island")
    assert {p.report for p in island.passages} == {"island"}
    assert "6,300人" not in island.text


def test_a_report_that_is_not_there(assistant):
    with pytest.raises(ReportUnknown) as raised:
        assistant.ask("人口は", report="ghost")
    assert "「ghost」" in raised.value.say("ja") and "island, spring" in raised.value.say("ja")
    with pytest.raises(ReportUnknown):
        assistant.report_text("ghost")
    with pytest.raises(ReportUnknown):
        assistant.require_report("ghost")
    assistant.require_report("spring")
    assert [r.id for r in assistant.reports] == ["island", "spring"]
    assert "island:" in assistant.index_fingerprint and "spring:" in assistant.index_fingerprint


def test_earlier_turns_change_nothing_for_a_question_that_stands_alone(assistant):
    alone = assistant.ask("湯ノ沢温泉の宿泊客は何人か")
    later = assistant.ask("湯ノ沢温泉の宿泊客は何人か", history=[("島の人口は？", "2418人です。[1]")])
    assert later.text == alone.text and later.standalone_question == "湯ノ沢温泉の宿泊客は何人か"


def test_composing_is_refused(assistant):
    with pytest.raises(ModeUnavailable, match="quote"):
        assistant.ask("人口は", mode="compose")


def test_a_bad_question_is_refused(assistant):
    with pytest.raises(QuestionEmpty):
        assistant.ask(" ")


@pytest.mark.parametrize(
    "text", ["島" * 2000, "どこか？" * 500, "9" * 2000, "a b " * 500, "<script>{0}%s</script>"]
)
def test_the_oddest_questions_get_an_answer_or_a_silence(text, assistant):
    answer = assistant.ask(text)
    assert answer.text and bool(answer.claims) is not answer.abstained and 0 <= answer.confidence <= 1
    assert len(answer.passages) == 8


def test_at_threshold_nought_something_is_always_quoted_and_at_one_nothing(assistant):
    bold, mute = replace(assistant, threshold=0.0), replace(assistant, threshold=1.0)
    for question in (UNKNOWN["ja"], "星見島の人口は何人か"):
        assert not bold.ask(question).abstained and bold.ask(question).claims
        assert mute.ask(question).abstained and not mute.ask(question).claims
    assert mute.ask("星見島の人口は何人か").nearest[0] == ("星見島の年次報告", "1 人口と暮らし")


@pytest.mark.parametrize("question", ["星見島の人口は何人か", UNKNOWN["ko"]])
def test_the_record_has_the_fields_of_the_format_and_the_words_that_answer(question, assistant):
    answer = assistant.ask(question)
    record = json.loads(json.dumps(answer.to_record()))
    assert list(record) == [
        "question",
        "standalone_question",
        "mode",
        "abstained",
        "text",
        "claims",
        "citations",
        "passages",
        "confidence",
        "timings_ms",
    ]
    assert record["question"] == record["standalone_question"] == question
    assert record["mode"] == "quote" and record["abstained"] is answer.abstained
    assert record["text"] == answer.text and record["confidence"] == answer.confidence
    assert len(record["claims"]) == len(answer.claims) and len(record["passages"]) == 8
    for claim in record["claims"]:
        assert list(claim) == ["text", "citations"]
    for citation in record["citations"]:
        assert list(citation) == ["n", "report", "section", "page", "quote", "start", "end", "span"]
        assert citation["page"] is None and isinstance(citation["section"], list)
    for passage in record["passages"]:
        assert list(passage) == ["report", "section", "page", "text", "start", "end", "score"]
    assert list(record["timings_ms"]) == ["search", "read", "compose", "total"]
    assert record["timings_ms"]["compose"] is None and record["timings_ms"]["total"] > 0


#: Sections that hold more than a heading, with titles of five characters or more; lists and tables first.
TITLES = (
    "貯水槽が整えられた地区",
    "住民からの要望事項",
    "人口と暮らし",
    "航路の再編",
    "養殖の試み",
    "宿泊客の動き",
    "源泉の管理",
)


def test_examples_are_about_titles_of_the_index_and_get_an_answer(assistant):
    asked = assistant.examples(count=3)
    assert len(asked) == 3 and asked[0] == "貯水槽が整えられた地区は？"
    assert set(asked) <= {f"{title}は？" for title in TITLES}
    for question in asked:
        assert not assistant.ask(question).abstained


def test_examples_in_english_name_the_reports_own_titles(assistant):
    asked = assistant.examples(count=2, language="en")
    assert len(asked) == 2
    assert set(asked) <= {f"What does the report say about “{title}”?" for title in TITLES}
    for question in asked:
        assert not assistant.ask(question).abstained


def test_titles_that_get_no_answer_are_passed_over(island_index):
    tried = []

    def answers(question):
        tried.append(question)
        return "航路" in question

    assert example_questions(island_index, answers, 4, "ja") == ("航路の再編は？",)
    assert tried == [f"{title}は？" for title in TITLES]
    assert example_questions(island_index, lambda _: True, 0, "ja") == ()


def test_without_an_index_there_is_no_assistant(tmp_path, embedder):
    with pytest.raises(IndexMissing, match="python -m index"):
        open_assistant(Settings(index_dir=tmp_path / "none"), embedder)


def test_an_assistant_is_opened_by_the_settings(island_folder, embedder):
    opened = open_assistant(Settings(index_dir=island_folder, abstain_below=0.25), embedder)
    assert opened.threshold == 0.25 and [r.id for r in opened.reports] == ["island", "spring"]
