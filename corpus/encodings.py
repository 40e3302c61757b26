"""Decodes the bytes of a Japanese text exactly, or not at all. Knows encodings and how Japanese looks, not reports.

Only strict decoders are asked, and what they give must look like Japanese (or be ASCII): a text in another
encoding often decodes without an error into kanji that no one writes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: A byte-order mark settles it. UTF-32's little-endian one begins like UTF-16's, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BJI])")
_KANA = re.compile("[\u3041-\u30ff]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_KANJI = re.compile("[\u3400-\u9fff]")
#: Level 2 kanji begin here in Shift_JIS; reports are written in level 1 but for a few.
_LEVEL_2 = b"\x98\x9f"
#: Letters, digits and signs that Japanese texts are full of.
_USUAL = re.compile(
    "[\u3000-\u303f\uff01-\uff60\u2010-\u203f\u2160-\u217f\u2190-\u21ff\u2460-\u24ff\u25a0-\u26ff]"
)
#: Control characters other than white space; Python's cp932 gives some for bytes that mean nothing.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
#: What a decoded text must reach to be believed, of 1.
_PLAUSIBLE = 0.85
#: From this many kanji on, a Japanese text has kana; Chinese read as EUC-JP has none.
_KANJI_ALONE = 25
_KANA_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding it was in."""

    text: str
    encoding: str


class Undecodable(Exception):
    """No encoding gives a text that can be believed. `byte` is the first (from 0) that UTF-8 stumbles over."""

    def __init__(self, byte: int) -> None:
        self.byte = byte
        super().__init__(f"no encoding fits from byte {byte} on")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`, exactly. `declared` is an encoding the file itself names; it is believed if it fits.

    Raises Undecodable.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding), encoding)
    if _ESCAPE.search(data) and not any(byte > 0x7F for byte in data):
        return Decoded(_iso_2022_jp(data), "iso-2022-jp")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, declared, error.start)
    return Decoded(text, "utf-8") if "\x00" not in text else _wide(data, text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(error.start) from error


def _wide(data: bytes, as_utf_8: str) -> Decoded:
    """UTF-16 without its mark is full of zero bytes; so are binary files, which look like no text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plausibility(text) >= _PLAUSIBLE:
            return Decoded(text, encoding)
    return Decoded(as_utf_8, "utf-8")


def _legacy(data: bytes, declared: str | None, stumbled: int) -> Decoded:
    """The text in the encoding that makes the most Japanese of it; what the file declares wins a tie."""
    found = sorted(_candidates(data), key=lambda pair: (pair[0], _same(pair[1].encoding, declared)))
    if not found or found[-1][0] < _PLAUSIBLE:
        raise Undecodable(stumbled)
    best, text = found[-1]
    rivals = [other for score, other in found[:-1] if score == best and other.text != text.text]
    if rivals and not _same(text.encoding, declared):
        raise Undecodable(stumbled)
    return text


def _same(encoding: str, declared: str | None) -> bool:
    families = {"cp932": ("shift", "sjis", "932", "31j"), "euc-jp": ("euc",)}
    return any(part in (declared or "").lower() for part in families.get(encoding, (encoding,)))


def _candidates(data: bytes) -> Iterator[tuple[float, Decoded]]:
    decoders: tuple[tuple[str, Callable[[bytes], str]], ...] = (
        ("cp932", lambda raw: raw.decode("cp932")),
        ("euc-jp", _euc_jp),
        ("utf-16-le", lambda raw: raw.decode("utf-16-le")),
        ("utf-16-be", lambda raw: raw.decode("utf-16-be")),
    )
    for encoding, decoder in decoders:
        try:
            text = decoder(data)
        except (UnicodeDecodeError, Undecodable):
            continue
        yield plausibility(text), Decoded(text, encoding)


def plausibility(text: str) -> float:
    """How far `text` looks like Japanese, 0 to 1: the share of its characters that a Japanese report would hold.

    0 for a text with control characters, or with many kanji and no kana.
    """
    foreign = [char for char in text if char > "\x7e" and not char.isspace()]
    if _CONTROL.search(text):
        return 0.0
    if not foreign:
        return 1.0
    odd = "".join(foreign)
    kana, kanji = len(_KANA.findall(odd)), _KANJI.findall(odd)
    if len(kanji) >= _KANJI_ALONE and kana < _KANA_SHARE * len(kanji):
        return 0.0
    usual = sum(_is_level_1(char) for char in kanji) + 0.5 * sum(not _is_level_1(char) for char in kanji)
    # Half-width katakana are what other encodings read as Shift_JIS turn into.
    return (kana + usual + len(_USUAL.findall(odd)) + 0.2 * len(_HALF_KANA.findall(odd))) / len(foreign)


def _is_level_1(char: str) -> bool:
    try:
        return char.encode("cp932") < _LEVEL_2
    except UnicodeEncodeError:
        return False


def _euc_jp(data: bytes) -> str:
    """EUC-JP; then as Windows writes it, with ① and 髙; then JIS X 0213."""
    try:
        return data.decode("euc_jp")
    except UnicodeDecodeError:
        pass
    try:
        return _by_rows(data)
    except UnicodeDecodeError:
        return data.decode("euc_jis_2004")


def _by_rows(data: bytes) -> str:
    """EUC-JP whose two-byte characters are those of cp932: Python has no codec for it."""
    pieces: list[bytes] = []
    i = 0
    while i < len(data):
        byte = data[i]
        if byte < 0x80:
            pieces.append(data[i : i + 1])
            i += 1
        elif byte == 0x8E and i + 1 < len(data):
            pieces.append(data[i + 1 : i + 2])
            i += 2
        elif byte >= 0xA1 and i + 1 < len(data) and data[i + 1] >= 0xA1:
            pieces.append(_shift(byte & 0x7F, data[i + 1] & 0x7F))
            i += 2
        else:
            raise UnicodeDecodeError("euc-jp", data, i, i + 1, "no character begins like this")
    return b"".join(pieces).decode("cp932")


def _shift(row: int, cell: int) -> bytes:
    """The two bytes of JIS as Shift_JIS has them (JIS X 0208:1997, annex 1)."""
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    if row % 2:
        return bytes((lead, cell + (0x1F if cell < 0x60 else 0x20)))
    return bytes((lead, cell + 0x7E))


def _iso_2022_jp(data: bytes) -> str:
    for encoding in ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _escaped_rows(data)


def _escaped_rows(data: bytes) -> str:
    """ISO-2022-JP as Windows writes it (cp50221), with ①, 髙 and half-width katakana."""
    pieces: list[bytes] = []
    mode = b"(B"
    at = 0
    for match in [*_ESCAPE.finditer(data), None]:
        run = data[at : match.start() if match else len(data)]
        if mode[:1] == b"$":
            if len(run.rstrip(b"\r\n")) % 2:
                raise Undecodable(at)
            pieces += [_shift(run[i], run[i + 1]) for i in range(0, len(run) - 1, 2)]
        else:
            pieces.append(bytes(byte | 0x80 for byte in run) if mode == b"(I" else run)
        if match:
            mode, at = match.group(1), match.end()
    try:
        return b"".join(pieces).decode("cp932")
    except (UnicodeDecodeError, ValueError) as error:
        raise Undecodable(0) from error
