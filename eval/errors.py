"""Why an evaluation cannot be run, or its results not be used."""

from __future__ import annotations

from errors import AskError


class EvalError(AskError):
    """Base of what can be wrong with question files, thresholds and results."""


class QuestionsMissing(EvalError):
    ja = "「{path}」に質問ファイル（.jsonl）がありません。--questions でファイルを指定してください。"
    en = "“{path}” holds no question file (.jsonl). Name one with --questions."


class QuestionsUnreadable(EvalError):
    ja = "質問ファイル「{path}」を開けません（{reason}）。場所と読み取り権限を確かめてください。"
    en = "The question file “{path}” cannot be opened ({reason}). Check where it is and that it may be read."


class QuestionsEmpty(EvalError):
    ja = "質問ファイル「{name}」に質問がありません。1 行に 1 つ、質問の JSON を書いてください。"
    en = "The question file “{name}” holds no question. Write one question as JSON on each line."


class NamedTwice(EvalError):
    ja = "「{name}」という名前の質問ファイルが 2 つあります。結果を区別できるように、一方の名前を変えてください。"
    en = "Two question files are called “{name}”. Rename one, so that their results can be told apart."


class LineNotUtf8(EvalError):
    ja = "{name} の {line} 行目は UTF-8 として読めません（{byte} バイト目）。UTF-8 で保存し直してください。"
    en = "{name}, line {line}, is not UTF-8 (at byte {byte}). Save the file again as UTF-8."


class LineNotJson(EvalError):
    ja = (
        "{name} の {line} 行目は JSON として読めません（{column} 文字目: {reason}）。その行を直してください。"
    )
    en = "{name}, line {line}, is not JSON (at character {column}: {reason}). Mend that line."


class LineNotRecord(EvalError):
    ja = "{name} の {line} 行目は質問の記録ではありません。{{…}} で囲んだ JSON オブジェクトを書いてください。"
    en = "{name}, line {line}, is not a question record. Write a JSON object in {{…}}."


class FieldUnknown(EvalError):
    ja = "{name} の {line} 行目に知らない項目「{field}」があります。消すか、次のどれかに直してください: {known}"
    en = "{name}, line {line}, has the unknown field “{field}”. Remove it or make it one of: {known}"


class FieldTwice(EvalError):
    ja = "{name} の {line} 行目に項目「{field}」が 2 度あります。一方を消してください。"
    en = "{name}, line {line}, has the field “{field}” twice. Remove one."


class FieldMissing(EvalError):
    ja = "{name} の {line} 行目に項目「{field}」がありません。書き加えてください。"
    en = "{name}, line {line}, lacks the field “{field}”. Add it."


class FieldWrong(EvalError):
    ja = "{name} の {line} 行目の項目「{field}」は使えません。{need_ja}"
    en = "{name}, line {line}: the field “{field}” cannot be used. {need_en}"


class IdTwice(EvalError):
    ja = "{name} の {line} 行目の id「{id}」は {first} 行目と同じです。別の id にしてください。"
    en = "{name}, line {line}: the id “{id}” is that of line {first}. Give it another."


class EvidenceUnlocated(EvalError):
    ja = "{name} の {id}: 根拠の引用「{quote}」がどのレポートにもありません。引用を直すか、レポートを索引に入れてください。"
    en = "{name}, {id}: the evidence “{quote}” is in no report. Mend the quote, or index the report it is from."


class ReportNotIndexed(EvalError):
    ja = "レポート「{report}」は索引にありません。次のどれかを指定してください: {known}"
    en = "The report “{report}” is not in the index. Name one of: {known}"


class ThresholdsUnusable(EvalError):
    ja = "しきい値のファイル {name} は使えません（{place}）。{need_ja}"
    en = "The thresholds in {name} cannot be used ({place}). {need_en}"


class ThresholdsMissing(EvalError):
    ja = "質問ファイル「{set}」のしきい値がありません。{name} に書き加えるか、--gate を外してください。"
    en = "There are no thresholds for the question file “{set}”. Add them to {name}, or leave out --gate."


class ResultsUnreadable(EvalError):
    ja = "結果のファイル「{path}」を読めません（{reason}）。python -m eval --json で作り直してください。"
    en = "The results in “{path}” cannot be read ({reason}). Make them again with python -m eval --json."


class ResultsUnwritable(EvalError):
    ja = "「{path}」に書き込めません（{reason}）。別の場所を指定してください。"
    en = "“{path}” cannot be written ({reason}). Name another place."


class ReadmeUnmarked(EvalError):
    ja = "「{path}」に結果の場所がありません。{start} と {end} の 2 行を、この順に 1 度ずつ書いてください。"
    en = "“{path}” has no place for the results. Write the two lines {start} and {end} into it, once each."
