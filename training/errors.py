"""Why a reader cannot be trained."""

from __future__ import annotations

from errors import AskError


class TrainingProblem(AskError):
    """Base of what can stop a training run."""


class DataMissing(TrainingProblem):
    ja = "「{folder}」に {part} のデータ（jaquad_{part}_*.json）がありません。JaQuAD を取得してそのフォルダーを --data で指定してください。"
    en = "There are no {part} files (jaquad_{part}_*.json) in “{folder}”. Fetch JaQuAD and name its folder with --data."


class DataInvalid(TrainingProblem):
    ja = "「{path}」が SQuAD 形式として読めません（{reason}）。ファイルを取得し直してください。"
    en = "“{path}” cannot be read as SQuAD data ({reason}). Fetch the file again."


class CheckpointMissing(TrainingProblem):
    ja = "「{folder}」に途中経過がありません。--resume なしで始めてください。"
    en = "There is no checkpoint in “{folder}”. Start without --resume."


class CheckpointForeign(TrainingProblem):
    ja = (
        "「{folder}」の途中経過は別の設定（{name}）で作られました。--out に別のフォルダーを指定してください。"
    )
    en = "The checkpoint in “{folder}” was made with another {name}. Name another folder with --out."


class DictionariesMissing(TrainingProblem):
    ja = "外国語の質問を作る辞書（{package}）がありません。pip install -r requirements-training.txt を実行するか、--languages なしで学習してください。"
    en = "A dictionary for questions in other languages is missing ({package}). Run pip install -r requirements-training.txt, or train without --languages."


class ExamplesInvalid(TrainingProblem):
    ja = "「{path}」から問題を読めません（{reason}）。python -m training.ahead で作り直してください。"
    en = "No examples can be read from “{path}” ({reason}). Make them again with python -m training.ahead."


class LinesInvalid(TrainingProblem):
    ja = "「{path}」の {line} 行目が読めません（タブで区切った欄が足りないか、答えがその位置にありません）。その行を直してください。"
    en = "Line {line} of “{path}” cannot be read (a field between tabs is missing, or the answer is not at its place). Mend that line."


class ReportWithoutQuestions(TrainingProblem):
    ja = "「{path}」についての質問がありません。「{file}」に書くか、--reports から外してください。"
    en = "No questions were written for “{path}”. Write them into “{file}”, or leave the report out of --reports."


class ReportOther(TrainingProblem):
    ja = "「{path}」は「{file}」の質問が書かれたファイルと違います（SHA-256 が一致しません）。そのファイルを取得してください。"
    en = "“{path}” is not the file that the questions in “{file}” were written for (its SHA-256 differs). Fetch that file."
