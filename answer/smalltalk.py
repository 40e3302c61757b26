"""What is said to the assistant and asks nothing of the reports: greetings, thanks, "what can you do", orders.

Told by the whole of an utterance, never by a word in it: 「こんにちは」 is a greeting, 「こんにちはという挨拶の由来は」 a question.
Knows no report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from answer.orders import gives_orders
from answer.question import Question, QuestionLanguage


class Talk(StrEnum):
    """What was said."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABILITY = "ability"
    ORDER = "order"


_WHOLE: Mapping[Talk, str] = {
    Talk.GREETING: r"こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして|初めまして|やあ|どうも|もしもし|よろしく(?:お願いします|お願いいたします)?"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|greetings|nice to meet you|안녕(?:하세요|하십니까)?|반갑습니다|你好|您好|早上好|晚上好|嗨|大家好",
    Talk.THANKS: r"(?:どうも)?ありがと(?:う(?:ございま(?:す|した))?)?|感謝(?:します|いたします)?|助かりま(?:す|した)|お疲れ(?:さま|様)(?:です|でした)?"
    r"|(?:ok(?:ay)?,? )?(?:thanks?|thank you)(?: (?:so much|very much|a lot|you))?|thx|cheers|great|perfect|got it"
    r"|(?:정말 )?(?:감사합니다|고마워(?:요)?|고맙습니다)|谢谢(?:你|您)?|多谢|感谢|非常感谢|了解(?:です|しました)?|わかりました|分かりました|なるほど",
    Talk.FAREWELL: r"さようなら|さよなら|またね|では(?:また|失礼します)|bye|goodbye|see you(?: later)?|good night|안녕히 (?:가세요|계세요)|再见|拜拜|おやすみ(?:なさい)?",
    Talk.ABILITY: r"(?:あなたは|君は|きみは)?(?:何|なに)が(?:できる|出来る|できます|出来ます)(?:の|んです|のです)?か?|(?:あなたは|君は)(?:誰|だれ|何|なに)(?:です|もの|者|なの|ですか)*か?"
    r"|(?:使い方|つかいかた|ヘルプ)(?:は|を教えて(?:ください)?)?|どう(?:やって)?使(?:う|えばいい)(?:の|のです|んです)?か?|自己紹介(?:して(?:ください)?)?"
    r"|what can (?:you|i) (?:do|ask)(?: (?:you|here|for me))?|who are you|what are you|help|how (?:do|can) i use (?:this|you)|how does this work"
    r"|(?:너는|당신은|넌)?\s*(?:무엇을|뭘|뭐를) ?할 수 (?:있(?:어|나요|습니까|어요))|(?:너는|당신은) 누구(?:야|세요|입니까|인가요)|도움말|사용법"
    r"|你(?:能|会|可以)(?:做|干)?(?:什么|些什么|什么呢)|你是谁|(?:怎么|如何)使用|帮助",
}
_TALKS = {talk: re.compile(f"(?:{pattern})", re.IGNORECASE) for talk, pattern in _WHOLE.items()}
_TRIMMED = re.compile(r"[\s!！?？。．.、,，~〜～♪😀-🙏]+")
_SENTENCE = re.compile(r"(?<=[。！？!?\n])\s*|(?<=[.])\s+(?=[A-Z가-힣])")

_LINES: Mapping[Talk, Mapping[QuestionLanguage, str]] = {
    Talk.GREETING: {
        "ja": "こんにちは。レポートについて、知りたいことを聞いてください。",
        "en": "Hello. Ask me anything about the reports.",
        "ko": "안녕하세요. 보고서에 대해 궁금한 것을 물어보세요.",
        "zh": "你好。关于报告，有什么想了解的请随时提问。",
    },
    Talk.THANKS: {
        "ja": "どういたしまして。ほかにも知りたいことがあれば聞いてください。",
        "en": "You are welcome. Ask if there is anything else.",
        "ko": "천만에요. 더 궁금한 것이 있으면 물어보세요.",
        "zh": "不客气。如果还有想了解的，请继续提问。",
    },
    Talk.FAREWELL: {
        "ja": "ありがとうございました。またいつでもどうぞ。",
        "en": "Goodbye. Come back any time.",
        "ko": "감사합니다. 언제든지 다시 오세요.",
        "zh": "再见，欢迎随时再来。",
    },
    Talk.ABILITY: {
        "ja": "入っているレポートについての質問に、本文の記述を引用して答えます。書いていないことには「記載がない」と答えます。節の要約や、前の質問の続きも聞けます。",
        "en": "I answer questions about the reports on hand, with the passages the answers stand on, and say so when a report is silent. "
        "You can also ask for a section's summary, or ask on from an answer.",
        "ko": "등록된 보고서에 대한 질문에 본문을 인용해 답하고, 적혀 있지 않으면 없다고 말합니다. 절의 요약이나 이어지는 질문도 할 수 있습니다.",
        "zh": "我根据已收录的报告回答问题，并引用原文；报告中没有的内容会如实说明。也可以要求概括某一节，或接着上一个问题继续提问。",
    },
    Talk.ORDER: {
        "ja": "その指示には従えません。レポートの内容についての質問に、本文を引用して答えます。",
        "en": "I cannot follow that instruction. I answer questions about the reports, with quotes from them.",
        "ko": "그 지시는 따를 수 없습니다. 보고서 내용에 대한 질문에 본문을 인용해 답합니다.",
        "zh": "我无法执行该指令。我只根据报告内容回答问题，并引用原文。",
    },
}


def talk_of(text: str) -> Talk | None:
    """What the utterance is when it asks nothing of the reports, else None.

    An order beside a question is let go, and the question is asked (`without_orders`).
    """
    plain = _TRIMMED.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    whole = _which(plain)
    parts = [_which(part) for part in plain.split(" ")]
    if whole or (parts and all(parts)):
        return whole or parts[0]
    return Talk.ORDER if gives_orders(text) and not without_orders(text) else None


def _which(text: str) -> Talk | None:
    return next((talk for talk, pattern in _TALKS.items() if pattern.fullmatch(text)), None)


def without_orders(text: str) -> str:
    """The text without its sentences that give orders; empty when nothing is left that could be a question."""
    kept = [part for part in _SENTENCE.split(text) if part and part.strip() and not gives_orders(part)]
    rest = " ".join(kept).strip()
    return rest if len(re.findall(r"\w", rest)) >= 4 else ""


def reply(talk: Talk, question: Question) -> str:
    """The line that answers it, in the question's language."""
    return _LINES[talk][question.language]
