"""The conversation as HTML: questions, answers with their links to the evidence, and the page before the first question.

Knows nothing of Gradio, of the index or of how answers are made. All text goes through `markup.plain`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answer.claims import Answer, Claim
from answer.errors import LlmUnsupported
from errors import Language, shown
from index.manifest import IndexedReport
from web.evidence import card_id, evidence_html
from web.markup import japanese, listed, plain, starts_a_list, trail
from web.session import Session, Turn
from web.states import Ready, State
from web.words import Words, words_in

#: Characters shown of a question while nobody has yet said that it is too long.
_SHOWN = 2000
#: Stands before the first item of a list that is quoted from its first word on.
_BULLET = '<span class="bullet"></span>'


def conversation_html(session: Session, state: State, language: Language) -> str:
    """Everything that was said, or what can be asked when nothing was."""
    words = words_in(language)
    titles = _titles(state.assistant.reports) if isinstance(state, Ready) else {}
    current = next((t.number for t in reversed(session.turns) if _has_evidence(t)), 0)
    turns = "".join(_turn(turn, turn.number == current, titles, words) for turn in session.turns)
    kind = "conversation" if turns else "conversation empty"
    return (
        f'<div class="{kind}" role="log" aria-live="polite" aria-label="{plain(words.conversation)}">'
        f"{turns or _welcome(state, words)}</div>"
    )


def _has_evidence(turn: Turn) -> bool:
    """Whether it has evidence to show, or may still get some: not a refused question, and no greeting."""
    return turn.problem is None and (turn.answer is None or not _is_a_line(turn.answer))


def _is_a_line(answer: Answer) -> bool:
    """Whether it is a greeting's answer, given without a search: there are no sources to show."""
    return not answer.abstained and not answer.claims


def _titles(reports: Sequence[IndexedReport]) -> dict[str, str]:
    """What each report is called: with its edition, where there are several to be told apart."""
    if len(reports) > 1:
        return {report.id: report.label or report.name for report in reports}
    return {report.id: report.title or report.name for report in reports}


def _welcome(state: State, words: Words) -> str:
    head = f'<h1>{plain(words.lead)}</h1><p class="promise">{plain(words.promise)}</p>'
    if not isinstance(state, Ready):
        return f'<div class="welcome">{head}</div>'
    reports = "".join(
        f'<li><span lang="ja">{plain(report.title or report.name)}</span> '
        f"<small>{plain(words.report_size.format(passages=report.passages))}</small></li>"
        for report in state.assistant.reports
    )
    examples = "".join(
        f'<li><button type="button" class="example"{japanese(question)}>{plain(question)}</button></li>'
        for question in state.examples[words.language]
    )
    return (
        f'<div class="welcome">{head}'
        f'<h2>{plain(words.reports)}</h2><ul class="reports">{reports}</ul>'
        + (f'<h2>{plain(words.examples)}</h2><ul class="examples">{examples}</ul>' if examples else "")
        + "</div>"
    )


def _turn(turn: Turn, current: bool, titles: Mapping[str, str], words: Words) -> str:
    name = f"turn-{turn.number}"
    if turn.answer is not None:
        reply = _reply(turn.answer, name, titles, words)
        if _has_evidence(turn):
            reply += evidence_html(turn.answer, name, titles, words)
    elif turn.problem is not None:
        reply = _problem(turn.problem.say(words.language), words)
    else:
        reply = (
            f'<div class="reply busy"><span class="dots" aria-hidden="true"></span>{plain(words.busy)}</div>'
        )
    return (
        f'<article class="turn{" current" if current else ""}" id="{name}" data-turn="{turn.number}" '
        f'aria-label="{plain(words.question)} {turn.number}">{_question(turn, words)}{reply}</article>'
    )


def _question(turn: Turn, words: Words) -> str:
    if not turn.question.strip():
        return ""
    # A question that was refused may be a whole book; its message needs no more than its beginning.
    text = shown(turn.question) if turn.problem is not None else turn.question.strip()[:_SHOWN]
    return (
        f'<div class="question"><span class="who">{plain(words.question)}</span>'
        f"<p{japanese(text)}>{plain(text)}</p></div>"
    )


def _problem(message: str, words: Words) -> str:
    return (
        f'<div class="reply problem" role="alert"><p class="verdict">{plain(words.problem)}</p>'
        f"<p>{plain(message)}</p></div>"
    )


def _reply(answer: Answer, turn: str, titles: Mapping[str, str], words: Words) -> str:
    if _is_a_line(answer):
        said = f'<p class="claim"{japanese(answer.text)}>{plain(answer.text)}</p>'
        return f'<div class="reply"><span class="who">{plain(words.answer)}</span>{said}</div>'
    body = _abstained(answer, titles, words) if answer.abstained else _claims(answer.claims, turn, words)
    seconds = "" if answer.pending else plain(words.seconds.format(seconds=answer.timings_ms.total / 1000))
    cited = words.cited if answer.citations else words.looked
    count = len(answer.citations) or len(answer.passages)
    return (
        f'<div class="reply{" abstained" if answer.abstained else ""}">'
        f'<span class="who">{plain(words.answer)}</span>{_searched(answer, words)}{body}{_notes(answer, words)}'
        f'<p class="foot"><button type="button" class="sources" aria-controls="{turn}-evidence">'
        f"{plain(cited.format(count=count))}</button><span>{seconds}</span></p></div>"
    )


def _searched(answer: Answer, words: Words) -> str:
    """What was searched for, where that is not what was asked."""
    if answer.standalone_question == answer.question:
        return ""
    text = words.searched.format(question=answer.standalone_question[:_SHOWN])
    return f'<p class="note searched"{japanese(text)}>{plain(text)}</p>'


def _notes(answer: Answer, words: Words) -> str:
    """That it is being written, with a way to stop that; or what became of the writing, where not all went well."""
    if answer.pending:
        return (
            f'<p class="note writing"><span class="dots" aria-hidden="true"></span>{plain(words.writing)}'
            f'<button type="button" class="halt">{plain(words.halt)}</button></p>'
        )
    notes = [answer.problem.say(words.language)] if answer.problem else []
    dropped = len(answer.composition.unverified) if answer.composition else 0
    # That nothing could be verified is told with its count.
    if dropped and not isinstance(answer.problem, LlmUnsupported):
        notes.append(words.dropped.format(count=dropped))
    return "".join(f'<p class="note">{plain(note)}</p>' for note in notes)


def _claims(claims: Sequence[Claim], turn: str, words: Words) -> str:
    return "".join(
        f'<p class="claim"{japanese(claim.text)}>{_BULLET if starts_a_list(claim.text) else ""}{listed(claim.text)}'
        + "".join(_cite(number, turn, words) for number in claim.citations)
        + "</p>"
        for claim in claims
    )


def _cite(number: int, turn: str, words: Words) -> str:
    label = plain(words.cite.format(n=number))
    return f'<a class="cite" href="#{card_id(turn, number)}" aria-label="{label}">[{number}]</a>'


def _abstained(answer: Answer, titles: Mapping[str, str], words: Words) -> str:
    # With one report on hand every path would begin with its title.
    skipped = 1 if len(titles) == 1 else 0
    nearest = "".join(f"<li>{trail(section[skipped:] or section)}</li>" for section in answer.nearest)
    sections = f'<h3>{plain(words.nearest)}</h3><ul class="nearest">{nearest}</ul>' if nearest else ""
    return f'<p class="verdict">{plain(words.abstained)}</p><p>{plain(words.abstained_more)}</p>{sections}'
