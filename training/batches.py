"""Examples to padded batches, of like length together. Batch number n is always the same. Knows no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor

from models.pairs import PairEncoder, PairTokens
from training.examples import Example, Examples

#: Batches whose examples are sorted by length together.
GROUP = 40


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids`, `mask`, `text` as SpanNetwork takes them; `start`, `end` of shape (batch,), 0 for no answer."""

    ids: Tensor
    mask: Tensor
    text: Tensor
    start: Tensor
    end: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Labelled:
    """One pass with the tokens its answer begins and ends at; both 0 for no answer."""

    tokens: PairTokens
    start: int
    end: int


class Batches:
    """The batches of the examples, by number."""

    def __init__(self, examples: Examples, encoder: PairEncoder, size: int, seed: int) -> None:
        self._examples, self._encoder, self._size, self._seed = examples, encoder, size, seed
        self._group: tuple[int, list[Batch]] = (-1, [])

    def make(self, number: int) -> Batch:
        """The batch of that number."""
        group, place = divmod(number, GROUP)
        if self._group[0] != group:
            self._group = (group, self._make_group(group))
        return self._group[1][place % len(self._group[1])]

    def _make_group(self, group: int) -> list[Batch]:
        first = group * GROUP * self._size
        made = [
            label(self._examples.make(n), self._encoder) for n in range(first, first + GROUP * self._size)
        ]
        kept = sorted((each for each in made if each), key=lambda each: len(each.tokens.ids))
        batches = [collate(kept[at : at + self._size]) for at in range(0, len(kept), self._size)]
        Random(f"{self._seed} group {group}").shuffle(batches)
        return batches


def label(example: Example, encoder: PairEncoder) -> Labelled | None:
    """The first pass that holds the whole answer (or the first); None where no pass does."""
    for tokens in encoder.encode(example.question, [example.passage])[0]:
        if example.span is None:
            return Labelled(tokens, 0, 0)
        found = covering(tokens, example.span)
        if found:
            return Labelled(tokens, *found)
    return None


def covering(tokens: PairTokens, span: tuple[int, int]) -> tuple[int, int] | None:
    """The first and the last token that have a character of the span; None where the pass lacks a part of it."""
    inside = [
        i for i, place in enumerate(tokens.places) if place and place[0] < span[1] and span[0] < place[1]
    ]
    if not inside:
        return None
    first, last = tokens.places[inside[0]], tokens.places[inside[-1]]
    whole = first and last and first[0] <= span[0] and span[1] <= last[1]
    return (inside[0], inside[-1]) if whole else None


def collate(labelled: Sequence[Labelled], pad: int = 1) -> Batch:
    """The passes padded to the longest. `pad` is the encoder's id for it."""
    longest = max(len(each.tokens.ids) for each in labelled)
    ids = torch.full((len(labelled), longest), pad)
    mask = torch.zeros_like(ids)
    text = torch.zeros_like(ids)
    for row, each in enumerate(labelled):
        length = len(each.tokens.ids)
        ids[row, :length] = torch.tensor(each.tokens.ids)
        mask[row, :length] = 1
        text[row, :length] = torch.tensor([int(place is not None) for place in each.tokens.places])
    start, end = (torch.tensor([getattr(each, name) for each in labelled]) for name in ("start", "end"))
    return Batch(ids, mask, text, start, end)
