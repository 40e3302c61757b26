"""Who does what to whom: read from particles, and compared."""

import pytest

from answer.roles import Part, alike, differs, roles

CRITICISED = "村長は、昨年の会議で北海道庁を批判した。"


def told(text):
    return {(role.who, role.part, role.deed) for role in roles(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("フランスはドイツを批判した。", {("フランス", Part.DOES, "批判"), ("ドイツ", Part.SUFFERS, "批判")}),
        (
            "ドイツはフランスに批判された。",
            {("ドイツ", Part.SUFFERS, "批判"), ("フランス", Part.DOES, "批判")},
        ),
        (
            "フランスによるドイツへの派遣が始まった。",
            {("フランス", Part.DOES, "派遣"), ("ドイツ", Part.TO, "派遣"), ("派遣", Part.DOES, "始まる")},
        ),
        ("フランスは、部隊の派遣を決定", {("フランス", Part.DOES, "決定"), ("派遣", Part.SUFFERS, "決定")}),
        ("フランスからの「贈り物」について、ドイツが発表した。", {("ドイツ", Part.DOES, "発表")}),
        (
            "フランスから贈呈された車をドイツが展示した。",
            {("フランス", Part.DOES, "贈呈"), ("車", Part.SUFFERS, "展示"), ("ドイツ", Part.DOES, "展示")},
        ),
    ],
)
def test_a_deed_takes_the_nouns_before_it_by_their_particles(text, expected):
    assert expected <= told(text)


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("ドイツはフランスを批判しました。", "フランスは、ドイツを批判した。"),
        ("フランスはドイツに批判されました。", "フランスは、ドイツを批判した。"),
        ("フランスからドイツへ技術が移転されました。", "ドイツからフランスへ技術を移転した。"),
        ("ドイツはフランスに部隊を派遣しました。", "フランスは、ドイツに部隊を派遣"),
        ("山田市長は、事業の中止を表明しました。", "鈴木知事は、山田市長の前で事業の中止を表明した。"),
        ("住民は企業を訴えました。", "企業が、住民を訴えた。"),
        (
            "鈴木知事は会議を欠席し、山田市長は予算案を評価しました。",
            "山田市長は会議を欠席し、鈴木知事は予算案を評価した。",
        ),
    ],
)
def test_parts_that_are_exchanged_are_seen(sentence, cited):
    assert differs(sentence, cited) is not None


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("ドイツはフランスに批判されました。", "フランスは、ドイツを批判した。"),
        ("フランスによるドイツへの批判が強まりました。", "フランスは、ドイツを批判した。"),
        ("鈴木知事が予算案を評価しました。", "鈴木一郎知事は、予算案が適切と評価した。"),
        ("会議は4月に開催されました。", "市は、会議を4月に開催した。"),
        ("会議は4月に開催しました。", "市は、会議を4月に開催した。"),
        ("鈴木知事は事業の中止を表明しました。", "事業の中止を表明した。"),
        ("村長は北海道庁を批判しました。", CRITICISED),
    ],
)
def test_another_wording_of_the_same_parts_is_none(sentence, cited):
    assert differs(sentence, cited) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("鈴木知事", "鈴木一郎知事", True), ("米国", "アメリカ", True), ("鈴木知事", "山田知事", False)],
)
def test_a_short_form_and_a_country_by_another_name_are_the_same(one, other, expected):
    assert alike(one, other) is expected
