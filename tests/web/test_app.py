"""`python app.py` as a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from settings import ROOT

#: Runs app.py with every connection and name look-up written down, and those to elsewhere refused.
WATCHED = """
import socket, sys
log = open(sys.argv[1], "a", buffering=1)
connect, look_up = socket.socket.connect, socket.getaddrinfo
local = ("127.", "::1", "localhost", "0.0.0.0")
def watched_connect(self, address):
    if isinstance(address, tuple) and not str(address[0]).startswith(local):
        print("connect", address, file=log); raise OSError("no network here")
    return connect(self, address)
def watched_look_up(host, *rest, **more):
    if host and not str(host).startswith(local):
        print("look-up", host, file=log); raise OSError("no network here")
    return look_up(host, *rest, **more)
socket.socket.connect, socket.getaddrinfo = watched_connect, watched_look_up
import app
sys.exit(app.main(sys.argv[2:]))
"""

REPORT = """港湾の利用に関する報告

1 入港の状況

昨年度に東港へ入港した船舶は、大型船が412隻、小型船が1,236隻であった。
大型船の入港は前年度から27隻減った。荷役の集約が進んだためである。

2 今後の計画

市は、令和9年度までに東港の岸壁を120メートル延ばす計画を決定した。
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextlib.contextmanager
def started(command, folder, **environment):
    """The process and its first line of output; it is ended with the block."""
    (folder / "reports").mkdir(exist_ok=True)
    env = {
        **os.environ,
        "CORPUS_DIR": str(folder / "reports"),
        "INDEX_DIR": str(folder / "index"),
        "LANG": "ja_JP.UTF-8",
        "LC_ALL": "",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_answers_there_and_ends_cleanly(tmp_path, end):
    port = free_port()
    with started([ROOT / "app.py", "--port", str(port)], tmp_path) as (process, line):
        assert line == f"http://127.0.0.1:{port} をブラウザで開いてください。終了は Ctrl-C です。\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as reply:
            assert reply.status == 200
        heartbeat = urllib.request.urlopen(f"http://127.0.0.1:{port}/gradio_api/heartbeat/abc")
        process.send_signal(end)
        output, errors = process.communicate(timeout=20)
        heartbeat.close()
    assert process.returncode == (0 if end == signal.SIGINT else -signal.SIGTERM)
    assert "Traceback" not in errors and "ERROR" not in errors
    assert output.strip() == ""


def test_a_taken_port_is_named_with_the_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started([ROOT / "app.py"], tmp_path, GRADIO_SERVER_PORT=port) as (process, line):
            _, errors = process.communicate(timeout=30)
    assert line == "" and process.returncode == 2
    assert f"127.0.0.1:{port} はほかのプログラムが使っています。" in errors
    assert "GRADIO_SERVER_PORT" in errors and "Traceback" not in errors


def test_an_address_that_is_not_this_machines_is_named(tmp_path):
    with started([ROOT / "app.py"], tmp_path, GRADIO_SERVER_NAME="192.0.2.1", LANG="en_US.UTF-8") as (
        process,
        _,
    ):
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "This machine cannot listen at 192.0.2.1:" in errors and "Traceback" not in errors


def test_from_first_start_to_an_answer_nothing_is_asked_of_any_other_machine(tmp_path, open_tab):
    port, log, index = str(free_port()), tmp_path / "asked.log", tmp_path / "chosen"
    log.touch()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "harbour.txt").write_text(REPORT, encoding="utf-8")
    with started(["-c", WATCHED, log, "--port", port, "--index", index], tmp_path) as (process, line):
        assert port in line
        tab = open_tab(f"http://127.0.0.1:{port}/")
        tab.page.wait_for_selector(".reports", timeout=120_000)
        assert "港湾の利用" in tab.text(".reports")
        tab.ask("小型船は何隻が入港したか")
        assert tab.page.locator(".card, .other").count() >= 1
        assert tab.hosts == {"127.0.0.1"}
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert log.read_text() == ""
    assert any(index.iterdir()) and not (tmp_path / "index").exists(), "--index goes before INDEX_DIR"


def test_the_watch_sees_what_it_should(tmp_path):
    log = tmp_path / "asked.log"
    reach = "import socket\ntry: socket.create_connection(('192.0.2.1', 80))\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", WATCHED.split("import app")[0] + reach, log], check=True)
    assert "192.0.2.1" in log.read_text()


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    with started([ROOT / "app.py", "--port", port], tmp_path) as (process, line):
        _, errors = process.communicate(timeout=30)
    assert line == "" and process.returncode == 2
    assert "--port" in errors and "Traceback" not in errors
