"""What can be sent to the program, by whom, and what is left of it on the disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripted import Scripted
from served import site
from starlette.testclient import TestClient

from settings import load_settings
from web import upload
from web.desk import Desk, safe_name
from web.library import Library
from web.server import application

SENT = {"X-Ask-The-Report": "1"}


class Kept:
    """Takes uploads as the desk does, and brings none of them in."""

    def __init__(self, folder):
        self.incoming = Desk(replace(load_settings(), corpus_dir=folder)).incoming
        self.added = []

    def add(self, files, on_progress, on_refused):
        self.added += files

    def can_roll_back(self):
        return False


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "reports")


def client_of(kept, **options):
    made = site(lambda note: (Scripted(), ()), kept, **options)
    return TestClient(application(made), base_url="http://127.0.0.1"), made


def settled(library: Library):
    while library.work.busy:
        pass
    return library.work


def put(client, name, content=b"text", **headers):
    return client.put("/reports/upload", params={"name": name}, content=content, headers={**SENT, **headers})


def test_a_file_arrives_whole_beside_the_reports_and_hidden_from_them(kept, tmp_path):
    client, made = client_of(kept)
    content = bytes(range(256)) * 5000
    assert put(client, "港の記録.pdf", content).status_code == 204
    assert settled(made.library).files[0].name == "港の記録.pdf"
    (path,) = kept.added
    assert path.read_bytes() == content
    assert path.parent.parent == tmp_path / "reports" and path.parent.name.startswith(".incoming-")


@pytest.mark.parametrize(
    ("sent", "kept_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/報告.txt", "報告.txt"),
        (".bashrc", "bashrc"),
        ("~$open.docx", "open.docx"),
        ("a\x00b\n.txt", "ab.txt"),
        ("gpj\u202efdp.txt", "gpjfdp.txt"),
        ("<img src=x>.html", "img src=x.html"),
        ("README.md", "README-report.md"),
        ("", "report"),
        ("...", "report"),
        ("か\u3099.txt", "が.txt"),
        ("長" * 300 + ".pdf", "長" * 66 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(sent, kept_as):
    assert safe_name(sent) == kept_as
    assert len(safe_name(sent).encode()) <= 255


def test_a_name_that_is_taken_gets_a_number(kept, tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("there")
    client, made = client_of(kept)
    put(client, "a.txt")
    settled(made.library)
    assert kept.added[0].name == "a-2.txt"
    assert (tmp_path / "reports" / "a.txt").read_text() == "there"


@pytest.mark.parametrize("declared", [True, False])
def test_a_file_over_the_limit_is_refused_and_nothing_of_it_kept(kept, tmp_path, declared, monkeypatch):
    monkeypatch.setattr(upload, "LARGEST", 1)
    client, _ = client_of(kept)
    whole = b"x" * 1_000_001
    reply = put(client, "big.pdf", whole if declared else iter([whole[:600_000], whole[600_000:]]))
    assert reply.status_code == 422 and "上限は 1 MB" in reply.json()["error"]
    assert kept.added == [] and not list(
        (tmp_path / "reports").glob("*") if (tmp_path / "reports").exists() else []
    )
    assert put(client, "fits.pdf", whole[:-1]).status_code == 204


def test_a_page_from_elsewhere_cannot_send(kept):
    client, _ = client_of(kept)
    assert client.put("/reports/upload?name=a.txt", content=b"x").status_code == 403
    preflight = client.options(
        "/reports/upload",
        headers={
            "Origin": "http://evil.example",
            "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "x-ask-the-report",
        },
    )
    assert "access-control-allow-origin" not in preflight.headers
    assert client.post("/reports/upload?name=a.txt", headers=SENT).status_code in (404, 405)
    assert kept.added == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    client, _ = client_of(Kept(tmp_path / "file"))
    reply = put(client, "a.txt", **{"Accept-Language": "en"})
    assert reply.status_code == 422 and "could not be stored" in reply.json()["error"]


USERS = (("hanako", "secret"), ("taro", "word"))


def entered(client, name, password):
    return client.post("/login", data={"username": name, "password": password})


def test_without_logging_in_nothing_is_shown_or_taken(kept):
    client, _ = client_of(kept, users=USERS, admins=("hanako",))
    assert put(client, "a.txt").status_code == 403
    assert client.get("/config").status_code == 401
    assert '"components":[]' in client.get("/").text.replace(" ", "")
    assert entered(client, "hanako", "wrong").status_code == 400
    assert put(client, "a.txt").status_code == 403
    assert kept.added == []


def test_only_administrators_may_send(kept):
    client, made = client_of(kept, users=USERS, admins=("hanako",))
    assert entered(client, "taro", "word").status_code == 200
    reply = put(client, "a.txt")
    assert reply.status_code == 403 and "管理者" in reply.json()["error"]
    other, _ = TestClient(client.app, base_url="http://127.0.0.1"), None
    assert entered(other, "hanako", "secret").status_code == 200
    assert put(other, "a.txt").status_code == 204
    settled(made.library)
    assert [path.name for path in kept.added] == ["a.txt"]


def test_where_others_reach_the_page_and_nobody_logs_in_nobody_may_send(kept):
    made = site(lambda note: (Scripted(), ()), kept)
    made = replace(made, access=replace(made.access, local=False))
    client = TestClient(application(made), base_url="http://127.0.0.1")
    assert put(client, "a.txt").status_code == 403
