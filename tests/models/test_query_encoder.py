"""The question's side for other languages: merged as it was trained, another than the base, refused when altered."""

import numpy as np
import pytest
import torch

from models.adapter import hash_file, save_adapter
from models.encoder import own_tokenizer
from models.errors import AdapterAltered, AdapterForeign
from models.query_encoder import ADAPTER, FORMAT, QueryEncoder, QueryNetwork, load_query_encoder
from models.span_network import LoraShape

SHAPE = LoraShape(rank=4, alpha=8)
TEXTS = ["How many ships call at the port?", "항구에 들어오는 배는 몇 척인가?"]


@pytest.fixture(scope="module")
def network(bundled_model):
    """With LoRA's second matrices away from nought, as after training."""
    torch.manual_seed(7)
    built = QueryNetwork(bundled_model, SHAPE, torch.float32).eval()
    with torch.no_grad():
        for name, value in built.trained().items():
            if name.endswith("up"):
                value.normal_(std=0.1)
    return built


def test_a_saved_side_gives_the_vectors_it_was_saved_with(network, bundled_model, tmp_path):
    save_adapter(network, SHAPE, bundled_model.name, tmp_path / "side.safetensors", FORMAT)
    loaded = load_query_encoder(bundled_model, tmp_path / "side.safetensors").embed(TEXTS)
    before = QueryEncoder(network, own_tokenizer(bundled_model)).embed(TEXTS)
    assert loaded.shape == (2, 384) and np.linalg.norm(loaded, axis=1) == pytest.approx([1, 1], abs=1e-3)
    # Cosines to what was saved: fp16, and bf16 where the processor has it, are all that is between.
    assert (loaded * before).sum(axis=1).min() > 0.995


def test_untuned_is_the_encoder_as_it_was_and_only_for_as_long(network, bundled_model, embedder):
    side = QueryEncoder(network, own_tokenizer(bundled_model))
    tuned = side.embed(TEXTS)
    with network.untuned():
        plain = side.embed(TEXTS)
    base = embedder.embed_queries(TEXTS)
    assert (plain * base).sum(axis=1).min() > 0.995
    assert (tuned * base).sum(axis=1).max() < 0.99, "the adapter was large enough to be missed"
    assert np.array_equal(side.embed(TEXTS), tuned)


def test_the_bundled_side_is_whole_and_not_the_base(bundled_model, embedder):
    assert hash_file(ADAPTER).read_text(encoding="utf-8").split()[1] == ADAPTER.name
    tuned = load_query_encoder(bundled_model).embed(TEXTS)
    assert (tuned * embedder.embed_queries(TEXTS)).sum(axis=1).max() < 0.99


def test_a_question_is_searched_by_the_mean_of_both_sides(bundled_model, embedder):
    both = embedder.embed_queries(TEXTS) + load_query_encoder(bundled_model).embed(TEXTS)
    wanted = both / np.linalg.norm(both, axis=1, keepdims=True)
    assert embedder.embed_foreign_queries(TEXTS) == pytest.approx(wanted, abs=1e-5)
    assert embedder.embed_foreign_queries([]).shape == (0, 384)


def test_a_question_of_any_length_is_embedded(bundled_model):
    assert load_query_encoder(bundled_model).embed(["ships " * 2000]).shape == (1, 384)


def test_an_altered_side_and_a_readers_are_refused(network, bundled_model, tmp_path):
    path = tmp_path / "side.safetensors"
    save_adapter(network, SHAPE, bundled_model.name, path)
    with pytest.raises(AdapterForeign):
        load_query_encoder(bundled_model, path)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00\x01")
    with pytest.raises(AdapterAltered):
        load_query_encoder(bundled_model, path)
