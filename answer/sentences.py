"""Cuts a reply into sentences while it arrives, as `corpus.sentences` does a report. Knows no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.sentences import open_brackets, sentence_spans

#: Characters of a sentence that has no end; what is longer is no sentence, and is given up.
LONGEST = 400
_ENDS = "。！？"


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of a text that comes in pieces, each as soon as it is known to be whole; then what is left.

    A sentence is whole at 。！？ outside brackets, at the end of its line, and at a Latin full stop once
    the next sentence begins. Ends early at a sentence longer than LONGEST: a reply that loops has none.
    """
    held = ""
    for piece in pieces:
        held += piece
        while (end := _end_of_first(held)) is not None:
            if held[:end].strip():
                yield held[:end].strip()
            held = held[end:]
        if len(held) > LONGEST:
            return
    if held.strip():
        yield held.strip()


def _end_of_first(text: str) -> int | None:
    """Where the first sentence of the text ends, None while that cannot be told."""
    newline = text.find("\n")
    line = text if newline < 0 else text[:newline]
    spans = sentence_spans(line)
    if newline >= 0:
        return spans[0][1] if len(spans) > 1 else newline + 1
    # A bracket that is open here may yet be closed; in a line that is whole, it never will be.
    for _, end in spans[:-1]:
        if not open_brackets(line[:end]):
            return end
    stripped = line.rstrip()
    return len(line) if stripped.endswith(tuple(_ENDS)) and not open_brackets(stripped) else None
