"""Why a report, or a folder of them, cannot be read. Each names the file, what is wrong with it, and the mend."""

from __future__ import annotations

from errors import AskError

#: The formats that are read, for messages.
_READ_JA = "PDF（.pdf）、Word（.docx）、HTML（.html）、テキスト（.txt・.md）"
_READ_EN = "PDF (.pdf), Word (.docx), HTML (.html) or text (.txt, .md)"


class CorpusError(AskError):
    """Base of what can be wrong with reports."""


class FolderMissing(CorpusError):
    ja = "レポートのフォルダー「{path}」がありません。フォルダーを作り、レポート（.pdf・.docx・.html・.txt・.md）を入れてください。"
    en = "The reports folder “{path}” does not exist. Create it and put a report (.pdf, .docx, .html, .txt or .md) into it."


class FileMissing(CorpusError):
    ja = "ファイル「{path}」がありません。場所と名前を確かめてください。"
    en = "The file “{path}” does not exist. Check its place and its name."


class FolderEmpty(CorpusError):
    ja = "「{path}」に読めるレポートがありません。.pdf・.docx・.html・.txt・.md のファイルを入れてください。"
    en = "“{path}” holds no report that can be read. Put a .pdf, .docx, .html, .txt or .md file into it."


class FileUnreadable(CorpusError):
    ja = "「{name}」を開けません（{reason}）。ファイルの場所と読み取り権限を確かめてください。"
    en = "“{name}” cannot be opened ({reason}). Check where it is and that it may be read."


class FileTooLarge(CorpusError):
    ja = "「{name}」は大きすぎます（{size} MB。上限は {limit} MB）。章ごとなどに分けて入れてください。"
    en = "“{name}” is too large ({size} MB; the limit is {limit} MB). Split it, by chapter say, and put the parts in."


class FormatUnsupported(CorpusError):
    ja = f"「{{name}}」の形式には対応していません。{_READ_JA}のどれかに変換してください。"
    en = f"“{{name}}” is of a format that is not supported. Convert it to {_READ_EN}."


class FormatConvertible(CorpusError):
    """A known format that is not read, with the program that turns it into one that is."""

    ja = "「{name}」（{kind_ja}）には対応していません。{need_ja}"
    en = "“{name}” ({kind_en}) is not supported. {need_en}"


class FormatMistaken(CorpusError):
    """The content is of another kind than the name says."""

    ja = "「{name}」の中身は名前の形式ではなく、{kind_ja}のようです。正しい拡張子を付けるか、対応している形式のファイルを入れてください。"
    en = "The content of “{name}” is not what its name says but looks like {kind_en}. Give it the right ending, or put in a file of a supported format."


class EncodingUnreadable(CorpusError):
    ja = "「{name}」の文字コードがわからず、UTF-8 としても読めません（{byte} バイト目）。UTF-8 で保存し直してください。"
    en = "The encoding of “{name}” cannot be told, and it is not UTF-8 (at byte {byte}). Save it again as UTF-8."


class ReportEmpty(CorpusError):
    ja = "「{name}」に本文がありません。中身のあるファイルを入れてください。"
    en = "“{name}” has no text. Put a file with content in its place."


class TextNotProse(CorpusError):
    ja = "「{name}」はテキストではないようです（文字として読めない部分が多すぎます）。テキストのファイルを入れてください。"
    en = "“{name}” does not look like text (too much of it is not characters). Put a text file in its place."


class FileDamaged(CorpusError):
    ja = "「{name}」は壊れているか、途中で切れています（{reason}）。元の場所から取り直すか、作ったソフトで保存し直してください。"
    en = "“{name}” is damaged or cut short ({reason}). Fetch it again, or save it again with the program that made it."


class FileEncrypted(CorpusError):
    ja = "「{name}」はパスワードで保護されています。パスワードを外して保存し直してください。"
    en = "“{name}” is protected by a password. Remove the password and save it again."


class PdfScanned(CorpusError):
    ja = "「{name}」には文字の情報がありません（{pages} ページすべて画像のようです）。文字認識（OCR）をした PDF を入れてください。"
    en = "“{name}” holds no text (its {pages} pages seem to be images). Run character recognition (OCR) on it and put in the result."


class PdfGarbled(CorpusError):
    ja = "「{name}」は文字の対応表が壊れていて、正しく読み取れません（例:「{sample}」）。元の文書から PDF を作り直すか、OCR をした PDF を入れてください。"
    en = "“{name}” has a broken character map and reads as garbage (such as “{sample}”). Make the PDF again from its source, or run OCR on it."


class ArchiveSuspicious(CorpusError):
    ja = "「{name}」は開くと異常に大きくなるため、読みません（{reason}）。Word で開いて保存し直してください。"
    en = "“{name}” would grow beyond all measure when opened, so it is not read ({reason}). Open it in Word and save it again."


class MarkupSuspicious(CorpusError):
    ja = "「{name}」は実体宣言（ENTITY）や異常に深い入れ子を含むため、読みません。ブラウザーや Word で開いて保存し直してください。"
    en = "“{name}” declares entities or nests beyond all measure, so it is not read. Open it in a browser or Word and save it again."


class ParsingExceeded(CorpusError):
    ja = "「{name}」の読み取りが制限（{limit}）を超えたため、中止しました。ファイルを分けるか、作ったソフトで保存し直してください。"
    en = "Reading “{name}” went past its limit ({limit}) and was stopped. Split the file, or save it again with the program that made it."


class ParsingFailed(CorpusError):
    ja = "「{name}」の読み取りが途中で失敗しました（{reason}）。作ったソフトで保存し直すか、別の形式で入れてください。"
    en = "Reading “{name}” failed on the way ({reason}). Save it again with the program that made it, or put it in as another format."
