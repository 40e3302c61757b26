"""HTML: headings, lists, tables, ruby; what stands around the content; encodings and pages that harm."""

import pytest
from parsed import MORE, PROSE, groups, paths, shape

from corpus import errors
from corpus.assemble import assemble
from corpus.formats.html import draft
from corpus.report import BlockKind


def parsed(body, head="<title>港湾年報 | 沿岸局</title>", encoding="utf-8"):
    page = f'<!DOCTYPE html><html lang="ja"><head><meta charset="{encoding}">{head}</head><body>{body}</body></html>'
    return assemble("nenpo.html", "0" * 64, draft("nenpo.html", page.encode(encoding)))


def texts(report):
    return [words for _, _, words in shape(report)]


def test_headings_stand_as_their_levels_say():
    report = parsed(
        f"<h1>港湾年報</h1><h2>1 総論</h2><p>{PROSE}</p><h3>1 背景</h3><p>{MORE}</p><h3>2 目的</h3><p>短い段落</p>"
        f"<h2>2 課題</h2><p>{PROSE}</p>"
    )
    assert report.title == "港湾年報"
    assert paths(report) == ["1 総論", "1 総論 / 1 背景", "1 総論 / 2 目的", "2 課題"]
    assert ("paragraph", "2 目的", "短い段落") in shape(report)


def test_the_title_of_the_page_names_a_report_without_a_heading_of_its_own():
    report = parsed(f"<h2>総論</h2><p>{PROSE}</p><h2>課題</h2><p>{MORE}</p>")
    assert report.title == "港湾年報"
    assert [section.path for section in report.sections[1:]] == [("総論",), ("課題",)]


def test_without_headings_the_numbers_tell():
    report = parsed(
        f"<p>港湾年報</p><p>第1章 総論</p><p>{PROSE}</p><p><b>1 背景</b></p><p>{MORE}</p><p>第2章 課題</p><p>{PROSE}</p>"
    )
    assert paths(report) == ["第1章 総論", "第1章 総論 / 1 背景", "第2章 課題"]


def test_what_stands_around_the_content_is_left_out():
    report = parsed(
        '<header role="banner"><a href="/">沿岸局</a></header><nav><ul><li>ホーム</li></ul></nav>'
        '<div id="topicPath">ホーム › 年報</div><div class="page-top"><a href="#top">先頭へ</a></div>'
        "<script>var a = '灯台';</script><style>p { color: red }</style><noscript>無効</noscript>"
        '<p style="display:none">隠し文</p><p hidden>隠し文</p>'
        f'<div class="has-sidebar"><h2>総論</h2><p>{PROSE}</p><aside><p>{MORE}</p></aside></div>'
        '<ul><li><a href="#1">総論</a></li><li><a href="#2">各論</a></li><li><a href="#3">課題</a></li></ul>'
        "<footer><p>沿岸局の住所</p></footer>"
    )
    assert texts(report) == ["総論", PROSE, MORE]


def test_the_main_part_is_all_there_is():
    report = parsed(
        f"<div>お知らせ一覧</div><main><h1>港湾年報</h1><p>{PROSE * 3}</p><p>{MORE * 3}</p></main><div>関連</div>"
    )
    assert texts(report) == ["港湾年報", PROSE * 3, MORE * 3]


def test_lists_keep_their_numbers_and_their_inner_lists():
    report = parsed(
        f"<h2>作業</h2><p>{PROSE}</p><ul><li>清掃<ul><li>春の清掃</li></ul></li><li>塗装</li></ul>"
        f'<p>{MORE}</p><ol start="3"><li>受付</li><li value="7">点検</li><li>報告</li></ol><dl><dt>基数</dt><dd>310基</dd></dl>'
    )
    assert groups(report) == [["清掃", "春の清掃", "塗装"], ["3. 受付", "7. 点検", "8. 報告"]]
    assert texts(report)[-2:] == ["基数", "310基"]


def test_tables_have_their_header_on_every_row_and_spans_on_each_they_cover():
    report = parsed(
        f"<h2>総論</h2><p>{PROSE}</p><table><caption>表1 灯台の数</caption>"
        '<thead><tr><th rowspan="2">年</th><th colspan="2">基数</th></tr><tr><th>稼働</th><th>休止</th></tr></thead>'
        '<tbody><tr><th scope="row" rowspan="2">2020年</th><td>307</td><td>3</td></tr><tr><td>306</td><td>4</td></tr>'
        f'<tr><td>2021年</td><td colspan="2">調査なし</td></tr></tbody></table><p>{MORE}</p>'
    )
    assert groups(report) == [
        [
            "年\t基数",
            "稼働\t休止",
            "年：2020年\t基数 稼働：307\t基数 休止：3",
            "年：2020年\t基数 稼働：306\t基数 休止：4",
            "年：2021年\t基数：調査なし",
        ]
    ]
    assert {title for kind, title, _ in shape(report) if kind == "row"} == {"表1 灯台の数"}
    assert shape(report)[-1] == ("paragraph", "総論", MORE)


def test_a_table_without_marked_headers_and_one_that_lays_out_the_page():
    report = parsed(
        f"<table><tr><td><h2>総論</h2><p>{PROSE}</p></td><td><p>{MORE}</p></td></tr></table>"
        "<h2>数</h2><table><tr><td>年</td><td>基数</td></tr><tr><td>2020年</td><td>310</td></tr><tr><td>2021年</td><td>308</td></tr></table>"
    )
    assert texts(report)[:3] == ["総論", PROSE, MORE]
    assert groups(report) == [["年\t基数", "年：2020年\t基数：310", "年：2021年\t基数：308"]]


def test_ruby_raised_digits_and_white_space():
    report = parsed(
        "<h2>総論</h2><p>北の<ruby>灯台<rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>は\n   二基、"
        "10m<sup>2</sup>で<sup><a href='#n1'>1</a></sup>、<em>the  light</em>\nhouse と &lt;b&gt; &amp;amp; である。</p>"
    )
    assert texts(report)[1] == "北の灯台は二基、10m²で¹、the light house と <b> &amp; である。"
    at = report.text.index("灯台")
    assert [b.readings for b in report.blocks if b.readings] == [((at, at + 2, "とうだい"),)]


def test_lines_that_a_br_parts_are_joined_where_a_sentence_runs_on():
    report = parsed(
        "<h2>総論</h2><p>沿岸局は昨年の春から秋にかけて各地の灯台で点検を行い、その結果を<br>広く公表した。<br>（1）清掃<br>（2）塗装</p>"
    )
    assert texts(report)[1:] == [
        "沿岸局は昨年の春から秋にかけて各地の灯台で点検を行い、その結果を広く公表した。",
        "（1）清掃",
        "（2）塗装",
    ]


def test_figures_have_their_captions():
    report = parsed(
        f"<h2>総論</h2><p>{PROSE}</p><figure><img src='a.png' alt='塔'><figcaption>図1 灯台の位置</figcaption></figure>"
        f"<p>（出典）沿岸局</p><p>{MORE}</p><figure><figcaption>北の岬の灯台</figcaption></figure>"
    )
    assert [section.path for section in report.sections[1:]] == [("総論",), ("総論", "図1 灯台の位置")]
    assert shape(report, BlockKind.CAPTION) == [("caption", "総論", "北の岬の灯台")]


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"])
def test_the_encoding_that_the_page_names(encoding):
    assert texts(parsed(f"<h2>総論</h2><p>{PROSE}</p>", encoding=encoding)) == ["総論", PROSE]


def test_a_page_that_names_the_wrong_encoding_is_read_by_what_it_is():
    page = f'<meta charset="utf-8"><h2>総論</h2><p>{PROSE}</p>'.encode("cp932")
    assert PROSE in assemble("a.html", "0", draft("a.html", page)).text


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ('<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>', errors.MarkupSuspicious),
        ("<div>" * 20_000 + "灯台" + "</div>" * 20_000, errors.MarkupSuspicious),
        ("<html><body></body></html>", errors.ReportEmpty),
        ("<nav><a href='/'>ホーム</a></nav>", errors.ReportEmpty),
        ("", errors.ReportEmpty),
        ("<!-- 灯台 -->", errors.ReportEmpty),
    ],
    ids=["entities", "nested", "blank", "navigation", "nothing", "comment"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(page, error):
    with pytest.raises(error) as raised:
        draft("nenpo.html", page.encode())
    assert "nenpo.html" in raised.value.say("ja")


def test_a_table_that_says_it_is_endless_is_cut():
    cells = "<tr><td colspan='999999999' rowspan='999999999'>灯台</td><td>甲</td></tr>" * 30
    assert len(parsed(f"<h2>総論</h2><p>{PROSE}</p><table>{cells}</table>").text) < 10_000
