"""Making the reports ready with the real index and the real model."""

from dataclasses import replace

from corpus.errors import ReportEmpty
from index.build import bring_in_line, remove_report
from index.progress import Stage
from settings import load_settings
from web.desk import Desk

TIDES = "潮の記録\n\n1 満ち引き\n\n観測所は3月に12回の満潮を記録した。\n"
WINDS = "風の記録\n\n1 北風\n\n灯台では冬に北風が強まるとみられる。\n"


def test_what_was_refused_is_named_at_each_start_and_what_was_taken_out_stays_out(tmp_path, embedder):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"tides": TIDES, "winds": WINDS, "blank": "\n"}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = replace(load_settings(), index_dir=tmp_path / "index", corpus_dir=folder)
    stages = []

    def started():
        stages.clear()
        assistant, refused = Desk(settings).prepare(lambda progress: stages.append(progress.stage))
        named = [(refusal.name, type(refusal.error)) for refusal in refused]
        return [report.id for report in assistant.reports], named

    assert started() == (["tides", "winds"], [("blank.txt", ReportEmpty)])
    assert Stage.EMBED in stages
    remove_report(settings.index_dir, "tides", embedder)
    assert started() == (["winds"], [("blank.txt", ReportEmpty)])
    assert Stage.EMBED not in stages

    (folder / "winds.txt").write_text(WINDS + "夏は弱い。\n", encoding="utf-8")
    assert started() == (["winds"], [("blank.txt", ReportEmpty)])
    assert Stage.EMBED in stages
    bring_in_line(settings.index_dir, [folder], embedder)
    assert started() == (["tides", "winds"], [("blank.txt", ReportEmpty)]), "the command brings it back"
