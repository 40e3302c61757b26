"""Sixteen passages read for a question, timed against the bare encoder over the same tokens. Knows no settings."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from answer.assistant import Assistant
from answer.look import PASSAGES_READ
from models.bundled import ensure_bundled_model
from models.device import best_device
from models.pairs import PairEncoder, Passage
from models.span_reader import LONGEST


def reading_times(
    assistant: Assistant, questions: Sequence[str], cache_dir: Path
) -> list[tuple[float, float]]:
    """Milliseconds for each question: its best passages read, and their tokens sent through the encoder as one batch.

    The bare encoder is transformers' own, in the same precision, the batch padded to its longest.
    """
    folder = ensure_bundled_model(cache_dir)
    device, dtype = best_device()
    bare = BertModel.from_pretrained(folder, dtype=dtype, add_pooling_layer=False)
    nn.Module.to(bare, device)
    tokens = PairEncoder(folder, LONGEST)
    times: list[tuple[float, float]] = []
    for question in questions:
        passages = _found(assistant, question)
        ids = [each.ids for passes in tokens.encode(question, passages) for each in passes]
        read = partial(assistant.reader.model.read, question, passages, 1)
        times.append((timed(read), timed(partial(_encode, bare, ids, device))))
    return times


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that the work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _found(assistant: Assistant, question: str) -> list[Passage]:
    index = assistant.index
    hits = index.search(question, index.embedder.embed_queries([question])[0], PASSAGES_READ)
    return [
        Passage(
            hit.chunk.text,
            hit.chunk.context,
            tuple((unit.start - hit.chunk.start, unit.end - hit.chunk.start) for unit in hit.chunk.units),
        )
        for hit in hits
    ]


@torch.inference_mode()
def _encode(bare: nn.Module, ids: Sequence[Sequence[int]], device: torch.device) -> None:
    longest = max(map(len, ids))
    padded = torch.tensor([[*each, *[1] * (longest - len(each))] for each in ids], device=device)
    mask = torch.tensor([[1] * len(each) + [0] * (longest - len(each)) for each in ids], device=device)
    bare(input_ids=padded, attention_mask=mask).last_hidden_state.float().cpu()
