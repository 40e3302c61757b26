"""Which answers are being written, and for which open page; how one of them is ended.

Knows nothing of Gradio or of how answers are written.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Writing:
    """One answer under work. `stop`, once set, ends it with what holds; `unwanted`, that nobody is to see it."""

    stop: threading.Event = field(default_factory=threading.Event)
    unwanted: threading.Event = field(default_factory=threading.Event)


class Writings:
    """The answers under work, one a page at most. Every method may be called from any thread.

    A page goes by a name of its own. A name for which nothing is written is let pass: the answer was whole just before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, Writing] = {}

    def begin(self, page: str) -> Writing:
        """A new answer for the page; one that is still written for it is dismissed."""
        self.dismiss(page)
        writing = Writing()
        with self._lock:
            self._of[page] = writing
        return writing

    def is_on(self, page: str) -> bool:
        """Whether an answer is being written for the page."""
        with self._lock:
            return page in self._of

    def stop(self, page: str) -> None:
        """Ends the page's answer; what holds of it stays."""
        with self._lock:
            if page in self._of:
                self._of[page].stop.set()

    def dismiss(self, page: str) -> None:
        """Ends the page's answer, of which nothing is shown any more."""
        with self._lock:
            if page in self._of:
                self._of[page].unwanted.set()
                self._of[page].stop.set()

    def over(self, page: str, writing: Writing) -> None:
        """The answer is whole, or was given up."""
        with self._lock:
            if self._of.get(page) is writing:
                del self._of[page]
