"""Examples to padded batches, of like length together. Batch number n is always the same. Knows no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from models.pairs import PairEncoder, PairTokens
from training.examples import Example

#: Batches whose examples are sorted by length together.
GROUP = 40
#: More groups than any run has.
_NO_END = 1 << 40


#: A batch as it goes from one process to another: tensors would each take an open file.
Packed = list[NDArray[np.int32]]


class Numbered(Protocol):
    """Examples by number: made as they are asked for, or read from a file."""

    def make(self, number: int) -> Example:
        """The example of that number, always the same."""
        ...


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

    def __init__(self, examples: Numbered, encoder: PairEncoder, size: int, seed: int) -> None:
        self._examples, self._encoder, self._size, self._seed = examples, encoder, size, seed

    def stream(self, first: int, workers: int = 0) -> Iterator[Batch]:
        """The batches from number `first` on, without end; `workers` processes make them ahead of need."""
        group, place = divmod(first, GROUP)
        for made in self._groups(group, workers):
            # A group has fewer batches than GROUP where examples had to be left out.
            yield from (made[at % len(made)] for at in range(place, GROUP))
            place = 0

    def _groups(self, first: int, workers: int) -> Iterator[list[Batch]]:
        if not workers:
            yield from map(self.make_group, count(first))
            return
        numbers = range(first, first + _NO_END)
        # Each item is a whole group already.
        loader: DataLoader[list[Packed]] = DataLoader(
            _Groups(self), batch_size=None, sampler=numbers, num_workers=workers, collate_fn=_as_it_is
        )
        for packed in loader:
            yield [Batch(*(torch.from_numpy(each).long() for each in batch)) for batch in packed]

    def make_group(self, group: int) -> list[Batch]:
        """The batches from number GROUP × `group` on that are sorted by length together."""
        first = group * GROUP * self._size
        made = [
            label(self._examples.make(n), self._encoder) for n in range(first, first + GROUP * self._size)
        ]
        kept = sorted((each for each in made if each), key=lambda each: len(each.tokens.ids))
        batches = [collate(kept[at : at + self._size]) for at in range(0, len(kept), self._size)]
        Random(f"{self._seed} group {group}").shuffle(batches)
        return batches


class _Groups(Dataset[list[Packed]]):
    """Groups of batches by number, for torch's loader."""

    def __init__(self, batches: Batches) -> None:
        self._batches = batches

    def __getitem__(self, group: int) -> list[Packed]:
        return [
            [getattr(batch, name).numpy().astype(np.int32) for name in Batch.__slots__]
            for batch in self._batches.make_group(group)
        ]


def _as_it_is(packed: list[Packed]) -> list[Packed]:
    """Torch's own way would make tensors of the arrays."""
    return packed


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
