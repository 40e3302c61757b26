"""What the page does to the index: real files, a real index, the real model."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from corpus.errors import CorpusError
from index.errors import IndexBusy, LastReport
from index.generations import current_generation
from index.lock import write_lock
from settings import load_settings
from web.desk import Desk
from web.errors import AlreadyIn
from web.service import Service
from web.states import Ready

TIDES = "潮の記録\n\n1 満ち引き\n\n観測所は3月に12回の満潮を記録した。\n"
WINDS = "風の記録\n\n1 北風\n\n灯台では冬に北風が強まるとみられる。\n"


@pytest.fixture
def settings(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "tides.txt").write_text(TIDES, encoding="utf-8")
    return replace(load_settings(), index_dir=tmp_path / "index", corpus_dir=folder)


@pytest.fixture
def desk(settings, embedder):
    desk = Desk(settings)
    desk._embedder = embedder  # The one the whole run shares: loading it again would take seconds.
    return desk


@pytest.fixture
def assistant(desk):
    return desk.prepare(lambda progress: None)[0]


def sent(desk, name, text):
    path = desk.incoming(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def add(desk, *files):
    refused = []
    desk.add(files, lambda progress: None, lambda name, error: refused.append((name, type(error))))
    return refused


def left(settings):
    return sorted(path.name for path in settings.corpus_dir.iterdir())


def test_what_is_sent_comes_in_and_the_rest_is_told_and_not_kept(desk, assistant, settings):
    files = [
        sent(desk, "winds.txt", WINDS),
        sent(desk, "broken.txt", b"\xff\xfe\x00\xd8\x00"),
        sent(desk, "again.txt", TIDES),
        sent(desk, "winds-copy.txt", WINDS),
    ]
    refused = dict(add(desk, *files))
    assert refused.keys() == {"broken.txt", "again.txt", "winds-copy.txt"}
    assert issubclass(refused["broken.txt"], CorpusError)
    assert refused["again.txt"] is refused["winds-copy.txt"] is AlreadyIn
    assert left(settings) == ["tides.txt", "winds.txt"], "neither uploads nor what was refused"
    renewed = desk.renewed(assistant)
    assert [report.id for report in renewed.reports] == ["tides", "winds"]
    assert "北風" in renewed.ask("冬に強まるのは何か").citations[0].quote
    assert desk.renewed(renewed) is None
    assert renewed.reader is assistant.reader


def test_a_report_taken_out_stays_out_when_another_comes_in_and_can_be_sent_again(desk, assistant, settings):
    add(desk, sent(desk, "winds.txt", WINDS))
    desk.remove("tides")
    add(desk, sent(desk, "waves.txt", WINDS.replace("風", "波")))
    renewed = desk.renewed(assistant)
    assert [report.id for report in renewed.reports] == ["waves", "winds"]
    assert add(desk, sent(desk, "tides-again.txt", TIDES)) == []
    assert left(settings) == ["tides.txt", "waves.txt", "winds.txt"], "its file was there all along"
    assert [report.id for report in desk.renewed(renewed).reports] == ["tides", "waves", "winds"]


def test_going_back_stays_after_a_new_start(desk, assistant, settings):
    assert not desk.can_roll_back()
    add(desk, sent(desk, "winds.txt", WINDS))
    assert desk.can_roll_back()
    desk.roll_back()
    assert not desk.can_roll_back()
    again = desk.prepare(lambda progress: None)[0]
    assert [report.id for report in again.reports] == ["tides"]


def test_what_cannot_be_brought_in_leaves_nothing_behind(desk, assistant, settings):
    before = current_generation(settings.index_dir)
    with write_lock(settings.index_dir), pytest.raises(IndexBusy):
        add(desk, sent(desk, "winds.txt", WINDS))
    assert left(settings) == ["tides.txt"]
    with pytest.raises(LastReport):
        desk.remove("tides")
    assert current_generation(settings.index_dir) == before


def test_a_running_page_takes_up_what_another_program_made(desk, settings, embedder):
    from index.build import bring_in_line

    service = Service(desk.prepare, desk.renewed)
    service._run()
    assert isinstance(service.state, Ready)
    service.watch(0.05)
    (settings.corpus_dir / "winds.txt").write_text(WINDS, encoding="utf-8")
    bring_in_line(settings.index_dir, [settings.corpus_dir], embedder)
    for _ in range(400):
        if len(service.state.assistant.reports) == 2:
            break
        time.sleep(0.05)
    assert "北風" in service.ask("冬に強まるのは何か", ()).citations[0].quote
    assert service.ask("冬に強まるのは何か", (), "tides").passages[0].report == "tides"
    assert service.ask("冬に強まるのは何か", (), "gone").citations, "a choice that is gone is none"
