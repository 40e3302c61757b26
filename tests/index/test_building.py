"""Bringing an index in line with the reports: the real model, a real Chroma, real files."""

import hashlib
import json
import os
import time

import pytest
from harbour import HARBOUR, LIBRARY, write

from corpus.errors import (
    EncodingUnreadable,
    FileDamaged,
    FolderEmpty,
    FolderMissing,
    ReportEmpty,
)
from index.build import bring_in_line, is_current, left_out, remove_report, roots_of
from index.errors import (
    IndexDamaged,
    IndexForeign,
    IndexMissing,
    IndexOutdated,
    IndexStale,
    LastReport,
    NoReports,
    ReportUnknown,
)
from index.gather import unchanged
from index.generations import current_generation
from index.lock import write_lock
from index.manifest import Manifest
from index.progress import Stage
from index.rollback import go_back
from index.seal import seal
from index.search import open_generation, open_index

#: The passages of the made-up reports: a title each, then 1 · 2 · its list · its table, and 1 · 2.
HARBOUR_PASSAGES, LIBRARY_PASSAGES = 5, 3
LATER = LIBRARY.replace("夜間の開館を試験的に", "夜間の開館を本格的に")


@pytest.fixture
def reports(tmp_path):
    return write(tmp_path / "reports", harbour=HARBOUR, library=LIBRARY)


@pytest.fixture
def bring(tmp_path, reports, embedder):
    """Brings the index in line with the reports, or with other roots."""

    def bringing(*roots, **options):
        return bring_in_line(tmp_path / "index", list(roots) or [reports], embedder, **options)

    return bringing


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def texts(tmp_path, embedder, report):
    index = open_index(tmp_path / "index", embedder)
    return [chunk.text for chunk in index.chunks if chunk.report == report]


def state(index_dir, embedder):
    """Every file of the generations and its content, once the current one has been read."""
    folder = current_generation(index_dir)
    index = open_generation(folder, Manifest.load(folder), embedder)
    assert index.vectors.nearest(index.embedded[0], 1)
    files = {path: path.read_bytes() for path in (index_dir / "generations").rglob("*") if path.is_file()}
    return folder, files


def test_a_first_run_embeds_everything_and_a_second_nothing(bring, tmp_path, embedder, no_network):
    first = bring()
    assert first.indexed == ("harbour", "library") and first.refused == () and first.changed
    assert first.embedded == HARBOUR_PASSAGES + LIBRARY_PASSAGES
    before = current_generation(tmp_path / "index")
    second = bring()
    assert second.indexed == first.indexed and second.embedded == 0 and not second.changed
    assert current_generation(tmp_path / "index") == before
    assert is_current(tmp_path / "index", embedder)
    index = open_index(tmp_path / "index", embedder)
    assert index.search("灯台", embedder.embed_queries(["灯台"])[0], 3)
    assert no_network == []


def test_of_a_changed_report_only_what_changed_is_embedded(bring, reports, tmp_path, embedder):
    bring()
    write(reports, library=LATER)
    assert not is_current(tmp_path / "index", embedder)
    with pytest.raises(IndexStale, match=r"library\.txt.*python -m index$"):
        open_index(tmp_path / "index", embedder)
    outcome = bring()
    assert outcome.embedded == 1 and outcome.changed
    assert "本格的" in texts(tmp_path, embedder, "library")[2]


def test_going_back_lasts_until_the_reports_change_again(bring, reports, tmp_path, embedder):
    bring()
    write(reports, library=LATER)
    bring()
    go_back(tmp_path / "index")
    assert "試験的" in texts(tmp_path, embedder, "library")[2]
    assert is_current(tmp_path / "index", embedder), "what was gone back from is no news"
    write(reports, library=LATER + "追記。")
    assert not is_current(tmp_path / "index", embedder)
    assert bring().embedded == 1
    write(reports, library=LATER)
    assert not is_current(tmp_path / "index", embedder), "a new generation ends the going back"


def test_a_file_under_another_name_costs_no_embedding(bring, reports, tmp_path, embedder):
    bring()
    (reports / "library.txt").rename(reports / "books.txt")
    outcome = bring()
    assert outcome.indexed == ("books", "harbour") and outcome.embedded == 0 and outcome.changed
    assert len(texts(tmp_path, embedder, "books")) == LIBRARY_PASSAGES


def test_a_report_that_is_gone_leaves(bring, reports, tmp_path, embedder):
    bring()
    (reports / "library.txt").unlink()
    outcome = bring()
    assert outcome.indexed == ("harbour",) and outcome.embedded == 0
    index = open_index(tmp_path / "index", embedder)
    assert {chunk.report for chunk in index.chunks} == {
        "harbour"
    } and index.vectors.count() == HARBOUR_PASSAGES
    with pytest.raises(ReportUnknown):
        index.report("library")


def test_a_refused_report_is_named_each_time_and_the_others_are_in(bring, reports):
    write(reports, broken=b"\xe3\x81\xff broken", blank="\n \n", ruled="-----\n\n12\n")
    (reports / "scan.pdf").write_bytes(b"%PDF-1.7")
    refused = {
        "broken.txt": EncodingUnreadable,
        "blank.txt": ReportEmpty,
        "ruled.txt": ReportEmpty,
        "scan.pdf": FileDamaged,
    }
    for embedded in (HARBOUR_PASSAGES + LIBRARY_PASSAGES, 0):
        outcome = bring()
        assert outcome.indexed == ("harbour", "library") and outcome.embedded == embedded
        assert {refusal.name: type(refusal.error) for refusal in outcome.refused} == refused
    assert not outcome.changed


def test_a_refused_report_that_was_mended_comes_in(bring, reports):
    write(reports, library=b"\xff\xff\xff")
    assert bring().indexed == ("harbour",)
    write(reports, library=LIBRARY)
    outcome = bring()
    assert outcome.indexed == ("harbour", "library") and outcome.embedded == LIBRARY_PASSAGES


def test_the_same_content_twice_is_one_report(bring, reports):
    write(reports, copy=HARBOUR)
    outcome = bring()
    assert outcome.indexed == ("copy", "library")
    assert outcome.embedded == HARBOUR_PASSAGES + LIBRARY_PASSAGES
    assert not bring().changed


def test_the_same_name_twice_is_two_reports(bring, reports, tmp_path, embedder):
    write(reports / "2023", report=HARBOUR)
    write(reports / "2024", report=LIBRARY)
    for name in ("harbour", "library"):
        (reports / f"{name}.txt").unlink()
    assert bring().indexed == ("report", "report-2")
    assert texts(tmp_path, embedder, "report-2")[0] == "町立図書館の報告"
    assert not bring().changed


def test_files_may_be_named_one_by_one(bring, reports, tmp_path):
    outcome = bring(reports / "library.txt")
    assert outcome.indexed == ("library",)
    assert roots_of(tmp_path / "index", [reports]) == [reports / "library.txt"]
    assert roots_of(tmp_path / "other", [reports]) == [reports]
    (reports / "library.txt").unlink()
    assert roots_of(tmp_path / "index", [reports]) == [reports]


def test_rebuilding_embeds_everything_again(bring):
    bring()
    outcome = bring(rebuild=True)
    assert outcome.embedded == HARBOUR_PASSAGES + LIBRARY_PASSAGES and outcome.changed


def test_with_nothing_to_read_the_index_stays_as_it_was(bring, reports, tmp_path, embedder):
    with pytest.raises(FolderMissing):
        bring(tmp_path / "nowhere")
    assert not (tmp_path / "index").exists()
    bring()
    before = state(tmp_path / "index", embedder)
    for path in list(reports.iterdir()):
        path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(NoReports) as none:
        bring()
    for language in ("ja", "en"):
        said = none.value.say(language)
        assert "harbour.txt" in said and "library.txt" in said and "\n" not in said
    for path in list(reports.iterdir()):
        path.unlink()
    with pytest.raises(FolderEmpty):
        bring()
    assert state(tmp_path / "index", embedder) == before


def test_of_many_that_cannot_be_read_three_are_named():
    error = NoReports([EncodingUnreadable(name=f"{n}.txt", byte=1) for n in range(5)])
    assert (
        "2.txt" in error.say("ja")
        and "3.txt" not in error.say("ja")
        and error.say("ja").endswith("ほか 2 件。")
    )
    assert error.say("en").endswith("And 2 more.")


def test_a_report_taken_out_is_gone_until_the_next_run(bring, reports, tmp_path, embedder):
    bring()
    with pytest.raises(ReportUnknown):
        remove_report(tmp_path / "index", "nothing", embedder)
    remove_report(tmp_path / "index", "library", embedder)
    index = open_index(tmp_path / "index", embedder)
    assert [report.id for report in index.manifest.reports] == ["harbour"]
    assert index.vectors.count() == len(index.chunks) == HARBOUR_PASSAGES
    assert [left_out(tmp_path / "index")] == [(sha256(LIBRARY),)]
    assert (reports / "library.txt").is_file()
    assert is_current(tmp_path / "index", embedder)
    with pytest.raises(LastReport, match="harbour"):
        remove_report(tmp_path / "index", "harbour", embedder)
    assert unchanged(tmp_path / "index", [reports], embedder.fingerprint) is None
    assert bring().indexed == ("harbour", "library")


@pytest.mark.parametrize("stage", [Stage.PARSE, Stage.EMBED, Stage.STORE, Stage.CHECK])
def test_a_run_that_breaks_off_leaves_the_index_as_it_was(stage, bring, reports, tmp_path, embedder):
    bring()
    before = state(tmp_path / "index", embedder)
    write(reports, library=LATER)

    def break_off(progress):
        if progress.stage is stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(on_progress=break_off)
    assert state(tmp_path / "index", embedder) == before
    with write_lock(tmp_path / "index"):
        pass
    assert bring().embedded == 1


def test_progress_goes_through_the_stages_to_their_ends(bring):
    seen = []
    bring(on_progress=seen.append)
    stages = list(dict.fromkeys(progress.stage for progress in seen))
    assert stages == [Stage.PARSE, Stage.EMBED, Stage.STORE, Stage.CHECK]
    last = {progress.stage: progress for progress in seen}
    passages = HARBOUR_PASSAGES + LIBRARY_PASSAGES
    assert [(last[s].done, last[s].total) for s in stages] == [
        (2, 2),
        (passages, passages),
        (passages, passages),
        (1, 1),
    ]
    assert [p.subject for p in seen if p.stage is Stage.PARSE] == ["harbour.txt", "library.txt", ""]


def alter(index_dir, **fields):
    path = current_generation(index_dir) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    seal(path.parent)


def test_an_index_of_another_model_is_refused_and_made_anew(bring, tmp_path, embedder):
    bring()
    alter(tmp_path / "index", model="another-model")
    with pytest.raises(IndexForeign, match=r"another-model.*python -m index --rebuild"):
        open_index(tmp_path / "index", embedder)
    with pytest.raises(IndexForeign):
        remove_report(tmp_path / "index", "library", embedder)
    assert not is_current(tmp_path / "index", embedder)
    assert bring().embedded == HARBOUR_PASSAGES + LIBRARY_PASSAGES
    assert is_current(tmp_path / "index", embedder)


def test_an_index_of_another_version_is_refused_and_made_anew(bring, tmp_path, embedder):
    bring()
    alter(tmp_path / "index", versions="layout 0, chunking 0")
    with pytest.raises(IndexOutdated, match=r"layout 0.*python -m index$"):
        open_index(tmp_path / "index", embedder)
    assert bring().embedded == HARBOUR_PASSAGES + LIBRARY_PASSAGES


def test_no_index_is_told_with_the_command_that_makes_one(tmp_path, embedder):
    with pytest.raises(IndexMissing, match=r"python -m index$"):
        open_index(tmp_path, embedder)
    assert not is_current(tmp_path, embedder)


@pytest.mark.parametrize("part", ["passages.jsonl", "chroma/chroma.sqlite3", "reports/harbour.json"])
def test_a_damaged_index_is_told_and_mended_by_the_command_it_names(part, bring, tmp_path, reports, embedder):
    bring()
    path = current_generation(tmp_path / "index") / part
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(IndexDamaged, match="python -m index --rebuild"):
        open_index(tmp_path / "index", embedder).report("harbour")
    write(reports, library=LATER)
    with pytest.raises(IndexDamaged):
        bring()
    assert bring(rebuild=True).embedded == HARBOUR_PASSAGES + LIBRARY_PASSAGES
    assert open_index(tmp_path / "index", embedder).report("harbour").text.startswith("港町の年次報告")


def test_a_missing_passage_is_damage(bring, tmp_path, embedder):
    bring()
    path = current_generation(tmp_path / "index") / "passages.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(IndexDamaged, match=r"passages\.jsonl"):
        open_index(tmp_path / "index", embedder)


def test_vectors_are_those_of_the_passages_whether_new_or_kept(bring, reports, tmp_path, embedder):
    bring()
    write(reports, library=LATER)
    bring()
    index = open_index(tmp_path / "index", embedder)
    computed = embedder.embed_passages([chunk.embedded for chunk in index.chunks])
    for chunk, kept, vector in zip(index.chunks, index.embedded, computed, strict=True):
        assert float(kept @ vector) > 0.997
        assert index.vectors.nearest(vector, 1)[chunk.id] > 0.997


def test_a_touched_file_is_no_change(bring, reports):
    bring()
    os.utime(reports / "library.txt", (time.time() + 60, time.time() + 60))
    assert not bring().changed
