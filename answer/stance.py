"""How something is said: as a fact, an assessment, an intention, denied, or as somebody's words. In four languages.

Works on segments, stretches of a sentence with a predicate of their own: 「Ａは言及していないが、Ｂは新たな段階に入った」 denies the
first and asserts the second. Knows words, not reports and not answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from sudachipy import Morpheme

from answer.question import QuestionLanguage
from corpus.morphology import morphemes


class Stance(StrEnum):
    """What is more than plain assertion. A quotation is looked for by `is_attributed`."""

    ASSESSED = "assessed"
    INTENDED = "intended"
    DENIED = "denied"


_Patterns = Mapping[QuestionLanguage, re.Pattern[str]]

_ASSESSED: _Patterns = {
    "ja": re.compile(
        "(?:と|とも|うと|ものと|を)?(?:み|見)(?:られ|込ま|て(?:い|お)る)|とみて|と(?:考え|思わ|推測|推定|推察|予想|予測|受け止め)|(?:考え|思わ|推測|推定|推察)(?:られ|れ|さ)"
        "|と(?:も)?され(?:る|て|、|ます|た|$)|うかがわ|うかがえ|想起させ|示唆|おそれ|恐れがあ|可能性|見込|見通し|予想|予測|懸念|だろう|でしょう|であろう"
        "|かもしれ|ようだ|ようで(?:す|あ)|らしい|らしく|はずだ|模様|疑い|疑われ|という(?:。|$)|とのこと|印象付け"
    ),
    "en": re.compile(
        r"\b(?:believed|thought|considered|seen|viewed|regarded|expected|said|reported|reportedly|allegedly|alleged|assumed|presumed"
        r"|presumably|estimated|assess\w*|likely|apparently|apparent|may|might|could|possibl[ey]|possibility|potential(?:ly)?|probabl[ey]"
        r"|appears?|appeared|seems?|seemed|suggest\w*|anticipated|supposed(?:ly)?|judged|indicat\w+|would|impression"
        r"|reminiscent|evok\w+|concern\w*|fear\w*|risk)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        "보인다|보이며|보입|보이는|보여|추정|예상|전망|관측|가능성|듯|우려|알려|추측|것으로|것 같|여겨|간주|생각|한다고 한|라고 한|시사|일 수 있|할 수 있|될 수 있|연상"
    ),
    "zh": re.compile(
        "可能|据认为|认为|预计|預計|估计|被认为|认为|似乎|看来|疑似|推测|据称|据说|恐怕|视为|被视|预期|有望|料将|或许|或将|据信|令人联想|大概|担忧|看作"
    ),
}
_INTENDED: _Patterns = {
    "ja": re.compile(
        "決定|決め|予定|方針|計画|目指|意向|検討|図る|図っ|狙|掲げ|模索|方向|期待|求め|つもり|意思|意図|表明|企図|促|要請|提案"
    ),
    "en": re.compile(
        r"\b(?:decid\w+|decision|plan\w*|intend\w*|intent\w*|aim\w*|seek\w*|sought|propos\w+|policy|consider\w*|hope\w*|expect\w*"
        r"|want\w*|will|goal|purpose|desire\w*|explor\w+|pursu\w+|agreed|commit\w*|call\w*|request\w*|express\w*|express|to)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        "결정|예정|방침|계획|목표|의향|검토|하려|모색|기대|의도|의사|표명|추진|노리|요청|제안|요구"
    ),
    "zh": re.compile(
        "决定|決定|计划|預定|预定|方针|旨在|意向|考虑|打算|寻求|摸索|期待|希望|目标|意图|表明|力图|试图|要求|提议|拟"
    ),
}
_DENIED: _Patterns = {
    "ja": re.compile(
        "な(?:い|かっ|く(?!とも|なっ|なる|なり))|(?:せ|ら|か|さ|わ|れ|え|け|め|て|ま|た|き)ず(?:、|。|に|$|，)|(?<=さ)れず|ません|なし(?:。|、|$)|否定|拒否|拒絶|皆無|ぬ(?:。|$)|にとどま"
    ),
    "en": re.compile(
        r"\b(?:not|no|never|without|neither|nor|none|cannot|lack\w*|absen\w+|fail\w*|refus\w+|den(?:y|ied|ies|ying)|hardly|avoid\w*"
        r"|reject\w*|negative|only|merely|stopped|unclear|few|little)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "ko": re.compile("않|없|못|아니|(?<![가-힣])안 |부정|거부|불참|그치|그쳤|머물|미확인"),
    "zh": re.compile("不|没|沒|未|无(?!人机)|無|否|非(?!洲|常)|缺乏|拒绝|仅|只是|停留"),
}
#: Words with a sign of denial that deny nothing.
_NO_DENIAL: _Patterns = {
    "ja": re.compile(
        "だけで(?:は)?なく|のみならず|だけでない|少なくとも|少なくない|かもしれない|なければならない|に違いない|間違いない|にほかならない|ほかない|までもない|やむを得ない|限らず|問わず"
        "|思わず|絶えず|必ず|まず(?=、)|相変わらず|関わらず|かかわらず"
    ),
    "en": re.compile(
        r"\bnot only\b|\bno longer than\b|\bno less than\b|\bnot just\b|\bno doubt\b|\bnotwithstanding\b",
        re.IGNORECASE,
    ),
    "ko": re.compile("뿐만 아니라|뿐 아니라|틀림없|아니라도|불구하고"),
    "zh": re.compile("不仅|不但|不只|不过|不断|不少|不久|无论|不论|不管|非法|未来|不得不"),
}
_OF: Mapping[Stance, _Patterns] = {
    Stance.ASSESSED: _ASSESSED,
    Stance.INTENDED: _INTENDED,
    Stance.DENIED: _DENIED,
}

_ATTRIBUTED: _Patterns = {
    "ja": re.compile(
        "[「『]|と(?:の(?:認識|立場|見方|考え|見解|声明|談話|主張))|と(?:述べ|評|主張|表明|発言|語|説明|批判|強調|指摘|訴え|呼|位置|定義|規定|称|言|いう|コメント|発表|し(?:た|て|つつ|ている))"
        "|によ(?:ると|れば)|主張|表明|評価|強調|批判"
    ),
    "en": re.compile(
        r"[“\"‘]|\b(?:sa(?:id|ys|ying)|stat\w+|claim\w*|call\w*|describ\w+|according|evaluat\w+|assert\w*|argu\w+|express\w*|refer\w*|label\w*"
        r"|characteri[sz]\w+|declar\w+|announc\w+|comment\w*|emphasi[sz]\w*|critici[sz]\w*|warn\w*|told|insist\w*|defin\w+|urg\w+"
        r"|demand\w*|stress\w*|remark\w*|portray\w*|position\w*|view\w*|regard\w*|apprais\w*|assess\w*|rated?|prais\w+|advocat\w+|redefin\w+)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        '[“"‘「]|라고|다고|다며|라며|밝혔|주장|평가|말했|표현|규정|강조|비판|발표|언급|따르면|정의|표명|호소'
    ),
    "zh": re.compile(
        '[“"「《]|称|稱|表示|说|認為|认为|主张|评价|指出|强调|批评|宣称|声称|定义|规定|据|提出|表明|呼吁|视为'
    ),
}
#: Somebody's intention, claimed in an answer: less than what states one in a report.
_CLAIMED_INTENTION: _Patterns = {
    "ja": re.compile("期待|計画し|意図|目指し|狙っ|狙いで"),
    "en": re.compile(
        r"\b(?:expects?|plans to|planned to|intends?|aims? to|wants?|hopes?|decided|seeks?)\b", re.IGNORECASE
    ),
    "ko": re.compile("기대|계획|의도|하려고|목표로|결정"),
    "zh": re.compile("期待|期望|计划|打算|旨在|希望|企图|意图|决定"),
}
_CAUSES: _Patterns = {
    "ja": re.compile(
        "ため(?=[、。にで]|$)|からで(?:す|ある)|からだ|ので、|理由|原因|(?:背景|契機|きっかけ)(?:に|と|は|が)|のは、(?=[^。]{15})"
    ),
    "en": re.compile(
        r"\b(?:because|due to|owing to|reasons?|as a result|caus\w+|led to|thanks to|therefore|hence)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile("때문|이유|원인|탓에|덕분|따라서"),
    "zh": re.compile("因为|由于|原因|因此|导致|所以"),
}
#: What says a cause in a report: less than what claims one in an answer.
_REPORTED_CAUSE = re.compile(
    "背景|ため|によ(?:り|って|る)|契機|きっかけ|理由|原因|受け|ので|(?:こと|て|た|る|い)から|結果|伴|踏まえ|べく|目的|狙|ねら|影響|効"
)
#: Where a segment ends besides the end of a sentence, other than in Japanese.
_ENDS: Mapping[QuestionLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"[;:]\s+|,\s+(?=(?:but|while|whereas|although|though|yet|and|which|with)\b)|\s+(?=(?:but|while|whereas|although)\b)"
    ),
    "ko": re.compile("(?<=지만)[,\\s]|(?<=으나)[,\\s]|(?<=며)[,\\s]|(?<=고), |(?<=는데)[,\\s]|; "),
    "zh": re.compile("[，；](?=但|而|却|同时|并|且|不过)|；"),
}
#: What ends a Japanese segment whatever stands before it; a row's cells and a note part like sentences.
_STOPS = "。\n\t▶※→⇒；;"
#: Phrases that end like a verb and are none: 〜に対し、〜として、
_PARTICLES = re.compile(
    "(?:として|としては|に対して|に対し|について|において|によって|により|によると|によれば|に関して|に関し|を通じて|に伴い|に際して|に際し|を受けて|をもって|にわたって|とともに|を背景に|に加え|に加えて|をめぐり|をめぐって|に基づき|に向けて|に向け|を含め)$"
)


def segments(text: str, language: QuestionLanguage) -> list[str]:
    """The text cut where one predicate ends and the next begins; at least one segment."""
    plain = unicodedata.normalize("NFKC", text) if language != "ja" else text
    if language != "ja":
        return [piece for piece in _ENDS[language].split(plain) if piece and piece.strip()] or [plain]
    found, start, depth = [], 0, 0
    for at, char in enumerate(plain):
        depth += (char in "「『（(") - (char in "」』）)")
        if (
            char in "、，" + _STOPS
            and depth <= 0
            and (char in _STOPS or _ends_with_predicate(plain[start:at]))
        ):
            found.append(plain[start : at + 1])
            start = at + 1
    found.append(plain[start:])
    return [segment for segment in found if segment.strip(" 。、\n")] or [plain]


def _ends_with_predicate(text: str) -> bool:
    if _PARTICLES.search(text):
        return False
    words = [m for m in morphemes(text[-24:]) if m.part_of_speech()[0] not in ("空白", "補助記号")]
    if not words:
        return False
    part = words[-1].part_of_speech()
    # 迎えるも、
    joins = part[0] == "助詞" and (
        part[1] == "接続助詞" or (words[-1].surface() == "も" and _is_verb(words[-2:-1]))
    )
    noun = (
        part[0] == "名詞"
        and part[2] == "サ変可能"
        and len(words) > 1
        and words[-2].part_of_speech()[0] == "助詞"
    )
    return joins or _is_verb(words[-1:]) or noun


def _is_verb(words: Sequence[Morpheme]) -> bool:
    return bool(words) and words[0].part_of_speech()[0] in ("動詞", "助動詞", "形容詞")


def has_predicate(sentence: str) -> bool:
    """Whether a Japanese sentence says something of something: a verb, an adjective, です, or a noun of doing (〜を決定)."""
    return any(
        m.part_of_speech()[0] in ("動詞", "助動詞", "形容詞", "形状詞") or m.part_of_speech()[2] == "サ変可能"
        for m in morphemes(sentence)
    )


def ends_with_predicate(title: str) -> bool:
    """Whether a title says something (〜への対抗意思を表明), and does not only name what stands under it (派遣規模等)."""
    words = list(morphemes(re.sub("[（(][^（）()]*[）)]|[。\\s]+$", "", title)))
    return bool(words) and (_is_verb(words[-1:]) or words[-1].part_of_speech()[2] == "サ変可能")


def stances(segment: str, language: QuestionLanguage) -> frozenset[Stance]:
    """How the segment is said, by the words in it outside what it quotes."""
    own = re.sub("「[^「」]*」|『[^『』]*』|“[^“”]*”", "「」", segment)
    found = {stance for stance, patterns in _OF.items() if patterns[language].search(own)}
    if Stance.DENIED in found and not _DENIED[language].search(_NO_DENIAL[language].sub(" ", own)):
        found.discard(Stance.DENIED)
    return frozenset(found)


def is_attributed(sentence: str, language: QuestionLanguage) -> bool:
    """Whether the sentence marks something in it as somebody's words, by quotation marks or a word of saying."""
    return bool(_ATTRIBUTED[language].search(sentence))


def claims_intention(sentence: str, language: QuestionLanguage) -> bool:
    """Whether the sentence says what somebody means to do or expects."""
    return bool(_CLAIMED_INTENTION[language].search(sentence))


def claims_cause(sentence: str, language: QuestionLanguage) -> bool:
    """Whether the sentence says why: that one thing comes of another."""
    return bool(_CAUSES[language].search(sentence))


def reports_cause(text: str) -> bool:
    """Whether a report's words hold anything that could be a cause."""
    return bool(_REPORTED_CAUSE.search(text))
