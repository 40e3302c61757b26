"""Encodings of Japanese texts: each is decoded exactly, and what is no Japanese text in any of them is refused."""

import pytest

from corpus.encodings import Undecodable, decode, plausibility

PLAIN = (
    "港湾年報\r\n第1章　灯台の現状\r\n令和5年〜6年の点検で、灯台は310基あった。「光」の強さ：５カンデラ。\r\n"
)
#: What Windows adds to JIS: ①, Ⅲ, ㈱, 髙, 﨑; its ～ and －.
WINDOWS = PLAIN.replace("〜", "～") + "①東北㈱、Ⅲ種の髙橋・山﨑が－5℃で点検した。ﾗｲﾄも。\r\n"


def jis(text):
    """The text in ISO-2022-JP as Windows writes it, with the rows of cp932 (JIS X 0208:1997, annex 1)."""
    out, mode = b"", b"(B"
    for char in text:
        raw = char.encode("cp932")
        want, code = b"(B", raw
        if len(raw) == 2:
            lead, trail = raw[0] - (0x70 if raw[0] < 0xA0 else 0xB0), raw[1]
            low = trail >= 0x9F
            code = bytes((lead * 2 - (not low), trail - (0x7E if low else 0x20 if trail > 0x7F else 0x1F)))
            want = b"$B"
        elif raw[0] > 0x7F:
            want, code = b"(I", bytes((raw[0] & 0x7F,))
        out += (b"\x1b" + want if want != mode else b"") + code
        mode = want
    return out + (b"\x1b(B" if mode != b"(B" else b"")


def euc(text):
    """The text in EUC-JP as Windows writes it (cp51932)."""
    out = b""
    for char in text:
        raw = jis(char)
        if raw.startswith(b"\x1b$B"):
            out += bytes(byte | 0x80 for byte in raw[3:5])
        elif raw.startswith(b"\x1b(I"):
            out += bytes((0x8E, raw[3] | 0x80))
        else:
            out += raw
    return out


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (PLAIN.encode(), "utf-8", PLAIN),
        (PLAIN.encode("euc_jp"), "euc-jp", PLAIN),
        (PLAIN.encode("iso2022_jp"), "iso-2022-jp", PLAIN),
        (PLAIN.encode("utf-16"), "utf-16", PLAIN),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16", PLAIN),
        (PLAIN.encode("utf-16-le"), "utf-16-le", PLAIN),
        (PLAIN.encode("utf-16-be"), "utf-16-be", PLAIN),
        (PLAIN.encode("utf-32"), "utf-32", PLAIN),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8", "\ufeff" + PLAIN),
        (WINDOWS.encode("cp932"), "cp932", WINDOWS),
        (euc(WINDOWS), "euc-jp", WINDOWS),
        (jis(WINDOWS), "iso-2022-jp", WINDOWS),
        ("①と㐂の港、灯台である。".encode("euc_jis_2004"), "euc-jp", "①と㐂の港、灯台である。"),
        ("港湾年報".encode("cp932"), "cp932", "港湾年報"),
        ("港湾年報".encode("euc_jp"), "euc-jp", "港湾年報"),
        (b"Annual report\n", "utf-8", "Annual report\n"),
        ("Émile, déjà vu: 5 €".encode(), "utf-8", "Émile, déjà vu: 5 €"),
        ("年度报告包括以下内容".encode(), "utf-8", "年度报告包括以下内容"),
    ],
)
def test_a_text_is_decoded_exactly(data, encoding, text):
    found = decode(data)
    assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize(
    "data",
    [
        "中国的港口年度报告包括以下内容，我们在这里说明。本局负责全国的灯塔维护工作".encode("gbk"),
        "中國的港口年度報告包括以下內容，我們在這裡說明。本局負責全國的燈塔維護工作".encode("big5"),
        "항만 연보는 매년 봄에 발표된다. 우리는 등대를 지킨다. 등대의 수는 줄고 있다.".encode("euc_kr"),
        "Émile à la carte, déjà vu, naïve façade".encode("latin-1"),
        "“Hello” — it’s the café".encode("cp1252"),
        "Привет, как дела сегодня".encode("koi8-r"),
        bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)),
        PLAIN.encode("cp932")[:-3] + b"\xff\xff",
        PLAIN.encode("utf-16")[:-1],
        b"\x1b$B" + b"\x7f\x7f\x7f",
    ],
    ids=[
        "gbk",
        "big5",
        "euc-kr",
        "latin-1",
        "cp1252",
        "koi8-r",
        "bytes",
        "png",
        "cp932 cut",
        "utf-16 cut",
        "jis cut",
    ],
)
def test_what_fits_no_encoding_is_not_guessed_at(data):
    with pytest.raises(Undecodable):
        decode(data)


@pytest.mark.parametrize("share", range(1, 20))
def test_a_text_cut_anywhere_is_never_mistaken_for_another(share):
    for encoding in ("utf-8", "cp932", "euc_jp"):
        whole = PLAIN.encode(encoding)
        cut = whole[: len(whole) * share // 20]
        try:
            # What JIS calls a wave dash is a full-width tilde on Windows.
            assert PLAIN.replace("〜", "～").startswith(decode(cut).text.replace("〜", "～"))
        except Undecodable:
            with pytest.raises(UnicodeDecodeError):
                cut.decode(encoding)


def test_how_japanese_a_text_looks():
    assert plausibility(PLAIN) == 1.0
    assert plausibility("") == 1.0
    assert plausibility("灯台\x00") == 0.0
    # Six half-width katakana, one fifth each.
    assert plausibility("ﾃｽﾄﾃｽﾄ") == pytest.approx(0.2)
