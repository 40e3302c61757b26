from __future__ import annotations

import pytest

from eval.metrics.match import fold, normalise_for_match


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１，２３４　人。", "1234人"),
        ("1,000,000円", "1000000円"),
        ("1万2,000人", "1万2000人"),
        ("in 2023, 120 people", "in2023 120people"),
        ("1、2人", "1 2人"),
        ("10〜20", "10 20"),
        ("10～20", "10 20"),
        ("2024年12月、100人", "2024年12月100人"),
        ("第1.2章.", "第1.2章"),
        ("50％", "50%"),
        ("①100人", "1 100人"),
        ("ｶﾞｽ", "ガス"),
        ("か\u3099", "が"),
        ("\u1112\u1161\u11ab", "한"),
        ("「観光」・\n再開", "観光再開"),
        ("| a | b |", "ab"),
        ("。、", ""),
        ("", ""),
    ],
)
def test_normalises(text: str, expected: str) -> None:
    assert normalise_for_match(text) == expected


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("100人", "約１００人が死亡"),
        ("1,000人", "1000 人"),
        ("1万2,000人", "総勢１万２０００人。"),
        ("金正恩", "金 正恩"),
        ("12月", "2024年12月"),
        ("3倍", "約3倍、4割"),
    ],
)
def test_occurs(needle: str, text: str) -> None:
    assert fold(text).contains(needle)


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("100人", "1,100人"),
        ("2,000人", "1万2,000人"),
        ("1万", "1万2,000人"),
        ("100", "100万人"),
        ("5倍", "1.5倍"),
        ("1", "1.5倍"),
        ("15", "1.5"),
        ("50%", "50人"),
        ("12人", "1、2人"),
        ("、", "あ、い"),
    ],
)
def test_a_number_is_matched_whole(needle: str, text: str) -> None:
    assert not fold(text).contains(needle)


def test_finds_every_place_in_the_original() -> None:
    text = "約１，０００ 人。\nまた約1000人、"
    assert fold(text).find("約1,000人") == ((0, 8), (12, 18))
    assert [text[start:end] for start, end in fold(text).find("1000人")] == ["１，０００ 人", "1000人"]


def test_finds_a_quote_over_a_line_break_and_composed_kana() -> None:
    text = "平壌て\u3099\n再開"
    assert fold(text).find("で再開") == ((2, 7),)
    assert fold(text).find("。") == ()
