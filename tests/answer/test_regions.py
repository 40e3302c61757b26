"""A figure for the world or another country is told from one about the country asked for."""

import pytest

from answer.regions import of_another_region

WORLD = "世界のEC市場の売上高は2022年に751.8兆円となった。"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("日本のEC市場の売上高はいくらですか", WORLD),
        ("米国におけるEC市場の規模は？", WORLD),
        ("世界の検索市場で首位はどこか", "我が国の検索市場では甲社が首位である。"),
        ("ドイツの輸出額は", "フランスの輸出額は3兆円であった。"),
    ],
)
def test_the_same_of_another_region_is_no_answer(question, sentence):
    assert of_another_region(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("世界のEC市場の売上高はいくらですか", WORLD),
        ("EC市場の売上高はいくらですか", WORLD),
        ("日本の広告費はいくらですか", WORLD),
        ("日本のEC市場の売上高は", "世界のEC市場は拡大し、日本では22兆円となった。"),
        ("日本のEC市場の売上高は", "EC市場の売上高は22兆円となった。"),
        ("日本の輸出額は", "我が国の輸出額は3兆円であった。"),
        ("How large is Japan's market?", WORLD),
    ],
)
def test_what_may_be_of_the_scope_asked_for_is_kept(question, sentence):
    assert not of_another_region(question, sentence)
