import pytest

from web.markup import clean, japanese, listed, plain, starts_a_list, trail


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>&'\"", "&lt;b&gt;&amp;&#x27;&quot;"),
        ("一\r\n二\t三", "一\n二\t三"),
        ("a\x00b\x1bc\x7fd\x85e", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("$x$ ![a](b) {{c}} ${d}", "$x$ ![a](b) {{c}} ${d}"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_text_is_shown_literally(text, html):
    assert plain(text) == html


def test_what_cannot_be_sent_is_replaced():
    assert clean("a\ud800b\udfffc") == "a\ufffdb\ufffdc"
    assert clean("\U00020bb7") == "\U00020bb7"
    plain("\ud800").encode()


def test_only_japanese_asks_for_japanese_glyphs():
    assert japanese("12人") == japanese("あ") == japanese("ミサイル") == ' lang="ja"'
    assert japanese("Twelve men, №12") == ""


def test_a_path_becomes_steps():
    assert trail(("A<", "B")) == '<ol class="trail" lang="ja"><li>A&lt;</li><li>B</li></ol>'
    assert trail(()) == ""


def test_a_number_stays_with_its_title():
    assert "<li>2\N{NO-BREAK SPACE}題 名</li>" in trail(("2 題 名",))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("前\n- ・一\n- 二", '前\n<span class="bullet">- ・</span>一\n<span class="bullet">- </span>二'),
        ("・<一>", '<span class="bullet">・</span>&lt;一&gt;'),
        ("-5度\n中朝・露朝 - 概要", "-5度\n中朝・露朝 - 概要"),
        ("12月\n3 - 4", "12月\n3 - 4"),
    ],
)
def test_the_marks_of_a_list_are_told_from_its_text(text, html):
    assert listed(text) == html


def test_a_list_without_its_first_mark_is_one():
    assert starts_a_list("一\n- ・二")
    assert not starts_a_list("・一\n・二") and not starts_a_list("一\n二")
