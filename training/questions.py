"""Alters questions: so that their passage no longer answers, or only in how they are written. Knows no model."""

from __future__ import annotations

import re
from random import Random

from corpus.morphology import morphemes
from index.analysis import question_words
from training.edits import Edit, Marked, apply, occurrences
from training.names import Name, Pool, names, other

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ASKS_WHEN_OR_WHERE = re.compile(r"いつ|何年|何月何日|何日|どこ|何処|誰|だれ")
_REASON = re.compile("ため|から|ので|により|によって|よる|原因|理由|背景|契機|きっかけ|目的|ゆえ|せい")
_MONEY = re.compile("円|ドル|ユーロ|ポンド|元|両|フラン|マルク|費|額|価格")
_PEOPLE = re.compile(r"\d[\d,万億]*[人名]|[一二三四五六七八九十百千万][人名]")
_TAILS = ("に", "で", "が", "を", "は", "の", "へ", "と")
_WHAT_IS = re.compile(
    r"(.{4,})は、?((?:何|誰|どこ|いつ|いくつ|いくら)[一-龥々ァ-ヶ]{0,4})(?:です|でした|なのです|のことです|なの|のこと)?か?[?？。]?"
)
_KEPT_PARTS = {"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞"}
_ASKING = {
    "何",
    "いつ",
    "誰",
    "どこ",
    "なに",
    "なん",
    "だれ",
    "どれ",
    "こと",
    "もの",
    "よう",
    "どの",
    "どんな",
    "どう",
}


def exchange_in_question(
    question: str, marked: Marked, title: str, pools: list[Pool], rng: Random
) -> str | None:
    """A name, number or role of the question that the passage has, exchanged for one that it has not."""
    near = f"{title}\n{marked.text}"
    shared = [n for n in names(question) if n.text in near and n.text not in marked.answer]
    rng.shuffle(shared)
    for name in shared:
        new = other(name, pools, near + question, rng)
        if new:
            return question[: name.start] + new + question[name.end :]
    return None


def exchange_in_passage(
    question: str, marked: Marked, title: str, pools: list[Pool], rng: Random
) -> Marked | None:
    """The passage with a name of the question, that the title lacks, exchanged wherever it stands."""
    edited = _exchanged(question, marked, title, pools, rng)
    return edited[0] if edited else None


def exchange_in_both(
    question: str, marked: Marked, title: str, pools: list[Pool], rng: Random
) -> tuple[str, Marked] | None:
    """The same name exchanged in question and passage alike, which leaves the answer what it was."""
    edited = _exchanged(question, marked, title, pools, rng)
    if edited is None:
        return None
    passage, old, new = edited
    return question.replace(old, new), passage


def _exchanged(
    question: str, marked: Marked, title: str, pools: list[Pool], rng: Random
) -> tuple[Marked, str, str] | None:
    shared = [
        n for n in names(question) if n.kind != "role" and n.text in marked.text and n.text not in title
    ]
    rng.shuffle(shared)
    for name in shared:
        new = other(name, pools, f"{title}\n{marked.text}\n{question}", rng)
        places = occurrences(marked.text, name.text)
        edited = apply(marked, [Edit(a, b, new) for a, b in places]) if new else None
        if new and edited:
            return edited, name.text, new
    return None


def ask_something_else(question: str, marked: Marked) -> str | None:
    """いつ, どこ or 誰 exchanged for a why, a how much or a how many that the passage shows no sign of."""
    asked = _ASKS_WHEN_OR_WHERE.search(question)
    if not asked:
        return None
    end = asked.end()
    if question[end : end + 2] in ("から", "まで", "より"):
        return None
    if question[end : end + 1] in _TAILS:
        end += 1
    for word, sign in (("なぜ", _REASON), ("何人で", _PEOPLE), ("いくらで", _MONEY)):
        if not sign.search(marked.text):
            return question[: asked.start()] + word + question[end:]
    return None


def narrow(question: str, marked: Marked, title: str, pools: list[Pool], rng: Random) -> str | None:
    """The question with a place or a year put before it that the passage does not speak of."""
    near = f"{title}\n{marked.text}\n{question}"
    place = other(Name("地名", "\0", 0, 0), pools, near, rng)
    year = f"{rng.randint(1850, 2024)}年"
    options = [f"{place}において、"] if place else []
    options += [f"{year}に、"] if year not in near and not re.search(r"何年|いつ|\d年", question) else []
    return rng.choice(options) + question if options else None


def as_keywords(question: str) -> str | None:
    """The content words only, with spaces between: 東大寺 建立 年. None where less than two are left."""
    runs: list[str] = []
    before = -1
    for m in morphemes(question):
        asks = m.surface() in _ASKING or m.normalized_form() in _ASKING
        if m.part_of_speech()[0] not in _KEPT_PARTS or (asks and m.part_of_speech()[0] != "接尾辞"):
            continue
        if m.part_of_speech()[0] in ("動詞", "形容詞") and not question_words(m.surface()):
            continue
        if runs and m.begin() == before:
            runs[-1] += m.surface()
        else:
            runs.append(m.surface())
        before = m.end()
    return " ".join(runs) if len(runs) > 1 else None


def as_request(question: str, rng: Random) -> str | None:
    """…は何ですか? as people type it who do not ask: as a request, or as the thing itself."""
    asked = _WHAT_IS.fullmatch(question)
    if asked is None:
        return None
    thing, what = asked.groups()
    ways = [f"{thing}は{what}か教えてください。", f"{thing}は？", f"{thing}を知りたい", f"{thing}は{what}？"]
    ways += [f"{thing}を教えてください", f"{thing}"] if not thing.endswith("の") else []
    return rng.choice(ways)


def full_width(question: str) -> str:
    """The question with its digits as a Japanese keyboard may write them."""
    return question.translate(_FULL_WIDTH)


def in_kana(question: str, rng: Random) -> str | None:
    """One word of kanji as it is read, in hiragana."""
    kanji = [
        m for m in morphemes(question) if re.fullmatch("[一-龥々]{2,}", m.surface()) and m.reading_form()
    ]
    if not kanji:
        return None
    word = rng.choice(kanji)
    kana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word.reading_form())
    return question[: word.begin()] + kana + question[word.end() :]
