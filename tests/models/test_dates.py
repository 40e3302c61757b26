"""Dates of rows and brackets spelled out for the reader, and every place told in the passage's own text."""

import pytest

from models.dates import spell_dates, spell_years
from models.pairs import Passage


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8/20\t灯籠流し", "8月20日\t灯籠流し"),
        ("祭り\n08/02\t花火", "祭り\n8月2日\t花火"),
        ("催し\t12/31", "催し\t12月31日"),
        ("月間（2/1～3/18）に", "月間（2月1日～3月18日）に"),
        ("2024/4/1 改定", "2024年4月1日 改定"),
        ("10/1から", "10月1日から"),
        ("８/２０\t灯籠流し", "8月20日\t灯籠流し"),
        # A third, a folder, a day that no month has, a month that no year has.
        ("約1/3が", "約1/3が"),
        ("1/3の人が", "1/3の人が"),
        ("https://example.jp/2/20/", "https://example.jp/2/20/"),
        ("4/32\t", "4/32\t"),
        ("13/1\t", "13/1\t"),
    ],
)
def test_what_is_read(text, read):
    assert spell_dates(Passage(text)).passage.text == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("令和6年10月", "2024年10月"),
        ("平成２３年度", "2011年度"),
        ("令和元年", "2019年"),
        ("昭和五十三年", "1978年"),
        ("大正十年", "1921年"),
        ("昭和二〇年", "1945年"),
        ("明治三十年に", "1897年に"),
        # Ten years, an age, no number.
        ("昭和30年代", "昭和30年代"),
        ("明治時代", "明治時代"),
        ("平成の大合併", "平成の大合併"),
    ],
)
def test_years_of_eras(text, read):
    assert spell_years(text) == read
    assert spell_dates(Passage(text)).passage.text == read


def test_the_year_of_an_era_is_marked_as_printed():
    """令和6 (0–3) is 2024 (0–4)."""
    spelled = spell_dates(Passage("令和6年に完成"))
    assert spelled.original(0, 5) == (0, 4), "令和6年"


def test_the_bundled_reader_knows_the_years_of_eras(cache_dir):
    from answer.read import ADAPTER
    from models.span_reader import load_span_reader

    text = "岬の灯台は、昭和53年に建て替えられた。"
    reader = load_span_reader(ADAPTER, cache_dir)
    asked, built = reader.read("岬の灯台はいつ建て替えられたか", [Passage(text)])[0], "昭和53年"
    assert text[asked.spans[0].start : asked.spans[0].end] == built and asked.relevance > 0
    assert reader.read("1978年に建て替えられたのは何か", [Passage(text)])[0].relevance > 0


def test_places_are_the_passages_own():
    """2/3 (0–3) is 2月3日 (0–4), 11/9 (8–12) is 11月9日 (9–14): each character behind is one or two further on."""
    passage = Passage("2/3\t豆まき\n11/9\t収穫祭", "行事", ((0, 7), (8, 16)))
    spelled = spell_dates(passage)
    assert spelled.passage == Passage("2月3日\t豆まき\n11月9日\t収穫祭", "行事", ((0, 8), (9, 18)))
    assert spelled.original(5, 8) == (4, 7), "豆まき"
    assert spelled.original(15, 18) == (13, 16), "収穫祭"
    # Of a date marked in part, the whole stands in the report.
    assert spelled.original(9, 14) == spelled.original(9, 12) == spelled.original(12, 14) == (8, 12)
    assert spelled.original(0, 4) == (0, 3) and spelled.original(0, 18) == (0, 16)


def test_a_passage_without_dates_stays():
    passage = Passage("星見島の人口は2,418人となった。", "人口", ((0, 16),))
    assert spell_dates(passage).passage is passage


def test_the_bundled_reader_knows_a_rows_date(cache_dir):
    from answer.read import ADAPTER
    from models.span_reader import load_span_reader

    text = "2/3\t節分祭を青葉神社で開催\n8/20\t灯籠流しを鳴瀬湾で実施"
    passage = Passage(text, "主な行事", ((0, 14), (15, len(text))))
    reading = load_span_reader(ADAPTER, cache_dir).read("灯籠流しはいつ行われたか", [passage])[0]
    best = reading.parts[1]
    assert text[best.start : best.end] == "8/20" and best.margin > 0 and reading.relevance > 0
    assert text[reading.spans[0].start : reading.spans[0].end] == "8/20"
