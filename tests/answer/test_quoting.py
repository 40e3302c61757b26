"""Which pieces are quoted, from readings made by hand, and that a citation is the report's own text."""

import pytest

from answer.features import Features
from answer.question import read_question
from answer.quote import Limits, Piece, choose_pieces, cite, without_overlaps
from answer.read import Reading

PLAIN = read_question("高速船は何往復か")
NO_FEATURES = Features(*[0.0] * len(Features.__slots__))


@pytest.fixture
def choose(island_index):
    """The texts that are quoted for a question from (passage, its nth unit, probability) in their order."""

    def choose(question, *read, limits=None):
        readings = [Reading(c, c.units[nth], "", NO_FEATURES, p) for c, nth, p in read]
        pieces = choose_pieces(question, readings, island_index, limits or Limits())
        return [island_index.report(p.chunk.report).text[p.start : p.end] for p in pieces]

    return choose


FERRY = "2 航路の再編"
SAILINGS = "島と本土を結ぶ高速船は、4月1日から一日4往復に増えた。"
FARES = "燃料費が値上がりしたため、運賃は片道1,800円に改定された。"
WINTER = "冬の間は強い季節風により、68便が欠航した。"
TANKS = "東浜地区（2か所）\n- ・中里地区\n- ・西岬地区"


def test_the_best_alone(choose, chunk):
    assert choose(PLAIN, (chunk(FERRY), 1, 0.8), (chunk(FERRY), 2, 0.27)) == [SAILINGS]


def test_a_further_piece_at_the_limit_and_one_below(choose, chunk):
    read = (chunk(FERRY), 1, 0.8), (chunk(FERRY), 2, 0.4), (chunk(FERRY), 3, 0.39)
    assert choose(PLAIN, *read, limits=Limits(further=0.5)) == [SAILINGS, FARES]
    assert choose(PLAIN, *read, limits=Limits(further=0.1)) == [SAILINGS, FARES, WINTER]
    assert choose(PLAIN, *read, limits=Limits(further=0.6)) == [SAILINGS]


def test_never_more_than_the_limit(choose, chunk):
    read = [(chunk(FERRY), nth, 0.8) for nth in (3, 2, 1)] + [(chunk("7 交通安全"), 1, 0.8)]
    assert choose(PLAIN, *read) == [WINTER, FARES, SAILINGS]
    assert choose(PLAIN, *read, limits=Limits(pieces=1)) == [WINTER]


def test_of_all_that_is_asked_for_the_sentence_that_numbers_them(island_index, chunk):
    """Here the third sentence of the best one's section; another section's is none of theirs, nor is one of two."""
    ferry, safety = chunk(FERRY), chunk("7 交通安全")

    def quoted(question, *texts):
        units = [(ferry, 1), (ferry, 2), (ferry, 3), (safety, 1)]
        readings = [
            Reading(c, c.units[nth], text, NO_FEATURES, p)
            for (c, nth), text, p in zip(units, texts, (0.8, 0.7, 0.01, 0.01), strict=True)
        ]
        pieces = choose_pieces(read_question(question), readings, island_index)
        return [island_index.report("island").text[p.start : p.end] for p in pieces]

    numbered = "①便を増やす、②運賃を改める、③欠航を減らす"
    asked = "航路の再編の内容を全部挙げて"
    assert quoted(asked, "三つある。", "運賃", numbered, numbered) == [SAILINGS, WINTER, FARES]
    assert quoted("高速船は何往復か", "三つある。", "運賃", numbered, numbered) == [SAILINGS, FARES]
    assert quoted(asked, "三つある。", "運賃", numbered.replace("③", ""), numbered) == [SAILINGS, FARES]


def test_no_readings_no_pieces(choose):
    assert choose(PLAIN) == []


def test_what_is_quoted_already_is_not_quoted_again(choose, chunk):
    tanks = chunk("貯水槽が整えられた地区")
    assert choose(PLAIN, (tanks, 0, 0.8), (tanks, 2, 0.8), (chunk(FERRY), 1, 0.8)) == [TANKS, SAILINGS]
    # The item first, then the heading whose list holds it.
    assert choose(PLAIN, (tanks, 2, 0.8), (tanks, 0, 0.8)) == ["中里地区"]


def test_the_same_place_of_another_report_is_no_overlap(chunk):
    here, there = chunk("1 人口と暮らし"), chunk("1 宿泊客の動き")
    pieces = [Piece(here, 10, 20), Piece(there, 10, 20), Piece(here, 20, 30), Piece(here, 19, 21)]
    assert without_overlaps(pieces) == pieces[:3]


def test_a_heading_becomes_its_list_or_its_first_sentence(choose, chunk):
    assert choose(PLAIN, (chunk("貯水槽が整えられた地区"), 0, 0.8)) == [TANKS]
    assert choose(PLAIN, (chunk(FERRY), 0, 0.8)) == [SAILINGS]


def test_a_heading_over_nothing_is_quoted_itself(choose, chunk):
    assert choose(PLAIN, (chunk("4 防災の備え"), 0, 0.8)) == ["4 防災の備え"]


def test_an_item_stands_alone_unless_a_list_is_wanted(choose, chunk):
    read = (chunk("貯水槽が整えられた地区"), 2, 0.8)
    assert choose(read_question("東浜の隣はどの地区か"), read) == ["中里地区"]
    assert choose(read_question("地区を全て挙げよ"), read) == [TANKS]


def test_a_question_that_is_only_its_title_gets_the_whole_list(choose, chunk):
    read = (chunk("貯水槽が整えられた地区"), 2, 0.8)
    assert choose(read_question("貯水槽が整えられた地区は？"), read) == [TANKS]
    assert choose(read_question("貯水槽が整えられた山間の地区は？"), read) == ["中里地区"]


@pytest.mark.parametrize("nth", [0, 1, 5])
def test_a_list_over_two_passages_is_quoted_whole(nth, choose, chunk):
    (wishes,) = choose(
        read_question("住民からの要望事項を全て挙げよ"), (chunk("住民からの要望事項"), nth, 0.8)
    )
    assert wishes.startswith("集会所の屋根") and wishes.endswith("農家からの要望")
    assert len(wishes.splitlines()) == 6


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("8月20日に何がありましたか", ["8/20\t灯籠流しを鳴瀬湾で実施"]),
        ("5月の行事をすべて", ["5/12\t大凧揚げ大会に84組が参加"]),
        # No row is of that month, and the whole table is of that year.
        ("7月までの行事をすべて", None),
        ("令和6年の行事をすべて", None),
    ],
)
def test_of_a_table_of_dates_the_rows_of_the_date_that_is_asked(question, quoted, choose, chunk):
    year = chunk("主な行事")
    nth = 3 if "8月" in question else 2
    everything = (
        "2/3\t節分祭を青葉神社で開催\n5/12\t大凧揚げ大会に84組が参加\n"
        "8/20\t灯籠流しを鳴瀬湾で実施\n11/9\t収穫祭で新米の餅を配布"
    )
    assert choose(read_question(question), (year, nth, 0.8)) == (quoted or [everything])


def test_a_heading_alone_quotes_no_further_than_its_passage(choose, chunk):
    (wishes,) = choose(PLAIN, (chunk("住民からの要望事項"), 0, 0.8))
    assert wishes.startswith("集会所の屋根") and wishes.endswith("小学校からの要望")


def test_citations_are_the_reports_text_at_their_place(island_index, chunk):
    ferry, spring = chunk(FERRY), chunk("2 源泉の管理")
    unit = spring.units[1]
    claims, citations = cite(
        [Piece(ferry, ferry.units[2].start, ferry.units[2].end), Piece(spring, unit.start, unit.end)],
        island_index,
    )
    assert [(c.n, c.report, c.section, c.page, c.quote) for c in citations] == [
        (1, "island", ("星見島の年次報告", FERRY), None, FARES),
        (2, "spring", ("湯ノ沢温泉の報告", "2 源泉の管理"), None, "源泉の温度は52度に保たれている。"),
    ]
    for c in citations:
        assert island_index.report(c.report).text[c.start : c.end] == c.quote
    assert [(c.text, c.citations) for c in claims] == [(c.quote, (c.n,)) for c in citations]


def test_an_empty_piece_is_left_out_and_takes_no_number(island_index, chunk):
    ferry = chunk(FERRY)
    text = island_index.report("island").text
    gap = text.index("\n\n")
    pieces = [
        Piece(ferry, gap, gap + 2),
        Piece(ferry, 12, 12),
        Piece(ferry, 10**6, 10**6 + 5),
        Piece(ferry, ferry.units[3].start, ferry.units[3].end),
    ]
    claims, citations = cite(pieces, island_index)
    assert [(c.n, c.quote) for c in citations] == [(1, WINTER)]
    assert [c.citations for c in claims] == [(1,)]
    assert cite([], island_index) == ((), ())
