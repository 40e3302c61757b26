import pytest

from corpus.sentences import open_brackets, sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("点検した。清掃した。", ["点検した。", "清掃した。"]),
        ("本当か？そうだ！終わる。", ["本当か？", "そうだ！", "終わる。"]),
        ("本当か！？そうだ!!次。", ["本当か！？", "そうだ!!次。"]),
        (
            "局長は「行く。すぐだ。」と述べた。次に進む。",
            ["局長は「行く。すぐだ。」と述べた。", "次に進む。"],
        ),
        (
            "点検した（冬を除く。ただし北は除かない。）。次。",
            ["点検した（冬を除く。ただし北は除かない。）。", "次。"],
        ),
        ("『「一。」と二。』と三。四！", ["『「一。」と二。』と三。", "四！"]),
        ("「点検！」「清掃？」", ["「点検！」「清掃？」"]),
        ("（注。参照）本文。", ["（注。参照）本文。"]),
        ("「閉じない。次の文。", ["「閉じない。", "次の文。"]),
        ("逆」の括弧。次の文。", ["逆」の括弧。", "次の文。"]),
        ("（食い違う「括弧）。でも」次。", ["（食い違う「括弧）。", "でも」次。"]),
        ("終わりの印がない", ["終わりの印がない"]),
        ("一つ目。終わりの印がない", ["一つ目。", "終わりの印がない"]),
        ("しかし……次へ。そして…", ["しかし……次へ。", "そして…"]),
        ("しかし…。次へ。", ["しかし…。", "次へ。"]),
        ("値は3.5%である。以上。", ["値は3.5%である。", "以上。"]),
        ("It is 3.5 m high, e.g. here. The next one.", ["It is 3.5 m high, e.g. here.", "The next one."]),
        ('He said "Go." Then he left! 次は日本語。', ['He said "Go."', "Then he left!", "次は日本語。"]),
        ("一行目\n二行目。三つ目", ["一行目", "二行目。", "三つ目"]),
        ("  。  ", ["。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_part_of_a_text_is_cut_where_it_stands() -> None:
    text = "前の文。点検した。 清掃した。後の文。"
    assert sentence_spans(text, 4, 15) == [(4, 9), (10, 15)]


@pytest.mark.parametrize(
    ("text", "count"), [("「（", 2), ("「（」", 0), ("「」（", 1), ("」", 0), ("（「）", 0), ("", 0)]
)
def test_open_brackets(text: str, count: int) -> None:
    assert open_brackets(text) == count
