"""A CrossEncoder of the user's own ranks the passages in place of the reader; one that cannot be used is named."""

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from answer.assistant import Assistant
from answer.errors import RankerUnloadable
from answer.read import Reader
from answer.rerank import load_ranker


def write_cross_encoder(folder, bundled_model, labels=1):
    """A small untrained CrossEncoder over the bundled model's tokens: its scores mean nothing, but differ."""
    torch.manual_seed(3)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(bundled_model / "tokenizer.json"),
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
    )
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=labels,
        pad_token_id=1,
        type_vocab_size=2,
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory, bundled_model):
    return write_cross_encoder(tmp_path_factory.mktemp("ranker"), bundled_model)


def test_the_scores_are_the_models_logits(folder):
    passages = ["星見島の人口", "温泉の管理", "交通安全"]
    with torch.inference_mode():
        raw = CrossEncoder(str(folder)).predict(
            [("人口は", p) for p in passages], activation_fn=torch.nn.Identity()
        )
    scores = load_ranker(str(folder)).scores("人口は", passages)
    assert scores.tolist() == pytest.approx(raw.tolist(), abs=1e-5) and len(set(scores.tolist())) == 3
    assert load_ranker(str(folder)).scores("人口は", []).shape == (0,)


def test_passages_come_in_the_rankers_order(folder, island_index, reader):
    ranker = load_ranker(str(folder))
    answer = Assistant(island_index, Reader(reader.model, reader.weights, ranker), 0.0).ask(
        "星見島の人口は何人か"
    )
    embedded = {(c.report, c.start): c.embedded for c in island_index.chunks}
    scores = ranker.scores(answer.question, [embedded[p.report, p.start] for p in answer.passages])
    # Those with a unit that was read closely stand before the others, in the ranker's order.
    read = [s for s, p in zip(scores, answer.passages, strict=True) if p.score > 0]
    assert len(read) >= 2 and read == sorted(read, reverse=True)
    assert answer.citations[0].start >= answer.passages[0].start
    assert answer.citations[0].end <= answer.passages[0].end


@pytest.mark.parametrize("labels", [3])
def test_a_model_with_several_outputs_is_refused(labels, tmp_path, bundled_model):
    name = str(write_cross_encoder(tmp_path, bundled_model, labels))
    with pytest.raises(RankerUnloadable, match="num_labels 3") as raised:
        load_ranker(name)
    assert "RERANK_MODEL" in raised.value.say("ja") and name in raised.value.say("en")


def test_a_folder_that_holds_no_model_is_refused(tmp_path):
    with pytest.raises(RankerUnloadable, match="RERANK_MODEL"):
        load_ranker(str(tmp_path))


def test_scores_beyond_what_a_logit_says_are_held(island_index, reader):
    class Shouting:
        def scores(self, question, passages):
            return np.array([1e9 * (-1) ** n for n in range(len(passages))])

    answer = Assistant(island_index, Reader(reader.model, reader.weights, Shouting()), 0.0).ask(
        "人口は何人か"
    )
    assert all(0 <= p.score <= 1 for p in answer.passages)
