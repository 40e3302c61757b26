"""The sentences the program itself says in an answer, in the languages of questions."""

from __future__ import annotations

from collections.abc import Sequence

from answer.question import QuestionLanguage

_SILENT: dict[QuestionLanguage, str] = {
    "ja": "このレポートには、質問の答えとなる記述が見つかりませんでした。",
    "en": "The report does not seem to answer this question.",
    "ko": "이 보고서에서 질문에 대한 답을 찾지 못했습니다.",
    "zh": "在这份报告中没有找到能回答该问题的内容。",
}
_NEAREST: dict[QuestionLanguage, str] = {
    "ja": "近い内容の節: {sections}",
    "en": "Nearest sections: {sections}",
    "ko": "가까운 내용의 절: {sections}",
    "zh": "内容相近的章节: {sections}",
}
_ABOUT: dict[str, str] = {"ja": "{title}は？", "en": "What does the report say about “{title}”?"}


def silent(language: QuestionLanguage, nearest: Sequence[tuple[str, ...]]) -> str:
    """That the report is silent, and where to look instead."""
    sections = " / ".join(
        f"「{path[-1]}」" if language in ("ja", "zh") else f"“{path[-1]}”" for path in nearest
    )
    return _SILENT[language] + (f" {_NEAREST[language].format(sections=sections)}" if nearest else "")


def about(title: str, language: str) -> str:
    """A question about what stands under a title."""
    return _ABOUT["en" if language == "en" else "ja"].format(title=title)
