"""Holds a composed sentence against the report: which words of it carry the sentence, or what is wrong with it.

Every check is deterministic. A sentence passes when its numbers, dates, names and quoted phrases stand in the
words it cites, each clause of it in one unit (with the headings over it), the rest of it is carried by them,
and what they assess, intend, deny or quote it does not state as plain fact. Knows no model and no prompt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from answer.casting import is_recast, subject
from answer.choose import Chooser
from answer.company import strays
from answer.evidence import Evidence, text_of
from answer.faults import Fault
from answer.figures import mistaken
from answer.form import cleaned, form_fault
from answer.hedges import Hedges
from answer.literals import folded, numbers_and_dates, quoted_phrases
from answer.names import Ground, missing_names
from answer.question import QuestionLanguage
from answer.roles import differs
from answer.stance import claims_cause, ends_with_predicate, reports_cause, segments
from answer.support import Likeness, comparable, content, covered, shared_letters
from index.lexical import LexicalIndex


@dataclass(frozen=True, slots=True)
class Limits:
    """What is enough. Chosen on the statements of `eval/fitting`; see eval/LOG.md.

    `words` is the least share of a Japanese sentence's words that has to be in what it cites, `new_words` the same of
    those that the question did not bring, `clause` of one clause's in one unit. In another language `cosine`
    is the least likeness of the sentence to what it says again, `word_cosines` that of its words by language, and `behind` how much liker another unit may
    be. `figure_letters` and `figure_cosine` are the margin by which a number may fit another's context better,
    `figure_turned` the same where the numbers come in another order than in what is cited; `phrase` is the
    least likeness of a translated quotation.
    """

    words: float = 0.55
    new_words: float = 0.75
    clause: float = 0.5
    cosine: float = 0.77
    word_cosines: tuple[tuple[QuestionLanguage, float], ...] = (("en", 0.855), ("ko", 0.889), ("zh", 0.9))
    behind: float = 0.01
    figure_letters: float = 0.2
    figure_cosine: float = 0.05
    figure_turned: float = -0.01
    phrase: float = 0.86


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence with what it may cite, in the report's order; `fault` says why it may not be shown, else None."""

    sentence: str
    cited: tuple[Evidence, ...]
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies the sentences of one answer. `asked` are the words of the question, which a sentence may repeat."""

    evidence: Sequence[Evidence]
    language: QuestionLanguage
    asked: frozenset[str]
    lexical: LexicalIndex
    likeness: Likeness
    rubies: tuple[tuple[str, str], ...]
    reports: str
    limits: Limits = Limits()

    def hold(self, sentence: str, about: Evidence | None = None) -> Verdict:
        """What the sentence may cite, or its first fault. `about` is what a sentence in another language says again."""
        text = cleaned(sentence)
        if fault := (Fault.FRAGMENT if not self.evidence else form_fault(text, self.language)):
            return Verdict(text, (), fault)
        cited = Chooser(self.evidence, self.lexical).choose(text, self._lacking, about)
        if all(e.is_heading and not ends_with_predicate(e.text) for e in cited):
            # Such a title names what is said under it, and says nothing.
            return Verdict(text, tuple(cited), Fault.FRAGMENT)
        carried = self._carried if about is None else partial(self._said_again, about=about)
        hedges = Hedges(self.language, self.likeness, self.limits.clause)
        checks: tuple[Callable[[str, Sequence[Evidence]], Fault | None], ...]
        checks = (
            self._literals,
            self._figures,
            carried,
            hedges.kept,
            hedges.attributed,
            self._caused,
            self._cast,
        )
        verdict = Verdict(text, tuple(cited), None)
        return replace(
            verdict, fault=next((fault for check in checks if (fault := check(text, cited))), None)
        )

    def _lacking(self, sentence: str, cited: Sequence[Evidence]) -> int:
        """How many of the sentence's numbers and names the cited words do not hold."""
        return len(self._numbers_lacking(sentence, cited)) + len(self._names_lacking(sentence, cited))

    def _numbers_lacking(self, sentence: str, cited: Sequence[Evidence]) -> frozenset[str]:
        return numbers_and_dates(sentence) - frozenset[str]().union(*(e.quantities for e in cited))

    def _names_lacking(self, sentence: str, cited: Sequence[Evidence]) -> list[str]:
        return missing_names(sentence, self.language, Ground(text_of(cited), self.rubies, self.reports))

    def _literals(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        if self._numbers_lacking(sentence, cited):
            return Fault.NUMBER
        if self._names_lacking(sentence, cited):
            return Fault.NAME
        return None if all(self._stands(p, cited) for p in quoted_phrases(sentence)) else Fault.PHRASE

    def _stands(self, phrase: str, cited: Sequence[Evidence]) -> bool:
        if folded(comparable(phrase, self.language)) in folded(text_of(cited)):
            return True
        theirs = quoted_phrases(text_of(cited))
        return self.language != "ja" and bool(theirs) and self._likest(phrase, theirs) >= self.limits.phrase

    def _likest(self, text: str, theirs: Sequence[str]) -> float:
        return float(self.likeness([comparable(text, self.language)], theirs).max())

    def _figures(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        if self.language == "ja":
            found = mistaken(sentence, text_of(cited), shared_letters, self.limits.figure_letters)
        else:
            plain, slack = comparable(sentence, self.language), self.limits.figure_cosine
            found = mistaken(plain, text_of(cited), self.likeness.masked, slack, self.limits.figure_turned)
        return Fault.FIGURE if found else None

    def _carried(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        """A Japanese sentence: its words stand in what it cites, and each clause's in one unit."""
        terms = content(sentence)
        new = terms - (self.asked - frozenset[str]().union(*(e.words for e in cited)))
        enough = covered(terms, cited, self.lexical) >= self.limits.words
        if not new or not enough or covered(new, cited, self.lexical) < self.limits.new_words:
            return Fault.SUPPORT
        whole = all(any(self._holds_clause(c, b) for b in _bundles(cited)) for c in segments(sentence, "ja"))
        return None if whole else Fault.MIXED

    def _holds_clause(self, clause: str, bundle: Sequence[Evidence]) -> bool:
        if self._lacking(clause, bundle) or not all(self._stands(p, bundle) for p in quoted_phrases(clause)):
            return False
        terms = content(clause) - self.asked
        return not terms or covered(terms, bundle, self.lexical) >= self.limits.clause

    def _said_again(self, sentence: str, cited: Sequence[Evidence], about: Evidence) -> Fault | None:
        """A sentence in another language: it is like what it says again, and like no other unit more."""
        plain = comparable(sentence, self.language)
        own = self.likeness.across(plain, [about.titled])[0]
        others = [e.titled for e in self.evidence if not e.is_heading and e is not about]
        best = max(self.likeness.across(plain, others), default=0.0)
        if own < max(self.limits.cosine, best - self.limits.behind):
            return Fault.SUPPORT
        by_words = self.likeness.of_words(sentence, self.language, about.text)
        least = dict(self.limits.word_cosines)[self.language]
        return None if by_words is None or by_words >= least else Fault.SUPPORT

    def _caused(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        """A cause is claimed only where one unit reports it, with both ends of it."""
        if not claims_cause(sentence, self.language):
            return None
        causes = [bundle for bundle in _bundles(cited) if reports_cause(text_of(bundle))]
        new = content(sentence) - self.asked if self.language == "ja" else frozenset[str]()
        held = any(
            not new or covered(new, bundle, self.lexical) >= self.limits.new_words for bundle in causes
        )
        return None if held else Fault.CAUSE

    def _cast(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        """Who does what to whom, and together with whom, is as in what is cited."""
        if strays(sentence, text_of(cited)):
            return Fault.ROLE
        if self.language == "ja":
            return Fault.ROLE if differs(sentence, text_of(cited)) else None
        subjects = [
            s for clause in segments(sentence, self.language) if (s := subject(clause, self.language))
        ]
        return Fault.ROLE if any(is_recast(country, text_of(cited)) for country in subjects) else None


def _bundles(cited: Sequence[Evidence]) -> list[list[Evidence]]:
    """What may carry one clause: a unit with the headings over it and, of a list, its other items."""
    bodies = [e for e in cited if not e.is_heading]
    return [
        [e, *(o for o in cited if o is not e and (o.heads(e) or o.is_listed_with(e)))] for e in bodies
    ] or [list(cited)]
