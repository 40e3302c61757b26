"""Numbers, dates, names, countries, stances: what a sentence is searched for before it may be shown."""

import pytest

from answer.countries import countries
from answer.figures import mistaken
from answer.literals import numbers_and_dates, quoted_phrases
from answer.names import Ground, missing_names
from answer.scope import marks
from answer.sound import sound_alike
from answer.stance import Stance, is_attributed, segments, stances
from answer.support import shared_letters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10月1日", {"m:10", "d:10-1"}),
        ("October 1, 2024", {"m:10", "d:10-1", "y:2024"}),
        ("10월 1일", {"m:10", "d:10-1"}),
        ("令和6年", {"y:2024"}),
        ("1万2,000人", {"n:12000"}),
        ("four brigades", {"n:4"}),
        ("twenty-five", {"n:25"}),
        ("two thousand five hundred", {"n:2500"}),
        ("네 개 여단", {"n:4"}),
        ("三次", {"n:3"}),
        ("twice", {"n:2"}),
        ("10月中旬", {"m:10", "t:mid"}),
        ("mid-October", {"m:10", "t:mid"}),
        ("2024년 말", {"y:2024", "t:late"}),
        ("no one, one of them, another", set()),
    ],
)
def test_numbers_and_dates_are_one_in_every_spelling(text, found):
    assert numbers_and_dates(text) == found


def test_quoted_phrases_are_the_outermost():
    assert quoted_phrases("「甲と乙」を『丙丁』と “say so” と言った「一」") == ("甲と乙", "丙丁", "say so")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("露朝関係", {"RU", "KP"}),
        ("訪中した米国防長官", {"CN", "US"}),
        ("10月中旬の途中、1日中", set()),
        ("North Korean and Russian troops", {"KP", "RU"}),
        ("북한과 러시아", {"KP", "RU"}),
        ("俄罗斯与朝鲜", {"RU", "KP"}),
        ("tell us what an un-named one is", set()),
    ],
)
def test_countries_are_told_in_full_and_by_letters(text, codes):
    assert countries(text) == codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("プーチン", "Putin"),
        ("プーチン", "푸틴"),
        ("プーチン", "普京"),
        ("習近平", "Xi Jinping"),
        ("趙楽際", "Zhao Leji"),
        ("趙楽際", "赵乐际"),
        ("キム・ジョンウン", "Kim Jong Un"),
        ("キム・ジョンウン", "김정은"),
        ("鈴木一郎", "Ichiro Suzuki"),
        ("ネタニヤフ", "Netanyahu"),
        ("クルスク", "Kursk"),
    ],
)
def test_one_name_sounds_alike_in_two_scripts(one, other):
    assert sound_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("プーチン", "Biden"),
        ("プーチン", "Zelensky"),
        ("習近平", "Putin"),
        ("松本", "Suzuki"),
        ("クルスク", "Moscow"),
        ("大阪", "東京"),
    ],
)
def test_two_names_do_not(one, other):
    assert not sound_alike(one, other)


GROUND = Ground(
    "その際、金総書記は露朝関係を「同盟関係」と評価した。プーチン大統領は言及せず。ベトナム戦争",
    (("金正恩総書記", "キム・ジョンウン"),),
    "金正恩総書記は訴えた。",
)


@pytest.mark.parametrize(
    ("language", "sentence", "missing"),
    [
        ("ja", "金正恩総書記は、ロシアと北朝鮮の関係を評価した。", []),
        ("ja", "ゼレンスキー大統領は言及しなかった。", ["ゼレンスキー"]),
        ("ja", "中国との関係を評価した。", ["CN"]),
        ("en", "General Secretary Kim Jong Un spoke of Russia, President Putin did not.", []),
        ("en", "The Vietnam War is named in May.", []),
        ("en", "President Zelensky did not mention it.", ["Zelensky"]),
        ("ko", "김정은 총서기와 푸틴 대통령", []),
        ("ko", "젤렌스키 대통령", ["젤렌스키"]),
        ("zh", "普京总统没有提及", []),
    ],
)
def test_names_are_missing_where_the_ground_does_not_hold_them(language, sentence, missing):
    assert missing_names(sentence, language, GROUND) == missing


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("効いたとみられる", {Stance.ASSESSED}),
        ("派遣を決定した", {Stance.INTENDED}),
        ("確認されず", {Stance.DENIED}),
        ("少なくとも100人が死亡した", set()),
        ("それだけでなく広がった", set()),
        ("「行かない」と述べた", set()),
    ],
)
def test_how_something_is_said_is_told_by_its_words(text, stance):
    assert stances(text, "ja") == stance


def test_an_assessment_reaches_back_to_what_leans_on_it_and_no_further():
    parts = segments("島は小さいが、人は増え、店も開いたとみられる。", "ja")
    assert parts == ["島は小さいが、", "人は増え、", "店も開いたとみられる。"]
    assert [Stance.ASSESSED in mark.whole for mark in marks(parts)] == [False, True, True]


def test_inside_a_sentence_it_reaches_over_its_phrase():
    (mark,) = marks(["対韓攻撃を想定したとみられる短距離弾道・巡航ミサイルを多く発射。"])
    assert mark.whole == frozenset()
    (mark,) = marks(["北朝鮮は、攻撃を想定したとみられる巡航ミサイルを、数多く海に向けて発射した。"])
    assert mark.parts == ((Stance.ASSESSED, "攻撃を想定したとみられる巡航ミサイル"),)


def test_somebodys_words_are_marked_as_such():
    assert is_attributed("金総書記は上り詰めたと評価した。", "ja")
    assert not is_attributed("関係は最高の段階にある。", "ja")


def test_numbers_said_of_each_others_things_are_mistaken():
    report = "少なくとも約100人が死亡し、約1,000人が負傷"
    assert mistaken("約1,000人が死亡し、約100人が負傷した。", report, shared_letters, 0.2)
    assert mistaken("約100人が死亡し、約1,000人が負傷した。", report, shared_letters, 0.2) is None
    assert mistaken("約100人が死亡した。", report, shared_letters, 0.2) is None
