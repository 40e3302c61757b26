"""Ranks passages by a CrossEncoder of the user's choice, in place of the reader's own relevance. The only module
that knows sentence-transformers' CrossEncoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from answer.errors import RankerUnloadable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Ranker(Protocol):
    """Says how well each passage answers a question."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """Logits, shape (passages,): above 0 is more likely to answer than not."""
        ...


class CrossEncoderRanker:
    """A Ranker over any sentence-transformers CrossEncoder with one output."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """See Ranker."""
        import torch

        if not passages:
            return np.zeros(0)
        # Logits: a CrossEncoder squeezes its output as its own settings say, most of them by a sigmoid.
        raw = self._model.predict(
            [(question, passage) for passage in passages],
            activation_fn=torch.nn.Identity(),
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(raw, dtype=np.float64)


def load_ranker(name: str) -> CrossEncoderRanker:
    """The CrossEncoder in the folder `name`, or of that name on a hub. Raises RankerUnloadable."""
    import torch
    from sentence_transformers import CrossEncoder

    local = Path(name).is_dir()
    try:
        model = CrossEncoder(
            name, device=None if torch.cuda.is_available() else "cpu", local_files_only=local
        )
    except (OSError, ValueError, KeyError) as error:
        raise RankerUnloadable(name=name, reason=type(error).__name__) from error
    if model.num_labels != 1:
        raise RankerUnloadable(name=name, reason=f"num_labels {model.num_labels}")
    return CrossEncoderRanker(model)
