"""Questions written by hand for a made-up report, and that those in the repository are in order."""

import hashlib

import pytest
from village import write

from errors import AskError
from training.errors import LinesInvalid, ReportOther, ReportWithoutQuestions
from training.examples import Examples
from training.jaquad import load_paragraphs
from training.on_reports import FOLDER, load_on_reports

REPORT = "島の年報\n\n第1章 港\n\n港には毎年200隻の船が入る。\n\n第2章 学校\n\n学校の児童は45人である。先生は6人いる。\n"
#: Where the answers stand: the text is normalised already, line for line.
SHIPS, PUPILS = REPORT.index("200隻"), REPORT.index("45人")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "shima.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def questions(tmp_path, report):
    """Writes the questions on the report and gives their folder."""

    def written(*lines, sha256=None):
        folder = tmp_path / "questions"
        folder.mkdir(exist_ok=True)
        of = sha256 or hashlib.sha256(report.read_bytes()).hexdigest()
        (folder / "shima.tsv").write_text(
            "\n".join([f"# 島の年報 sha256 {of}", *lines]) + "\n", encoding="utf-8"
        )
        return folder

    return written


def test_a_passage_has_its_questions_and_the_sections_it_stands_under(report, questions):
    folder = questions(f"{SHIPS}\t200隻\t船は年にどれだけ来る？", f"{SHIPS}\t\t港の深さは何メートル？")
    made = load_on_reports([report], 7, folder)
    (passage,) = made.paraphrased
    (asked,) = passage.asked
    assert (passage.article, asked.question) == (7, "船は年にどれだけ来る？")
    assert passage.text[asked.start : asked.end] == "200隻"
    (silent,) = made.unanswered
    assert "200隻の船" in silent.text and silent.question == "港の深さは何メートル？"


def test_a_passage_that_only_has_unanswered_questions_is_one_that_may_be_mistaken(report, questions):
    made = load_on_reports([report], 7, questions(f"{PUPILS}\t\t校長は誰ですか"))
    assert [p.asked for p in made.paraphrased] == [()] and len(made.unanswered) == 1


@pytest.mark.parametrize(
    "line",
    ["200隻\t船は？", f"{SHIPS}\t300隻\t船は？", f"{SHIPS}\t200隻\t ", "99999\t\t船は？", "x\t\t船は？"],
)
def test_a_line_that_does_not_fit_the_report_is_named(report, questions, line):
    folder = questions(f"{PUPILS}\t45人\t子供は何人？", line)
    with pytest.raises(LinesInvalid, match=r"Line 3 of .*shima\.tsv"):
        load_on_reports([report], 7, folder)


def test_a_report_that_nothing_was_written_for_is_named(report, tmp_path):
    with pytest.raises(ReportWithoutQuestions, match="shima"):
        load_on_reports([report], 7, tmp_path)


def test_another_file_of_the_same_name_is_refused(report, questions):
    folder = questions(f"{SHIPS}\t200隻\t船は？", sha256="0" * 64)
    with pytest.raises(ReportOther, match="SHA-256"):
        load_on_reports([report], 7, folder)


def test_an_empty_file_of_questions_is_for_no_report(report, questions):
    folder = questions()
    (folder / "shima.tsv").write_text("", encoding="utf-8")
    with pytest.raises(ReportOther, match=r"shima\.tsv"):
        load_on_reports([report], 7, folder)


def test_a_report_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(AskError, match="nowhere"):
        load_on_reports([tmp_path / "nowhere.txt"], 7)


def test_examples_are_made_of_a_report_too(report, questions, tmp_path):
    paragraphs = load_paragraphs(write(tmp_path / "data"), "train")
    folder = questions(f"{SHIPS}\t200隻\t船は年にどれだけ来る？", f"{PUPILS}\t\t校長は誰ですか")
    on_reports = load_on_reports([report], 2, folder)
    made = [Examples(paragraphs, 1, on_reports=on_reports).make(number) for number in range(300)]
    answered = [each for each in made if each.kind == "answered" and "船は年に" in each.question]
    assert answered and all("200隻" in each.passage.text[slice(*each.span)] for each in answered)
    silent = [each for each in made if each.kind == "unanswered"]
    assert silent and all(each.span is None and "児童" in each.passage.text for each in silent)


def test_the_questions_in_the_repository_are_in_order():
    for path in FOLDER.glob("*.tsv"):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        assert len(head.split()[-1]) == 64
        fields = [line.split("\t") for line in lines]
        assert all(len(each) == 3 and each[0].isdigit() and each[2].strip() for each in fields)
        # Asked and not answered in equal shares would teach that a report's passage answers nothing.
        assert sum(bool(answer) for _, answer, _ in fields) > len(fields) / 2
        assert len({question for *_, question in fields}) == len(fields)
