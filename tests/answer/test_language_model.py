"""The client against a real HTTP server on loopback that behaves well, badly, and not at all."""

import socket
import threading
import time

import pytest
from scripted_llm import MODEL, serving

from answer.errors import LlmCut, LlmFailed, LlmRefused, LlmSlow, LlmStopped, LlmUnreachable
from answer.llm import LanguageModel, Patience
from answer.writer import Failed, Loading, Off, Ready, Writer, make_writer
from errors import SettingsError
from models.errors import LlmUnloadable
from models.llm_server import LocalServer
from prompts import fingerprints, load_prompt
from settings import Settings, load_settings

REPLY = "人口は2,418人です。運賃は1,800円です。"
PATIENT = Patience(connect=20.0, silence=20.0, whole=60.0)


def model(server, **more):
    return LanguageModel(server.address, MODEL, **{"patience": PATIENT, **more})


def test_a_reply_comes_piece_by_piece():
    with serving(REPLY) as server:
        pieces = list(model(server).write("system", "user", 50))
    assert "".join(pieces) == REPLY and len(pieces) > 3
    (asked,) = server.asked
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert (asked["model"], asked["max_tokens"], asked["temperature"], asked["stream"]) == (
        MODEL,
        50,
        0.0,
        True,
    )


def test_a_reply_that_reaches_the_limit_of_tokens_is_a_reply():
    with serving(REPLY, "length") as server:
        assert "".join(model(server).write("s", "u", 5)) == REPLY


def test_the_key_is_sent_and_a_wrong_one_told():
    with serving(REPLY, key="secret") as server:
        assert "".join(model(server, key="secret").write("s", "u", 50)) == REPLY
        with pytest.raises(LlmRefused, match="401"):
            list(model(server, key="wrong").write("s", "u", 50))


@pytest.mark.parametrize(
    ("manner", "problem"),
    [("error", LlmFailed), ("page", LlmCut), ("silent", LlmSlow), ("garbage", LlmFailed)],
)
def test_what_a_server_does_wrong_is_told(manner, problem):
    patience = Patience(silence=0.5) if manner == "silent" else PATIENT
    with serving(REPLY, manner) as server, pytest.raises(problem):
        list(model(server, patience=patience).write("s", "u", 50))


def test_what_came_before_the_stream_broke_off_is_heard():
    heard = []
    with serving(REPLY, "cut") as server, pytest.raises(LlmCut):
        heard.extend(iter_until_raised(model(server).write("s", "u", 50), heard))
    assert "".join(heard) == REPLY[: len("".join(heard))] != ""


def iter_until_raised(pieces, heard):
    for piece in pieces:
        heard.append(piece)
    return []


def test_a_server_that_is_down_is_told_with_its_address():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    with pytest.raises(LlmUnreachable, match=address):
        list(LanguageModel(address, MODEL, patience=PATIENT).write("s", "u", 50))


def test_stopping_does_not_wait_for_a_silent_server():
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    begun = time.monotonic()
    with serving(REPLY, "silent") as server:
        with pytest.raises(LlmStopped):
            list(LanguageModel(server.address, MODEL).write("s", "u", 50, stop))
        assert time.monotonic() - begun < 10  # not the minute it would be silent for


def test_stopping_ends_the_servers_work():
    with serving(REPLY * 200, "drip") as server:
        pieces = LanguageModel(server.address, MODEL).write("s", "u", 50)
        next(pieces)
        pieces.close()
        assert server.gone.wait(10)


def test_a_server_by_the_settings_is_ready_at_once_with_the_model_it_lists():
    with serving(REPLY) as server:
        state = make_writer(Settings(llm_base_url=server.address)).start().wait(10)
    assert isinstance(state, Ready) and state.model.name == MODEL


def test_a_named_model_is_not_asked_for():
    state = make_writer(Settings(llm_base_url="http://127.0.0.1:9/v1", llm_model="mine")).start().wait(10)
    assert isinstance(state, Ready) and state.model.name == "mine"


def test_off_is_off_whatever_else_is_set():
    writer = make_writer(Settings(llm="off", llm_base_url="http://127.0.0.1:9/v1"))
    assert isinstance(writer.start().wait(1), Off) and writer.problem is None


def test_loading_goes_on_in_the_background():
    go = threading.Event()

    def load():
        go.wait(10)
        return Ready(LanguageModel("http://127.0.0.1:9/v1", "x"))

    writer = Writer(load).start()
    assert isinstance(writer.state, Loading) and "読み込んで" in writer.problem.say("ja")
    go.set()
    assert isinstance(writer.wait(10), Ready) and writer.problem is None


def test_a_model_of_this_process_reads_what_never_changes_before_the_first_question():
    with serving(REPLY) as server:
        Ready(model(server), LocalServer(server.address, "", MODEL, None)).warm_up()
        assert [(a["messages"][0]["content"], a["max_tokens"]) for a in server.asked] == [
            (load_prompt(name).system, 1) for name in fingerprints()
        ]
        Ready(model(server)).warm_up()
        assert len(server.asked) == 2, "a server elsewhere is not asked without need"
    Ready(model(server), LocalServer(server.address, "", MODEL, None)).warm_up()


def test_a_model_that_cannot_be_loaded_is_told(tmp_path):
    pytest.importorskip("xllamacpp")
    file = tmp_path / "model.gguf"
    file.write_bytes(b"no model")
    state = make_writer(Settings(llm_gguf=file)).start().wait(60)
    assert isinstance(state, Failed) and isinstance(state.error, LlmUnloadable)
    missing = make_writer(Settings(llm_gguf=tmp_path / "none.gguf")).start().wait(60)
    assert isinstance(missing, Failed) and "none.gguf" in missing.error.say("en")


def test_the_settings_of_the_model_are_read(tmp_path):
    given = {
        "LLM": "Bundled",
        "LLM_BASE_URL": "http://localhost:11434/v1/",
        "LLM_MODEL": "m",
        "LLM_API_KEY": "hidden-key",
        "LLM_GGUF": str(tmp_path / "m.gguf"),
    }
    settings = load_settings(given, tmp_path / "no.env")
    assert (settings.llm, settings.llm_base_url) == ("bundled", "http://localhost:11434/v1")
    assert (settings.llm_model, settings.llm_api_key) == ("m", "hidden-key")
    assert settings.llm_gguf == tmp_path / "m.gguf" and "hidden-key" not in repr(settings)


@pytest.mark.parametrize(("name", "value"), [("LLM", "always"), ("LLM_BASE_URL", "localhost:11434")])
def test_a_setting_that_cannot_be_used_is_named(name, value, tmp_path):
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value}, tmp_path / "no.env")
