"""Why a question cannot be answered at all. (That the report is silent is an answer, not an error.)"""

from __future__ import annotations

from errors import AskError


class QuestionProblem(AskError):
    """Base of what can be wrong with a question."""


class QuestionEmpty(QuestionProblem):
    ja = "質問が空です。知りたいことを文で入力してください。"
    en = "The question is empty. Write what you want to know."


class QuestionTooLong(QuestionProblem):
    ja = "質問が長すぎます（{length} 文字）。{limit} 文字以内にしてください。"
    en = "The question is too long ({length} characters). Keep it within {limit}."


class QuestionUnreadable(QuestionProblem):
    ja = "質問に読める文字がありません。知りたいことを文で入力してください。"
    en = "The question has no readable characters. Write what you want to know."


class ModeUnavailable(QuestionProblem):
    ja = "回答の方式「{mode}」は使えません（言語モデルがありません）。quote を指定してください。"
    en = "The mode “{mode}” is not available (there is no language model). Use: quote"


class RecordInvalid(QuestionProblem):
    ja = "{line} 行目の質問レコードが読めません。{reason_ja}"
    en = "The question record on line {line} cannot be read. {reason_en}"


class RecordFieldUnknown(QuestionProblem):
    ja = (
        "{line} 行目の質問レコードにフィールド「{field}」は使えません。使えるのは id, lang, kind, question, history, "
        "answerable, nuggets, forbidden, evidence です。"
    )
    en = (
        "The question record on line {line} cannot have the field “{field}”. Known: id, lang, kind, question, history, "
        "answerable, nuggets, forbidden, evidence."
    )


class WeightsInvalid(QuestionProblem):
    ja = "「{path}」の重みが読めません（{reason}）。リポジトリのファイルに戻してください: git checkout -- answer/weights.json"
    en = "The weights in “{path}” cannot be read ({reason}). Restore the file: git checkout -- answer/weights.json"


class RankerUnloadable(QuestionProblem):
    ja = (
        "並べ替えのモデル「{name}」を読み込めません（{reason}）。RERANK_MODEL に、出力が一つの CrossEncoder の"
        "フォルダーかモデル名を指定するか、空にしてください。"
    )
    en = (
        "The ranking model “{name}” cannot be loaded ({reason}). Set RERANK_MODEL to the folder or the name of a "
        "CrossEncoder with one output, or leave it empty."
    )
