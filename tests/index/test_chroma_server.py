"""An index whose vectors are on a Chroma server: a real one, on loopback."""

from __future__ import annotations

import os
import subprocess
import sys

import chromadb
import pytest
from chroma_server import Server
from harbour import HARBOUR, LIBRARY, write

from index.build import bring_in_line, is_current, remove_report
from index.errors import IndexDamaged, IndexElsewhere, ServerUnreachable
from index.generations import current_generation, held_generation, kept_generations
from index.rollback import go_back
from index.search import open_index
from settings import ROOT

LATER = LIBRARY.replace("夜間の開館を試験的に", "夜間の開館を本格的に")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def reports(tmp_path):
    return write(tmp_path / "reports", harbour=HARBOUR, library=LIBRARY)


@pytest.fixture
def bring(tmp_path, reports, embedder, server):
    return lambda url=server.url, **more: bring_in_line(
        tmp_path / "index", [reports], embedder, chroma_url=url, **more
    )


def collections(server):
    client = chromadb.HttpClient("127.0.0.1", server.port)
    return {collection.name for collection in client.list_collections()}


def of(index_dir):
    """What an index has on the server, by the names of its generations."""
    mark = (index_dir / "mark").read_text().strip()
    return {f"ask-{mark}-{generation.name}" for generation in kept_generations(index_dir)}


def best(index_dir, embedder, url):
    index = open_index(index_dir, embedder, url)
    return index.search("灯台", embedder.embed_queries(["灯台の一般公開"])[0], 1)[0].chunk.report


def test_generations_are_collections_and_old_ones_leave(bring, reports, tmp_path, embedder, server):
    folder = tmp_path / "index"
    assert bring().embedded == 8
    assert best(folder, embedder, server.url) == "harbour"
    assert not (current_generation(folder) / "chroma").exists()
    held = held_generation(folder)
    for version in range(3):
        write(reports, library=LATER + f"第{version}版。\n")
        assert bring().embedded == 1
    mine = of(folder)
    assert len(mine) == 3, "the current one, the one before, and the one that is held"
    assert mine <= collections(server)
    del held
    write(reports, library=LATER)
    bring()
    assert len(of(folder)) == 2 and of(folder) <= collections(server)
    assert not (mine - of(folder)) & collections(server)
    assert is_current(folder, embedder, server.url) and not bring().changed


def test_going_back_and_taking_out_go_with_the_server_too(bring, reports, tmp_path, embedder, server):
    folder = tmp_path / "index"
    bring()
    remove_report(folder, "harbour", embedder, chroma_url=server.url)
    assert best(folder, embedder, server.url) == "library"
    go_back(folder)
    assert best(folder, embedder, server.url) == "harbour"


def test_two_indexes_share_a_server_and_keep_apart(bring, reports, tmp_path, embedder, server):
    bring()
    other = write(tmp_path / "others", library=LIBRARY)
    bring_in_line(tmp_path / "other", [other], embedder, chroma_url=server.url)
    bring(rebuild=True)
    bring(rebuild=True)
    assert of(tmp_path / "other") <= collections(server)
    assert best(tmp_path / "other", embedder, server.url) == "library"


def test_a_move_to_the_server_and_back_embeds_nothing(bring, tmp_path, embedder, server):
    folder = tmp_path / "index"
    assert bring(url="").embedded == 8
    with pytest.raises(IndexElsewhere, match=r"embedded.*http://127.*python -m index$"):
        open_index(folder, embedder, server.url)
    assert bring().embedded == 0
    assert best(folder, embedder, server.url) == "harbour"
    with pytest.raises(IndexElsewhere):
        open_index(folder, embedder)
    assert bring(url="").embedded == 0
    assert best(folder, embedder, "") == "harbour"


def test_a_run_that_breaks_off_leaves_no_collection_behind_for_long(bring, reports, tmp_path, server):
    bring()
    before = of(tmp_path / "index")

    def break_off(progress):
        if progress.stage == "check":
            raise KeyboardInterrupt

    write(reports, library=LATER)
    with pytest.raises(KeyboardInterrupt):
        bring(on_progress=break_off)
    assert of(tmp_path / "index") == before
    bring()
    mark = (tmp_path / "index" / "mark").read_text().strip()
    mine = {name for name in collections(server) if mark in name}
    assert mine == of(tmp_path / "index")


def test_a_collection_that_is_gone_is_damage_and_mended(bring, tmp_path, embedder, server):
    bring()
    (name,) = of(tmp_path / "index")
    chromadb.HttpClient("127.0.0.1", server.port).delete_collection(name)
    with pytest.raises(IndexDamaged, match="python -m index --rebuild"):
        open_index(tmp_path / "index", embedder, server.url)
    bring(rebuild=True)
    assert best(tmp_path / "index", embedder, server.url) == "harbour"


def test_another_process_shares_the_index(bring, tmp_path, server):
    bring()
    ran = subprocess.run(
        [sys.executable, "-m", "answer", "灯台の一般公開は何回か", "--index", str(tmp_path / "index")],
        cwd=ROOT,
        env={**os.environ, "CHROMA_URL": server.url},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert "2回" in ran.stdout


def test_a_server_that_is_down_is_named_with_the_mend(bring, reports, tmp_path, embedder, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("own"))
    server.start()
    bring(url=server.url)
    index = open_index(tmp_path / "index", embedder, server.url)
    query = embedder.embed_queries(["灯台"])[0]
    before = current_generation(tmp_path / "index")
    server.stop()
    with pytest.raises(ServerUnreachable) as asked:
        index.search("灯台", query, 1)
    for language in ("ja", "en"):
        assert server.url in asked.value.say(language) and "chroma run" in asked.value.say(language)
    with pytest.raises(ServerUnreachable, match=server.url):
        open_index(tmp_path / "index", embedder, server.url)
    write(reports, library=LATER)
    with pytest.raises(ServerUnreachable):
        bring(url=server.url)
    assert current_generation(tmp_path / "index") == before
    server.start()
    assert index.search("灯台", query, 1), "a question after the server came back is answered again"
    assert bring(url=server.url).embedded == 1
    server.stop()
