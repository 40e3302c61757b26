"""What a question is: its clean text, its language, what kind of answer it wants, the parts it asks for.

Knows no report and no search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from answer.errors import QuestionEmpty, QuestionTooLong, QuestionUnreadable
from answer.framing import unframed

QuestionLanguage = Literal["ja", "en", "ko", "zh"]
#: Characters. Twice the longest question of the training data, with room for a pasted paragraph.
LONGEST = 2000


class Want(StrEnum):
    """What an answer must hold for the question to be answered."""

    NUMBER = "number"
    DATE = "date"
    REASON = "reason"
    DAY = "day"
    PERSON = "person"
    PLACE = "place"
    SOURCE = "source"
    LIST = "list"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be searched. `parts` are the questions it is made of (itself, when it is one), without what only
    stands around them (`answer.framing`)."""

    text: str
    language: QuestionLanguage
    wants: frozenset[Want]
    parts: tuple[str, ...]


#: Behind these どこ asks for who it is, and not where.
_NO_COMPANY = "".join(
    f"(?<!{name}は)"
    for name in (
        "団体",
        "会社",
        "企業",
        "機関",
        "組織",
        "省庁",
        "業者",
        "メーカー",
        "大学",
        "政党",
        "部署",
        "主体",
        "連盟",
        "協会",
    )
)
_WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    (
        Want.NUMBER,
        re.compile(
            r"何(?:[人名回個発隻機台件社国度割倍位冊枚本頭匹羽軒戸棟組便通票点校円歳才分秒号条%十百千万億ァ-ヺ]"
            r"|[か箇][国所月条年]|世帯|往復|種類|(?:時|日|週|年)間)"
            r"|いくつ|いくら|どれ(?:くらい|ほど|だけ)|どの(?:くらい|程度)"
            r"|(?:人数|回数|件数|規模|総数|割合|数)(?:は|を|$|？)"
            r"|how (?:many|much|old|often)|number of|size of|what (?:percent|share|proportion)|몇|얼마|비율은|多少|几[个名次枚人位件家艘岁]|百分之|幾"
        ),
    ),
    (
        Want.DATE,
        re.compile(
            r"いつ|何[年月日時](?!間)|時期|日付|年月日?|\bwhen\b|what (?:date|day|month|year)|which (?:date|day|month|year)"
            r"|언제|몇 ?[월년일]|何时|什么时候|几[月年日号]|哪[年月天]"
        ),
    ),
    (
        Want.REASON,
        re.compile(
            r"なぜ|何故|どうして|理由|原因|背景|狙い|ねらい|目的|\bwhy\b|reason|because|왜|이유|배경|为什么|為什麼|原因|背景|为何"
        ),
    ),
    (
        Want.DAY,
        re.compile(
            r"何日(?!間)|日付|年月日|what (?:date|day)|which (?:date|day)|며칠|날짜|几[日号]|哪[天日]"
        ),
    ),
    (
        Want.PERSON,
        re.compile(r"誰|だれ|どなた|何者|人物|氏名|姓名|\bwho\b|\bwhom\b|\bwhose\b|누구|누가|谁|誰"),
    ),
    (
        Want.PLACE,
        re.compile(
            rf"{_NO_COMPANY}どこ|何処|どの(?:国|都市|街|町(?!内)|市|村|県|州)|何(?:国|県|市)|どの地|場所|地域|\bwhere\b|(?:which|what) (?:country|city|town|region|prefecture)|어디|어느 (?:나라|도시)|哪里|哪儿|哪个(?:国家|城市)|哪国|哪座"
        ),
    ),
    (
        # What something is made after, or who told of it.
        Want.SOURCE,
        re.compile(
            r"出典|出所|情報源|引用元|典拠|何を(?:材料|もと|元|基)に|何に(?:基づ|もとづ)"
            r"|(?:どこ|どの[^、。]{1,8}|何という[^、。]{1,8}|誰|だれ)(?:の|が|に(?:よる|よって))(?:調査|発表|公表|調べ|資料|統計|データ|まとめ)"
            r"|(?:発表|公表|調査|作成|撮影|提供|集計)(?:元|(?:し(?:た|ている)|された)のは、?(?:どこ|どの|何|誰|だれ))"
            r"|\bsource\b|\bbased on what|\bwhat\b.*\bbased on\b|\bcredit|\bwho (?:published|announced|compiled|released|conducted|took)\b"
            r"|출처|어떤 자료|무엇을 바탕|(?:누가|어디(?:에)?서) (?:발표|조사|공개)|来源|來源|出处|(?:根据|依据)什么|(?:谁|哪[家个][^，。]{0,4})(?:公布|发布|调查|拍摄)"
        ),
    ),
    (
        Want.LIST,
        re.compile(
            r"全て|すべて|全部|一覧|列挙|挙げ|それぞれ|リスト|(?:事例|項目|内容|点|国|動き|出来事|ポイント)(?:には|は)?(?:何|どの|どん)"
            r"|(?:どの|どん)ような(?:もの|事例|項目|点)|何があ|どこどこ|誰と誰|何と何|主な"
            r"|\blist\b|\ball\b|which (?:\w+ ){0,2}(?:countries|conflicts|wars|cases|people|officials)|what are\b"
            r"|모두|목록|나열|哪些|所有|全部|列出"
        ),
    ),
    (
        Want.COMPARISON,
        re.compile(
            r"違い|比べ|比較|対照|差は|どちら|\bcompare|differ|versus|\bvs\b|차이|비교|区别|不同|相比|比较"
        ),
    ),
)
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
#: What Japanese compounds do not hold: 的 and 了 alone say nothing (歴史的背景, 終了時期).
_CHINESE_GRAMMAR = re.compile(
    "[吗呢吧么谁哪这這们个为说对时过还进发关于]|什[么麼]|没有|那[个些]|是(?![正非認])|多少|如何"
)
#: How an English question opens, whatever script the names in it are in. WHO and IS are names.
_ENGLISH_OPENING = re.compile(
    r"\W*(?:[Ww](?:hat|ho|hom|hose|hen|here|hy|hich|as|ere)|[Hh](?:ow|as|ave)|[Ii]s|[Aa]re|[Dd](?:o|oes|id)"
    r"|[Cc](?:an|ould)|[Tt]ell|[Ll]ist|[Nn]ame|[Dd]escribe|[Ee]xplain|[Pp]lease)\s+[A-Za-z]"
)
#: Where one question ends and another begins: at a mark, or at か、また, どこで、いつ.
_BETWEEN = re.compile(
    r"[？?。！!](?=\s*\S)|(?<=か)、(?:また|そして|さらに|それから|加えて)?、?|、(?:また|そして|それから)、?"
    r"|,? and (?=(?:when|where|who|what|how|why)\b)|[,，、](?=(?:以及|并且|그리고))"
)
#: Two things asked for in one breath: 回数と、人数を. Only where both sides ask for a number or a time.
_TOGETHER = re.compile(r"と、|および、?|及び、?")
#: Two questions in one sentence, 町長が来たのは何月で、知事が来たのは何月ですか: only where the second has a subject of its own.
_ASKING = "何|いつ|どこ|誰|だれ|どなた|いくつ|いくら|どれ|どの|どちら|なぜ"
_ASKED_TWICE = re.compile(
    rf"(?<=.{{6}})(?:何[^、。]{{0,4}}|いつ|どこ|誰|だれ|どなた|いくつ|いくら|どれ|どちら)(?:で|であり|です)、(?=(?:(?!{_ASKING}).)*[^の](?:が|は)(?:(?!{_ASKING}).)*(?:{_ASKING}))"
)
_SHORTEST_PART = 6
#: A text of more is no list of questions but a pasted paragraph; each part costs a search of its own.
_MOST_PARTS = 4


def read_question(text: str, titles: Sequence[str] = ()) -> Question:
    """The question in `text`, put to documents of those titles. Raises QuestionEmpty, QuestionUnreadable or QuestionTooLong."""
    if not text.strip():
        raise QuestionEmpty()
    if len(text) > LONGEST:
        raise QuestionTooLong(length=f"{len(text):,}", limit=f"{LONGEST:,}")
    clean = " ".join("".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text).split())
    if not any(c.isalnum() for c in clean):
        raise QuestionUnreadable()
    plain = unicodedata.normalize("NFKC", clean)
    language = language_of(plain)
    return Question(clean, language, _wants(clean), _parts(unframed(clean, language, titles)))


def _wants(text: str) -> frozenset[Want]:
    plain = unicodedata.normalize("NFKC", text).lower()
    return frozenset(want for want, pattern in _WANTS if pattern.search(plain))


def language_of(text: str) -> QuestionLanguage:
    """The language of a question by how it opens, then by its script; Han without kana is Chinese only when
    something says so."""
    if _ENGLISH_OPENING.match(text):
        return "en"
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return "zh" if _CHINESE_GRAMMAR.search(text) or not _in_japanese_charset(text) else "ja"
    return "en" if _LATIN.search(text) else "ja"


def _in_japanese_charset(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _parts(text: str) -> tuple[str, ...]:
    """The questions in a text, or the text; a piece too short to be one goes with the one before."""
    pieces: list[str] = []
    for piece in (half for whole in _BETWEEN.split(text) for half in _halves(whole)):
        piece = piece.strip(" 、,。？?")
        if pieces and len(piece) < _SHORTEST_PART:
            pieces[-1] += " " + piece
        elif piece:
            pieces.append(piece)
    return tuple(pieces) if 1 < len(pieces) <= _MOST_PARTS else (text,)


def _halves(text: str) -> tuple[str, ...]:
    countable = {Want.NUMBER, Want.DATE}
    for at in _TOGETHER.finditer(text):
        halves = (text[: at.start()], text[at.end() :])
        if all(_wants(half) & countable for half in halves):
            return halves
    twice = _ASKED_TWICE.search(text)
    return (text[: twice.end() - 1], text[twice.end() :]) if twice else (text,)
