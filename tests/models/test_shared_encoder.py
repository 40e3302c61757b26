"""What rests on the bundled encoder holds its tables once, and reads end to end what it would read padded."""

import resource
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer, pre_tokenizers

from models.encoder import WordEmbeddings, lend_tokenizer, own_tokenizer
from models.span_network import NEVER, LoraShape, build_network

TEXT = "白浜村は１９０４年に灯台を建てた。"


@pytest.fixture(scope="module")
def network(bundled_model):
    torch.manual_seed(3)
    return build_network(bundled_model, LoraShape(rank=4, alpha=8), torch.float32).eval()


def test_embedder_and_reader_hold_one_table(embedder, network):
    theirs = embedder._model[0].auto_model.get_input_embeddings()
    ours = network.encoder.get_input_embeddings()
    assert theirs.table.data_ptr() == ours.table.data_ptr() and theirs.table.dtype == torch.float16
    assert ours.table.shape == (250037, 384)


def test_a_row_looked_up_is_the_files_in_the_type_asked_for(bundled_model):
    table = load_file(bundled_model / "model.safetensors")["embeddings.word_embeddings.weight"]
    ids = torch.tensor([[0, 250036], [5, 5]])
    for dtype in (torch.float32, torch.bfloat16):
        found = WordEmbeddings(bundled_model, dtype)(ids)
        assert found.dtype == dtype and torch.equal(found, table[ids].to(dtype))


def test_a_tokenizer_of_ones_own_is_changed_alone(bundled_model):
    whole = Tokenizer.from_file(str(bundled_model / "tokenizer.json"))
    mine, other = own_tokenizer(bundled_model), own_tokenizer(bundled_model)
    mine.pre_tokenizer = pre_tokenizers.Split("年", "isolated")
    mine.enable_truncation(4)
    expected = whole.encode(TEXT, "<s>灯台")
    found = other.encode(TEXT, "<s>灯台")
    assert (found.ids, found.offsets) == (expected.ids, expected.offsets)
    assert len(mine.encode(TEXT).ids) == 4
    assert other.decode(found.ids) == whole.decode(expected.ids)


def test_a_tokenizer_lent_second_takes_the_pieces_lent_first(bundled_model):
    own_tokenizer(bundled_model)
    late = Tokenizer.from_file(str(bundled_model / "tokenizer.json"))
    expected = late.encode(TEXT).ids
    lend_tokenizer(bundled_model, late)
    assert late.encode(TEXT).ids == expected == own_tokenizer(bundled_model).encode(TEXT).ids


def test_end_to_end_is_what_padded_is(network):
    """Three passes of 6, 4 and 1 tokens, the second's text two tokens long."""
    passes = [[0, 100, 200, 300, 400, 2], [0, 500, 600, 2], [0]]
    texts = [[0, 0, 1, 1, 1, 0], [0, 1, 1, 0], [0]]
    lengths = [len(ids) for ids in passes]
    flat = [torch.tensor([i for each in rows for i in each]) for rows in (passes, texts)]
    padded = [[[*row, *[fill] * (6 - len(row))] for row in rows] for rows, fill in ((passes, 1), (texts, 0))]
    mask = torch.tensor([[1] * n + [0] * (6 - n) for n in lengths])
    with torch.inference_mode():
        expected = network(torch.tensor(padded[0]), mask, torch.tensor(padded[1]))
        found = network.read(*flat, lengths)
    for row, (each, length) in enumerate(zip(found, lengths, strict=True)):
        assert each.start.shape == each.end.shape == (1, length) and each.relevance.shape == (1,)
        torch.testing.assert_close(each.start[0], expected.start[row, :length], atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(each.end[0], expected.end[row, :length], atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(each.relevance[0], expected.relevance[row], atol=1e-4, rtol=1e-4)
    assert found[1].start[0, 3] == NEVER and found[1].start[0, 1] > NEVER / 2


def test_further_tokenizers_take_next_to_no_memory(bundled_model):
    """One with pieces of its own takes 280 MB; three would take 840."""
    own_tokenizer(bundled_model)
    before = resident()
    held = [own_tokenizer(bundled_model) for _ in range(3)]
    assert resident() - before < 100 * 2**20 and len(held) == 3


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
