"""Countries named in one breath, and one among them that is not there."""

import pytest

from answer.company import strays, together

AGAINST = "フランスは、日米韓をけん制するため演習を行い、ドイツと共にこれに対抗した。"


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("日米韓", [{"JP", "US", "KR"}]),
        ("日本、米国及び韓国の連携", [{"JP", "US", "KR"}]),
        ("フランスとドイツの協力", [{"FR", "DE"}]),
        ("フランスは、ドイツに対抗した。", []),
        ("the United States, South Korea, and Japan", [{"US", "KR", "JP"}]),
        ("France sent troops to Germany.", []),
        ("한국, 미국 및 일본", [{"KR", "US", "JP"}]),
        ("法国和德国对抗日美韩", [{"FR", "DE"}, {"JP", "US", "KR"}]),
    ],
)
def test_names_with_nothing_but_and_between_them_are_one_breath(text, groups):
    assert [set(each) for each in together(text)] == groups


@pytest.mark.parametrize(
    ("sentence", "out_of_place"),
    [
        ("France held drills against the United States, Germany, and Japan.", True),
        ("フランスは、日本、米国及びドイツをけん制した。", True),
        ("France held drills against Japan, South Korea and the United States.", False),
        ("France held drills against the United States and Japan.", False),
        ("France and Germany held out against Japan, the United States and South Korea.", False),
        ("프랑스는 독일과 함께 미국, 일본, 한국에 대항했다.", False),
        ("프랑스는 미국, 일본, 독일에 대항했다.", True),
    ],
)
def test_a_country_among_others_has_to_be_among_them_in_what_is_cited(sentence, out_of_place):
    assert strays(sentence, AGAINST) is out_of_place
