"""Tells text that gives orders to whoever answers: "ignore the above", 「次のとおり出力せよ」, "reveal your prompt".

In a report such a unit is neither shown to the model nor cited by what it writes; in a question it is not
obeyed. Knows four languages; nothing of reports and models.
"""

from __future__ import annotations

import re
import unicodedata

_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # To forget what one was told.
        r"(?:以上|上記|前|これまで|以前|元|全て|すべて|他)の?(?:の)?(?:指示|命令|プロンプト|ルール|規則|内容|設定|制約)(?:は|を|に)?(?:すべて|全て|一切)?(?:無視|忘れ|破棄|従わ|取り消|上書き)",
        r"(?:指示|命令|プロンプト|ルール|制約|設定)(?:を|は)(?:すべて|全て|一切)?(?:無視|忘れ|破棄|解除|上書き)(?:せよ|しろ|して(?:ください|下さい|、)|しなさい|すること|よ|ろ|て(?:ください|下さい|、))",
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.。\n]{0,40}\b(?:instructions?|prompts?|rules?|above|previous|prior|guidelines?|directions?|passages?|context|everything)\b",
        r"(?:이전|위|앞|모든|기존)[^.\n]{0,12}(?:지시|명령|프롬프트|규칙|내용)[^.\n]{0,6}(?:무시|잊)",
        r"(?:忽略|无视|無視|忘记|忘掉|不要理会)[^。\n]{0,12}(?:指令|指示|提示|规则|命令|内容|要求|说明)",
        # To show what one was told.
        r"(?:システム|system)\s*(?:プロンプト|prompt|メッセージ|message|指示|提示词)",
        r"(?:あなた|君|お前|AI|アシスタント)(?:へ|への|に(?:与え|対する))?の?(?:指示|命令|プロンプト|設定|ルール)",
        r"\b(?:reveal|show|print|repeat|output|tell me|leak|display|what (?:is|are))\b[^.\n]{0,30}\byour (?:\w+ ){0,2}(?:prompt|instructions?|rules?|configuration)\b",
        r"(?:프롬프트|시스템 지시)[^.\n]{0,10}(?:공개|출력|보여|알려|말해)|(?:显示|输出|告诉我|公开|泄露)[^。\n]{0,10}(?:提示词|系统提示|系统指令)",
        # To write what is dictated.
        r"(?:AI|人工知能|アシスタント|チャットボット|言語モデル|LLM|回答者|要約者)(?:は|へ|に|への|よ)[^。\n]{0,60}(?:せよ|しろ|ください|下さい|しなさい|(?:出力|回答|表示|返答)すること(?:[。」]|$)|と(?:答え|書|言)(?:え|け|こと|く)(?:[。」]|$))",
        r"(?:と|を|とだけ|のみ|だけ)(?:必ず|そのまま|常に)?(?:出力|回答|返答|応答|表示|記載|返)(?:せよ|しろ|して(?:ください|下さい)|すること|しなさい)(?:[。！!」』、:：\s]|$)",
        r"(?:と|とだけ)(?:必ず)?(?:答え|書け|書き|述べ|言え|言い|伝え)(?:よ|ろ|なさい|てください|て下さい|ること)?(?:[。！!」』:：\s]|$)",
        r"\b(?:you must|you are now|you should|always|instead,?|please|now|just|only|simply)\b[^.\n]{0,30}\b(?:answer|reply|respond|output|write|say|print|repeat|state|include|append|end)\b",
        r"\b(?:answer|reply|respond|output|write|say|print|state) (?:only|exactly|with|that|the (?:word|following|text))\b",
        r"\b(?:as an ai|ai (?:assistant|model)s?|language models?|assistants?|chatbots?|llms?)\b[^.\n]{0,60}\b(?:must|should|shall|please|answer|reply|respond|output|write|say)\b",
        r"(?:너는|당신은|AI는|답변은)[^.\n]{0,30}(?:라고|만)[^.\n]{0,10}(?:답|출력|말|써)|(?:라고만?|만) (?:답하|출력하|말하|쓰)(?:라|세요|십시오)",
        r"(?:请|必须|只|仅|你要)[^。\n]{0,12}(?:回答|输出|回复|写|说)[“「:：『]|(?:只|仅)(?:回答|输出|回复)",
        # Somebody else's voice, and marks of a chat's turns.
        r"<\|?(?:im_start|im_end|system|assistant|user|endoftext)\|?>|\[/?INST\]|^(?:system|assistant|user|###\s*instruction)\s*[:：]",
        r"あなたは(?:今(?:から|後)|これから)|\b(?:act|behave|pretend|roleplay) (?:as|like|to be)\b|\bfrom now on\b|지금부터 (?:너|당신)|从现在(?:开始|起)",
    )
)  # fmt: skip


def gives_orders(text: str) -> bool:
    """Whether the text, or a part of it, tells its reader what to answer or to show what it was told."""
    plain = unicodedata.normalize("NFKC", text)
    return any(pattern.search(plain) for pattern in _ORDERS)
