"""What of a file did not go into its report, said in Japanese and English. Knows nothing of how it is found out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from errors import Language, shown


class Loss(StrEnum):
    """What was lost. The value is what a stored report calls it."""

    PAGES_WITHOUT_TEXT = "pages_without_text"
    PAGES_UNREADABLE = "pages_unreadable"
    CHARACTERS_UNKNOWN = "characters_unknown"
    PARTS_CUT = "parts_cut"
    CHANGES_PENDING = "changes_pending"


_WORDS: dict[Loss, dict[Language, str]] = {
    Loss.PAGES_WITHOUT_TEXT: {
        "ja": "{total} ページのうち {count} ページには文字の情報がなく、入っていません（{which} ページ）。画像だけのページなら、文字認識（OCR）をしてから入れ直してください。",
        "en": "{count} of {total} pages hold no text and are left out (page {which}). If they are scanned images, run character recognition (OCR) on the file and put it in again.",
    },
    Loss.PAGES_UNREADABLE: {
        "ja": "{total} ページのうち {count} ページは文字が化けているため、入っていません（{which} ページ）。元のファイルから PDF を作り直してください。",
        "en": "{count} of {total} pages decode to garbage and are left out (page {which}). Make the PDF again from its source.",
    },
    Loss.CHARACTERS_UNKNOWN: {
        "ja": "読み取れない文字 {count} 個を「〓」で示しています（最初は「{around}」の箇所）。原文と見比べてください。",
        "en": "{count} characters that cannot be read stand as “〓” (the first near “{around}”). Compare with the original.",
    },
    Loss.PARTS_CUT: {
        "ja": "{count} か所の埋め込まれた部品（図形・数式・別のファイルなど）の中身は入っていません。",
        "en": "The content of {count} embedded parts (drawings, formulas, other files) is left out.",
    },
    Loss.CHANGES_PENDING: {
        "ja": "未確定の変更履歴 {count} か所は、変更後の文で入れました。",
        "en": "{count} tracked changes that nobody has accepted went in as changed.",
    },
}


@dataclass(frozen=True, slots=True)
class ReportWarning:
    """One loss, with the values that fill its sentence: (name, value) pairs."""

    loss: Loss
    fields: tuple[tuple[str, str | int], ...]

    @classmethod
    def of(cls, loss: Loss, **fields: str | int) -> ReportWarning:
        """A warning with its values by name."""
        return cls(loss, tuple(fields.items()))

    def say(self, language: Language) -> str:
        """The sentence in `language`, on one line."""
        return _WORDS[self.loss][language].format(**{name: shown(value) for name, value in self.fields})
