import pytest

from index.quantities import quantities


def same(*spellings):
    """All spellings, each with the terms of the group."""
    *texts, terms = spellings
    return [pytest.param(text, terms, id=text) for text in texts]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        *same(
            "1万2,000", "1万2000", "１万２，０００", "12,000", "12000", "１２０００", "1.2万", "一万二千", "1万二千",
            "1萬2千", "1만 2천", "1만2천", "12 thousand", "一万两千", {"n:12000"},
        ),
        *same("100人", "百人", "１００人", "約百人", "100명", "一百个", {"n:100"}),
        *same("1,500人", "1500人", "千五百人", "1千5百人", {"n:1500"}),
        *same("2000人", "2,000人", "二千人", "2000명", "2000ドル", {"n:2000"}),
        *same("千人", "1000人", "1,000人", {"n:1000"}),
        *same("3.5億", "3億5,000万", "三億五千万", "3억 5천만", "350 million", "350,000,000", {"n:350000000"}),
        *same("2兆", "2조", "2 trillion", {"n:2000000000000"}),
        *same("三か国", "3カ国", "３ヶ国", {"n:3"}),
        *same("七十五周年", "75周年", {"n:75"}),
        *same("一万零五百", "10500", {"n:10500"}),
        *same("0.5%", "0.50%", "０．５％", {"n:0.5"}),
        *same("十隻", "10隻", {"n:10"}),
    ],
)  # fmt: skip
def test_numbers_have_one_spelling(text, terms):
    assert set(quantities(text)) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        *same("2024年", "２０２４年", "令和6年", "令和６年", "令和六年", "二〇二四年", "2024년", "in 2024.", "2024, when", {"y:2024"}),
        *same("令和元年", "平成31年", "2019年", {"y:2019"}),
        *same("昭和50年", "1975年", {"y:1975"}),
        *same("10月", "１０月", "十月", "10月中旬", "10월", "October", "in Oct. and", {"m:10"}),
        *same("10月1日", "10/1", "１０／１", "十月一日", "10월 1일", "October 1", "Oct. 1st", "1 October", "1st of October", {"m:10", "d:10-1"}),
        *same("2024年10月1日", "2024/10/1", "2024-10-01", "2024.10.1", "令和6年10月1日", "令和六年十月一日", "October 1, 2024", "1 October 2024", "2024년 10월 1일", {"y:2024", "m:10", "d:10-1"}),
        *same("12月31日", "12/31", "十二月三十一日", {"m:12", "d:12-31"}),
        *same("May 5", "5 May", "5月5日", "五月五日", {"m:5", "d:5-5"}),
    ],
)  # fmt: skip
def test_dates_have_one_spelling(text, terms):
    assert set(quantities(text)) == terms


@pytest.mark.parametrize(
    "text",
    [
        "", "灯台の記録", "一方で万一に備え", "数百人が", "数百万人が", "何千人もの", "数十年", "十数人",
        "ships may pass", "they march on", "大統領", "9" * 31, "九" * 31,
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity_is_none(text):
    assert quantities(text) == []


def test_a_text_may_hold_several_and_repeats_are_kept():
    found = quantities("10月中旬までに約1,500人、12月に100人と100隻")
    assert sorted(found) == ["m:10", "m:12", "n:100", "n:100", "n:1500"]


def test_figures_of_two_cells_or_two_references_are_two_numbers():
    assert sorted(quantities("1万\t500")) == ["n:10000", "n:500"]
    assert sorted(quantities("図1,2")) == ["n:1", "n:2"]


def test_a_range_of_days_keeps_its_first_date_and_its_month():
    assert {"m:10", "d:10-1"} <= set(quantities("10月1日～3日"))
    assert set(quantities("2020-2024年")) == {"y:2020", "y:2024"}


@pytest.mark.parametrize("piece", ["9", "九", "百", "1,", "9兆", "10月", "10/1 ", "令和"])
def test_a_text_of_nothing_else_is_read_to_its_end(piece):
    found = quantities(piece * 20_000 + "。終わりは12隻")
    assert found[-1] == "n:12"
