"""Questions written by hand for the passages of reports, answered and not: what a report is asked, of its own prose. Knows no model.

JaQuAD's passages are an encyclopedia's. A report defines in footnotes, tells of this year and the last in one
sentence, and has figures in every other. `reports/ID.tsv` has the questions on the report whose file is `ID.txt`,
`ID.pdf` or the like: `position<TAB>answer<TAB>question`, the answer at that position of the report's normalised text,
or no answer, and the passage at that position does not say it. Its first line names the file by its SHA-256. The
reports themselves stay where they are.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.reader import find_reports, read_report
from index.chunk import Chunk, chunk_report
from training.by_hand import ByHand, Unanswered, lines_of
from training.errors import LinesInvalid, ReportOther, ReportWithoutQuestions
from training.jaquad import Asked, Paragraph

#: The files that come with the project.
FOLDER = Path(__file__).with_name("reports")


@dataclass(frozen=True, slots=True)
class _Line:
    position: int
    answer: str
    question: str


def load_on_reports(paths: Sequence[Path], first_article: int, folder: Path = FOLDER) -> ByHand:
    """The questions on these reports, each report an article numbered from `first_article` on.

    Raises ReportWithoutQuestions, ReportOther, LinesInvalid and the errors of `corpus.reader`.
    """
    answered: list[Paragraph] = []
    unanswered: list[Unanswered] = []
    for article, path in enumerate(find_reports(paths) if paths else [], start=first_article):
        for paragraph, silent in _on_report(article, path, folder):
            answered.append(paragraph)
            unanswered += silent
    return ByHand(answered, unanswered)


def add_reports(parser: argparse.ArgumentParser) -> None:
    """The option that names reports to learn from."""
    parser.add_argument(
        "--reports",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="reports that training/reports has questions on",
    )


def _on_report(article: int, path: Path, folder: Path) -> Iterable[tuple[Paragraph, list[Unanswered]]]:
    """The report's passages that something was written for."""
    report = read_report(path)
    file = folder / f"{report.id}.tsv"
    if not file.exists():
        raise ReportWithoutQuestions(path=path, file=file)
    head, *lines = lines_of(file) or [""]
    if head.split()[-1:] != [report.sha256]:
        raise ReportOther(path=path, file=file)
    chunks = chunk_report(report)
    of_chunk: dict[int, list[_Line]] = {}
    for number, line in enumerate(lines, start=2):
        placed = _placed(line, chunks)
        if placed is None:
            raise LinesInvalid(path=file, line=number)
        at, parsed = placed
        of_chunk.setdefault(at, []).append(parsed)
    for at, written in sorted(of_chunk.items()):
        yield _passage(article, chunks[at], written)


def _placed(line: str, chunks: Sequence[Chunk]) -> tuple[int, _Line] | None:
    """The number of the line's passage and the line; None where it is none or the answer is not at its place."""
    fields = line.split("\t")
    if len(fields) != 3 or not fields[0].isdigit() or not fields[2].strip():
        return None
    read = _Line(int(fields[0]), fields[1], fields[2].strip())
    at = max(bisect_right(chunks, read.position, key=lambda chunk: chunk.start) - 1, 0)
    start = read.position - chunks[at].start
    inside = 0 <= start < len(chunks[at].text) and chunks[at].text.startswith(read.answer, start)
    return (at, read) if inside else None


def _passage(article: int, chunk: Chunk, written: Sequence[_Line]) -> tuple[Paragraph, list[Unanswered]]:
    name = f"{chunk.report}-{chunk.start}"
    asked = tuple(
        Asked(
            f"{name}-{n}",
            each.question,
            each.position - chunk.start,
            each.position - chunk.start + len(each.answer),
        )
        for n, each in enumerate(written)
        if each.answer
    )
    silent = [Unanswered(chunk.context, chunk.text, each.question) for each in written if not each.answer]
    return Paragraph(article, chunk.context, chunk.text, asked), silent
