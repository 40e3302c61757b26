"""Why an index cannot be used. Each sentence ends with the command that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from errors import AskError, Language

#: Files named when not a single one could be read.
_REASONS = 3


class IndexProblem(AskError):
    """Base of what can be wrong with an index."""


class IndexMissing(IndexProblem):
    ja = "索引が「{index}」にありません。次を実行してください: python -m index"
    en = "There is no index at “{index}”. Run: python -m index"


class IndexForeign(IndexProblem):
    ja = "索引は別の埋め込みモデル（{made}）で作られています。いまの設定は {now} です。次を実行してください: python -m index --rebuild"
    en = "The index was made with another embedding model ({made}); the settings say {now}. Run: python -m index --rebuild"


class IndexOutdated(IndexProblem):
    ja = "索引はこの版のプログラムとは別の形式（{made}）で作られています。次を実行してください: python -m index"
    en = "The index was made by another version of this program ({made}). Run: python -m index"


class IndexStale(IndexProblem):
    ja = "レポート「{name}」が索引を作った後に変わっています。次を実行してください: python -m index"
    en = "The report “{name}” has changed since the index was made. Run: python -m index"


class IndexDamaged(IndexProblem):
    ja = "「{index}」の索引が壊れています（{reason}）。次を実行してください: python -m index --rebuild"
    en = "The index at “{index}” is damaged ({reason}). Run: python -m index --rebuild"


@contextmanager
def as_damage(place: Path, *more: type[Exception]) -> Iterator[None]:
    """Turns what reading a file that is cut off, altered or gone raises, and `more`, into IndexDamaged."""
    expected: tuple[type[Exception], ...] = (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        *more,
    )
    try:
        yield
    except expected as error:
        raise IndexDamaged(index=place, reason=type(error).__name__) from error


class IndexBusy(IndexProblem):
    ja = "別の処理（{host} の PID {pid}、{since} から）が索引を更新しています。終わってからもう一度実行してください。"
    en = "Another process (PID {pid} on {host}, since {since}) is updating the index. Run this again when it has finished."


class IndexElsewhere(IndexProblem):
    ja = "索引のベクトルは {made} にありますが、いまの設定 CHROMA_URL は {now} です。設定を戻すか、次を実行してください（計算し直しはしません）: python -m index"
    en = "The index's vectors are kept in {made}; the setting CHROMA_URL says {now}. Set it back, or run (nothing is embedded again): python -m index"


class ServerUnreachable(IndexProblem):
    ja = "Chroma サーバー {url} につながりません（{reason}）。サーバーを始めるか（chroma run --path フォルダー --port 番号）、設定 CHROMA_URL を確かめてください。"
    en = "The Chroma server at {url} cannot be reached ({reason}). Start it (chroma run --path FOLDER --port NUMBER), or check the setting CHROMA_URL."


class IndexUnwritable(IndexProblem):
    ja = "索引の場所「{index}」に書き込めません（{reason}）。権限と空き容量を確かめるか、INDEX_DIR か --index で別の場所を指定してください。"
    en = "The index folder “{index}” cannot be written ({reason}). Check permissions and free space, or name another with INDEX_DIR or --index."


class ReportUnknown(IndexProblem):
    ja = "レポート「{report}」は索引にありません。索引にあるのは: {known}。一覧は python -m index --list で見られます。"
    en = "There is no report “{report}” in the index. It holds: {known}. To list them: python -m index --list"


class NoReports(IndexProblem):
    ja = "読み込めたレポートが一つもないため、索引は変えていません。{why}"
    en = "No report could be read, so the index was left as it was. {why}"

    def __init__(self, reasons: Sequence[AskError]) -> None:
        self.reasons = tuple(reasons)
        super().__init__()

    def say(self, language: Language) -> str:
        """The sentence, then the first reasons in full: each has made the values in it safe already."""
        why = [reason.say(language) for reason in self.reasons[:_REASONS]]
        more = len(self.reasons) - len(why)
        if more:
            why.append(f"ほか {more} 件。" if language == "ja" else f"And {more} more.")
        return (self.ja if language == "ja" else self.en).format(why=" ".join(why))


class LastReport(IndexProblem):
    ja = "「{report}」は索引に残る最後のレポートなので外せません。先に別のレポートを取り込んでください: python -m index PATH"
    en = "“{report}” is the last report in the index and stays. First bring in another: python -m index PATH"


class NothingToRollBack(IndexProblem):
    ja = "戻せる前の世代の索引がありません。作り直すには: python -m index --rebuild"
    en = "There is no earlier generation of the index to go back to. To make a new one: python -m index --rebuild"


class ModelUnloadable(IndexProblem):
    ja = "埋め込みモデル「{name}」を読み込めません（{reason}）。名前かフォルダーを確かめるか、EMBED_MODEL=bundled にしてください。"
    en = "The embedding model “{name}” cannot be loaded ({reason}). Check its name or folder, or set EMBED_MODEL=bundled."
