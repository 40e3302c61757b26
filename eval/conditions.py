"""What an evaluation was made with, so that its numbers can be made again."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from answer.claims import Mode
from eval.questions import QuestionSet
from prompts import fingerprints
from settings import ROOT, Settings

#: Settings that bear on an answer. A list, so that no key or password is ever written to a results file.
_SETTINGS = ("abstain_below", "embed_model", "rerank_model", "llm", "llm_model", "llm_gguf")
_LIBRARIES = (
    "bm25s",
    "chromadb",
    "llama-index-core",
    "llama-index-llms-openai-like",
    "numpy",
    "sentence-transformers",
    "tokenizers",
    "torch",
    "transformers",
    "xllamacpp",
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """`date` is UTC; `commit` ends with `+` when files were changed since, and is None without git;
    `questions` gives each question file's SHA-256; `cores` are those this process may use;
    `prompts` the fingerprints of those a language model was asked with."""

    date: str
    commit: str | None
    mode: str
    report: str | None
    index: str
    settings: Mapping[str, str]
    questions: Mapping[str, str]
    libraries: Mapping[str, str]
    python: str
    machine: str
    cores: int
    prompts: Mapping[str, str] = field(default_factory=dict)


def conditions(
    settings: Settings, index: str, sets: Sequence[QuestionSet], mode: Mode, report: str | None
) -> Conditions:
    """The conditions of a run now, here, on the index with the fingerprint `index`."""
    values = asdict(settings)
    return Conditions(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_commit(),
        mode=mode,
        report=report,
        index=index,
        settings={name: str(values[name]) for name in _SETTINGS if values.get(name) is not None},
        questions={each.name: each.sha256 for each in sets},
        libraries={name: found for name in _LIBRARIES if (found := _version(name))},
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
        cores=_cores(),
        prompts=fingerprints() if mode == "compose" else {},
    )


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _cores() -> int:
    # Where it exists it counts what a container was given, not what the machine has.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _commit() -> str | None:
    head = _git("rev-parse", "HEAD")
    return (
        None
        if head is None
        else head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    )


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
