"""The cited passages of an answer as cards, the cited words marked in their surroundings.

Knows nothing of the conversation around them, of the index or of how passages were found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answer.claims import Answer, Citation, RetrievedPassage
from web.markup import listed, plain, trail
from web.words import Words

#: Characters shown on either side of the cited words before the reader asks for more.
AROUND = 120
#: A remainder shorter than this is shown at once: hiding it would save no line.
_WORTH_HIDING = 40


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Cited words and the text of their passage before and after them."""

    before: str
    quote: str
    after: str


def surroundings(citation: Citation, passages: Sequence[RetrievedPassage]) -> Surroundings:
    """The citation in the passage that covers most of it; alone where no passage agrees with it."""
    best = Surroundings("", citation.quote, "")
    most = 0
    for passage in passages:
        start, end = max(citation.start, passage.start), min(citation.end, passage.end)
        if passage.report != citation.report or end - start <= most:
            continue
        shared = passage.text[start - passage.start : end - passage.start]
        if shared != citation.quote[start - citation.start : end - citation.start]:
            continue
        most = end - start
        before = passage.text[: max(0, citation.start - passage.start)]
        after = passage.text[citation.end - passage.start :] if citation.end < passage.end else ""
        best = Surroundings(before, citation.quote, after)
    return best


def evidence_html(answer: Answer, turn: str, titles: Mapping[str, str], words: Words) -> str:
    """The cards of one answer. `turn` is the DOM id of its turn; `titles` gives each report's title."""
    cards = "".join(_card(citation, answer, turn, titles, words) for citation in answer.citations)
    note = "" if cards else f'<p class="none">{plain(words.no_citation)}</p>'
    bare = "" if cards else " bare"
    return (
        f'<aside class="evidence{bare}" id="{turn}-evidence" tabindex="-1" aria-live="off" '
        f'aria-label="{plain(words.evidence)}"><h2>{plain(words.evidence)}</h2>'
        f"{cards}{note}{_others(answer, titles, words)}</aside>"
    )


def card_id(turn: str, number: int) -> str:
    """The DOM id of the card of citation `number` in the turn with the DOM id `turn`."""
    return f"{turn}-card-{number}"


def _card(citation: Citation, answer: Answer, turn: str, titles: Mapping[str, str], words: Words) -> str:
    *outer, name = _path(citation, titles)
    around = surroundings(citation, answer.passages)
    around = replace(around, before=_without_title(around.before, name))
    source = words.source.format(quote=citation.quote, source=" › ".join((*outer, name)))
    more = _expand(words) if _hidden(around) else ""
    return (
        f'<section class="card" id="{card_id(turn, citation.n)}" data-place="{_place(citation)}" tabindex="-1" aria-label="[{citation.n}]">'
        f'<header><a class="number" href="#{turn}" aria-label="[{citation.n}] {plain(words.back)}" '
        f'title="{plain(words.back)}">{citation.n}</a><h3 lang="ja">{plain(name)}</h3></header>'
        f'{trail(outer)}<div class="passage" lang="ja">{_passage(around, _answering(citation))}</div>'
        f'<footer><span class="position">{_position(citation, words)}</span>{more}'
        f'<button type="button" class="copy" data-copy="{plain(source)}" data-done="{plain(words.copied)}">'
        f"{plain(words.copy)}</button></footer></section>"
    )


def _place(citation: Citation) -> str:
    """Where the quote begins: what a card is known by while its number may still change."""
    return plain(f"{citation.report}-{citation.start}")


def _answering(citation: Citation) -> tuple[int, int]:
    """Where the words that answer stand in the quote, `[start, end)`; empty where none stand out in it."""
    if citation.span is None:
        return 0, 0
    start, end = (min(max(at - citation.start, 0), len(citation.quote)) for at in citation.span)
    # The whole quote is marked already.
    return (start, end) if end - start < len(citation.quote) else (0, 0)


def _marked(quote: str, start: int, end: int) -> str:
    """The quote as HTML, its words `[start, end)` marked more strongly."""
    if start >= end:
        return listed(quote)
    parts = [
        (quote[:start], True),
        (quote[start:end], _begins(quote, start)),
        (quote[end:], _begins(quote, end)),
    ]
    before, words, after = (listed(text, begins_line) for text, begins_line in parts)
    return f"{before}<strong>{words}</strong>{after}"


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _passage(around: Surroundings, answering: tuple[int, int]) -> str:
    head, lead = _split(around.before, -AROUND)
    tail, rest = _split(around.after, AROUND)
    return (
        f"{_rest(head)}{listed(_tight(lead))}<mark>{_marked(around.quote, *answering)}</mark>{listed(_tight(tail))}"
        f"{_rest(rest)}"
    )


def _split(text: str, at: int) -> tuple[str, str]:
    if len(text) <= AROUND + _WORTH_HIDING:
        return ("", text) if at < 0 else (text, "")
    return text[:at], text[at:]


def _rest(text: str) -> str:
    return f'<span class="rest">{listed(_tight(text))}</span>' if text else ""


def _tight(text: str) -> str:
    """`text` without empty lines, which take room and say nothing in a card."""
    return re.sub(r"\n\s*\n", "\n", text)


def _hidden(around: Surroundings) -> bool:
    return max(len(around.before), len(around.after)) > AROUND + _WORTH_HIDING


def _expand(words: Words) -> str:
    return (
        f'<button type="button" class="expand" aria-expanded="false" data-more="{plain(words.expand)}" '
        f'data-less="{plain(words.collapse)}">{plain(words.expand)}</button>'
    )


def _position(citation: Citation, words: Words) -> str:
    place = words.position.format(start=citation.start, end=citation.end)
    page = "" if citation.page is None else words.page.format(page=citation.page) + words.between
    return plain(page + place)


def _others(answer: Answer, titles: Mapping[str, str], words: Words) -> str:
    others = [p for p in answer.passages if not any(_overlaps(c, p) for c in answer.citations)]
    if not others:
        return ""
    items = "".join(_other(passage, titles, words) for passage in others)
    label = words.others if answer.citations else words.looked
    return f'<details class="others"><summary>{plain(label.format(count=len(others)))}</summary>{items}</details>'


def _other(passage: RetrievedPassage, titles: Mapping[str, str], words: Words) -> str:
    *outer, name = _path(passage, titles)
    page = (
        "" if passage.page is None else f'<p class="place">{plain(words.page.format(page=passage.page))}</p>'
    )
    return (
        f'<section class="other"><h3 lang="ja">{plain(name)}</h3>{trail(outer)}{page}'
        f'<div class="passage" lang="ja">{listed(_tight(_without_title(passage.text, name)))}</div></section>'
    )


def _overlaps(citation: Citation, passage: RetrievedPassage) -> bool:
    return citation.report == passage.report and citation.start < passage.end and passage.start < citation.end


def _path(place: Citation | RetrievedPassage, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The report's title, once, with its edition where that is told, and the steps below it."""
    title = titles.get(place.report) or place.report
    first = place.section[0] if place.section else None
    return (title, *(place.section[1:] if first and title.startswith(first) else place.section))


def _without_title(text: str, name: str) -> str:
    """`text` without a first line that says what the card is headed with."""
    first, _, below = text.partition("\n")
    return below.lstrip("\n") if first.strip() == name else text
