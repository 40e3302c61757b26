"""What in a text shows that it could answer: a number, a date, a name. Knows no question but what it wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from answer.question import Want
from corpus.morphology import morphemes
from index.quantities import quantities

_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千][人名回個か社国発件隻機台年月日つ倍割]")
_REASONS = re.compile(
    "ため|から|ので|により|によって|契機|背景|理由|原因|要因|目的|狙い|得た|加え|こと(?:による|がある)|べく|を受け[、てた]|を踏まえ|に伴[いう]"
)
_SOURCE = re.compile(
    "出典|出所|資料|に基づ|[をが](?:基|もと|元)に|発表|公表|調べ|調査|作成|提供|撮影|集計|によると|によれば|まとめ|ウェブサイト|HP"
)
#: Offices and forms of address stand for a person whose name is not given. Of the words that end in 長 or 相 some name none.
_OFFICE = re.compile(
    "(?<![成延増身助特全年冗膨最消波生])長(?![\u3400-\u9fffいくさしすめ])|(?<![真様手世諸位実])相(?![互談当違対関次応乗撲続場手性殺])"
    "|長官|次官|高官|氏(?!名)|知事|大臣|委員(?!会)|大統領|主席|書記|司令|代表(?![的作例])|教授|議員|大使(?!館)|首脳|公使|総理|国王|女史"
)


#: Counters that may stand for one another; any other stands for itself.
_SAME_COUNTER = ("人名", "回度次", "歳才", "個つ", "台両", "社軒", "カヵケヶか箇ヶ")
_COUNTED = re.compile(
    r"何[十百千万億]*(世帯|種類|往復|時間|週間|年間|か月|カ月|ヶ月|か国|カ国|か所|カ所|箇所|パーセント|ポイント|キロ|メートル|トン|[人名回度次個発隻機台件社国割倍位冊枚本頭匹羽軒戸棟組便票点校円歳才分秒%階段号条番])(?!か(?:の|ら))"
)
_MONEY_ASKED = re.compile(
    "いくら|何[十百千万億]*円|費用は|金額|予算額"
    r"|how much (?:money|funding|\w+ (?:cost|pa(?:y|id)|spen[dt]))|how much (?:do|does|did|was|were|is|will)\b.*\b(?:cost|paid|pay|spen[dt]|charged?)\b|\b(?:cost|budget|price|salary) of"
    "|(?:비용|금액|예산|요금|보수|가격|수수료)[은는이가]? ?(?:총 ?)?얼마|얼마[를나] ?(?:들|쓰|썼|지출|지급)|몇 ?(?:억 ?|만 ?)?(?:원|엔|달러)"
    "|多少(?:钱|錢|[万亿]?(?:日元|美元|元|日圓))|(?:费用|金额|预算|价格|薪酬|費用|金額)(?:是|为|為)?多少",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[0-9一二三四五六七八九十百千万億兆] ?(?:円|ドル|ユーロ|ポンド|元|ウォン|ルーブル|フラン)"
)
#: A name, or who holds an office: another office is no answer to that.
_NAME_ASKED = re.compile(
    "氏名|姓名|名前|何という(?:人|者|方)|誰の名"
    "|(?:[長官相]|知事|大臣|大統領|主席|書記|司令|代表|教授|議員|大使|総理|国王)(?:は|って)、?(?:誰|だれ|どなた)(?!と|に|を|から)"
    r"|\bwho (?:is|was|are|were) the\b|(?:장|관|상|대통령|주석|서기|대표|총리|대사)[은는] ?누구(?![와에를])|是谁|谁是|是誰|誰是",
    re.IGNORECASE,
)
#: What is counted in other languages, by the counters it has in Japanese.
_COUNTED_ABROAD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), counters)
    for asked, counters in (
        (
            r"how many (?:\w+ ){0,3}(?:people|persons?|soldiers|troops|men|women|students|members|employees)\b|몇 ?(?:명|사람)|[几多][少]?(?:人|名|位)",
            "人名",
        ),
        (r"how many times|how often|몇 ?(?:회|번|차례)|[几多]少?次", "回度次"),
        (
            r"what (?:percent|share|proportion)|how many percent|몇 ?(?:%|퍼센트|프로)|비율은|百分之|(?:比例|占比|比率)(?:是|为|為)?多少",
            "%割％",
        ),
        (r"how many (?:\w+ )?countries|몇 ?(?:개 ?국|나라)|[几多]少?个国家|幾個國家", "国"),
        (r"how many (?:\w+ )?(?:companies|firms)|몇 ?(?:개 ?)?(?:회사|기업|사)|[几多]少?家", "社"),
        (r"how many (?:\w+ )?(?:cases|complaints|incidents|contracts)|몇 ?건|[几多]少?件", "件"),
        (r"how old|몇 ?(?:살|세)|[几多]少?岁|多大年", "歳才"),
        (r"how many (?:\w+ )?missiles|몇 ?(?:발|기)|[几多]少?[枚发]", "発基回"),
        (r"how many (?:\w+ )?ships|몇 ?척|[几多]少?艘", "隻"),
    )
)
_DIGIT = r"[0-9〇一二三四五六七八九十百千万億兆数]"


def unmet(wants: Collection[Want], text: str, question: str) -> float:
    """The share of what `question` wants of which `text` shows no sign; 0 when nothing is that has one.

    A name that stands in the question is no sign of an answer, nor is a number of other things than those counted.
    """
    signs = [_SIGNS[want](text, question) for want in wants if want in _SIGNS]
    return 1 - sum(signs) / len(signs) if signs else 0.0


def tells_source(text: str) -> bool:
    """Whether the text tells what something is made after or who told of it: 「…を基に作成」, 「…発表」."""
    return bool(_SOURCE.search(text))


def _number(text: str, question: str) -> bool:
    plain = unicodedata.normalize("NFKC", question)
    if _MONEY_ASKED.search(plain):
        return bool(_MONEY.search(text))
    counted = _COUNTED.search(plain)
    if counted is None:
        counters = next((found for asked, found in _COUNTED_ABROAD if asked.search(plain)), None)
        if counters is None:
            return bool(_NUMBER.search(text))
        return bool(
            re.search(rf"{_DIGIT}\s?(?:か|カ|ヵ|ヶ|箇)?[{counters}]", unicodedata.normalize("NFKC", text))
        )
    counter = counted.group(1)
    alike = next((same for same in _SAME_COUNTER if counter[0] in same), counter[0])
    rest = re.escape(counter[1:])
    return bool(re.search(rf"{_DIGIT}\s?[{re.escape(alike)}]{rest}", unicodedata.normalize("NFKC", text)))


def _person(text: str, question: str) -> bool:
    if _new_names(text, question, "人名"):
        return True
    return not _NAME_ASKED.search(question) and bool(_OFFICE.search(text))


def _new_names(text: str, question: str, kind: str) -> bool:
    """Whether the text names a person (人名) or a place (地名), by Sudachi's parts of speech, that the question does not."""
    # Of whatever kind: alone in a question, 松本 may be read as the town.
    known = {name for name, _ in _named(question)}
    return any(of_kind == kind and name not in known for name, of_kind in _named(text))


@lru_cache(maxsize=8192)
def _named(text: str) -> frozenset[tuple[str, str]]:
    parts = ((m.normalized_form(), m.part_of_speech()) for m in morphemes(text))
    return frozenset((form, part[2]) for form, part in parts if part[1] == "固有名詞")


_SIGNS: Mapping[Want, Callable[[str, str], bool]] = {
    Want.NUMBER: _number,
    Want.DATE: lambda text, _: any(q[0] in "ymd" for q in quantities(text)),
    Want.DAY: lambda text, _: any(q[0] == "d" for q in quantities(text)),
    Want.SOURCE: lambda text, _: tells_source(text),
    Want.REASON: lambda text, _: bool(_REASONS.search(text)),
    Want.PERSON: _person,
    Want.PLACE: lambda text, question: _new_names(text, question, "地名"),
}
