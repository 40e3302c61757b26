"""How like a question in another language is to a unit, on one scale whatever the embedding model.

The fitted weights know the bundled model's cosines, which tell another subject by their size. Another model's lie
elsewhere, so that all or nothing would be answered. Knows vectors, no words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.search import Index

#: What the bundled model's cosines of a foreign question with a report's passages are like (mean over 1,581 passages of
#: two reports and their questions), and the prefix of its fingerprint.
_MEAN, _SPREAD, _BUNDLED = 0.53, 0.025, "bundled-"
#: Cosines are counted in steps of so much, from here.
_STEP, _FROM = 0.05, 0.85


def steps(vectors: NDArray[np.float32], query: NDArray[np.float32], index: Index) -> NDArray[np.float64]:
    """The cosines of `vectors`, shape (units, dimension), with the query, in the steps that the weights know.

    Of another model by how they stand out among those of the index's passages; its question about another subject
    is then told by the reader alone.
    """
    cosines = np.asarray(vectors @ query, dtype=np.float64)
    if not index.embedder.fingerprint.startswith(_BUNDLED):
        usual = np.asarray(index.embedded @ query, dtype=np.float64)
        cosines = _MEAN + _SPREAD * (cosines - usual.mean()) / max(float(usual.std()), 1e-6)
    return (cosines - _FROM) / _STEP
