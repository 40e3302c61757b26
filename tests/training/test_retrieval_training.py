"""The search side tuned for real, on a made-up village: the loss by hand, and a command that learns."""

import math

import numpy as np
import pytest
import torch
from village import write

from models.encoder import own_tokenizer
from models.pairs import Passage
from models.query_encoder import QueryEncoder, QueryNetwork, load_query_encoder
from models.span_network import LoraShape
from training.ahead import main as make_ahead
from training.examples import Example
from training.retrieval import Pairs, contrast, main, tune
from training.schedule import Plan

EXAMPLES = [
    Example("answered", "灯台はいつ建ったか", Passage("白浜村は1904年に灯台を建てた。", "白浜村"), (4, 9)),
    Example("answered", "守り手は誰か", Passage("守り手は山田太郎である。"), (4, 8)),
    Example("answered", "村の灯台の年は", Passage("1904年の灯台は石造りである。"), (0, 5)),
]


@pytest.fixture
def pairs(bundled_model):
    return Pairs(EXAMPLES, own_tokenizer(bundled_model), 3, 1)


def test_the_loss_by_hand():
    """Cosines over .02: 10 and 0 in one row, 0 and 10 in the other: ln(1 + e^-10) each. A passage that has the
    answer too is left out, so that nothing is lost on the row."""
    asked = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    told = torch.tensor([[0.2, 0.0], [0.0, 0.2]])
    own = torch.eye(2, dtype=torch.bool)
    assert contrast(asked, told, own).item() == pytest.approx(math.log(1 + math.exp(-10)), rel=1e-3)
    assert contrast(asked, told[[1, 0]], own).item() == pytest.approx(10, rel=1e-3)
    assert contrast(asked, told[[1, 0]], torch.ones(2, 2, dtype=torch.bool)).item() == 0.0


def test_a_batch_knows_which_passages_hold_the_answer_too(pairs):
    ids, mask, passage_ids, passage_mask, also = pairs[0]
    # 1904年 stands in the first and the third passage, 山田太郎 in the second alone.
    assert also.tolist() == [[True, False, True], [False, True, False], [True, False, True]]
    assert ids.shape == mask.shape and passage_ids.shape == passage_mask.shape
    assert len(ids) == len(passage_ids) == 3
    text = pairs.tokenizer.decode(passage_ids[0][passage_mask[0] == 1].tolist())
    assert text.replace(" ", "").startswith("passage:白浜村") and "灯台を建てた" in text


def test_questions_come_nearer_to_their_passages(pairs, bundled_model):
    torch.manual_seed(1)
    network = QueryNetwork(bundled_model, LoraShape(4, 8), torch.float32)

    def loss():
        ids, mask, passage_ids, passage_mask, also = (torch.as_tensor(each) for each in pairs[0])
        with torch.no_grad():
            asked = network(ids.long(), mask.long())
            with network.untuned():
                told = network(passage_ids.long(), passage_mask.long())
        return contrast(asked, told, also).item()

    before = loss()
    tune(network, pairs, Plan(batch=3, adapter_rate=2e-3, warmup=0.1, steps=6), "query", 0)
    assert loss() < before / 2


@pytest.mark.parametrize("side", ["query", "both"])
def test_the_command_writes_a_side_that_can_be_loaded(side, tmp_path, bundled_model, embedder, capsys):
    data, file, out = write(tmp_path / "data"), tmp_path / "e.jsonl.xz", tmp_path / "side.safetensors"
    assert make_ahead(["--data", str(data), "--out", str(file), "--count", "16", "--seed", "3"]) == 0
    arguments = ["--examples", str(file), "--out", str(out), "--side", side, "--steps", "2", "--batch", "8"]
    assert main([*arguments, "--rate", "0.01"]) == 0
    assert capsys.readouterr().out.strip().endswith(str(out))
    tuned = load_query_encoder(bundled_model, out)
    assert isinstance(tuned, QueryEncoder)
    assert not np.allclose(tuned.embed(["港"]), embedder.embed_queries(["港"]), atol=1e-2)


def test_a_file_that_is_none_is_named(tmp_path, capsys):
    assert main(["--examples", str(tmp_path / "none.xz"), "--out", str(tmp_path / "side")]) == 2
    assert "none.xz" in capsys.readouterr().err
