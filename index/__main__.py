"""`python -m index`: brings the index in line with the reports, and tells what is in it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

from corpus.reader import find_reports
from errors import AskError, Language, terminal_language
from index.gather import Outcome, unchanged
from index.generations import current_generation
from index.lock import write_lock
from index.manifest import EMBEDDED, IndexedReport, Manifest
from index.progress import Progress, Stage
from index.rollback import go_back
from settings import Settings, load_settings

if TYPE_CHECKING:
    from index.embed import Embedder

_STAGES: dict[Language, dict[Stage, str]] = {
    "ja": {
        Stage.MODEL: "モデルを準備中",
        Stage.PARSE: "レポートを読み込み中",
        Stage.EMBED: "埋め込みを計算中",
        Stage.STORE: "索引に書き込み中",
        Stage.CHECK: "索引を確認中",
    },
    "en": {
        Stage.MODEL: "Preparing the model",
        Stage.PARSE: "Reading the reports",
        Stage.EMBED: "Embedding passages",
        Stage.STORE: "Writing the index",
        Stage.CHECK: "Checking the index",
    },
}
_DONE: dict[Language, str] = {
    "ja": "レポート {reports} 件、{passages} パッセージ（今回埋め込んだのは {embedded}）。索引: {index}",
    "en": "{reports} reports, {passages} passages ({embedded} embedded in this run). Index: {index}",
}
_UNCHANGED: dict[Language, str] = {"ja": "変更はありません。", "en": "Nothing has changed."}
_REFUSED: dict[Language, str] = {"ja": "取り込めませんでした: {why}", "en": "Not taken in: {why}"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit status: 0 all in, 1 some refused, 2 nothing done."""
    options = _parser().parse_args(arguments)
    language = terminal_language()
    try:
        settings = load_settings()
        index_dir = Path(options.index).resolve() if options.index else settings.index_dir
        return _run(options, index_dir, settings, language)
    except AskError as error:
        print(error.say(language), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="report files or folders (default: CORPUS_DIR)"
    )
    parser.add_argument("--index", metavar="DIR", help="where the index is kept (default: INDEX_DIR)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rebuild", action="store_true", help="embed everything again")
    what.add_argument("--list", action="store_true", help="list what is indexed")
    what.add_argument("--text", metavar="ID", help="print a report's normalised text")
    what.add_argument("--remove", metavar="ID", help="take a report out of the index")
    what.add_argument("--rollback", action="store_true", help="go back to the generation before")
    return parser


def _run(options: argparse.Namespace, index_dir: Path, settings: Settings, language: Language) -> int:
    if options.list:
        return _list(index_dir)
    if options.text:
        return _text(index_dir, options.text)
    if options.rollback:
        go_back(index_dir)
        return _list(index_dir)
    if options.remove:
        _entry(index_dir, options.remove)  # An unknown report is told before anything is loaded.
        from index.build import remove_report

        with _Bar(language) as bar:
            embedder = _embedder(settings, bar)
            remove_report(index_dir, options.remove, embedder, bar, chroma_url=settings.chroma_url)
        return _list(index_dir)
    roots = [Path(path) for path in options.paths] or [settings.corpus_dir]
    return _bring_in_line(index_dir, roots, settings, language, options.rebuild)


def _list(index_dir: Path) -> int:
    """One line a report: id, passages, title, file; tabs between."""
    manifest = Manifest.load(current_generation(index_dir))
    for report in manifest.reports:
        print(report.id, report.passages, report.title, report.name, sep="\t")
    return 0


def _text(index_dir: Path, report_id: str) -> int:
    from index.records import load_report

    entry = _entry(index_dir, report_id)
    # No newline is added: positions in the record count from the first character to the last.
    sys.stdout.write(load_report(current_generation(index_dir), entry.id).text)
    return 0


def _entry(index_dir: Path, report_id: str) -> IndexedReport:
    return Manifest.load(current_generation(index_dir)).entry(report_id)


def _bring_in_line(
    index_dir: Path, roots: list[Path], settings: Settings, language: Language, rebuild: bool
) -> int:
    find_reports(roots)  # A missing folder is told before anything is loaded.
    with _Bar(language) as bar:
        outcome = None if rebuild else _unchanged(index_dir, roots, settings, bar)
        outcome = outcome or _written(index_dir, roots, settings, bar, rebuild)
    for refusal in outcome.refused:
        print(_REFUSED[language].format(why=refusal.error.say(language)), file=sys.stderr)
    if not outcome.changed:
        print(_UNCHANGED[language])
    reports = Manifest.load(current_generation(index_dir)).reports
    passages = sum(report.passages for report in reports)
    print(
        _DONE[language].format(
            reports=len(reports), passages=passages, embedded=outcome.embedded, index=index_dir
        )
    )
    return 1 if outcome.refused else 0


def _unchanged(index_dir: Path, roots: list[Path], settings: Settings, bar: _Bar) -> Outcome | None:
    """The outcome where there is nothing to do, found without the model or Chroma: they take seconds to load."""
    from index.embed import fingerprint_of

    model = fingerprint_of(settings.embed_model, settings.cache_dir)
    store = settings.chroma_url or EMBEDDED
    return unchanged(index_dir, roots, model, bar, store=store) if model else None


def _written(index_dir: Path, roots: list[Path], settings: Settings, bar: _Bar, rebuild: bool) -> Outcome:
    with write_lock(index_dir):
        pass  # Another writer is told of before the model is loaded.
    from index.build import bring_in_line

    embedder = _embedder(settings, bar)
    return bring_in_line(index_dir, roots, embedder, bar, rebuild, chroma_url=settings.chroma_url)


def _embedder(settings: Settings, bar: _Bar) -> Embedder:
    # Here and not above: --list or --help do without.
    from index.embed import embedder_when_needed

    return embedder_when_needed(settings.embed_model, settings.cache_dir, bar)


class _Bar:
    """One tqdm bar a stage, on standard error."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._stage: Stage | None = None
        self._bar: tqdm[NoReturn] = tqdm(disable=True)

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def __call__(self, progress: Progress) -> None:
        if progress.stage is not self._stage:
            self._bar.close()
            self._stage = progress.stage
            self._bar = tqdm(
                total=progress.total, desc=_STAGES[self._language][progress.stage], file=sys.stderr
            )
        self._bar.total = progress.total
        self._bar.update(progress.done - self._bar.n)


if __name__ == "__main__":
    sys.exit(main())
