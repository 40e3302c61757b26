"""What stands around a question and asks nothing: 「この白書によると、…か確認したいのですが」 asks what … is.

The reader learned from bare questions and takes one that speaks of "this report" for a question about another
thing (eval/LOG.md). Knows no report but the titles it is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DOCUMENT = "報告書|年次報告|レポート|白書|青書|文書|資料|ドキュメント|冊子|特集|文章|本文"
_EDITION = r"(?:(?:19|20)\d\d|(?:令和|平成)(?:\d+|元))年?(?:度)?(?:版)?の?"
_THIS = rf"(?:この|本|当|同|今回の|上記の|添付の|手元の|こちらの|最新の|最新版の|{_EDITION})?"
#: Where what is asked stands in it. By itself で is a means, which nothing else in a question about reports is.
_IN_IT = (
    r"(?:の?(?:中|なか|内|本文|記述|記載|内容))?"
    r"(?:で(?:[はの](?![きあすな])|(?![はのきあすな]))|に(?:よると|よれば|よりますと|おいて(?:は)?|おける|は)"
    r"|に(?:書かれ|記載され|記され|載っ|出)て(?:いる|くる)|から|上(?:で)?(?:は)?(?=[、,]))"
    r"[、,]?\s*"
)
_OPENING = {
    "ja": rf"(?:^|(?<=[。、？！?!\s])){_THIS}(?:{{titles}}{_DOCUMENT}){_IN_IT}",
    "en": r"^(?:according to|based on|in|per) (?:the|this) (?:\w+ ){0,3}(?:report|document|paper|text)\s*,?\s*",
    "ko": r"^(?:이|본|해당)?\s*(?:보고서|문서|백서|자료)(?:에 따르면|에 의하면|에서는|에서|상)\s*,?\s*",
    "zh": r"^(?:(?:根据|按照|依据|据)(?:这份|该|本|此)?(?:报告|文件|白皮书|资料|報告)(?:中|里)?[，,]?|(?:这份|该|本|此)?(?:报告|文件|白皮书|资料|報告)(?:中|里|内)(?:的内容)?[，,]?)\s*",
}
_CLOSING = {
    "en": r",?\s*(?:according to|in) (?:the|this) (?:\w+ ){0,3}(?:report|document|paper)\s*(?=[?.]*$)",
}
_COURTESY = re.compile(
    r"(?:^|(?<=[。！!？?\s]))(?:(?:いつも)?お世話になって(?:い|お)ります|こんにちは|失礼(?:いた)?します|すみません(?:が)?"
    r"|(?:どうぞ)?(?:よろしく)?お願い(?:いた)?(?:し|致し)ます|質問(?:です|があります|させてください)|ありがとうございます"
    r"|(?:次|以下)の(?:点|こと|件|質問)(?:を|について)[^。、]{0,12}|教えて(?:ください|下さい))[。、！!]?\s*"
)
_PLEASE = (
    r"(?:教えて|おしえて|答えて|調べて|示して|述べて|確認して|説明して)"
    r"(?:ください(?:ませんか)?|下さい|ほしい(?:です)?|欲しい(?:です)?|くれ(?:ます|ません)?か?|もらえ(?:ます|ません)か|いただけ(?:ます|ません)か|よ|ね)?"
    r"|(?:知り|確認し|調べ|確かめ|聞き|伺い)たい(?:(?:の|ん)?(?:です|だ)(?:が|けど|けれど)?)?"
    r"|(?:答え|述べ|説明せ|示せ|説明し)(?:よ|なさい)?"
    r"|(?:分か|わか)(?:り|る|れば)(?:ます)?(?:か)?"
)
#: …は誰か教えてください → …は誰か. Without the か before it, it may be all that asks.
_TOLD = re.compile(rf"(?<=か)(?:を|が|、)?(?:{_PLEASE})[。．.？?！!]*$")
_ASKED_FOR = re.compile(r"を(?:教えて|知りたい)(?:ください|下さい|です|のですが|んですが)?[。．.？?！!]*$")
#: どこで開かれたと書かれていますか → どこで開かれたか.
_SAID = re.compile(
    r"(?P<asks>(?:何|なに|誰|だれ|どこ|いつ|いくつ|いくら|どう|どの|どれ|なぜ).*?)(?:だ|である)?"
    r"と(?:書かれ|述べられ|記され|記載され|説明され|紹介され|報告され)て"
    r"(?:いる|います|いた|いました|ある|あります)(?:の|ん)?(?:です|でしょう)?か?[。？?]*$"
)
#: What is left then asks what the report holds.
_OF_THE_WHOLE = re.compile(r"(?:何|なに|どんな|どのような).{0,6}(?:書|記載|載|述べ|触れ|説明|取り上げ|扱)")
_SHORTEST = 4


def unframed(text: str, language: str, titles: Sequence[str] = ()) -> str:
    """The question without courtesies, without where its answer is to be looked for (in the report, or in one of
    those titles) and without the asking to be told; the text as it is where nothing is left."""
    asked = _COURTESY.sub("", text) if language == "ja" else text
    asked = _without_document(asked, language, titles)
    if language == "ja":
        asked = _SAID.sub(r"\g<asks>か", _ASKED_FOR.sub("は？", _TOLD.sub("", asked)))
    asked = asked.strip(" 、,")
    return asked if len(asked) >= _SHORTEST else text


def _without_document(text: str, language: str, titles: Sequence[str]) -> str:
    opening = _OPENING.get(language, "$^")
    if language == "ja":
        named = sorted({re.escape(name) for title in titles for name in _names(title)}, key=len, reverse=True)
        opening = opening.replace("{titles}", "".join(f"{name}|" for name in named))
    left = re.sub(opening, "", text, flags=re.IGNORECASE)
    if closing := _CLOSING.get(language):
        left = re.sub(closing, "", left, flags=re.IGNORECASE)
    return text if _OF_THE_WHOLE.match(left) or len(left) < _SHORTEST else left


def _names(title: str) -> list[str]:
    """How a document is called in a question: by its title, with the edition or without."""
    plain = unicodedata.normalize("NFKC", title).strip()
    bare = re.sub(_EDITION, "", plain).strip(" 　()（）版年度")
    return [name for name in (plain, bare) if len(name) > 1]
