"""The reader's network: LoRA merged is LoRA unmerged, and an adapter is loaded only when it is the one saved."""

import pytest
import torch

from models.adapter import hash_file, load_network, save_adapter
from models.errors import AdapterAltered, AdapterForeign, AdapterMissing
from models.pairs import PairEncoder, Passage
from models.span_network import NEVER, LoraLinear, LoraShape, build_network
from models.span_reader import SpanReader

SHAPE = LoraShape(rank=4, alpha=8)
TEXT = "白浜村は１９０４年に灯台を建てた。「岬の記録」によると、守り手は三代続いた。"


@pytest.fixture(scope="module")
def network(bundled_model):
    """With LoRA's second matrices away from nought, as after training."""
    torch.manual_seed(5)
    built = build_network(bundled_model, SHAPE, torch.float32).eval()
    with torch.no_grad():
        for name, value in built.trained().items():
            if name.endswith("up"):
                value.normal_(std=0.2)
    return built


@pytest.fixture
def saved(network, tmp_path):
    save_adapter(network, SHAPE, "base-1", tmp_path / "reader.safetensors")
    return tmp_path / "reader.safetensors"


def passes():
    ids = torch.tensor([[0, 100, 200, 300, 400, 2], [0, 500, 600, 2, 1, 1]])
    mask = torch.tensor([[1] * 6, [1, 1, 1, 1, 0, 0]])
    return ids, mask, torch.tensor([[0, 0, 1, 1, 1, 0], [0, 0, 1, 0, 0, 0]])


def test_every_layer_of_the_targets_is_adapted_and_only_that_is_trained(network):
    adapted = [name for name, module in network.named_modules() if isinstance(module, LoraLinear)]
    # Query, key, value and three dense layers in each of twelve blocks.
    assert len(adapted) == 72
    # 4 layers of 384 to 384, two between 384 and 1536; the heads 384 × 2 + 2 and 768 + 1.
    lora = 12 * 4 * (4 * (384 + 384) + 2 * (384 + 1536))
    assert sum(v.numel() for v in network.trained().values()) == lora + 770 + 769


def test_untrained_lora_changes_nothing():
    plain = torch.nn.Linear(6, 5)
    hidden = torch.randn(2, 3, 6)
    torch.testing.assert_close(LoraLinear(plain, SHAPE)(hidden), plain(hidden))


def test_a_layer_gives_its_base_and_the_scaled_product():
    layer = LoraLinear(torch.nn.Linear(2, 1), LoraShape(rank=1, alpha=3))
    with torch.no_grad():
        layer.base.weight.copy_(torch.tensor([[1.0, 2.0]]))
        layer.base.bias.fill_(0.5)
        layer.down.copy_(torch.tensor([[1.0, -1.0]]))
        layer.up.copy_(torch.tensor([[2.0]]))
    # 1·3 + 2·1 + 0.5, and 3 · 2 · (3 − 1).
    hidden = torch.tensor([[3.0, 1.0]])
    assert layer(hidden).item() == pytest.approx(5.5 + 12)
    assert layer.merged(layer.base.weight)(hidden).item() == pytest.approx(17.5)


def test_positions_outside_the_text_are_never_chosen(network):
    with torch.inference_mode():
        logits = network(*passes())
    assert (logits.start[0, [1, 5]] == NEVER).all() and (logits.end[1, [1, 3, 4, 5]] == NEVER).all()
    assert (logits.start[0, [0, 2, 3, 4]] > NEVER / 2).all()


def test_a_loaded_adapter_scores_as_the_network_it_was_saved_from(network, saved, bundled_model):
    loaded = load_network(saved, bundled_model, "base-1", torch.float32)
    assert not any(isinstance(module, LoraLinear) for module in loaded.modules())
    with torch.inference_mode():
        before, after = network(*passes()), loaded(*passes())
    # What is saved is fp16.
    torch.testing.assert_close(after.start, before.start, atol=2e-2, rtol=1e-2)
    torch.testing.assert_close(after.relevance, before.relevance, atol=2e-2, rtol=1e-2)
    # The adapter was large enough to be missed.
    plain = build_network(bundled_model, SHAPE, torch.float32).eval()
    plain.span_head.load_state_dict(network.span_head.state_dict())
    with torch.inference_mode():
        assert (plain(*passes()).start - before.start)[0, 2:5].abs().max() > 0.1


def test_a_tampered_adapter_is_refused(saved, bundled_model):
    data = bytearray(saved.read_bytes())
    data[-1] ^= 1
    saved.write_bytes(data)
    with pytest.raises(AdapterAltered, match="SHA-256"):
        load_network(saved, bundled_model, "base-1", torch.float32)


def test_an_adapter_other_than_the_pinned_one_is_refused(saved, bundled_model):
    with pytest.raises(AdapterAltered):
        load_network(saved, bundled_model, "base-1", torch.float32, sha256="0" * 64)


def test_an_adapter_without_file_or_hash_is_missing(saved, bundled_model, tmp_path):
    with pytest.raises(AdapterMissing):
        load_network(tmp_path / "none.safetensors", bundled_model, "base-1", torch.float32)
    hash_file(saved).unlink()
    with pytest.raises(AdapterMissing):
        load_network(saved, bundled_model, "base-1", torch.float32)


def test_an_adapter_for_another_encoder_is_refused(saved, bundled_model):
    with pytest.raises(AdapterForeign, match="base-1"):
        load_network(saved, bundled_model, "base-2", torch.float32)


def test_tokens_know_their_place_in_the_text(bundled_model):
    (tokens,) = PairEncoder(bundled_model, 128).encode("守り手は?", [Passage(TEXT, "白浜村 > 岬の灯台")])[0]
    places = [place for place in tokens.places if place]
    assert "".join(TEXT[a:b] for a, b in places) == TEXT
    words = [TEXT[a:b] for a, b in places]
    # Full-width digits as they stand; nothing across kanji and kana, nothing across a bracket.
    assert "「" in words and "」" in words and "年" in words and "に" in words


def test_a_question_as_long_as_a_page_leaves_room_for_the_passage(bundled_model):
    passes = PairEncoder(bundled_model, 128).encode("灯台はいつ建ったのか。" * 200, [Passage(TEXT)])[0]
    read = {i for each in passes for place in each.places if place for i in range(*place)}
    assert read == set(range(len(TEXT))) and all(len(each.ids) <= 128 for each in passes)


def test_readings_come_in_the_passages_order_with_spans_in_their_text(network, bundled_model):
    reader = SpanReader(network, PairEncoder(bundled_model, 64))
    long = TEXT * 4
    passages = [Passage(long, "白浜村"), Passage("港。"), Passage(TEXT, "岬")]
    readings = reader.read("灯台はいつ建ったか", passages, count=2)
    assert len(readings) == 3
    for passage, reading in zip(passages, readings, strict=True):
        assert 1 <= len(reading.spans) <= 2
        assert all(0 <= s.start < s.end <= len(passage.text) for s in reading.spans)
        assert [s.margin for s in reading.spans] == sorted((s.margin for s in reading.spans), reverse=True)
        assert reading.no_answer <= 0 and reading.margin == reading.spans[0].margin
        first, *rest = reading.spans
        assert all(s.end <= first.start or first.end <= s.start for s in rest)
    alone = reader.read("灯台はいつ建ったか", passages[2:], count=2)[0]
    assert alone.relevance == pytest.approx(readings[2].relevance, abs=1e-3)
    assert alone.spans[0].margin == pytest.approx(readings[2].spans[0].margin, abs=1e-3)


def test_an_empty_passage_has_no_spans(network, bundled_model):
    reader = SpanReader(network, PairEncoder(bundled_model, 64))
    (reading,) = reader.read("灯台は?", [Passage("", "岬")])
    assert reading.spans == () and reading.margin == float("-inf")
    assert reader.read("灯台は?", []) == []
