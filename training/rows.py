"""Makes of sentences what reports hold besides them: rows, list items, headed and dated notes.

Knows no data and no model.
"""

from __future__ import annotations

import re
from random import Random

from corpus.sentences import sentence_spans
from training.edits import Edit, Marked, apply

#: What a sentence is about, up to its は: short, and not itself a clause.
_TOPIC = re.compile(r"[^、。「」『』\n\t]{2,24}?(?<!また)(?<!あるい)(は(?:、|(?=[^ぁ-ん、。])))(?=[^。]{4})")
#: A copula goes, and the verb behind a noun of kanji: 条約に調印した。 is noted as 条約に調印.
_FULL_STOP = re.compile(
    r"(?:である|であった|だった|です|でした|(?<![んい])だ|(?<=[一-龥々]{2})(?:し|され)た)?。$"
)
_DATED = re.compile(
    r"((?:\d{1,4}年(?:\([^)]{2,8}\))?)?(?:\d{1,2}月)?(?:\d{1,2}日)?)(?<=[年月日)])(に(?:は)?、?|、)(?=[^。]{4})"
)
_BULLETS = ("・", "○", "●", "-", "◆", "①", "(1)")


def topics(text: str) -> list[str]:
    """What the text's sentences are about, where they say so with は."""
    found = (_TOPIC.match(text, a, b) for a, b in sentence_spans(text))
    return [topic.string[topic.start() : topic.start(1)] for topic in found if topic]


def as_rows(marked: Marked) -> Marked | None:
    """Each sentence with a topic as a row: topic, tab, the rest without its copula. None where none has one."""
    sentences = sentence_spans(marked.text)
    topics = [topic for a, b in sentences if (topic := _TOPIC.match(marked.text, a, b))]
    cells = [Edit(topic.start(1), topic.end(1), "\t") for topic in topics]
    return apply(marked, cells + _lines(marked.text, sentences, "")) if topics else None


def as_items(marked: Marked, rng: Random) -> Marked | None:
    """Each sentence as an item of a list, on a line of its own behind a bullet."""
    return apply(marked, _lines(marked.text, sentence_spans(marked.text), rng.choice(_BULLETS)))


def as_dated_rows(marked: Marked) -> Marked | None:
    """Each sentence that begins with a date as a row: the date, tab, what happened."""
    sentences = sentence_spans(marked.text)
    dates = [date for a, b in sentences if (date := _DATED.match(marked.text, a, b))]
    cells = [Edit(date.start(2), date.end(2), "\t") for date in dates]
    return apply(marked, cells + _lines(marked.text, sentences, "")) if dates else None


def as_dated_notes(marked: Marked) -> Marked | None:
    """The first sentence that begins with a date as a note with the date in brackets behind it."""
    for start, end in sentence_spans(marked.text):
        date = _DATED.match(marked.text, start, end)
        if date is None:
            continue
        stop = _FULL_STOP.search(marked.text, start, end)
        last = stop.start() if stop else end
        edits = [Edit(start, date.end(), ""), Edit(last, end, f"({date.group(1)})。")]
        span = marked.span
        if span and start <= span[0] and span[1] <= date.end(1):
            unmarked = apply(Marked(marked.text, None), edits)
            at = last - (date.end() - start) + 1 + span[0] - start
            return Marked(unmarked.text, (at, at + span[1] - span[0])) if unmarked else None
        return apply(marked, edits)
    return None


def as_headed(marked: Marked) -> tuple[str, Marked] | None:
    """What the first sentence is about as a heading, and the text without it."""
    start, end = sentence_spans(marked.text)[0]
    topic = _TOPIC.match(marked.text, start, end)
    edited = apply(marked, [Edit(start, topic.end(1), "")]) if topic else None
    return (marked.text[start : topic.start(1)], edited) if topic and edited else None


def _lines(text: str, sentences: list[tuple[int, int]], bullet: str) -> list[Edit]:
    """Sentences on lines of their own, without full stop and copula, `bullet` before each."""
    edits: list[Edit] = []
    before: int | None = None
    for start, end in sentences:
        edits.append(
            Edit(start if before is None else before, start, bullet if before is None else "\n" + bullet)
        )
        stop = _FULL_STOP.search(text, start, end)
        before = end
        if stop:
            edits.append(Edit(stop.start(), end, ""))
    return edits
