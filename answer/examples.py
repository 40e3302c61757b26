"""Questions to show a visitor, made from the titles in the index. Knows no particular report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from answer.words import about
from corpus.report import BlockKind
from errors import Language
from index.chunk import Chunk
from index.search import Index

_NUMBERING = re.compile(
    r"^(?:第[0-9一二三四五六七八九十]+[編部章節款項]|[0-9]{1,2}(?:[-.][0-9]+)*[.．]?|[（(][0-9ア-ン]+[）)]|[ア-ン]|[①-⑳]|図表?[0-9-]+)\s+"
)
_TRAILING = re.compile(r"[（(][^（）()]*[）)]$")
_TITLE_LENGTH = range(5, 29)
#: Titles tried before giving up: asking takes a tenth of a second each.
_TRIED = 10
#: Passages looked at for titles: reading all of a large index would take seconds.
_SAMPLED = 1000


def example_questions(
    index: Index, answers: Callable[[str], bool], count: int, language: Language
) -> tuple[str, ...]:
    """Up to `count` questions about titles of the index that `answers` says get an answer."""
    chosen: list[str] = []
    for tried, title in enumerate(_spread(list(_titles(index)), _TRIED)):
        if len(chosen) == count or tried == _TRIED:
            break
        question = about(title, language)
        if answers(question):
            chosen.append(question)
    return tuple(chosen)


def _titles(index: Index) -> Iterator[str]:
    """Plain titles of sections that hold a list, a table or sentences; lists and tables first."""
    seen: set[str] = set()
    sample = index.chunks[:: max(1, len(index.chunks) // _SAMPLED)]
    for chunk in sorted(sample, key=_rank):
        title = _TRAILING.sub("", _NUMBERING.sub("", chunk.section[-1]))
        holds = any(unit.kind is not BlockKind.HEADING for unit in chunk.units)
        if holds and len(title) in _TITLE_LENGTH and not title.startswith(("＜", "【")) and title not in seen:
            seen.add(title)
            yield title


def _rank(chunk: Chunk) -> int:
    return 0 if any(unit.group is not None for unit in chunk.units) else 1


def _spread(titles: list[str], count: int) -> list[str]:
    """`count` of the titles, evenly over them all, in their order."""
    step = max(1, len(titles) // count)
    return titles[::step]
