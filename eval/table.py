"""Results as a Markdown table, and its place in the README. Knows results, not how they were made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from errors import Language
from eval.errors import ReadmeUnmarked, ResultsUnwritable
from eval.measures import Value
from eval.report import Results

START, END = "<!-- results:start -->", "<!-- results:end -->"

#: The rows: a group of questions in Japanese and English, its name in the results, the measures shown.
_ROWS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "日本語、答えがある",
        "Japanese, answerable",
        "lang:ja",
        (
            *("hit@1", "hit@3", "mrr", "nuggets", "fully_correct"),
            *("citation_precision", "citation_recall", "false_refusals"),
        ),
    ),
    (
        "ほかの言語、答えがある",
        "other languages, answerable",
        "lang:other",
        ("hit@3", "fully_correct", "false_refusals"),
    ),
    ("答えがない", "unanswerable", "all", ("abstention_recall", "abstention_precision")),
    (
        "言語モデルの文",
        "composed sentences",
        "all",
        ("dropped", "fell_back", "numbers_held", "names_held", "first_sentence_p50", "first_sentence_p90"),
    ),
    ("すべて", "all questions", "all", ("verbatim", "cited", "calibration_error", "total_p50", "total_p90")),
)
_HEADER = {
    "ja": ("質問", "測ったもの", "[95 % 区間] (質問数)"),
    "en": ("questions", "measure", "[95 % interval] (questions)"),
}
_LABELS: dict[str, tuple[str, str]] = {
    "hit@1": ("根拠を含む箇所が検索の 1 位", "evidence in the first passage"),
    "hit@3": ("根拠を含む箇所が上位 3 件の中", "evidence in the first 3 passages"),
    "mrr": ("平均逆順位 (MRR)", "mean reciprocal rank"),
    "nuggets": ("答えに要る事柄のうち述べたもの", "facts wanted that were given"),
    "fully_correct": ("答えがすべて正しい", "answer fully correct"),
    "citation_precision": ("引用のうち根拠に当たるもの", "citations that are evidence"),
    "citation_recall": ("根拠のうち引用したもの", "evidence that was cited"),
    "false_refusals": ("答えがあるのに「記載なし」とした ↓", "wrongly said to be absent ↓"),
    "abstention_recall": ("「記載なし」と答えた", "said to be absent"),
    "abstention_precision": ("「記載なし」のうち正しいもの", "“absent” that was right"),
    "dropped": ("確かめられずに除いた文", "sentences left out"),
    "fell_back": ("引用で答えた ↓", "fell back to quotes ↓"),
    "numbers_held": ("数と日付がすべて引用の中にある文", "numbers and dates all in the quotes"),
    "names_held": ("名前がすべて引用の中にある文", "names all in the quotes"),
    "first_sentence_p50": ("最初の文まで、中央値 ↓", "time to the first sentence, median ↓"),
    "first_sentence_p90": (
        "最初の文まで、90 パーセンタイル ↓",
        "time to the first sentence, 90th percentile ↓",
    ),
    "verbatim": ("引用が原文と一字一句同じ", "citations verbatim"),
    "cited": ("引用のある文", "sentences with a citation"),
    "calibration_error": ("確信度の誤差 (ECE) ↓", "calibration error (ECE) ↓"),
    "total_p50": ("答えるまでの時間、中央値 ↓", "time to answer, median ↓"),
    "total_p90": ("答えるまでの時間、90 パーセンタイル ↓", "time to answer, 90th percentile ↓"),
}


def render(results: Results, language: Language = "ja") -> str:
    """The table: a row a measure, a column a question set, `test` first.

    A cell gives the value, its 95 % interval and the number of questions it was measured on.
    """
    sets = sorted(results.sets, key=lambda name: (name != "test", name))
    questions, measured, cell = _HEADER[language]
    lines = [_line([questions, measured, *(f"{name} {cell}" for name in sets)])]
    lines.append(_line(["---", "---", *("--:" for _ in sets)]))
    for japanese, english, group, names in _ROWS:
        heading = japanese if language == "ja" else english
        for name in names:
            values = [_value(results, each, group, name) for each in sets]
            if any(value.n for value in values):
                cells = [_cell(name, value) for value in values]
                lines.append(_line([heading, f"{_LABELS[name][language == 'en']} `{name}`", *cells]))
                heading = ""
    return "\n".join([*lines, "", _caption(results, language)])


def update_readme(readme: Path, table: str) -> None:
    """Puts `table` between the two marks in `readme`.

    Raises ReadmeUnmarked when they are not there once each, in order, and ResultsUnwritable.
    """
    try:
        text = readme.read_text(encoding="utf-8")
        before, start, rest = text.partition(START)
        _, end, after = rest.partition(END)
        if not start or not end or START in rest or END in before + after:
            raise ReadmeUnmarked(path=readme, start=START, end=END)
        readme.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsUnwritable(path=readme, reason=error) from error


def _value(results: Results, set_name: str, group: str, name: str) -> Value:
    return results.sets[set_name].get(group, {}).get(name, Value(None, None, None, 0))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cell(name: str, value: Value) -> str:
    if value.value is None:
        return "–"
    if name.endswith(("_p50", "_p90")):
        return f"{value.value:,.0f} ms ({value.n})"
    # An interval of no width comes of values all alike, and would look like certainty.
    spread = value.low is not None and value.high is not None and value.low < value.high
    interval = f" [{_number(value.low or 0)}, {_number(value.high or 0)}]" if spread else ""
    return f"{_number(value.value)}{interval} ({value.n})"


def _number(value: float) -> str:
    # As in the literature: .926, and 1.000 only for what is not merely rounded to it.
    shown = f"{value:.3f}"
    return ".999" if value < 1 and shown == "1.000" else shown.removeprefix("0")


def _caption(results: Results, language: Language) -> str:
    made = results.conditions
    commit = (made.commit or "")[:12] + ("+" if (made.commit or "").endswith("+") else "")
    cores, lower = ("コア", "↓ は小さいほどよい") if language == "ja" else ("cores", "↓ lower is better")
    hardware = f"{made.cores} {cores}, {made.machine}"
    parts = (f"`{made.mode}`", made.date[:10], commit, hardware, lower)
    return " · ".join(part for part in parts if part)
