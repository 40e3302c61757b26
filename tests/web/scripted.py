"""A scripted assistant: fixed answers over a small hand-written report, with no model and no index."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.claims import Answer, Citation, Claim, Composition, RetrievedPassage, Timings, worded
from answer.errors import LlmLoading, LlmStopped
from answer.writer import Writer
from corpus.report import Report, Section, SourceMap
from errors import AskError
from index.manifest import IndexedReport

TITLE = "特集 「新冷戦」を強調し、強硬路線を維持する北朝鮮"
SECTION = (
    TITLE,
    "2 ロシア大統領の訪朝を契機に蜜月ぶりが加速する露朝関係",
    "北朝鮮兵士の派遣規模等（韓国国家情報院発表）",
)
HEAD = (
    "北朝鮮とロシアは、6月の首脳会談で包括的戦略パートナーシップ条約に署名し、軍事面の協力を深めている。\n\n"
    "ロシアによるウクライナ侵略が長期化する中、北朝鮮は、武器・弾薬に加えて兵士をロシアに派遣した。"
    "派遣された兵士は、ロシア極東地域で訓練を受けた後、ロシア西部クルスク州に移動したとされる。"
    "韓国国家情報院は、派遣された兵士の規模を約1万1,000人と発表し、その後も追加の派遣が行われたとの見方を示した。\n"
)
QUOTE = "北朝鮮軍の一部が12月から戦闘に投入。少なくとも約100人が死亡し、約1,000人が負傷"
TAIL = (
    "\nこうした派遣の見返りとして、北朝鮮はロシアから防空装備、食料、石油等の提供を受けているとみられ、"
    "軍事技術の移転も懸念されている。今後の動向が注目される。"
)
PASSAGE = RetrievedPassage(
    "kaiko", SECTION, None, HEAD + QUOTE + TAIL, 2200, 2200 + len(HEAD + QUOTE + TAIL), 0.91
)
HOSTILE = "<img src=x onerror=alert(1)> ![a](http://evil.example/a.png) $x$ ${1+1} {{value}} <b>太字</b>"
NEXT = RetrievedPassage(
    "kaiko",
    (TITLE, "1 日米韓の「軍事ブロック」を強く警戒、軍備強化を推進"),
    12,
    HOSTILE + " という本文",
    900,
    900 + len(HOSTILE) + 6,
    0.55,
)
FAR = tuple(
    RetrievedPassage(
        "other",
        ("令和5年版 情報通信白書", f"第{i}節 データ流通"),
        40 + i,
        f"情報通信に関する文 {i}。" * 9,
        100 * i,
        100 * i + 90,
        0.4 - i / 100,
    )
    for i in range(1, 7)
)


MOMENT = "2026-04-01T03:04:05+00:00"


def outlined(report_id: str) -> Report:
    """A report of three sections, one of them called by something hostile."""
    text = "題名\n第1章 港\n" + HOSTILE + "\n"
    first, second = text.index("第1章"), text.index(HOSTILE)
    sections = (
        Section("題名", ("題名",), 0, 0, len(text), None),
        Section("第1章 港", ("題名", "第1章 港"), 1, first, len(text), 0),
        Section(HOSTILE, ("題名", "第1章 港", HOSTILE), 2, second, len(text), 1),
    )
    return Report(report_id, "題名", "a.txt", "aa", text, sections, (), SourceMap((0,), (0,)))


class TooLong(AskError):
    ja = "質問が長すぎます（{length} 文字）。2,000 文字以内にしてください。"
    en = "The question is too long ({length} characters). Keep it within 2,000."


class NoWords(AskError):
    ja = "質問が空です。知りたいことを文で入力してください。"
    en = "The question is empty. Write what you want to know."


class Scripted:
    """Answers from a script, in quotes. `free` holds each answer back until it is set."""

    composes = False
    writer = Writer(None)

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.asked: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.scopes: list[str | None] = []
        self.free = threading.Event()
        self.free.set()

    @property
    def reports(self) -> tuple[IndexedReport, ...]:
        return (
            IndexedReport("kaiko", TITLE, "kaiko-2025.txt", "aa", 34, 20, None, "2025年", 2025, MOMENT),
            IndexedReport(
                "other",
                "令和5年版 情報通信白書",
                "joho_r5.txt",
                "bb",
                1274,
                310,
                240,
                "令和5年版",
                2023,
                MOMENT,
            ),
        )

    def report(self, report_id: str) -> Report:
        return outlined(report_id)

    def examples(self, count: int = 4, language: str = "ja") -> tuple[str, ...]:
        if language == "en":
            return ("How many were killed?",)[:count]
        return (
            "戦死者は何人か",
            "ミサイルは何回発射されたか",
            "首脳会談はいつ行われたか",
            "金正恩総書記は何を訴えたか",
        )[:count]

    def ask(
        self, question: str, *, report: str | None = None, history: Sequence[tuple[str, str]] = ()
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        self.scopes.append(report)
        if not "".join(c for c in question if c.isprintable()).strip():
            raise NoWords()
        if len(question) > 2000:
            raise TooLong(length=len(question))
        if "fault" in question:
            raise ZeroDivisionError(question)
        time.sleep(self.seconds)
        self.free.wait(10)
        return abstention(question) if "大統領選" in question else reply(question)

    def ask_stream(
        self,
        question: str,
        *,
        mode: str = "quote",
        report: str | None = None,
        history: Sequence[tuple[str, str]] = (),
        stop: threading.Event | None = None,
    ) -> Iterator[Answer]:
        assert mode == "quote"
        yield self.ask(question, report=report, history=history)


#: What the scripted language model writes, a sentence at a time; the second names another place than the quote does.
SENTENCES = (
    Claim("韓国の発表では、約100人が死亡し、約1,000人が負傷した。" + HOSTILE, (1,)),
    Claim("軍備の強化も進められている。", (2,)),
)


class Loader:
    """A language model that is loaded when the test says so."""

    def __init__(self, problem: AskError | None = None) -> None:
        self.problem = problem
        self.started = 0

    def start(self) -> None:
        self.started += 1


class Composing(Scripted):
    """Writes SENTENCES after a quoted answer, each when `go_on` lets it; `ended` is set once the writing is over."""

    composes = True

    def __init__(self, writer: Loader | None = None) -> None:
        super().__init__()
        self.writer = writer or Loader()
        self.go_on = threading.Semaphore(0)
        self.ended = threading.Event()

    def ask_stream(self, question, *, mode="quote", report=None, history=(), stop=None):
        assert mode == "compose" and stop is not None
        quoted = replace(reply(question), standalone_question=f"{question}（{HOSTILE}）")
        if isinstance(self.writer.problem, LlmLoading):
            yield replace(quoted, problem=self.writer.problem)
            return
        self.ended.clear()
        answer = replace(quoted, pending=True)
        try:
            yield answer
            for count in range(1, len(SENTENCES) + 1):
                while not self.go_on.acquire(timeout=0.02):
                    if stop.is_set():
                        yield replace(answer, pending=False, problem=LlmStopped())
                        return
                if "fault" in question:
                    raise ZeroDivisionError(question)
                answer = composed(quoted, count)
                yield answer
            yield replace(
                answer,
                pending=False,
                composition=Composition(2, (("100人が行方不明。", "number"),), 1.0, "scripted"),
            )
        finally:
            self.ended.set()


def composed(quoted: Answer, count: int) -> Answer:
    """The answer after `count` sentences, with the citations these have and the words in the first that answer."""
    both = reply("攻撃").citations
    start = both[0].start + QUOTE.index("約100人")
    marked = (replace(both[0], span=(start, start + len("約100人が死亡"))), both[1])
    claims = SENTENCES[:count]
    return replace(
        quoted, mode="compose", claims=claims, citations=marked[:count], text=worded(claims), pending=True
    )


def reply(question: str) -> Answer:
    start = PASSAGE.start + len(HEAD)
    first = Citation(1, "kaiko", SECTION, None, QUOTE, start, start + len(QUOTE))
    second = Citation(2, "kaiko", NEXT.section, 12, HOSTILE, NEXT.start, NEXT.start + len(HOSTILE))
    claims = [Claim("少なくとも約100人が死亡し、約1,000人が負傷したとされています。", (1,))]
    if "攻撃" in question or "<" in question:
        claims.append(Claim(HOSTILE, (2,)))
    used = (first, second)[: len(claims)]
    text = "\n".join(c.text + "".join(f" [{n}]" for n in c.citations) for c in claims)
    return _answer(question, text, tuple(claims), used)


def abstention(question: str) -> Answer:
    answer = _answer(question, "レポートには書かれていません。", (), ())
    return Answer(**{**{f: getattr(answer, f) for f in Answer.__slots__}, "nearest": (SECTION, NEXT.section)})


def _answer(question: str, text: str, claims: tuple[Claim, ...], citations: tuple[Citation, ...]) -> Answer:
    return Answer(
        question=question,
        standalone_question=question,
        mode="quote",
        abstained=not claims,
        text=text,
        claims=claims,
        citations=citations,
        passages=(PASSAGE, NEXT, *FAR),
        confidence=0.97 if claims else 0.08,
        timings_ms=Timings(41.0, 120.0, None, 371.0),
    )
