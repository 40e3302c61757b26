"""Questions in other languages are answered and refused alike, whatever the size of an embedding model's cosines."""

import numpy as np
import pytest
from island import write

from answer.assistant import Assistant
from answer.cosines import steps
from index.build import bring_in_line
from index.search import open_index
from settings import Settings


class HalfAsLike:
    """The bundled model with cosines of half the size, as another model's may be: everything has one thing more that
    passages and questions do not share."""

    fingerprint = "half-as-like"

    def __init__(self, embedder):
        self._embedder, self.dimension = embedder, embedder.dimension + 2

    def embed_passages(self, texts, on_done=None):
        return _longer(self._embedder.embed_passages(texts, on_done), 0, 1)

    def embed_queries(self, texts):
        return _longer(self._embedder.embed_queries(texts), 1, 0)

    def embed_foreign_queries(self, texts):
        return _longer(self._embedder.embed_foreign_queries(texts), 1, 0)


def _longer(vectors, first, second):
    longer = np.column_stack(
        [vectors, np.full(len(vectors), first, np.float32), np.full(len(vectors), second, np.float32)]
    )
    return longer / np.sqrt(2, dtype=np.float32)


@pytest.fixture(scope="module")
def half_as_like(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("half")
    write(folder / "reports")
    other = HalfAsLike(embedder)
    bring_in_line(folder / "index", [folder / "reports"], other)
    return open_index(folder / "index", other)


def test_the_bundled_models_cosines_are_counted_as_they_are(island_index):
    """Of 1 and of 0: three steps of .05 above .85, seventeen below."""
    query = np.array([1, 0], np.float32)
    assert steps(np.eye(2, dtype=np.float32), query, island_index) == pytest.approx([3, -17])


@pytest.mark.parametrize("question", ["How many people live on the island?", "섬의 인구는 몇 명입니까?"])
def test_a_question_is_answered_by_a_model_with_smaller_cosines(question, half_as_like, assistant, reader):
    other = Assistant(half_as_like, reader, Settings().abstain_below).ask(question)
    assert not other.abstained and "2，418人" in other.citations[0].quote
    assert other.citations[0].quote == assistant.ask(question).citations[0].quote


def test_another_subject_is_told_by_the_reader(half_as_like, reader):
    assert (
        Assistant(half_as_like, reader, Settings().abstain_below).ask("Who won the 1998 World Cup?").abstained
    )
