"""Every word of the page that is not from a report, a question or an error, in Japanese and English.

Knows nothing of HTML. Fields with braces are templates for `str.format`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from errors import Language
from index.progress import Stage


@dataclass(frozen=True, slots=True)
class Words:
    """The page's words in one language."""

    language: Language
    title: str
    lead: str
    promise: str
    reports: str
    report_size: str
    examples: str
    conversation: str
    question: str
    answer: str
    placeholder: str
    placeholder_preparing: str
    placeholder_failed: str
    send: str
    hint: str
    restart: str
    busy: str
    writing: str
    halt: str
    dropped: str
    searched: str
    model_none: str
    model_loading: str
    model_ready: str
    lost: str
    seconds: str
    cited: str
    cite: str
    evidence: str
    no_citation: str
    others: str
    looked: str
    back: str
    position: str
    page: str
    between: str
    copy: str
    copied: str
    source: str
    expand: str
    collapse: str
    abstained: str
    abstained_more: str
    nearest: str
    problem: str
    preparing: str
    preparing_more: str
    stages: Mapping[Stage, str]
    counts: Mapping[Stage, str]
    minutes_left: str
    seconds_left: str
    failed: str
    retry: str
    refused: str


JAPANESE = Words(
    language="ja",
    title="レポートに聞く",
    lead="レポートに、ことばで聞く。",
    promise="答えは一文ずつレポートの本文と照らし合わせ、根拠となる箇所を並べて示します。"
    "答えになる記述が見つからないときは、そう伝えます。",
    reports="読み込んでいるレポート",
    report_size="{passages:,} 箇所",
    examples="質問の例",
    conversation="会話",
    question="質問",
    answer="回答",
    placeholder="レポートについて質問する",
    placeholder_preparing="準備ができると質問できます",
    placeholder_failed="レポートを読み込めていません",
    send="送信",
    hint="Enter で送信、Shift + Enter で改行",
    restart="新しい会話",
    busy="レポートを検索して、該当する箇所を読んでいます",
    writing="文を書いています…",
    halt="止める",
    dropped="確かめられなかった {count} 文を除きました。",
    searched="検索した質問: {question}",
    model_none="言語モデルなし: 引用で答えます",
    model_loading="言語モデルを読み込み中。それまでは引用で答えます",
    model_ready="言語モデルの文をレポートと突き合わせて示します",
    lost="プログラムにつながりません。止まっていないか確かめてください。つながると、この画面は開き直ります。",
    seconds="{seconds:.1f} 秒",
    cited="根拠 {count} 箇所を見る",
    cite="根拠 {n} を見る",
    evidence="根拠となる箇所",
    no_citation="根拠として引用できる箇所はありませんでした。",
    others="ほかに調べた箇所（{count}）",
    looked="調べた箇所（{count}）",
    back="回答に戻る",
    position="本文の {start:,}–{end:,} 文字目",
    page="{page} ページ",
    between="、",
    copy="引用をコピー",
    copied="コピーしました",
    source="「{quote}」（{source}）",
    expand="前後も表示",
    collapse="前後を隠す",
    abstained="レポートに見つかりませんでした",
    abstained_more="この質問の答えになる記述は、読み込んでいるレポートの中に見当たりません。近い内容の節を確かめてください。",
    nearest="近い内容の節",
    problem="回答できませんでした",
    preparing="レポートを読み込んでいます",
    preparing_more="初めての起動と、レポートが変わったあとに一度だけ行います。この画面のままお待ちください。",
    stages={
        Stage.MODEL: "モデルを読み込む",
        Stage.PARSE: "レポートを読み取る",
        Stage.EMBED: "本文を検索できる形にする",
        Stage.STORE: "索引に書き込む",
        Stage.CHECK: "索引を確かめる",
    },
    counts={
        Stage.PARSE: "{done:,} / {total:,} 件",
        Stage.EMBED: "{done:,} / {total:,} 箇所",
    },
    minutes_left="残り約 {count} 分",
    seconds_left="残り約 {count} 秒",
    failed="レポートを読み込めませんでした",
    retry="もう一度試す",
    refused="読み込めなかったレポートがあります。ほかのレポートには質問できます。",
)

ENGLISH = Words(
    language="en",
    title="Ask the Report",
    lead="Ask the report, in your own words.",
    promise="Every sentence of an answer is checked against the report, with the passage it stands on beside it. "
    "Where no answer is found in it, the page says so.",
    reports="Reports on hand",
    report_size="{passages:,} passages",
    examples="Questions to start with",
    conversation="Conversation",
    question="Question",
    answer="Answer",
    placeholder="Ask about the report",
    placeholder_preparing="You can ask as soon as the reports are ready",
    placeholder_failed="The reports could not be loaded",
    send="Send",
    hint="Enter sends, Shift + Enter starts a new line",
    restart="New conversation",
    busy="Searching the reports and reading what was found",
    writing="Writing…",
    halt="Stop",
    dropped="Sentences left out because they could not be verified: {count}.",
    searched="Searched for: {question}",
    model_none="No language model: answers are quotes",
    model_loading="Loading the language model; answers are quotes until then",
    model_ready="A language model writes; each sentence is checked",
    lost="The program does not answer. Check that it is running; once it answers, this page opens anew.",
    seconds="{seconds:.1f} s",
    cited="See the evidence ({count})",
    cite="See evidence {n}",
    evidence="Evidence",
    no_citation="No passage could be cited.",
    others="Other passages looked at ({count})",
    looked="Passages looked at ({count})",
    back="Back to the answer",
    position="characters {start:,}–{end:,}",
    page="page {page}",
    between=", ",
    copy="Copy quote",
    copied="Copied",
    source="“{quote}” ({source})",
    expand="Show more around it",
    collapse="Show less",
    abstained="Not found in the reports",
    abstained_more="Nothing was found in the reports on hand that answers this question. The nearest sections may still help.",
    nearest="Nearest sections",
    problem="No answer could be given",
    preparing="Reading the reports",
    preparing_more="This happens on the first start and once after a report changes. The page will be ready by itself.",
    stages={
        Stage.MODEL: "Load the model",
        Stage.PARSE: "Read the reports",
        Stage.EMBED: "Make the text searchable",
        Stage.STORE: "Write the index",
        Stage.CHECK: "Check the index",
    },
    counts={
        Stage.PARSE: "{done:,} / {total:,} files",
        Stage.EMBED: "{done:,} / {total:,} passages",
    },
    minutes_left="about {count} min left",
    seconds_left="about {count} s left",
    failed="The reports could not be loaded",
    retry="Try again",
    refused="Some reports could not be read. You can ask about the others.",
)


def words_in(language: Language) -> Words:
    """The page's words in `language`."""
    return ENGLISH if language == "en" else JAPANESE


def preferred_language(accept_language: str | None) -> Language:
    """The page's language for an `Accept-Language` header (RFC 9110, 12.5.4).

    English where it is named with a higher weight than Japanese, or before it with the same; a header
    that names neither gets Japanese, and so does none at all.
    """
    weights: dict[str, float] = {}
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        base = tag.strip().lower().partition("-")[0]
        if base in ("ja", "en"):
            weights.setdefault(base, _weight(parameters))
    named = sorted(weights.items(), key=lambda item: -item[1])  # stable: the first named wins a tie
    return "en" if named and named[0][0] == "en" and named[0][1] > 0 else "ja"


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    try:
        return float(value) if name.strip().lower() == "q" else 1.0
    except ValueError:
        return 0.0
