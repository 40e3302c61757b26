import json
from dataclasses import replace

import pytest

from index.errors import IndexDamaged, IndexForeign, IndexOutdated, ReportUnknown
from index.manifest import IndexedReport, Manifest, versions
from index.sources import Source, changed_sources, read_source


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / "reports" / "a.txt"
    path.parent.mkdir()
    path.write_text("港の記録。", encoding="utf-8")
    reports = IndexedReport("a", "港", "a.txt", "ab" * 32, 3), IndexedReport("b", "山", "b.md", "cd" * 32, 4)
    return Manifest(
        versions(), "model-1", "2025-04-01T00:00:00+00:00", (str(path.parent),), (read_source(path),), reports
    )


def test_what_was_saved_is_read_back(manifest, tmp_path):
    manifest.save(tmp_path)
    assert Manifest.load(tmp_path) == manifest


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"reports": [], "sources": []}', '{"reports": [{}], "sources": []}']
)
def test_a_manifest_that_is_not_whole_is_told(content, tmp_path):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(IndexDamaged, match="python -m index --rebuild"):
        Manifest.load(tmp_path)


def test_an_unknown_field_is_no_manifest_of_this_version(manifest, tmp_path):
    manifest.save(tmp_path)
    raw = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(raw | {"shards": 2}))
    with pytest.raises(IndexDamaged):
        Manifest.load(tmp_path)


def test_another_model_or_version_is_refused_with_the_command_that_mends_it(manifest):
    manifest.require("model-1")
    with pytest.raises(IndexForeign) as foreign:
        manifest.require("model-2")
    for language in ("ja", "en"):
        said = foreign.value.say(language)
        assert (
            "model-1" in said and "model-2" in said and said.rstrip(".").endswith("python -m index --rebuild")
        )
    with pytest.raises(IndexOutdated, match=r"python -m index$"):
        replace(manifest, versions="layout 0, chunking 0").require("model-1")


def test_an_unknown_report_is_refused_with_those_there_are(manifest):
    assert manifest.entry("b").title == "山"
    with pytest.raises(ReportUnknown) as unknown:
        manifest.entry("c")
    assert "「c」" in unknown.value.say("ja") and "a, b" in unknown.value.say("ja")


def test_the_fingerprint_tells_model_versions_and_reports_apart(manifest):
    others = (
        replace(manifest, model="model-2"),
        replace(manifest, versions="layout 0"),
        replace(manifest, reports=manifest.reports[:1]),
        replace(manifest, reports=(replace(manifest.reports[0], sha256="ef" * 32), manifest.reports[1])),
    )
    assert len({m.fingerprint for m in (manifest, *others)}) == 5
    # When it was made and from which folder does not matter to a result.
    assert replace(manifest, created="later", roots=("/elsewhere",)).fingerprint == manifest.fingerprint


def test_a_changed_a_new_and_a_missing_file_are_noticed(manifest, tmp_path):
    folder = tmp_path / "reports"
    assert changed_sources(manifest.roots, manifest.sources) == []
    (folder / "new.txt").write_text("新しい記録。")
    assert changed_sources(manifest.roots, manifest.sources) == ["new.txt"]
    (folder / "a.txt").write_text("港の記録、改。")
    assert changed_sources(manifest.roots, manifest.sources) == ["a.txt", "new.txt"]
    (folder / "a.txt").unlink()
    assert changed_sources(manifest.roots, manifest.sources) == ["a.txt", "new.txt"]
    (folder / "new.txt").unlink()
    assert changed_sources(manifest.roots, manifest.sources) == ["a.txt"]


def test_a_file_only_touched_is_unchanged(manifest, tmp_path):
    path = tmp_path / "reports" / "a.txt"
    path.write_bytes(path.read_bytes())
    assert read_source(path).sha256 == manifest.sources[0].sha256
    assert changed_sources(manifest.roots, manifest.sources) == []


def test_an_index_outlives_the_folder_it_was_made_from(manifest, tmp_path):
    (tmp_path / "reports").rename(tmp_path / "elsewhere")
    assert changed_sources(manifest.roots, manifest.sources) == []


def test_a_file_that_cannot_be_read_has_no_hash(tmp_path):
    assert read_source(tmp_path / "none.txt") == Source(str(tmp_path / "none.txt"), 0, 0, "")
