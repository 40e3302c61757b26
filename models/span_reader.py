"""Reads passages for a question: how likely each answers, and the words in it that do.

Weights in, scores and offsets out; what is made of them (calibrating, quoting, abstaining) is another's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.adapter import load_network
from models.bundled import ensure_bundled_model
from models.dates import spell_dates, spell_years
from models.device import best_device
from models.pairs import PairEncoder, PairTokens, Passage
from models.span_network import SpanNetwork
from models.spelled import Spelled

#: Tokens of one pass when reading: a passage of 300 characters, its section path and a question of 100.
LONGEST = 384
#: Tokens computed together: all the passes of a question, as a rule.
_TOGETHER = 4096
#: Tokens of the longest span, and how many spans are looked at for some that do not overlap.
_LONGEST_SPAN, _TRIED = 60, 200

_Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Span:
    """Words at `[start, end)` of the passage's text. `margin` is their score above that of "no answer"."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True)
class SpanReading:
    """What one passage holds for the question; scores are logits, the greater the likelier that it answers.

    `no_answer` is the log probability the span head gives to "no answer". `spans` are the best ones, best
    first, none overlapping another; there is none only where the passage is empty. `parts` has the best span
    of each of the passage's parts (None where no token lies in it).
    """

    relevance: float
    no_answer: float
    spans: tuple[Span, ...]
    parts: tuple[Span | None, ...] = ()

    @property
    def margin(self) -> float:
        """The best span's."""
        return self.spans[0].margin if self.spans else float("-inf")


class SpanReader:
    """A network with the tokens it reads."""

    def __init__(self, network: SpanNetwork, encoder: PairEncoder) -> None:
        self._network, self._encoder = network.eval(), encoder

    def read(self, question: str, passages: Sequence[Passage], count: int = 3) -> list[SpanReading]:
        """A reading for each passage, in their order, with its best `count` spans."""
        return self.read_pairs([(question, passage) for passage in passages], count)

    def read_pairs(self, pairs: Sequence[tuple[str, Passage]], count: int = 3) -> list[SpanReading]:
        """A reading for each pair of question and passage, in their order."""
        spelled = [spell_dates(passage) for _, passage in pairs]
        passes = [
            self._encoder.encode(spell_years(question), [each.passage])[0]
            for (question, _), each in zip(pairs, spelled, strict=True)
        ]
        scores = self._score([tokens for each in passes for tokens in each])
        readings: list[SpanReading] = []
        for each, read in zip(passes, spelled, strict=True):
            readings.append(_placed(_reading(each, [next(scores) for _ in each], read.passage, count), read))
        return readings

    @torch.inference_mode()
    def _score(self, passes: Sequence[PairTokens]) -> Iterator[tuple[_Scores, _Scores, float]]:
        """Start and end scores of each pass's tokens, and its relevance."""
        return iter([scores for some in _together(passes) for scores in self._forward(some)])

    def _forward(self, passes: Sequence[PairTokens]) -> list[tuple[_Scores, _Scores, float]]:
        device = next(self._network.parameters()).device
        ids = torch.tensor([i for tokens in passes for i in tokens.ids], device=device)
        text = torch.tensor([place is not None for t in passes for place in t.places], device=device)
        read = self._network.read(ids, text, [len(tokens.ids) for tokens in passes])
        return [
            (each.start[0].cpu().numpy(), each.end[0].cpu().numpy(), float(each.relevance)) for each in read
        ]


def load_span_reader(adapter: Path, cache_dir: Path) -> SpanReader:
    """The reader with that adapter on the bundled encoder. Raises what `ensure_bundled_model` and `load_network` do."""
    folder = ensure_bundled_model(cache_dir)
    device, dtype = best_device()
    network = load_network(adapter, folder, folder.name, dtype).to(device)
    return SpanReader(network, PairEncoder(folder, LONGEST))


def _placed(reading: SpanReading, read: Spelled) -> SpanReading:
    """The reading with its spans where they stand in the passage's own text."""
    if not read.edits:
        return reading

    def back(span: Span) -> Span:
        return Span(*read.original(span.start, span.end), span.margin)

    return replace(
        reading,
        spans=tuple(map(back, reading.spans)),
        parts=tuple(span and back(span) for span in reading.parts),
    )


def _together(passes: Sequence[PairTokens]) -> Iterator[list[PairTokens]]:
    """The passes in their order, as many at a time as _TOGETHER allows."""
    some: list[PairTokens] = []
    for tokens in passes:
        if some and sum(len(each.ids) for each in some) + len(tokens.ids) > _TOGETHER:
            yield some
            some = []
        some.append(tokens)
    if some:
        yield some


def _reading(
    passes: Sequence[PairTokens],
    scores: Sequence[tuple[_Scores, _Scores, float]],
    passage: Passage,
    count: int,
) -> SpanReading:
    """One passage's reading from its passes: the best of each."""
    text = passage.text
    spans = [
        span
        for tokens, (start, end, _) in zip(passes, scores, strict=True)
        for span in _best_spans(tokens, start, end, text, (0, len(text)), _TRIED)
    ]
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: -span.margin):
        if len(kept) < count and all(span.end <= k.start or k.end <= span.start for k in kept):
            kept.append(span)
    silent = min(_log_share(start) + _log_share(end) for start, end, _ in scores)
    parts = tuple(_best_within(part, passes, scores, text) for part in passage.parts)
    return SpanReading(max(relevance for *_, relevance in scores), silent, tuple(kept), parts)


def _best_within(
    part: tuple[int, int],
    passes: Sequence[PairTokens],
    scores: Sequence[tuple[_Scores, _Scores, float]],
    text: str,
) -> Span | None:
    """The best span whose tokens lie in the part."""
    found = [
        span
        for tokens, (start, end, _) in zip(passes, scores, strict=True)
        for span in _best_spans(tokens, start, end, text, part, 1)
    ]
    return max(found, key=lambda span: span.margin, default=None)


def _best_spans(
    tokens: PairTokens, start: _Scores, end: _Scores, text: str, part: tuple[int, int], count: int
) -> list[Span]:
    """The `count` best pairings of a start and an end that lie in the part, as far as there are so many."""
    inside = [(i, place) for i, place in enumerate(tokens.places) if place and _holds(part, place, text)]
    if not inside:
        return []
    at = [i for i, _ in inside]
    sums = start[at][:, None] + end[at][None, :]
    # An end stands behind its start, and not too far.
    allowed = np.tri(len(at), k=_LONGEST_SPAN - 1, dtype=bool) & ~np.tri(len(at), k=-1, dtype=bool)
    sums = np.where(allowed, sums, -np.inf).ravel()
    best = np.argpartition(-sums, min(count, sums.size - 1))[:count]
    silent = float(start[0] + end[0])
    found = (
        _span(text, inside[n // len(at)][1][0], inside[n % len(at)][1][1], float(sums[n]) - silent)
        for n in best.tolist()
        if np.isfinite(sums[n])
    )
    return [span for span in found if span]


def _holds(part: tuple[int, int], place: tuple[int, int], text: str) -> bool:
    """Whether the token lies in the part, the white space it may begin with left out of account."""
    return place[1] <= part[1] and (part[0] <= place[0] or not text[place[0] : part[0]].strip())


def _span(text: str, start: int, end: int, margin: float) -> Span | None:
    """The words without white space around them; None where there are none."""
    words = text[start:end]
    a, b = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Span(a, b, margin) if a < b else None


def _log_share(scores: _Scores) -> float:
    """The log of the first score's softmax."""
    top = float(scores.max())
    return float(scores[0]) - top - float(np.log(np.exp(scores - top).sum()))
