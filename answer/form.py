"""What of a reply is a sentence that could be held against a report: its text without labels and markup, its language.

Knows four languages' scripts; no report.
"""

from __future__ import annotations

import re

from answer.faults import Fault
from answer.orders import gives_orders
from answer.question import QuestionLanguage
from answer.stance import has_predicate

_LABELS = re.compile(r"\s*[\[［【]\s*(?:\d{1,2}\s*[,、]?\s*)+[\]］】]|[(（]\d[)）](?=[。．.])")
_BULLET = re.compile(r"^\s*(?:[-*•・●○]\s+|[-*•・●]|\d{1,2}[.)．）](?:\s+|$)|#+\s+|>+\s*)+")
_ASKS = re.compile(r"[？?]\s*$|(?:ますか|ですか|でしょうか)。?$")
#: What only says that something follows.
_ANNOUNCES = re.compile(
    r"(?:以下|次)の(?:とおり|通り)(?:です|である|となります|になります)?。?$|(?:as follows|the following)[:.]?$|다음과 같(?:습니다|다)[.:]?$|如下[：:。]?$"
)
_MARKUP = re.compile(r"\*\*|__|`+|<[^<>]{0,200}>|!?\[([^\]]*)\]\([^)]*\)|https?://\S+")
_SCRIPT = {"ja": "[\u3041-\u30fa\u3400-\u9fff]", "en": "[A-Za-z]", "ko": "[가-힣]", "zh": "[\u3400-\u9fff]"}
_FOREIGN = {
    "ja": "[가-힣]",
    "en": "[\u3041-\u30fa\u3400-\u9fff가-힣]",
    "ko": "[\u3041-\u30fa\u3400-\u9fff]",
    "zh": "[\u3041-\u3096\u30a1-\u30fa가-힣]",
}
#: The share of another script's characters that a sentence may have: names in Japanese; in Korean none, where kanji
#: amid Hangul are what a small model could not translate.
_FOREIGN_SHARE = {"ja": 0.3, "en": 0.0, "ko": 0.0, "zh": 0.0}
_QUOTED = re.compile('[「『“"《（(][^」』”"》）)]*[」』”"》）)]')
#: Characters, of its script, of the shortest sentence: less says nothing that could be held against anything.
_SHORTEST = {"ja": 6, "en": 12, "ko": 6, "zh": 5}


def form_fault(text: str, language: QuestionLanguage) -> Fault | None:
    """What is wrong with a sentence whatever the report says: no whole sentence, a question, another language, an order."""
    own = len(re.findall(_SCRIPT[language], text))
    if own < _SHORTEST[language] or _ASKS.search(text) or (language == "ja" and not has_predicate(text)):
        return Fault.FRAGMENT
    outside = _QUOTED.sub("", text)
    foreign = len(re.findall(_FOREIGN[language], outside))
    if foreign > _FOREIGN_SHARE[language] * own:
        return Fault.LANGUAGE
    return Fault.ORDER if gives_orders(text) else None


def says_nothing(sentence: str) -> bool:
    """Whether the sentence is a label or a number of a list alone, or only says that something follows."""
    text = cleaned(sentence)
    return not text or bool(_ANNOUNCES.search(text))


def cleaned(sentence: str) -> str:
    """The sentence without citation labels, bullets, markup, tags and addresses."""
    plain = _BULLET.sub("", _MARKUP.sub(r"\1", _LABELS.sub("", sentence)))
    return " ".join(plain.split())
