"""A question and a passage to token ids, with the place of each token in the passage's text.

Cuts finer than the encoder's own tokenizer: Japanese writes no spaces, and an answer that ends inside a token
cannot be marked. Of JaQuAD's answers .86 lie on the encoder's own token borders, .98 on these, for an eighth
more tokens. Knows no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Regex, pre_tokenizers

from models.encoder import own_tokenizer

_QUESTION, _PASSAGE = "query: ", "passage: "
#: Where no token may stand across: between kanji or katakana and hiragana, around punctuation, behind 3年 and 2つ.
_BORDERS = (
    r"(?<=[\p{Han}\p{Katakana}ー0-9])(?=\p{Hiragana})|(?<=\p{Hiragana})(?=[\p{Han}\p{Katakana}0-9])"
    r"|(?<=[\p{P}\p{S}])(?=[^\p{P}\p{S}▁])|(?<=[^\p{P}\p{S}▁])(?=[\p{P}\p{S}])"
    r"|(?<=[「」『』()、。・])|(?=[「」『』()、。・])"
    r"|(?<=[0-9][年月日])(?=\p{Han})|(?<=[0-9]つ)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be read: its text, and what stands over it (the section path), which holds no answer.

    `parts` are `[start, end)` of the text for which the best words are wanted too (its sentences, say).
    """

    text: str
    context: str = ""
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PairTokens:
    """One forward pass: the ids, and for each its `[start, end)` in the passage's text (None: not of the text)."""

    ids: tuple[int, ...]
    places: tuple[tuple[int, int] | None, ...]


class PairEncoder:
    """Makes PairTokens. A passage too long for one pass becomes several, each with the question."""

    def __init__(self, folder: Path, longest: int) -> None:
        self._tokenizer = own_tokenizer(folder)
        self._tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first"),
                pre_tokenizers.Split(Regex(_BORDERS), "isolated"),
            ]
        )
        # Passes of one passage overlap, so that no answer is cut in two.
        self._longest, self._overlap = longest, longest // 4
        self._truncate()

    def encode(self, question: str, passages: Sequence[Passage]) -> list[list[PairTokens]]:
        """For each passage its passes, in the order of its text."""
        asked = self._cut(_QUESTION + question)
        texts = [_PASSAGE + _above(passage) + passage.text for passage in passages]
        encodings = self._tokenizer.encode_batch([(asked, text) for text in texts])
        return [
            [_tokens(each, passage) for each in (encoding, *encoding.overflowing)]
            for encoding, passage in zip(encodings, passages, strict=True)
        ]

    def _truncate(self) -> None:
        self._tokenizer.enable_truncation(self._longest, stride=self._overlap, strategy="only_second")

    def _cut(self, question: str) -> str:
        """The question without its end where it would leave a passage less than half the tokens."""
        room = self._longest // 2
        self._tokenizer.no_truncation()
        offsets = self._tokenizer.encode(question, add_special_tokens=False).offsets
        self._truncate()
        return question if len(offsets) <= room else question[: offsets[room - 1][1]]


def _above(passage: Passage) -> str:
    return f"{passage.context}\n" if passage.context else ""


def _tokens(encoding: Encoding, passage: Passage) -> PairTokens:
    shift = len(_PASSAGE) + len(_above(passage))
    places: list[tuple[int, int] | None] = []
    for sequence, (start, end) in zip(encoding.sequence_ids, encoding.offsets, strict=True):
        # A token of the text can begin with the white space before it.
        of_text = sequence == 1 and end > shift and end > start
        places.append((max(start - shift, 0), end - shift) if of_text else None)
    return PairTokens(tuple(encoding.ids), tuple(places))
