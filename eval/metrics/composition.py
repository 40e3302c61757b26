"""What became of what a language model wrote: how much was left out, and whether the rest stands in its quotes.

Checked anew on the finished answer, apart from the verification that let the sentences through: each sentence of a
composed answer against the quotes it cites and nothing else. None for an answer that no model was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from answer.claims import Answer, Claim
from answer.literals import numbers_and_dates
from answer.names import Ground, missing_names
from answer.question import language_of


def dropped(answer: Answer) -> float | None:
    """The share of the sentences written, each counted once, that were left out. None where none was written."""
    made = answer.composition
    written = made.kept + len(made.unverified) if made else 0
    return len(made.unverified) / written if made and written else None


def fell_back(answer: Answer) -> float | None:
    """1 where a model was asked and the quoted answer stands, 0 where a sentence of its own does."""
    return float(answer.mode == "quote") if answer.composition else None


def numbers_held(answer: Answer) -> float | None:
    """The share of a composed answer's sentences whose numbers and dates are all in the quotes they cite."""
    return _share(answer, lambda claim, quotes: numbers_and_dates(claim.text) <= numbers_and_dates(quotes))


def names_held(answer: Answer, reports: Mapping[str, str]) -> float | None:
    """The same of names: in the quotes, or known to the reports (by id) as the full form of one there.

    Readings that a report prints over a name are not known here: what only they hold counts as missing.
    """
    known = "\n".join(
        reports[name] for name in dict.fromkeys(c.report for c in answer.citations) if name in reports
    )

    def holds(claim: Claim, quotes: str) -> bool:
        return not missing_names(claim.text, language_of(claim.text), Ground(quotes, (), known))

    return _share(answer, holds)


def first_sentence(answer: Answer) -> float | None:
    """Milliseconds from the question to the first sentence that holds. None where none does."""
    made, times = answer.composition, answer.timings_ms
    if made is None or made.first_ms is None:
        return None
    return times.total - (times.compose or 0.0) + made.first_ms


def _share(answer: Answer, holds: Callable[[Claim, str], bool]) -> float | None:
    if answer.mode != "compose" or not answer.claims:
        return None
    quotes = {citation.n: citation.quote for citation in answer.citations}
    held = [holds(claim, "\n".join(quotes.get(n, "") for n in claim.citations)) for claim in answer.claims]
    return sum(held) / len(held)
