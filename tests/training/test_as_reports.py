"""JaQuAD's articles as reports: every question is kept with its sentence, or made one that is not answered."""

import json

import pytest
from village import write

from corpus.reader import read_report
from eval.questions import load_question_set
from training.as_reports import articles_of, main
from training.jaquad import load_paragraphs


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    assert main(["--data", str(write(folder / "data", "dev")), "--out", str(folder)]) == 0
    return folder


def test_each_article_is_a_report_under_its_title(out):
    titles = {path.stem: read_report(path).title for path in sorted((out / "reports").iterdir())}
    assert titles == {"jaquad-000": "白浜村", "jaquad-001": "黒岩町"}


def test_the_questions_are_records_of_the_evaluation_asked_of_their_report(out):
    for path in sorted((out / "questions").iterdir()):
        text = read_report(out / "reports" / f"{path.stem}.txt").text
        for question in load_question_set(path).questions:
            assert question.id.startswith(path.stem) and question.lang == "ja"
            # An answer is in its sentence, and the sentence in the report.
            assert question.answerable == bool(question.evidence) == bool(question.nuggets)
            assert all(quote in text for quote in question.evidence)
            assert all(nuggets[0] in question.evidence[0] for nuggets in question.nuggets)


def test_an_answer_left_unsaid_is_gone_from_its_paragraph(out, tmp_path):
    """Over several seeds, since one paragraph has few questions."""
    paragraphs = load_paragraphs(out / "data", "dev")
    answers = {a.question: p.text[a.start : a.end] for p in paragraphs for a in p.asked}
    dropped = [
        (answers[record["question"]], "".join(article.paragraphs))
        for seed in range(12)
        for article in articles_of(paragraphs, seed)
        for record in article.questions
        if record["kind"] == "left unsaid"
    ]
    assert dropped and all(answer not in text for answer, text in dropped)


def test_questions_of_another_article_are_asked_that_it_does_not_answer(out):
    paragraphs = load_paragraphs(out / "data", "dev")
    asked = {a.question: (p.title, p.text[a.start : a.end]) for p in paragraphs for a in p.asked}
    for path in sorted((out / "questions").iterdir()):
        report = read_report(out / "reports" / f"{path.stem}.txt")
        elsewhere = [q for q in load_question_set(path).questions if q.kind == "elsewhere"]
        assert elsewhere and not any(q.answerable for q in elsewhere)
        for question in elsewhere:
            title, answer = asked[question.question]
            assert title != report.title and answer not in report.text


def test_the_same_data_gives_the_same_files(out, tmp_path):
    again = tmp_path / "again"
    assert main(["--data", str(out / "data"), "--out", str(again)]) == 0
    for path in (out / "questions").iterdir():
        assert path.read_bytes() == (again / "questions" / path.name).read_bytes()
        assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["id"] == f"{path.stem}-000"


def test_data_that_is_missing_is_named(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "jaquad_dev" in capsys.readouterr().err


def test_some_questions_are_asked_in_other_languages_with_the_same_evidence(out):
    from random import Random

    from training.as_reports import articles_of
    from training.jaquad import load_paragraphs

    def abroad(question: str, _: Random) -> tuple[str, str]:
        return "en", f"({question})"

    paragraphs = load_paragraphs(out / "data", "dev")
    here = [r for article in articles_of(paragraphs) for r in article.questions]
    there = [r for article in articles_of(paragraphs, abroad=abroad) for r in article.questions]
    said = [(a, b) for a, b in zip(here, there, strict=True) if b["lang"] == "en"]
    assert 0 < len(said) < len(here)
    assert all(b == {**a, "lang": "en", "question": f"({a['question']})"} for a, b in said)
    assert all(a == b for a, b in zip(here, there, strict=True) if b["lang"] == "ja")
