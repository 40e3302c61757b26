"""What can be fetched from the running program, and from where."""

from dataclasses import replace

import pytest
from scripted import Scripted
from served import site
from starlette.testclient import TestClient

from settings import ROOT
from web.page import build_page
from web.server import application


@pytest.fixture(scope="module")
def page():
    return application(site(lambda note: (Scripted(), ())))


@pytest.fixture(scope="module")
def client(page):
    with TestClient(page, base_url="http://127.0.0.1:7860") as client:
        yield client


def test_the_page_is_served_and_bound_to_this_machine(client):
    reply = client.get("/")
    assert reply.status_code == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "connect-src 'self'" in policy and "http" not in policy
    for address in ("fonts.googleapis", "fonts.gstatic", "cdn.", "huggingface.co"):
        assert address not in reply.text
    assert client.get("/theme.css").text.count("http://www.w3.org") == client.get("/theme.css").text.count(
        "http"
    )


@pytest.mark.parametrize(
    "prefix", ["/gradio_api/file=", "/file=", "/gradio_api/file/", "/file/", "/static/../", "/assets/../"]
)
@pytest.mark.parametrize(
    "name", [".env", "app.py", "settings.py", "corpus/reports/kaiko-2025.txt", "web/script.js"]
)
def test_no_file_of_the_program_can_be_fetched(client, prefix, name):
    for path in (f"{prefix}{name}", f"{prefix}{ROOT / name}", f"{prefix}..%2f..%2f{name}"):
        assert client.get(path).status_code in (403, 404), path


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/info",
        "gradio_api/openapi.json",
        "gradio_api/upload",
        "gradio_api/call/ask",
        "gradio_api/run/ask",
        "gradio_api/runs",
        "gradio_api/proxy=http://example.com/",
        "gradio_api/deep_link",
        "gradio_api/mcp/",
        "gradio_api/vibe-edit",
        "gradio_api/component_server",
        "monitoring",
        "monitoring/summary",
        "docs",
        "redoc",
        "openapi.json",
        "login",
        "svelte/x",
    ],
)
def test_what_the_page_does_not_need_is_closed(client, path):
    assert client.get(f"/{path}").status_code == 404
    assert client.post(f"/{path}", json={}).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""])
def test_another_hosts_name_is_refused_on_loopback(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST"])
def test_this_machines_names_are_not(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_page_served_to_others_answers_to_any_name():
    page = application(replace(site(lambda note: (Scripted(), ())), server_name="0.0.0.0"))
    with TestClient(page, base_url="http://reports.example") as client:
        assert client.get("/").status_code == 200
        assert client.get("/gradio_api/info").status_code == 404


def test_nothing_is_counted_or_shared(monkeypatch):
    for name, value in (
        ("GRADIO_SHARE", "True"),
        ("GRADIO_ANALYTICS_ENABLED", "True"),
        ("GRADIO_ALLOWED_PATHS", "/"),
    ):
        monkeypatch.setenv(name, value)
    made = site(lambda note: (Scripted(), ()))
    page = build_page(made)
    application(made, page)
    assert page.analytics_enabled is False
    assert page.allowed_paths == [] and not page.share and not page.ssr_mode and not page.pwa
    assert page.footer_links == [] and page.run_history is False and page.enable_monitoring is False
    assert all(fn.api_visibility == "private" for fn in page.fns.values())
