"""Finds tables of contents and indexes of figures among a report's lines: they repeat titles and say nothing of their own.

Knows lines as strings, in their order; no format and no page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

#: A title, leaders, the number of a page.
_LED = re.compile(
    r"(?!資料|出典|注|※).*?\S\s*(?:[.．・･‥…‧∙·⋯_]\s*){3,}\s*(?:[ivxlc]{1,6}|[0-9０-９]{1,4}(?:-[0-9]{1,3})?)$|(?:[.．・･‥…⋯]\s*){6,}[0-9]{0,4}$"
)
#: The same without leaders, which only stands under a heading that says 目次.
_BARE = re.compile(r"\S.*?[\s\t]+[0-9０-９]{1,4}$")
_HEADING = re.compile(
    r"(?:総)?(?:目\s*次|もくじ|contents|table of contents)$|(?:図表|図|表|資料)\s*(?:目次|一覧)$", re.I
)
#: Fewer lines than these are not a table of contents.
_FEWEST = 3
_FEWEST_BARE = 4
#: What a chapter, a figure or a table is listed under, and its title: 図表1-2-3　人口の推移, 第2表 人口.
_NUMBERED = re.compile(
    r"(?:第|図表|図|表|資料)*\s*([0-9]{1,3}(?:[-‐–−.][0-9]{1,3})*)\s*[図表章節]?\s+(\S.*)$"
)
#: So many titles that stand elsewhere too, without a sentence among them, are a list of titles.
_FEWEST_REPEATED = 10
#: A title that runs over lines, or a part's title without a page, stands between two that have one.
_GAP = 3


def contents_lines(lines: Sequence[str]) -> set[int]:
    """The numbers of those lines that are a table of contents, its heading with them."""
    found: set[int] = set()
    for run in _runs([i for i, line in enumerate(lines) if _LED.match(line.strip())]):
        if len(run) >= _FEWEST:
            found |= set(range(run[0], run[-1] + 1)) | _heading_before(lines, run[0])
    for i, line in enumerate(lines):
        if _HEADING.match(line.strip()):
            found |= _bare_contents(lines, i)
    return found | _repeated_titles(lines)


def _repeated_titles(lines: Sequence[str]) -> set[int]:
    """Lists of titles without leaders and pages, as the index of figures at the end of many a white paper."""
    titles = [_title(line) for line in lines]
    times = Counter(title for title in titles if title)
    found: set[int] = set()
    for stretch in _without_sentences(lines):
        repeated = [i for i in stretch if (title := titles[i]) and times[title] > 1]
        # In a stretch that has them twice, body and list are not told apart: all of it stays.
        if len(repeated) >= _FEWEST_REPEATED and len({titles[i] for i in repeated}) == len(repeated):
            found |= set(range(repeated[0], repeated[-1] + 1))
    return found


def _title(line: str) -> tuple[str, str] | None:
    """Number and title, as they are the same where the one stands with 図表 and in full width and the other not."""
    match = _NUMBERED.match(unicodedata.normalize("NFKC", line).strip())
    if match is None or line.rstrip().endswith("。"):
        return None
    return re.sub("[‐–−.]", "-", match[1]), re.sub(r"\s", "", match[2])


def _without_sentences(lines: Sequence[str]) -> Iterator[range]:
    """The stretches of lines between two that end a sentence."""
    begin = 0
    for i, line in enumerate([*lines, "。"]):
        if line.rstrip().endswith("。"):
            yield range(begin, i)
            begin = i + 1


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Runs of numbers with gaps of at most `_GAP`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] <= _GAP:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _heading_before(lines: Sequence[str], first: int) -> set[int]:
    for i in range(first - 1, max(first - 1 - _GAP, -1), -1):
        if _HEADING.match(lines[i].strip()):
            return set(range(i, first))
    return set()


def _bare_contents(lines: Sequence[str], heading: int) -> set[int]:
    """The lines under the heading 目次 that end in page numbers which do not fall."""
    taken: list[int] = []
    page = 0
    for i in range(heading + 1, len(lines)):
        line = lines[i].strip()
        number = int(re.split(r"[\s\t]", line)[-1]) if _BARE.match(line) else None
        if number is not None and number >= page and not line.endswith("。"):
            taken.append(i)
            page = number
        elif i - (taken[-1] if taken else heading) >= _GAP or line.endswith("。"):
            break
    return set(range(heading, taken[-1] + 1)) if len(taken) >= _FEWEST_BARE else set()
