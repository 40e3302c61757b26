"""Why a report, or a folder of them, cannot be read."""

from __future__ import annotations

from errors import AskError


class CorpusError(AskError):
    """Base of what can be wrong with reports."""


class FolderMissing(CorpusError):
    ja = "レポートのフォルダー「{path}」がありません。フォルダーを作り、レポート（.txt または .md）を入れてください。"
    en = "The reports folder “{path}” does not exist. Create it and put a report (.txt or .md) into it."


class FileMissing(CorpusError):
    ja = "ファイル「{path}」がありません。場所と名前を確かめてください。"
    en = "The file “{path}” does not exist. Check its place and its name."


class FolderEmpty(CorpusError):
    ja = "「{path}」に読めるレポートがありません。.txt または .md のファイルを入れてください。"
    en = "“{path}” holds no report that can be read. Put a .txt or .md file into it."


class FormatUnsupported(CorpusError):
    ja = "「{name}」の形式には対応していません。テキスト（.txt）か Markdown（.md）に変換してください。"
    en = "“{name}” is of a format that is not supported. Convert it to text (.txt) or Markdown (.md)."


class FileUnreadable(CorpusError):
    ja = "「{name}」を開けません（{reason}）。ファイルの場所と読み取り権限を確かめてください。"
    en = "“{name}” cannot be opened ({reason}). Check where it is and that it may be read."


class EncodingUnreadable(CorpusError):
    ja = "「{name}」は UTF-8 として読めません（{byte} バイト目）。UTF-8 で保存し直してください。"
    en = "“{name}” is not UTF-8 (at byte {byte}). Save it again as UTF-8."


class ReportEmpty(CorpusError):
    ja = "「{name}」に本文がありません。中身のあるファイルを入れてください。"
    en = "“{name}” has no text. Put a file with content in its place."


class TextNotProse(CorpusError):
    ja = "「{name}」はテキストではないようです（文字として読めない部分が多すぎます）。テキストのファイルを入れてください。"
    en = "“{name}” does not look like text (too much of it is not characters). Put a text file in its place."
