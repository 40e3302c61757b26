"""What can go wrong in a way the user can mend, and the words for it in Japanese and English.

    AskError
    ├── SettingsError            a setting that cannot be used
    ├── SettingsFileUnreadable   a settings file that cannot be read
    ├── corpus.errors.*          a report that cannot be read
    ├── models.errors.*          weights that are missing or not what they should be
    ├── index.errors.*           an index that is missing, stale, foreign or busy
    ├── answer.errors.*          a question that cannot be answered at all
    ├── eval.errors.*            a question file that cannot be used
    └── web.errors.*             a page that cannot be served

Each class carries its sentence in both languages as a template, filled from the keyword arguments it
is raised with. Knows nothing of where the words are shown.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath
from typing import ClassVar, Literal

Language = Literal["ja", "en"]

#: Longest piece of a user's own value repeated in a message.
SHOWN = 80


def shown(value: object) -> str:
    """`value` as it may appear in a message: one line, control characters escaped, cut to SHOWN characters.

    Of a path the end is kept: it names the file.
    """
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(value))
    if len(text) <= SHOWN:
        return text
    return "…" + text[-SHOWN:] if isinstance(value, PurePath) else text[:SHOWN] + "…"


class AskError(Exception):
    """Base of every error a user can act on. `say` gives the sentence; it ends with what to do."""

    ja: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """The sentence in `language`, its fields filled in and made safe to print on one line."""
        template = self.ja if language == "ja" else self.en
        return template.format(**{name: shown(value) for name, value in self.fields.items()})


class SettingsError(AskError):
    ja = "設定 {name} の値「{value}」は使えません。{need_ja}"
    en = "The setting {name} cannot be “{value}”. {need_en}"


class SettingsFileUnreadable(AskError):
    ja = "設定ファイル「{path}」を読めません（{reason}）。UTF-8 のテキストとして保存し、読み取り権限を確かめてください。"
    en = "The settings file “{path}” cannot be read ({reason}). Save it as UTF-8 text that may be read."


def terminal_language(environment: Mapping[str, str] | None = None) -> Language:
    """The language for messages on a terminal: English where the locale says so, Japanese otherwise."""
    env = os.environ if environment is None else environment
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "en" if locale.startswith("en") else "ja"
