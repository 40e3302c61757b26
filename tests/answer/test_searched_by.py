"""Which side of the model a question is searched by."""

import numpy as np
import pytest

from answer.question import read_question
from answer.vectors import embed_parts


@pytest.mark.parametrize("question", ["船は何隻か。また、便は何本か。", "How many ships call?"])
def test_only_questions_of_other_languages_take_the_tuned_side(question, embedder):
    asked = read_question(question)
    own, foreign = embedder.embed_queries(asked.parts), embedder.embed_foreign_queries(asked.parts)
    assert not np.allclose(own, foreign, atol=1e-3)
    assert np.array_equal(embed_parts(asked, embedder), own if asked.language == "ja" else foreign)
    assert len(own) == len(asked.parts)
