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


def test_the_program_asks_nothing_of_any_other_machine(tmp_path):
    port, log = free_port(), tmp_path / "asked.log"
    log.touch()
    with started(["-c", WATCHED, log, "--port", str(port)], tmp_path) as (process, line):
        assert str(port) in line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/"):
            pass
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert log.read_text() == ""
