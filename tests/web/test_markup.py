import pytest

from web.markup import clean, japanese, plain, trail


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
