"""`python -m eval`: asks the questions, prints the table, writes the results, holds the gate.

Exit status: 0; 1 when the gate is missed; 2 on bad input.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from answer.claims import Mode
from errors import AskError, Language, terminal_language
from eval import gate
from eval.conditions import conditions
from eval.errors import EvidenceUnlocated, ResultsUnwritable
from eval.questions import find_question_files, load_question_sets
from eval.report import Results, read_results, summarise, write_results
from eval.run import Assistant, Scored, ask_all
from eval.table import render, update_readme
from settings import ROOT, Settings, load_settings

README = ROOT / "README.md"

Opener = Callable[[Settings], Assistant]


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, typed."""

    questions: tuple[Path, ...]
    mode: Mode
    report: str | None
    index: Path | None
    json: Path | None
    gate: bool
    table: Path | None
    update_readme: bool


def main(arguments: Sequence[str] | None = None, opener: Opener | None = None) -> int:
    """Runs the command and returns its exit status. `opener` opens what is evaluated, the Assistant by default."""
    language = terminal_language()
    options = _options(arguments, language)
    try:
        if options.table:
            _publish(read_results(options.table), options, language)
            return 0
        return _evaluate(options, language, opener or _open_assistant)
    except AskError as error:
        print(error.say(language), file=sys.stderr)
        return 2


def _evaluate(options: Options, language: Language, opener: Opener) -> int:
    sets = load_question_sets(options.questions or find_question_files())
    names = [each.name for each in sets]
    thresholds = gate.choose(gate.load_thresholds(), names, bool(options.questions)) if options.gate else ()
    # Asking takes minutes: what would make them useless is said before.
    if options.json and not options.json.resolve().parent.is_dir():
        raise ResultsUnwritable(path=options.json, reason="No such directory")
    settings = load_settings()
    settings = replace(settings, index_dir=options.index.resolve()) if options.index else settings
    assistant = opener(settings)
    if options.mode == "compose":
        assistant.prepare(options.mode)
    rows = ask_all(assistant, sets, options.mode, options.report)
    _warn(rows, language)
    made = conditions(settings, assistant.index_fingerprint, sets, options.mode, options.report)
    results = summarise(rows, made)
    _publish(results, options, language)
    verdicts = gate.judge(thresholds, results)
    for verdict in verdicts:
        print(verdict.line(language))
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def _open_assistant(settings: Settings) -> Assistant:
    # Here, not above: it loads torch, which --help, --table and a bad question file can do without.
    from answer.assistant import open_assistant

    return open_assistant(settings)


def _publish(results: Results, options: Options, language: Language) -> None:
    # The terminal first: a file that cannot be written then costs no results.
    print(render(results, language))
    if options.json:
        write_results(results, options.json)
    if options.update_readme:
        update_readme(README, render(results))


def _warn(rows: Sequence[Scored], language: Language) -> None:
    """Names the questions that could not be asked, once a reason, and the evidence that is in no report."""
    failed: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.failure:
            failed[row.failure.say(language)].append(f"{row.set_name}/{row.question.id}")
        for quote in row.unlocated:
            lost = EvidenceUnlocated(name=row.set_name, id=row.question.id, quote=quote)
            print(lost.say(language), file=sys.stderr)
    for message, ids in failed.items():
        print(f"{ids[0]}{f' (+{len(ids) - 1})' if len(ids) > 1 else ''}: {message}", file=sys.stderr)


def _options(arguments: Sequence[str] | None, language: Language) -> Options:
    parser = _parser(language)
    found = parser.parse_args(arguments)
    if found.table and (found.gate or found.json or found.questions):
        parser.error(_WORDS["alone"][language == "en"])
    return Options(**{**vars(found), "questions": tuple(found.questions)})


def _parser(language: Language) -> argparse.ArgumentParser:
    words = {name: said[language == "en"] for name, said in _WORDS.items()}
    parser = argparse.ArgumentParser(
        prog="python -m eval", description=words["eval"], epilog=words["status"], allow_abbrev=False
    )
    add = parser.add_argument
    add(
        "--questions",
        help=words["questions"],
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
    )
    add("--mode", help=words["mode"], choices=get_args(Mode), default="quote")
    add("--report", help=words["report"], metavar="ID")
    add("--index", help=words["index"], type=Path, metavar="DIR")
    add("--json", help=words["json"], type=Path, metavar="FILE")
    add("--gate", help=words["gate"], action="store_true")
    add("--table", help=words["table"], type=Path, metavar="FILE")
    add("--update-readme", help=words["update-readme"], action="store_true")
    return parser


#: What the command says of itself, in Japanese and English.
_WORDS = {
    "eval": (
        "答えのわかっている質問で、答えの質を測ります。",
        "Measures the answers on questions whose answers are known.",
    ),
    "status": (
        "終了コード: 0 正常、1 しきい値に届かない（--gate）、2 入力の誤り",
        "exit status: 0; 1 a threshold is missed (--gate); 2 bad input",
    ),
    "questions": (
        "質問ファイル（省略時は eval/questions/ のすべて）",
        "question files (default: all in eval/questions/)",
    ),
    "mode": (
        "答え方: 原文の引用か、言語モデルの文か",
        "how to answer: by quotes, or in the language model's words",
    ),
    "report": ("このレポートだけを検索する", "search this report only"),
    "index": ("索引の場所（省略時は設定 INDEX_DIR）", "where the index is (default: the INDEX_DIR setting)"),
    "json": ("結果を JSON で書く", "write the results as JSON"),
    "gate": (
        "eval/thresholds.json のしきい値に届かなければ失敗とする",
        "fail when a threshold of eval/thresholds.json is missed",
    ),
    "table": ("質問せずに、結果の JSON から表を出す", "ask nothing; print the table of a results file"),
    "update-readme": ("README.md の表を書き換える", "put the table into README.md"),
    "alone": (
        "--table は --questions、--json、--gate と一緒に使えません",
        "--table goes without --questions, --json and --gate",
    ),
}


if __name__ == "__main__":
    sys.exit(main())
