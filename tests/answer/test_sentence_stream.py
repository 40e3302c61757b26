"""Sentences of a reply, each as soon as it is whole, however the reply is cut into pieces."""

import pytest

from answer.sentences import LONGEST, sentences_of


def cut(text, size):
    return [text[i : i + size] for i in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("人口は減った。運賃は上がった。", ["人口は減った。", "運賃は上がった。"]),
        ("「もう遅い。帰ろう。」と述べた。次の文。", ["「もう遅い。帰ろう。」と述べた。", "次の文。"]),
        ("増えた（前年比。参考）。減った！本当か。", ["増えた（前年比。参考）。", "減った！", "本当か。"]),
        ("- 東浜地区\n- 中里地区\n", ["- 東浜地区", "- 中里地区"]),
        (
            "It fell by 3.5 percent. The U.S. agreed. No more.",
            ["It fell by 3.5 percent.", "The U.S. agreed.", "No more."],
        ),
        ("인구가 줄었다. 운임이 올랐다.", ["인구가 줄었다.", "운임이 올랐다."]),
        ("人口减少了。票价上涨了！", ["人口减少了。", "票价上涨了！"]),
        ("途中で切れた文", ["途中で切れた文"]),
        ("\n\n", []),
    ],
)
def test_a_reply_is_cut_where_its_sentences_end(text, sentences, size):
    assert list(sentences_of(cut(text, size))) == sentences


def test_a_sentence_is_there_before_the_next_begins():
    pieces = iter(["人口は減", "った。", "運賃"])
    found = sentences_of(pieces)
    assert next(found) == "人口は減った。"
    assert list(pieces) == ["運賃"]


def test_a_reply_without_an_end_is_given_up():
    endless = ("とても" for _ in iter(int, 1))
    assert list(sentences_of(endless)) == []
    assert list(sentences_of(["短い文。", "あ" * (LONGEST + 1), "。次。"])) == ["短い文。"]
