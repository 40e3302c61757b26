"""The settings: their defaults, where they are read from, and what is said of a value that cannot be used."""

import os
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from errors import SettingsError, SettingsFileUnreadable
from settings import ROOT, Settings, load_settings

NO_FILE = Path("/nonexistent/.env")


def load(**environment: str) -> Settings:
    return load_settings(environment, NO_FILE)


def test_defaults():
    settings = load()
    assert settings == Settings()
    assert settings.index_dir == ROOT / "index" / "storage"
    assert settings.corpus_dir == ROOT / "corpus" / "reports"
    assert settings.cache_dir == Path.home() / ".cache" / "ask-the-report"
    assert settings.embed_model == "bundled"
    assert settings.abstain_below == 0.18
    # This machine alone, unless someone asks for more.
    assert (settings.server_name, settings.server_port) == ("127.0.0.1", 7860)


def test_every_setting_can_be_set(tmp_path):
    settings = load(
        INDEX_DIR=f"{tmp_path}/i",
        CORPUS_DIR=f"{tmp_path}/c",
        CACHE_DIR=f"{tmp_path}/k",
        EMBED_MODEL="some/model",
        RERANK_MODEL="some/ranker",
        ABSTAIN_BELOW="0.25",
        LLM="off",
        LLM_BASE_URL="http://llm.example/v1",
        LLM_MODEL="some-model",
        LLM_API_KEY="some-key",
        LLM_GGUF=f"{tmp_path}/m.gguf",
        GRADIO_SERVER_NAME="0.0.0.0",
        GRADIO_SERVER_PORT="8080",
        CHROMA_URL="http://chroma.example:8000/",
        APP_USERS="hanako:pass:word, taro : secret",
        APP_ADMINS="hanako",
    )
    assert settings == Settings(
        tmp_path / "i",
        tmp_path / "c",
        tmp_path / "k",
        embed_model="some/model",
        rerank_model="some/ranker",
        abstain_below=0.25,
        server_name="0.0.0.0",
        server_port=8080,
        chroma_url="http://chroma.example:8000",
        users=(("hanako", "pass:word"), ("taro", "secret")),
        admins=("hanako",),
        llm="off",
        llm_base_url="http://llm.example/v1",
        llm_model="some-model",
        llm_api_key="some-key",
        llm_gguf=tmp_path / "m.gguf",
    )
    assert all(getattr(settings, f.name) != getattr(Settings(), f.name) for f in fields(Settings))
    with pytest.raises(FrozenInstanceError):
        settings.server_port = 1


def test_the_environment_goes_before_the_file_and_the_file_before_the_defaults(tmp_path):
    env_file = tmp_path / ".env"
    env_file.write_text(
        "# 設定\nEMBED_MODEL='from file'\nexport GRADIO_SERVER_PORT=9000\nUNKNOWN=1\nINDEX_DIR\n",
        encoding="utf-8",
    )
    settings = load_settings({"GRADIO_SERVER_PORT": "9001"}, env_file)
    assert settings.embed_model == "from file"
    assert settings.server_port == 9001
    assert settings.index_dir == Settings().index_dir


def test_a_file_with_a_byte_order_mark(tmp_path):
    env_file = tmp_path / ".env"
    env_file.write_bytes(b"\xef\xbb\xbfGRADIO_SERVER_PORT=9000\r\n")
    assert load_settings({}, env_file).server_port == 9000


def test_the_processs_own_environment(monkeypatch):
    monkeypatch.setenv("GRADIO_SERVER_PORT", "9002")
    assert load_settings(env_file=NO_FILE).server_port == 9002
    assert "GRADIO_SERVER_PORT" in os.environ


@pytest.mark.parametrize(
    "name",
    [
        "INDEX_DIR",
        "CORPUS_DIR",
        "CACHE_DIR",
        "XDG_CACHE_HOME",
        "EMBED_MODEL",
        "ABSTAIN_BELOW",
        "GRADIO_SERVER_NAME",
        "GRADIO_SERVER_PORT",
        "CHROMA_URL",
        "APP_USERS",
        "APP_ADMINS",
    ],
)
def test_blank_is_as_good_as_unset(name):
    assert load(**{name: " "}) == Settings()


def test_paths_are_absolute_and_know_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    settings = load(INDEX_DIR="storage/../other", CORPUS_DIR="~/reports", XDG_CACHE_HOME="cache")
    assert settings.index_dir == tmp_path / "other"
    assert settings.corpus_dir == tmp_path / "home" / "reports"
    assert settings.cache_dir == tmp_path / "cache" / "ask-the-report"
    assert load(XDG_CACHE_HOME="cache", CACHE_DIR="mine").cache_dir == tmp_path / "mine"


@pytest.mark.parametrize("value", ["0", "1", "0.0", "1.0", "1e-3", " 0.5 "])
def test_shares_at_the_edges(value):
    assert load(ABSTAIN_BELOW=value).abstain_below == float(value)


@pytest.mark.parametrize("value", ["1", "65535", "０８０"])
def test_ports_at_the_edges(value):
    assert load(GRADIO_SERVER_PORT=value).server_port == int(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("GRADIO_SERVER_PORT", v) for v in ("0", "65536", "-1", "80.5", "http", "²", "1 2", "9" * 5000)),
        *(("ABSTAIN_BELOW", v) for v in ("-0.1", "1.01", "nan", "inf", "half", "50%", "0,5")),
        *((name, "~no-such-user/x") for name in ("INDEX_DIR", "CORPUS_DIR", "CACHE_DIR", "XDG_CACHE_HOME")),
        ("INDEX_DIR", "a\0b"),
        *(
            ("CHROMA_URL", v)
            for v in ("chroma:8000", "ftp://chroma", "http://", "http://h:x", "http://h/p", "http://[")
        ),
        *(("CHROMA_URL", v) for v in ("http://h?q", "http://user:secret@h:8000")),
        *(("APP_USERS", v) for v in ("hanako", "hanako:", ":secret", "a:1,a:2", "a:1,,b:2", ",")),
        ("APP_ADMINS", "nobody"),
        ("ABSTAIN_BELOW", "\x1b[31m\nx"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_clear_line(name, value):
    with pytest.raises(SettingsError) as raised:
        load(**{name: value})
    for language, ask in (("ja", "ください。"), ("en", "Give ")):
        said = raised.value.say(language)
        assert name in said and ask in said and said.isprintable() and len(said) < 250


def test_a_bad_value_in_the_file_names_its_setting_too(tmp_path):
    env_file = tmp_path / ".env"
    env_file.write_text("ABSTAIN_BELOW=many\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"ABSTAIN_BELOW.*many"):
        load_settings({}, env_file)
    assert load_settings({"ABSTAIN_BELOW": "0.1"}, env_file).abstain_below == 0.1


def test_a_file_that_is_not_utf_8(tmp_path):
    env_file = tmp_path / ".env"
    env_file.write_bytes("EMBED_MODEL=灯台\n".encode("shift_jis"))
    with pytest.raises(SettingsFileUnreadable) as raised:
        load_settings({}, env_file)
    assert ".env" in raised.value.say("en") and "UTF-8" in raised.value.say("ja")


def test_passwords_are_in_no_message_and_in_no_picture_of_the_settings():
    with pytest.raises(SettingsError) as raised:
        load(APP_USERS="hanako:hunter2,taro")
    assert "hunter2" not in raised.value.say("ja") + raised.value.say("en") + str(raised.value.fields)
    assert "hunter2" not in repr(load(APP_USERS="hanako:hunter2"))


def test_a_server_may_be_named_in_any_usual_way():
    assert load(CHROMA_URL="https://Chroma.example").chroma_url == "https://chroma.example"
    assert load(CHROMA_URL="http://[::1]:8000").chroma_url == "http://[::1]:8000"
