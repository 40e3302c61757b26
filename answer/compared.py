"""What a comparison is about: 「人口は昨年と比べてどう変わったか」 → 「人口」, to be asked of each edition by itself.

No edition says how it differs from another: asked the whole question, a reader rightly finds no answer in either.
Knows words, in four languages; no reports.
"""

from __future__ import annotations

import re

from answer.question import QuestionLanguage

_EDITION = r"(?:(?:令和|平成|昭和)\s*(?:元|\d{1,2})|(?:19|20)\d\d)\s*年?度?\s*版?"
#: What a time or an edition before this one is called.
BEFORE = "昨年|去年|前年|前回|前の年|[一1]年前|これまで|以前|旧版|前版"
_EDITION_JA = rf"(?:{_EDITION}|(?:{BEFORE}|最新|今年|今回|本年)度?の?版?)"
#: With which edition it is compared.
_WITH: dict[QuestionLanguage, str] = {
    "ja": rf"{_EDITION_JA}の?(?:年?報告書?|白書)?(?:から|より|には|では|と|に|で)?の?"
    r"(?:の?間で|比べると|比べて|比較すると|比較して|くらべて|対して)?、?",
    "en": r"\b(?:(?:compared?|differs?|differing|different) )?(?:(?:since|from|to|with|than|between|and|in|over) )*(?:the )?"
    r"(?:last|previous|prior|earlier|latest|newest|this) (?:year|edition|report)(?:'s|’s)?(?: (?:edition|report|white paper))?"
    r"|\b(?:(?:between|from|to|and|in) )+(?:the )?(?:19|20)\d\d(?: (?:edition|report))?",
    "ko": rf"(?:작년|지난해|전년|{_EDITION}(?: ?판)?)(?:과|와|에|보다|도)?(?: ?(?:비교해서?|비해서?|대비))?\s*",
    "zh": rf"(?:与|和|跟|同|比)?(?:去年|上一?年|前一年|上一版|{_EDITION})(?:的)?(?:相比|比较|比)?[，,]?\s*",
}
#: How it is asked what changed: at the end, in English at the beginning too.
_HOW: dict[QuestionLanguage, str] = {
    "ja": r"(?:は|が|を|の|に)?、?(?:どう|どのように|どのような|どんな|何が|どれだけ|どれくらい|どの程度|いくら|何\w)?(?:に)?"
    r"(?:変わ|変化|変更|違|異な|差は|差が|増減|推移)[^、。]*$",
    "en": r"^(?:how (?:much )?(?:did|does|do|has|have|is|are|was|were)|what (?:is|are|was|were) the (?:difference|change)s? (?:in|of|to)"
    r"|what (?:has |have )?changed (?:in|about|with))\s+(?:the )?"
    r"|\s*\b(?:change[ds]?|differ(?:ed|s)?|compared?|develop(?:ed)?)\b[^,]*$",
    "ko": r"(?:은|는|이|가|의|에)?\s*(?:어떻게|무엇이|얼마나|어떤)?\s*(?:바뀌|변했|변화|변하|달라|차이|다른)[^,]*$",
    "zh": r"(?:的)?(?:有什么|有何|有哪些|发生了什么|发生了|怎么|如何|怎样)?(?:变化|变了|不同|区别|差异|差别)[^，。]*$",
}
#: What asks for nothing by itself: "What (changed since last year)?"
_NOTHING = re.compile(r"(?:what|how|何|なに|무엇|什么)?", re.IGNORECASE)
_LEFT = re.compile(r"^[、，,\s]+|(?:[はがをのにとで、，,?？。.\s的]|은|는|이|가|을|를|의)+$")


def compared(question: str, language: QuestionLanguage) -> str:
    """The question without its comparison; as it is where nothing else stands in it."""
    rest = re.sub(_WITH[language], "", question.strip().rstrip("?？。."), flags=re.IGNORECASE)
    rest = re.sub(_HOW[language], "", _LEFT.sub("", rest), flags=re.IGNORECASE)
    rest = _LEFT.sub("", rest).strip()
    return question if _NOTHING.fullmatch(rest) else rest
