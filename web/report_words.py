"""The words of the Reports tab, in Japanese and English. Knows nothing of HTML. Braces are for `str.format`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from errors import Language
from index.progress import Stage


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The tab's words in one language."""

    chat: str
    reports: str
    heading: str
    add: str
    drop: str
    choose: str
    limits: str
    readers_only: str
    pages: str
    sections: str
    passages: str
    indexed: str
    file: str
    outline: str
    close_outline: str
    warnings: str
    page: str
    remove: str
    remove_sure: str
    remove_yes: str
    back: str
    back_sure: str
    back_yes: str
    going_on: str
    results: str
    clear: str
    waiting: str
    sending: str
    finished: str
    refused: str
    not_sent: str
    problem: str
    stages: Mapping[Stage, str]
    every_report: str
    scope: str
    preparing: str


JAPANESE = ReportWords(
    chat="チャット",
    reports="レポート",
    heading="索引にあるレポート",
    add="レポートを加える",
    drop="ここにファイルを置く",
    choose="ファイルを選ぶ",
    limits="PDF・Word（.docx）・HTML・テキスト。1 件 {limit} MB まで、まとめて送れます。",
    readers_only="レポートを変えられるのは管理者だけです。",
    pages="{count:,} ページ",
    sections="{count:,} 節",
    passages="{count:,} 箇所",
    indexed="{when} に取り込み",
    file="ファイル {name}",
    outline="目次",
    close_outline="目次を閉じる",
    warnings="取り込めなかったもの（{count}）",
    page="p. {page}",
    remove="外す",
    remove_sure="「{title}」を索引から外します。以後の回答には引用されません。ファイルはレポートのフォルダーに残ります。",
    remove_yes="索引から外す",
    back="一つ前に戻す",
    back_sure="索引を、最後に変える前の状態に戻します。戻したあとで、さらに前へは戻せません。",
    back_yes="一つ前の索引に戻す",
    going_on="取り込んでいます。質問には、いまの索引でそのまま答えます。",
    results="取り込みの結果",
    clear="表示を消す",
    waiting="順番を待っています",
    sending="送信中",
    finished="取り込みました",
    refused="取り込めませんでした",
    not_sent="送信できませんでした",
    problem="変更できませんでした",
    stages={
        Stage.MODEL: "モデルを読み込んでいます",
        Stage.PARSE: "読み取っています",
        Stage.EMBED: "検索できる形にしています",
        Stage.STORE: "索引に書き込んでいます",
        Stage.CHECK: "索引を確かめています",
    },
    every_report="すべてのレポート",
    scope="質問するレポート",
    preparing="準備ができると、ここにレポートが並びます。",
)

ENGLISH = ReportWords(
    chat="Chat",
    reports="Reports",
    heading="Reports in the index",
    add="Add reports",
    drop="Drop files here",
    choose="Choose files",
    limits="PDF, Word (.docx), HTML, text. Up to {limit} MB each, several at once.",
    readers_only="Only administrators may change the reports.",
    pages="{count:,} pages",
    sections="{count:,} sections",
    passages="{count:,} passages",
    indexed="added {when}",
    file="file {name}",
    outline="Outline",
    close_outline="Close the outline",
    warnings="What was left out ({count})",
    page="p. {page}",
    remove="Remove",
    remove_sure="“{title}” leaves the index and is not cited again. Its file stays in the reports folder.",
    remove_yes="Remove from the index",
    back="Undo the last change",
    back_sure="The index goes back to what it was before the last change, and no further.",
    back_yes="Go back to the index before",
    going_on="Adding reports. Questions are answered from the present index meanwhile.",
    results="What became of the files",
    clear="Clear",
    waiting="Waiting for its turn",
    sending="Sending",
    finished="Added",
    refused="Not added",
    not_sent="Could not be sent",
    problem="The change was not made",
    stages={
        Stage.MODEL: "Loading the model",
        Stage.PARSE: "Reading",
        Stage.EMBED: "Making the text searchable",
        Stage.STORE: "Writing the index",
        Stage.CHECK: "Checking the index",
    },
    every_report="All reports",
    scope="Report to ask",
    preparing="The reports will be listed here once they are ready.",
)


def report_words(language: Language) -> ReportWords:
    """The tab's words in `language`."""
    return ENGLISH if language == "en" else JAPANESE
