"""Questions over several editions of a report: which of them a question is about, and what they all say alike.

Knows no search and no reading; what an edition is, `index.editions` knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from answer.compared import BEFORE
from answer.quote import Piece
from index.editions import series, years_named
from index.manifest import IndexedReport
from index.search import Index

#: Reports searched together; None for all there are.
Scope = tuple[str, ...] | None

#: A change over time is asked for. 「前年比」 is not among them: one edition states it.
_CHANGE = re.compile(
    rf"(?:{BEFORE})(?:の?(?:版|報告書?|白書))?(?:度版)?(?:と|に)?(?:の)?(?:比べ|比較|くらべ|対し|違|から(?:の|何|どう|変)|差)"
    r"|(?:版|年度?|報告書?|白書)(?:の)?(?:間|あいだ)(?:で|の).{0,12}(?:変|違)"
    r"|since (?:last|the (?:last|previous))|(?:compared?|differ\w*|change\w*) .{0,40}(?:last|previous|prior|earlier) (?:year|edition|report)"
    r"|(?:last|previous|prior) (?:year|edition|report).{0,40}(?:compar|differ|chang)"
    r"|작년|지난해|전년(?!비)|去年|上一?年|前一年|上一版",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:昨年|去年|前年|前回|前)(?:の|度)?(?:版|の?報告書|の?白書)|(?:last year's|(?:the )?previous) (?:report|edition|white paper)",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"(?:最新|今年|今回|本年)(?:の|度)?(?:版|報告書|白書)|(?:this year's|latest|newest) (?:report|edition|white paper)",
    re.IGNORECASE,
)


def scopes(question: str, reports: Sequence[IndexedReport], chosen: Sequence[str] | None) -> list[Scope]:
    """The reports to search for a question, once for each scope: the editions it names or compares.

    `chosen` are the reports the asker restricted the search to. One scope, `chosen`, for a question that is
    about no edition in particular.
    """
    everywhere: Scope = tuple(chosen) if chosen is not None else None
    within = [report for report in reports if chosen is None or report.id in chosen]
    named = [tuple(r.id for r in within if r.year == year) for year in years_named(question)]
    if any(named):
        return [scope for scope in named if scope]
    groups = [group for group in series(within) if len(group) > 1]
    if not groups:
        return [everywhere]
    newest, before = (tuple(group[place].id for group in groups) for place in (0, 1))
    if _CHANGE.search(question) or (_EARLIER.search(question) and _LATEST.search(question)):
        return [newest, before]
    if _EARLIER.search(question):
        return [before]
    return [newest] if _LATEST.search(question) else [everywhere]


def said_once(pieces: Sequence[Piece], index: Index) -> list[Piece]:
    """The pieces without what another edition says word for word: two editions are not two witnesses.

    The newest edition's stands for all, at the place of the first.
    """
    years = {report.id: report.year or 0 for report in index.manifest.reports}
    kept: dict[str, Piece] = {}
    for number, piece in enumerate(pieces):
        text = index.report(piece.chunk.report).slice(piece.start, piece.end)
        said = "".join(unicodedata.normalize("NFKC", text).split())
        first = kept.get(said)
        if first is None:
            kept[said] = piece
        elif first.chunk.report == piece.chunk.report:
            kept[f"{said}\0{number}"] = piece
        elif years[piece.chunk.report] > years[first.chunk.report]:
            kept[said] = piece
    return list(kept.values())
