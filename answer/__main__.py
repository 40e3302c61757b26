"""`python -m answer "質問"`: answers on the terminal, in words or as records.

Exit status: 0, also when the report is silent; 2 when a question could not be answered at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, get_args

from answer.claims import Answer, Citation, Mode
from answer.records import read_record
from errors import AskError, Language, terminal_language
from settings import Settings, load_settings

if TYPE_CHECKING:
    from answer.assistant import Assistant
    from index.manifest import IndexedReport

_SOURCES: dict[Language, str] = {"ja": "出典", "en": "Sources"}


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, typed."""

    question: str | None
    json: bool
    stdin: bool
    mode: Mode
    report: tuple[str, ...]
    index: Path | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit status."""
    language = terminal_language()
    options = _options(arguments, language)
    try:
        settings = load_settings()
        settings = replace(settings, index_dir=options.index.resolve()) if options.index else settings
        assistant = _open(settings)
        # Here one waits for the model; the page quotes while it is loaded.
        assistant.prepare(options.mode)
        for report in options.report:
            assistant.require_report(report)
        if options.question is None:
            return _answer_lines(sys.stdin.buffer, assistant, options, language)
        answer = assistant.ask(options.question, mode=options.mode, report=options.report or None)
    except AskError as error:
        print(error.say(language), file=sys.stderr)
        return 2
    if answer.problem:
        print(answer.problem.say(language), file=sys.stderr)
    told = json.dumps(answer.to_record(), ensure_ascii=False) if options.json else None
    print(told or _told(answer, assistant.reports, language))
    return 0


def _open(settings: Settings) -> Assistant:
    # Here and not above: the libraries behind it take seconds to load, and --help does without.
    from answer.assistant import open_assistant

    return open_assistant(settings)


def _answer_lines(lines: BinaryIO, assistant: Assistant, options: Options, language: Language) -> int:
    """Answers every line that holds a record; a line that cannot be answered costs no other its answer."""
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record, error = _record(line.removeprefix(b"\xef\xbb\xbf"), number, assistant, options)
        if error:
            status = 2
            record["error"] = error.say(language)
            print(f"{number}: {error.say(language)}", file=sys.stderr)
        print(json.dumps(record, ensure_ascii=False), flush=True)
    return status


def _record(
    line: bytes, number: int, assistant: Assistant, options: Options
) -> tuple[dict[str, object], AskError | None]:
    """What is printed for a line: its answer record with the question's id, or as much as is known of it."""
    known: dict[str, object] = {"line": number}
    try:
        asked = read_record(line, number)
        known = {"id": asked.id} if asked.id is not None else {}
        answer = assistant.ask(
            asked.question, mode=options.mode, report=options.report or None, history=asked.history
        )
    except AskError as error:
        return known, error
    return known | answer.to_record(), None


def _told(answer: Answer, reports: Sequence[IndexedReport], language: Language) -> str:
    """The answer and, under it, where each of its quotes stands: in which edition, where there are several reports."""
    if not answer.citations:
        return answer.text
    labels = {report.id: report.label for report in reports} if len(reports) > 1 else {}
    sources = "\n".join(
        f"[{c.n}] {' › '.join(_path(c, labels))} ({c.report} {c.start}–{c.end})" for c in answer.citations
    )
    return f"{answer.text}\n\n{_SOURCES[language]}\n{sources}"


def _path(citation: Citation, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The sections a quote stands under, its report's title at their head naming the edition."""
    label = labels.get(citation.report)
    return citation.section if label is None else (label, *citation.section[1:])


def _options(arguments: Sequence[str] | None, language: Language) -> Options:
    words = {name: said[language == "en"] for name, said in _WORDS.items()}
    parser = argparse.ArgumentParser(
        prog="python -m answer", description=words["answer"], epilog=words["status"], allow_abbrev=False
    )
    add: Callable[..., object] = parser.add_argument
    add("question", nargs="?", metavar="QUESTION", help=words["question"])
    add("--json", action="store_true", help=words["json"])
    add("--stdin", action="store_true", help=words["stdin"])
    add("--mode", choices=get_args(Mode), default="quote", help=words["mode"])
    add("--report", metavar="ID", action="append", help=words["report"])
    add("--index", type=Path, metavar="DIR", help=words["index"])
    given = vars(parser.parse_args(arguments))
    options = Options(**given | {"report": tuple(given["report"] or ())})
    if (options.question is None) != options.stdin:
        parser.error(words["one"])
    return options


#: What the command says of itself, in Japanese and English.
_WORDS = {
    "answer": (
        "レポートの記述を引用して質問に答えます。",
        "Answers a question with quotes from the reports.",
    ),
    "status": (
        "終了コード: 0 正常（記載なしを含む）、2 答えられなかった",
        "exit status: 0, also when the report is silent; 2 when a question could not be answered",
    ),
    "question": ("質問", "the question"),
    "json": ("回答レコードを JSON で出す", "print the answer record as JSON"),
    "stdin": (
        "標準入力から 1 行に 1 件の質問レコードを読み、1 行に 1 件の回答レコードを出す",
        "read one question record a line from standard input, print one answer record a line",
    ),
    "mode": (
        "答え方: 原文の引用か、言語モデルの文か",
        "how to answer: by quotes, or in the language model's words",
    ),
    "report": (
        "このレポートだけを検索する（いくつでも指定できる）",
        "search this report only; may be given again",
    ),
    "index": ("索引の場所（省略時は設定 INDEX_DIR）", "where the index is (default: the INDEX_DIR setting)"),
    "one": ("質問か --stdin のどちらか一つを指定してください", "give either a question or --stdin"),
}


if __name__ == "__main__":
    sys.exit(main())
