"""Makes a question that goes on from an earlier one stand by itself: それ, 「では2023年は？」, "and after that?".

By rules, in four languages; no model is asked. A question goes on when it says so (では, and, 那么), when
it points back (その, it, 这), or when it is too bare to be one by itself. Then what it replaces is put into the earlier
question (2023年 for 2024年), or its topic is put before it. A question that names its own matter is left
alone, so that a change of topic does not drag the old one along. Knows no report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from answer.countries import countries
from answer.question import Question, QuestionLanguage, language_of
from answer.topic import (
    asks_by_itself,
    has_own_matter,
    is_noun,
    names_something,
    noun_with_head,
    owner_and_attribute,
    topic_of,
)

_GOES_ON: Mapping[QuestionLanguage, re.Pattern[str]] = {
    "ja": re.compile(
        r"^(?:では|じゃあ?|それでは|それじゃあ?|そして|また|さらに|ちなみに|あと|次に|一方|なら)[、,\s]*"
    ),
    "en": re.compile(
        r"^(?:and|so|then|but|also|ok(?:ay)?|what about|how about|and what about|what of)\b[,\s]*",
        re.IGNORECASE,
    ),
    "ko": re.compile(r"^(?:그럼|그러면|그렇다면|그리고|또|또한)[,\s]*"),
    "zh": re.compile(r"^(?:那么|那|然后|还有|另外|而且|此外)(?![个些里时种])[，,\s]*"),
}
_POINTS_BACK: Mapping[QuestionLanguage, re.Pattern[str]] = {
    "ja": re.compile(
        r"それ(?:ら|は|が|を|に|で|の|と|から|以外|以降|ぞれ(?!の))|そ(?:の|こ|んな|う(?:した|いう))(?![のう])|これ(?:ら|は|が|を|に|の)|こ(?:の(?!レポート|報告|文書|資料)|うした)|彼(?:ら|は|が|の|女)?|同(?:国|氏|条約|日|月|年|書記|大統領)|当時|(?:その|この)(?:後|前|ほか|他)|前者|後者|ほかに(?:は|も)?|他に(?:は|も)"
    ),
    "en": re.compile(
        r"\b(?:it|its|they|them|their|he|him|his|she|her|this(?! report)|that(?= (?:treaty|year|month|time|country|person|case|one|meeting|visit|agreement)|\?|$)|those|these|there(?= \?|\?|$)|the same|one|ones|others?|else)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"그것|그(?: |는|가|의|들|녀|때|곳|중|밖|외|후|이후)|이(?:것|들은)|해당|거기|당시|이 (?!보고서)"
    ),
    "zh": re.compile(
        r"它们?|他们?|她们?|其(?!他报告|中心)|这(?!份报告|个报告)|那(?:个|些|里|时|次)|该|此(?!外)|当时|前者|后者|还有呢|其他的?呢"
    ),
}
#: A question of nothing but what it asks with, or of one phrase: 「負傷者は？」「なぜ？」 "When?" "And in 2023?"
_BARE: Mapping[QuestionLanguage, re.Pattern[str]] = {
    "ja": re.compile(
        r"^(?:[^、。は]{1,14}(?:は|について|の場合|に関して)|(?:なぜ|いつ|どこで?|誰(?:が|と)?|何(?:人|回|月|年|のため)?|どうして|どのように|理由|目的|詳しく|もっと詳しく|具体的に)(?:です|は|に|を)?(?:か|教えて(?:ください)?|説明して(?:ください)?)?)[？?。]*$"
    ),
    "en": re.compile(
        r"^(?:(?:in|on|at|for|from|by|about|after|before|with|to) )?(?:\S+ ?){1,4}\?*$", re.IGNORECASE
    ),
    "ko": re.compile(
        r"^\S{1,10}(?:\s\S{1,8})?(?:은|는|이|가|의 경우)(?:요)?[?？]*$|^(?:왜|언제|어디서?|누가|몇 (?:명|월|번))\S{0,8}[?？]*$"
    ),
    "zh": re.compile(
        r"^[^，。]{1,10}(?:呢|的呢)[？?]*$|^(?:为什么|什么时候|何时|在哪里|谁|多少人?|几(?:月|年|次))[？?]*$"
    ),
}
_ABOUT: Mapping[QuestionLanguage, str] = {
    "ja": "{topic}について、{question}", "en": "Regarding {topic}: {question}", "ko": "{topic}에 대해, {question}", "zh": "关于{topic}，{question}",
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d(?: ?[年년])?|(?:令和|平成|昭和)(?:元|\d{1,2})年")
#: A month, with its day where one is named.
_MONTH = re.compile(
    r"(?<!\d)(?:1[0-2]|[1-9]) ?[月월](?: ?\d{1,2} ?[日号일])?|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_ITS = re.compile("(?:その|この)(?!後|前|ほか|他|レポート|報告|うち)")
_IT = re.compile("(?:それ|これ)(?=[はがをにでのと]|から)(?!のう)")
#: 第4条には…: of the treaty spoken of.
_ITS_PART = re.compile(r"第 ?[0-9０-９一二三四五六七八九十]+ ?[条項章節](?![約])")
_SUBJECT = re.compile("([^、。はが]{1,12})[はが]")
#: What is asked of a thing by its name: no part of what one goes on to ask something else of.
_MEASURE = re.compile(
    "名前|名称|氏名|正式名称|規模|[人回件総]?数|割合|比率|[^の]{0,6}率|時期|日付|金額|総額|場所|理由|目的|内容|種類|題名"
)
_COUNTRY_LONGEST = 24


def standalone(question: Question, history: Sequence[tuple[str, str]]) -> str:
    """The question as it can be searched by itself; its own text where it stands alone already.

    `history` are the earlier turns, oldest first, as (question, answer).
    """
    if not history or not _is_followup(question):
        return question.text
    earlier = _resolved(history)
    bare = _GOES_ON[question.language].sub("", question.text).strip() or question.text
    return (
        _replaced(bare, earlier, question)
        or _pointed(bare, earlier, history[-1][1], question)
        or _about(bare, earlier, question)
    )


def _resolved(history: Sequence[tuple[str, str]]) -> str:
    """The last earlier question, itself made to stand alone."""
    earlier = ""
    done: list[tuple[str, str]] = []
    for text, answer in history[-3:]:
        asked = Question(text.strip(), language_of(text), frozenset(), (text,))
        earlier = standalone(asked, done)
        done = [(earlier, answer)]
    return earlier


def _is_followup(question: Question) -> bool:
    text, language = question.text, question.language
    bare = _GOES_ON[language].sub("", text).strip()
    if _POINTS_BACK[language].search(bare) or (language == "ja" and _ITS_PART.match(bare)):
        return True
    if _BARE[language].match(bare) and (bare != text or not has_own_matter(bare, language)):
        return True
    # "And how many were wounded?" goes on; "Now, what did the minister of X say about Y?" does not.
    return not (names_something if bare != text else has_own_matter)(bare, language)


def _replaced(bare: str, earlier: str, question: Question) -> str | None:
    """The earlier question with the one thing replaced that the bare phrase names: a year, a month, a country."""
    if not _BARE[question.language].match(bare):
        return None
    for pattern in (_YEAR, _MONTH):
        new, old = pattern.findall(bare), pattern.findall(earlier)
        if len(new) == 1 and old:
            return pattern.sub(new[0], earlier, count=1)
    new_countries, old_countries = countries(bare), countries(earlier)
    if len(new_countries) == 1 and old_countries and not new_countries & old_countries:
        return _country_replaced(bare, earlier)
    return None


def _country_replaced(bare: str, earlier: str) -> str | None:
    new, old = _country_name(bare), _country_name(earlier, last=True)
    # 「ロシアは？」 goes on from what another country did: 「中国は日米の動きに…」.
    doers = [name for name in _country_names(earlier) if re.search(f"{re.escape(name)}[はが]", earlier)]
    if re.search(r"[はが][？?]*$", bare) and doers:
        old = doers[0]
    return earlier.replace(old, new, 1) if new and old else None


def _country_name(text: str, last: bool = False) -> str | None:
    """The words that name one country, the last or the first in the text."""
    found = _country_names(text)
    return (found[-1] if last else found[0]) if found else None


def _country_names(text: str) -> list[str]:
    found: list[str] = []
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + _COUNTRY_LONGEST), start, -1)
        name = next(
            (text[start:end] for end in ends if countries(text[start:end]) and not _tighter(text[start:end])),
            None,
        )
        if name:
            found.append(name)
        start += len(name) if name else 1
    return found


def _tighter(text: str) -> bool:
    return bool(countries(text[1:]) or countries(text[:-1]))


def _pointed(bare: str, earlier: str, answer: str, question: Question) -> str | None:
    """その条約 → the treaty that the earlier question or its answer names, where they name one."""
    if question.language != "ja":
        return None
    pointing = re.search(r"(?:その|この|同)([\u3400-\u9fff々ァ-ヺー]{1,8})", bare)
    if pointing is None:
        return None
    head = pointing.group(1)
    for length in range(len(head), 0, -1):
        found = noun_with_head(head[:length], earlier) or noun_with_head(head[:length], answer)
        if found:
            start = pointing.start()
            return bare[:start] + found + bare[start + len(pointing.group()) - len(head) + length :]
    return None


def _about(bare: str, earlier: str, question: Question) -> str:
    topic = topic_of(earlier)
    if question.language == "ja" and topic:
        return _about_in_japanese(bare, topic)
    return _ABOUT[question.language].format(topic=topic, question=bare) if topic else bare


def _about_in_japanese(bare: str, topic: str) -> str:
    # 北朝鮮は日米韓の動き(をどう…): what それ points at is the thing, not who does something to it.
    thing = re.split("は(?=.{2})", topic)[-1]
    placed = _ITS.sub(f"{topic}の", _IT.sub(thing, bare))
    if placed != bare:
        return placed
    owner, measure = owner_and_attribute(topic)
    if _ITS_PART.match(bare):
        return f"{owner if _MEASURE.fullmatch(measure) else topic}の{bare}"
    subject = _SUBJECT.match(bare)
    # 北朝鮮兵の規模は？ – 戦死者は何人か: of the same, another thing.
    if owner and subject and is_noun(subject.group(1)):
        return f"{owner}の{bare}"
    if owner and _MEASURE.fullmatch(measure) and asks_by_itself(bare):
        topic = owner
    return _ABOUT["ja"].format(topic=topic, question=bare)
