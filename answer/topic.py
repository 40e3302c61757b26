"""What a question is about: its topic without what it asks, the noun a pronoun points at, whether it has a matter.

Knows words, in four languages; no reports and no conversation.
"""

from __future__ import annotations

import re

from answer.countries import countries
from answer.literals import quoted_phrases
from answer.question import QuestionLanguage, language_of
from corpus.morphology import morphemes
from index.analysis import question_words

_ASKING: dict[QuestionLanguage, re.Pattern[str]] = {
    "ja": re.compile(
        r"(?:は|が|を|に|で|の)?(?:何|なに|なん|いつ|どこ|誰|だれ|どの|どれ|どう|なぜ|いくつ|いくら|どんな|どちら|教えて|説明|挙げ|知りたい|述べ|ですか|でしょうか|ありますか|は？|は\?)"
    ),
    "en": re.compile(
        r"^(?:(?:what|who|whom|whose|when|where|why|which|how(?: (?:many|much|long|often))?)\b(?: (?:is|are|was|were|did|does|do|has|have|can|will))?|(?:is|are|was|were|did|does|do|has|have|can|will)\b"
        r"|(?:please )?(?:tell me(?: about)?|describe|explain|list|name|summari[sz]e))\s*",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"\s*(?:은|는|이|가|을|를|의)?\s*(?:무엇|언제|어디|누구|누가|왜|몇|얼마|어떤|어떻게|알려|설명|입니까|인가요)"
    ),
    "zh": re.compile(r"(?:是|有|在|的)*(?:什么|何时|哪|谁|为什么|多少|几|怎么|如何|请|吗|呢)"),
}
#: What only ends a question, behind its asking word.
_ENDS: dict[QuestionLanguage, re.Pattern[str]] = {
    "ko": re.compile(
        r"^ ?(?:번|명|월|일|년|개)?(?:이나)?(?:입니까|인가요|이에요|예요|나요|한가요)$|(?:했습니까|하였습니까|합니까|했나요|하나요|습니까|나요)$"
    ),
    "zh": re.compile("^[个名次人枚年月日号些里儿么]*$|(?:的|了|吗|呢)$"),
}
_AUXILIARY = re.compile(r" (?:did|do|does|has|have|had|is|are|was|were) (?=[A-Z]|the |its |their )")
#: Sudachi parts them from the noun they belong to.
_SUFFIXES = frozenset("者 人 数 国 年 月 日 回 氏 側 等 どこ いつ 誰 だれ なぜ どう どれ 何".split())
_ERAS = frozenset(("令和", "平成", "昭和", "大正", "明治"))
_NOUNS_NEEDED: dict[QuestionLanguage, int] = {"ja": 3, "en": 3, "ko": 3, "zh": 5}
_ENGLISH_LIGHT = frozenset(
    """the a an of in on at to for from by with about and or is are was were be been did do does has have had what who when
    where why which how many much there any more else other others say said happen happened mean after before then
    report reports people soldiers person year month years wounded killed dead injured long often else""".split()
)


def topic_of(question: str) -> str:
    """The question without its asking words: 「北朝鮮兵の規模は何人か」 → 「北朝鮮兵の規模」. Empty when nothing is left."""
    text = question.strip().rstrip("?？。.!！ ")
    language = language_of(text)
    if language == "en":
        # How many soldiers did it send → soldiers it send: for a search, not for a reader of style.
        return _AUXILIARY.sub(" ", _ASKING["en"].sub("", text), count=1).strip()
    match = _ASKING[language].search(text)
    # What opens a question with its asking word has its topic behind it.
    if match and match.start() > 1:
        text = text[: match.start()] + _rest(text[match.end() :], match.group(), language)
    elif match:
        text = text[match.end() :]
    return re.sub(
        r"(?:について|に関して|は|が|を|に|で|の|と|、|,|，|は？|은|는|이|가|을|를|의|的|是)+$",
        "",
        text.strip(),
    ).strip()


def _rest(rest: str, asking: str, language: QuestionLanguage) -> str:
    """What belongs to the topic of what stands behind the asking word: 派遣了(多少)士兵, 푸틴 대통령(은 언제) 북한을 방문(했습니까)."""
    if language == "ja":
        return _done(rest) if asking[0] in "はが" else ""
    return _ENDS[language].sub("", rest) if language in _ENDS else ""


def _done(rest: str) -> str:
    """What is done in the rest of a question, as a noun with の: いつ訪朝しましたか → の訪朝."""
    for m in morphemes(rest):
        part = m.part_of_speech()
        if part[0] == "名詞" and part[2] == "サ変可能":
            return f"の{m.surface()}"
    return ""


def is_bare(question: str) -> bool:
    """Whether a Japanese question only names its topic: 「主な行事は？」「避難所 一覧」, and asks nothing of it."""
    text = question.strip().rstrip("?？。 ")
    named = re.sub("(?:とは|は|について(?:は)?|に関して(?:は)?|の?概要)$", "", text)
    if not named or _ASKING["ja"].search(named) or re.search("[、。]", named):
        return False
    parts = [m.part_of_speech()[0] for m in morphemes(named)]
    return parts[-1] in ("名詞", "接尾辞") and "動詞" not in parts


def owner_and_attribute(topic: str) -> tuple[str, str]:
    """「派遣部隊の規模」 → 派遣部隊, 規模. The first is empty where what stands last is more than a noun."""
    owner, _, attribute = topic.rpartition("の")
    return (owner, attribute) if owner and is_noun(attribute) else ("", topic)


def is_noun(text: str) -> bool:
    """Whether a Japanese text is a noun or a run of them, and asks nothing: 負傷者, 中距離弾道ミサイル; not 誰, その後."""
    parts = [m.part_of_speech() for m in morphemes(text)]
    return bool(parts) and all(p[0] in ("名詞", "接尾辞", "接頭辞") for p in parts)


def asks_by_itself(question: str) -> bool:
    """Whether a Japanese question says what is done: どこで訓練しましたか; not なぜですか, いつから."""
    verbs = [m for m in morphemes(question) if m.part_of_speech()[0] in ("動詞", "名詞")]
    return any(
        m.part_of_speech()[0] == "動詞" or m.part_of_speech()[2] == "サ変可能"
        for m in verbs
        if m.dictionary_form() not in ("教える", "説明", "詳しい")
    )


def noun_with_head(head: str, text: str) -> str | None:
    """The one longer noun in the text that ends with `head`: 条約 → 「包括的戦略的パートナーシップ条約」."""
    quoted = {f"「{p}」" for p in quoted_phrases(text) if p.endswith(head) and p != head}
    if len(quoted) == 1:
        return quoted.pop()
    runs = {run for run in _noun_runs(text) if run.endswith(head) and run != head}
    longest = {run for run in runs if not any(run != other and run in other for other in runs)}
    return longest.pop() if len(longest) == 1 else None


def has_own_matter(text: str, language: QuestionLanguage) -> bool:
    """Whether the text names what it is about, so that it needs no earlier question to be understood.

    A name does, a country, a quoted phrase, or as many content words as a whole question has.
    """
    if quoted_phrases(text) or countries(text):
        return len(_content(text, language)) > 1 or bool(quoted_phrases(text))
    if names_something(text, language):
        return True
    return len(_content(text, language)) >= _NOUNS_NEEDED[language]


def _content(text: str, language: QuestionLanguage) -> list[str]:
    if language == "en":
        return [w for w in re.findall(r"[A-Za-z][A-Za-z-]+", text.lower()) if w not in _ENGLISH_LIGHT]
    if language == "ko":
        return [
            w
            for w in re.findall("[가-힣]{2,}", text)
            if not re.match("무엇|언제|어디|누구|누가|얼마|어떤|어떻게|몇|왜", w)
        ]
    if language == "zh":
        return re.findall(
            "[\u3400-\u9fff]",
            re.sub("什么|何时|哪里|哪些|谁|为什么|多少|怎么|如何|呢|吗|的|了|是|有", "", text),
        )
    return [w for w in question_words(text) if not re.match("[nymd]:", w) and w not in _SUFFIXES]


def names_something(text: str, language: QuestionLanguage) -> bool:
    """Whether a name, a country or a quoted phrase stands in the text."""
    if quoted_phrases(text) or countries(text):
        return True
    if language in ("ja", "zh"):
        # An era is named for its years.
        named = (m.surface() for m in morphemes(text) if m.part_of_speech()[1] == "固有名詞")
        return any(name not in _ERAS for name in named)
    return language == "en" and bool(re.search(r"(?<=[a-z,] )[A-Z][a-z]+", text))


def _noun_runs(text: str) -> list[str]:
    runs: list[str] = []
    run = ""
    for m in morphemes(text):
        part = m.part_of_speech()
        if part[0] in ("名詞", "接尾辞", "接頭辞") and not m.surface().isspace():
            run += m.surface()
        else:
            runs += [run] if run else []
            run = ""
    return runs + ([run] if run else [])
