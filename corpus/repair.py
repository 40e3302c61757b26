"""Undoes what text extraction did to lines: sentences cut by a page break, headings glued to the end of a
paragraph, descriptions of pictures. Knows sentences and list marks, not sections.
"""

from __future__ import annotations

import re

from corpus.glued import glued_headings
from corpus.morphology import is_unfinished, runs_across
from corpus.normalize import Mapped
from corpus.sentences import open_brackets

#: How an extraction tool begins when it describes a picture instead of reading it.
_DESCRIPTION = re.compile(
    r"(?:The|This|An?)\s(?:\w+\s){0,2}"
    r"(?:image|picture|photo|photograph|figure|diagram|chart|graph|illustration|infographic|map|logo|icon|screenshot|slide|page)\b"
)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_MARKDOWN_IMAGE = re.compile(r"(?m)^!\[[^\]\n]*\]\([^)\n]*\)$")
_BLANKS = re.compile(r"\n{3,}")
_PAGE_NUMBER = r"[-–—―‐ ]*[0-9]{1,4}[-–—―‐ ]*"
#: Between two lines, the number of the page that ends there left out of account.
_BREAK = re.compile(rf"(?<=[^\n])\n+(?:{_PAGE_NUMBER}\n+)?(?=[^\n])")
#: A line that begins like this begins something new.
_BEGINS = re.compile(
    r"[-*•・●○◯◎■□◆◇▶※＜【]|[（(](?:注|出典|写真|資料|[0-9ア-ン]{1,2}[）)])|第?[0-9]{1,2}[.章節 ]|[①-⑳]|図表?[0-9]"
)
_FINISHED = "。！？!?.:：」』）)】〉》＞>"
#: Shorter lines than this that want something after them are headings and labels more often than prose.
_PROSE = 25


def repair(mapped: Mapped) -> Mapped:
    """The text with its lines put right; the way back to the source is kept."""
    mapped = mapped.sub(_MARKDOWN_IMAGE, lambda _: "")
    if _is_japanese(mapped.text):
        mapped = mapped.sub(
            re.compile(r"(?m)^.+$"), lambda m: "" if _describes_picture(m.group()) else m.group()
        )
    mapped = mapped.broken(glued_headings(mapped.text))
    text = mapped.text
    mapped = mapped.sub(_BREAK, lambda m: _joint(text, m.start(), m.end()))
    return mapped.sub(_BLANKS, lambda _: "\n\n").sub(re.compile(r"\A\n+|\n+\Z"), lambda _: "")


def _is_japanese(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return letters > 0 and len(_JAPANESE.findall(text)) > letters / 3


def _describes_picture(line: str) -> bool:
    """An English sentence that begins as picture descriptions do, in a report that is otherwise Japanese."""
    return (
        bool(_DESCRIPTION.match(line))
        and len(line.split()) >= 6
        and len(_JAPANESE.findall(line)) < len(line) / 4
    )


def _joint(text: str, start: int, end: int) -> str:
    """What stands between two lines: their break, or nothing where one sentence runs across it."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : len(text) if stop < 0 else stop]
    if not _runs_on(before, after):
        return text[start:end]
    return " " if before[-1].isascii() and after[0].isascii() and before[-1] != "-" else ""


def _runs_on(before: str, after: str) -> bool:
    if "\t" in before or "\t" in after or _BEGINS.match(after) or re.fullmatch(_PAGE_NUMBER, after):
        return False
    unclosed = open_brackets(before)
    if unclosed and before[-1] not in "。！？" and open_brackets(before + after) < unclosed:
        return True
    if before[-1] in _FINISHED or not _JAPANESE.search(before):
        return False
    if "。" not in before and len(before) < _PROSE:
        return False
    return is_unfinished(before) or (
        "。" in after and bool(_JAPANESE.match(after)) and runs_across(before, after)
    )
