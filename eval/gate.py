"""Holds results against the thresholds of `thresholds.json`. Knows nothing of how results come about.

The file goes by question set; each threshold names a `metric` of eval.measures, the `lang` it is taken over
(`all`, the default; a language; or `other`, all but Japanese) and a `min` or a `max`, which may be reached.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import Language
from eval.errors import ThresholdsMissing, ThresholdsUnusable
from eval.measures import NAMES
from eval.report import Results

FILE = Path(__file__).resolve().parent / "thresholds.json"

_NEED_JSON = ("JSON のファイルを置いてください。", "Put a JSON file there.")
_NEED_LISTS = ("質問ファイルごとのリストにしてください。", "Give a list for each question file.")
_NEED_METRIC = (
    "知らない metric です。eval/measures.py の名前にしてください。",
    "The metric is unknown. Take a name from eval/measures.py.",
)
_NEED_BOUND = (
    "metric、数値の min か max の一方、必要なら lang だけを書いてください。",
    "Give a metric, a number as min or as max, a lang where wanted, and nothing else.",
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a metric must reach, or not exceed when `is_maximum`."""

    set_name: str
    metric: str
    lang: str
    bound: float
    is_maximum: bool

    @property
    def group(self) -> str:
        """The group of the results it is taken over."""
        return "all" if self.lang == "all" else f"lang:{self.lang}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A threshold with what was measured; `value` is None when no question measured it, which is a miss."""

    threshold: Threshold
    value: float | None

    @property
    def passed(self) -> bool:
        """Whether the threshold is kept."""
        if self.value is None:
            return False
        bound = self.threshold.bound
        return self.value <= bound if self.threshold.is_maximum else self.value >= bound

    def line(self, language: Language) -> str:
        """One line for a terminal."""
        words = ("合格", "未達") if language == "ja" else ("pass", "MISS")
        wanted = self.threshold
        shown = "–" if self.value is None else f"{self.value:.4f}"
        sign = "≤" if wanted.is_maximum else "≥"
        mark = words[not self.passed]
        return f"{mark}  {wanted.set_name}  {wanted.metric} ({wanted.lang})  {shown} {sign} {wanted.bound:g}"


def load_thresholds(path: Path = FILE) -> Mapping[str, tuple[Threshold, ...]]:
    """The thresholds of each question set. Raises ThresholdsUnusable, naming the place and the mend."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(path, error, _NEED_JSON) from error
    if not isinstance(record, dict) or not all(isinstance(each, list) for each in record.values()):
        raise _unusable(path, "JSON", _NEED_LISTS)
    return {
        set_name: tuple(_threshold(path, set_name, number, each) for number, each in enumerate(entries, 1))
        for set_name, entries in record.items()
    }


def choose(
    thresholds: Mapping[str, tuple[Threshold, ...]], sets: Sequence[str], named: bool, path: Path = FILE
) -> tuple[Threshold, ...]:
    """The thresholds that bear on the question sets.

    Raises ThresholdsMissing when a set the user `named` has none, or when no set has any: a gate that
    checks nothing must not pass.
    """
    without = [name for name in sets if not thresholds.get(name)]
    if without and (named or len(without) == len(sets)):
        raise ThresholdsMissing(set=without[0], name=path.name)
    return tuple(threshold for name in sets for threshold in thresholds.get(name, ()))


def judge(thresholds: Sequence[Threshold], results: Results) -> tuple[Verdict, ...]:
    """A verdict on each threshold."""
    verdicts = []
    for each in thresholds:
        values = results.sets.get(each.set_name, {}).get(each.group, {})
        verdicts.append(Verdict(each, values[each.metric].value if each.metric in values else None))
    return tuple(verdicts)


def _threshold(path: Path, set_name: str, number: int, entry: object) -> Threshold:
    record = entry if isinstance(entry, dict) else {}
    metric, lang = record.get("metric"), record.get("lang", "all")
    place = f"{set_name} {number}: {metric}"
    if metric not in NAMES:
        raise _unusable(path, place, _NEED_METRIC)
    bounds = [(name, record[name]) for name in ("min", "max") if name in record]
    # By type and not isinstance: true is an int.
    if len(bounds) != 1 or type(bounds[0][1]) not in (int, float) or not isinstance(lang, str):
        raise _unusable(path, place, _NEED_BOUND)
    [(which, bound)] = bounds
    if record.keys() - {"metric", "lang", which}:
        raise _unusable(path, place, _NEED_BOUND)
    return Threshold(set_name, metric, lang, float(bound), is_maximum=which == "max")


def _unusable(path: Path, place: object, need: tuple[str, str]) -> ThresholdsUnusable:
    return ThresholdsUnusable(name=path.name, place=place, need_ja=need[0], need_en=need[1])
