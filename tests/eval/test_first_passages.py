"""Which passage comes first, before and after reading: over two made-up articles, each one passage."""

import json

import pytest

from answer.read import Reading
from eval.questions import load_question_set
from eval.ranking import Ranking, main, rank
from index.build import bring_in_line
from index.search import open_index

ARTICLES = {
    "jaquad-000": ("白浜村", "白浜村は1904年に灯台を建てた。", "白浜村が灯台を建てたのは何年ですか"),
    "jaquad-001": ("黒岩町", "黒岩町は1921年に図書館を開いた。", "黒岩町が図書館を開いたのは何年ですか"),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "reports").mkdir()
    (folder / "questions").mkdir()
    for number, (name, (title, text, question)) in enumerate(ARTICLES.items()):
        (folder / "reports" / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
        asked = {"id": f"{name}-000", "question": question, "answerable": True, "evidence": [text]}
        silent = {"id": f"{name}-001", "question": "港は", "answerable": False}
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in (asked, silent)[: number + 1]]
        (folder / "questions" / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return folder


class LastFirst:
    """A reader to which the last passage that was found is the best."""

    def read(self, question, text, query, hits, index):
        return [Reading(hit.chunk, hit.chunk.units[-1], "", None, 0.5) for hit in reversed(hits)]


def test_each_question_counts_by_the_passage_that_comes_first(corpus, embedder):
    index = open_index(corpus / "index", embedder)
    questions = [
        (name, load_question_set(corpus / "questions" / f"{name}.jsonl").questions[0]) for name in ARTICLES
    ]
    # Every word of a question stands in its own article: the search is right, and its reverse is wrong.
    assert rank(index, LastFirst(), questions) == Ranking(2, 1.0, 1.0, 0.0, 1.0)


def test_the_command_asks_what_is_answerable(corpus, capsys):
    assert main(["--corpus", str(corpus)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["questions"], told["search_first"], told["read_first_3"]) == (2, 1.0, 1.0)


def test_a_corpus_without_questions_is_named(corpus, tmp_path, capsys):
    assert main(["--corpus", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("search", "read", "expected"), [(0.8, 0.9, 1 / 2), (0.8, 0.6, -1), (1.0, 1.0, 0), (0.5, 1.0, 1)]
)
def test_the_share_of_the_searchs_errors_that_reading_takes_away(search, read, expected):
    assert Ranking(10, search, 1.0, read, 1.0).error_taken_away == pytest.approx(expected)
