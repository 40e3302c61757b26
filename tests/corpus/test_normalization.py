"""Characters: what a file's text is turned into, and the way back to where each came from."""

import unicodedata

import pytest
from parsed import MORE, PROSE, parsed, words_of

from corpus.normalize import Mapped, normalize, place_readings


def normal(source: str) -> str:
    mapped, readings = normalize(Mapped.of(source))
    return place_readings(mapped, readings)[0].text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("２０２４年、１，２００人", "2024年、1，200人"),
        ("ＡＢＣ　５０％", "ABC 50%"),
        ("ｶﾞｿﾘﾝとﾊﾟﾝ", "ガソリンとパン"),
        ("か\u3099き\u309a", "がき\u309a"),
        ("⽇本の⼈⼝", "日本の人口"),
        ("①　②", "① ②"),
        ("㎡と㈱と…と（注）「」", "㎡と㈱と…と（注）「」"),
        ("全角　　空白\u00a0と\u2003種類", "全角 空白 と 種類"),
        ("　字下げ  ", "字下げ"),
        ("特 集", "特集"),
        ("東 京 と 大 阪 です", "東 京 と 大 阪 です"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("前の頁\f次の頁", "前の頁\n\n次の頁"),
        ("\ufeff見え\u200bな\u00adい\u202e字\x00と\x1b制御\x7f", "見えない字と制御"),
        ("私用\ue000領域", "私用領域"),
        ("A &amp; B &lt;3&gt; &#x3042;&#12356;", "A & B <3> あい"),
        ("&unknown; 5 < 6 <https://example.jp/>", "&unknown; 5 < 6 <https://example.jp/>"),
        ("", ""),
    ],
)
def test_characters(source: str, text: str) -> None:
    assert normal(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<b>太字</b>と<span class='x'>色</span>", "太字と色"),
        ("一行<br>二行<br/>三行", "一行 二行 三行"),
        ("<p>一つ目の文</p><p>二つ目の文</p>", "一つ目の文 二つ目の文"),
        ("<ul><li>清掃</li><li>塗装</li></ul>", "清掃 塗装"),
        (
            "<table><tr><th>年</th><th>基数</th></tr><tr><td>1年</td><td>3基</td></tr></table>",
            "年\t基数\n1年\t3基\n",
        ),
        ("<TR VALIGN=top>\n  <TD>1年</TD>\n  <TD>3基</TD>\n</TR>", "1年\t3基\n"),
        ("1年\t3基 <div style='x'> <p>うち休止1基</p> </div>", "1年\t3基 うち休止1基"),
        ("| 年 | 基数 |\n|---|:--:|\n| 1年 | 3基 |", "年\t基数\n\n1年\t3基"),
        ("年 \t 基数", "年\t基数"),
        ("年\t基数\t\t", "年\t基数"),
        ("<tr><td colspan=2>上半期</td></tr>", "上半期\t\n"),
    ],
)
def test_what_is_left_of_html_and_tables(source: str, text: str) -> None:
    assert normal(source) == text


@pytest.mark.parametrize(
    ("source", "text", "readings"),
    [
        ("^{トウダイ}灯台の光", "灯台の光", [("灯台", "トウダイ")]),
        (
            "局長の^{うみの・はるか}海野遥氏と^{みさき}岬氏",
            "局長の海野遥氏と岬氏",
            [("海野遥氏", "うみの・はるか"), ("岬氏", "みさき")],
        ),
        ("<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>守", "灯台守", [("灯台守", "とうだい")]),
        ("^{ライト}かな", "かな", [("", "ライト")]),
        ("2^{}と^3", "2^{}と^3", []),
    ],
)
def test_ruby_leaves_the_text_and_keeps_its_place(
    source: str, text: str, readings: list[tuple[str, str]]
) -> None:
    mapped, placed = place_readings(*normalize(Mapped.of(source)))
    assert mapped.text == text
    assert [(text[r.start : r.end], r.reading) for r in placed] == readings


def test_ruby_is_found_in_its_block_after_lines_were_moved() -> None:
    report = parsed(
        f"港湾年報\n\n\n\n{PROSE}\n\n新しい局長には^{{うみの}}海野氏が就き、各地の事務所を回って、保守の現状を\n\n確かめた。"
    )
    block = report.blocks[-1]
    assert words_of(report, block).endswith("保守の現状を確かめた。")
    assert [(report.slice(start, end), reading) for start, end, reading in block.readings] == [
        ("海野氏", "うみの")
    ]
    assert report.blocks[1].readings == ()


SCARRED = (
    "\ufeff港　湾　年　報\r\n\r\n"
    f"１　灯台の保守\r\n\r\n　{PROSE}\r\n\f\r\n"
    "局長の^{うみの}海野氏は、「２０２４年は、ｶﾞｽ灯を３％減らした」と述べ、灯台の電源を太陽電\r\n\r\n12\r\n\r\n池に改める考えを示\u200bした。\r\n\r\n"
    "年表\r\n\r\n<table>\r\n<tr><td>１月</td>\r\n<td>点検 &amp; 清掃</td></tr>\r\n</table>\r\n\r\n"
    f"- ・か\u3099け下\r\n- ・⽇本海\r\n\r\n{MORE}\r\n"
)


def test_a_scarred_text_reads_as_a_person_would_read_it() -> None:
    report = parsed(SCARRED)
    assert report.text.split("\n") == [
        *("港湾年報", "", "1 灯台の保守", "", PROSE, ""),
        "局長の海野氏は、「2024年は、ガス灯を3%減らした」と述べ、灯台の電源を太陽電池に改める考えを示した。",
        *("", "年表", "", "1月\t点検 & 清掃", "", "- ・がけ下", "- ・日本海", "", MORE),
    ]


def test_every_character_of_the_text_leads_back_to_its_own_in_the_file() -> None:
    report = parsed(SCARRED)
    back = [report.source_map.to_source(i) for i in range(len(report.text))]
    assert back == sorted(back)
    for i, char in enumerate(report.text):
        if not char.isspace():
            # A quote of one character: ｶﾞ is two in the file, &amp; five, 太 one.
            source = SCARRED[back[i] : back[i] + (5 if char == "&" else 2)]
            found = "&" if char == "&" else unicodedata.normalize("NFKC", source)
            assert found.startswith(char), (i, char, source)


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("1 灯台の保守", "１　灯台の保守"),
        ("局長の海野氏", "局長の^{うみの}海野氏"),
        ("2024年は、ガス灯を3%", "２０２４年は、ｶﾞｽ灯を３％"),
        ("太陽電池に", "太陽電\r\n\r\n12\r\n\r\n池に"),
        ("示した", "示\u200bした"),
        ("1月\t点検", "１月</td>\r\n<td>点検"),
        ("日本海", "⽇本海"),
        (MORE, MORE),
    ],
)
def test_a_quote_is_found_in_the_file(quote: str, source: str) -> None:
    report = parsed(SCARRED)
    start = report.text.index(quote)
    to_source = report.source_map.to_source
    assert SCARRED[to_source(start) : to_source(start + len(quote) - 1) + 1] == source


def test_the_map_counts_code_points_and_not_bytes_or_halves() -> None:
    source = "𠮷野の灯台、𩸽の港　２番地。"
    report = parsed(source)
    assert report.text == "𠮷野の灯台、𩸽の港 2番地。"
    assert [source[report.source_map.to_source(i)] for i in (0, 6, 10)] == ["𠮷", "𩸽", "２"]


def test_a_map_of_nothing_is_empty() -> None:
    assert Mapped.of("").source_map().starts == (0,)
    assert normal("\u200b") == ""
