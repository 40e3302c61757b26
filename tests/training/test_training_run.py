"""The training command for real, on four made-up paragraphs: it learns, stops, goes on, and is measured."""

import lzma
from itertools import islice

import pytest
import torch
from safetensors.torch import load_file
from village import write

from models.bundled import ensure_bundled_model
from models.pairs import PairEncoder
from models.span_reader import load_span_reader
from settings import load_settings
from training.__main__ import main, prepare
from training.ahead import WrittenExamples
from training.ahead import main as make_ahead
from training.batches import GROUP, Batches
from training.checkpoint import Progress, load_checkpoint
from training.errors import CheckpointForeign, CheckpointMissing, ExamplesInvalid
from training.evaluate import evaluate
from training.examples import Examples
from training.jaquad import load_paragraphs
from training.measures import auc, exact, f1
from training.schedule import Plan
from training.train import ADAPTER

PLAN = Plan(seed=3, batch=2, longest=64, steps=2)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    return write(write(folder), "dev")


@pytest.fixture(scope="module")
def examples(data):
    return Examples(load_paragraphs(data, "train"), PLAN.seed)


def test_a_run_stopped_and_resumed_ends_as_one_that_was_not(examples, tmp_path):
    whole = prepare(examples, tmp_path / "whole", PLAN)
    first = {name: value.detach().clone() for name, value in whole._network.trained().items()}
    whole.train()
    stopped = prepare(examples, tmp_path / "parts", PLAN)
    stopped._step(next(stopped._batches.stream(0)), PLAN.done(0, 0))
    stopped.progress = Progress(1, 0.1)
    stopped.save()
    resumed = prepare(examples, tmp_path / "parts", PLAN)
    resumed.resume()
    assert resumed.progress.step == 1
    resumed.train()
    trained = load_file(tmp_path / "whole" / ADAPTER)
    for name, value in load_file(tmp_path / "parts" / ADAPTER).items():
        torch.testing.assert_close(value, trained[name], msg=name)
    assert any(not torch.equal(first[name].half(), trained[name]) for name in first)


def test_a_checkpoint_of_other_batches_is_refused(examples, tmp_path):
    run = prepare(examples, tmp_path, PLAN)
    run.save()
    other = Plan(seed=4, batch=2, longest=64, steps=2)
    with pytest.raises(CheckpointForeign, match="seed"):
        load_checkpoint(tmp_path, run._network, run._optimizer, other)
    with pytest.raises(CheckpointMissing):
        load_checkpoint(tmp_path / "elsewhere", run._network, run._optimizer, PLAN)


def test_the_command_writes_an_adapter_that_can_be_read_and_measured(data, tmp_path, cache_dir, capsys):
    arguments = ["--data", str(data), "--out", str(tmp_path), "--steps", "1", "--batch", "2"]
    assert main(arguments) == 0
    assert capsys.readouterr().out.strip().endswith(str(tmp_path / ADAPTER))
    result = evaluate(load_span_reader(tmp_path / ADAPTER, cache_dir), load_paragraphs(data, "dev"), 4, 4)
    assert result.questions == 4
    assert 0 <= result.exact_whole <= result.f1_whole <= 1
    assert 0 <= result.near_misses.together <= 1


def test_a_run_can_begin_with_an_adapter_trained_before(examples, tmp_path):
    first = prepare(examples, tmp_path / "first", PLAN)
    first.train()
    kept = load_file(tmp_path / "first" / ADAPTER)
    second = prepare(examples, tmp_path / "second", PLAN, tmp_path / "first" / ADAPTER)
    assert second.progress.step == 0
    for name, value in second._network.trained().items():
        torch.testing.assert_close(value.detach().half(), kept[name], msg=name)


def test_batches_made_ahead_are_those_made_when_needed(examples):
    encoder = PairEncoder(ensure_bundled_model(load_settings().cache_dir), 64)
    batches = Batches(examples, encoder, 2, 3)
    # From within a group, and over its end into the next.
    first = GROUP - 2
    for made, ahead in zip(
        islice(batches.stream(first), 4), islice(batches.stream(first, workers=1), 4), strict=True
    ):
        for name in ("ids", "mask", "text", "start", "end"):
            assert torch.equal(getattr(made, name), getattr(ahead, name)), name


def test_examples_made_ahead_are_learned_from(data, tmp_path, capsys):
    file = tmp_path / "examples.jsonl.xz"
    assert make_ahead(["--data", str(data), "--out", str(file), "--count", "12", "--seed", "3"]) == 0
    assert capsys.readouterr().out.strip() == "12"
    own = Examples(load_paragraphs(data, "train"), 3)
    written = WrittenExamples(file, seed=1)
    key = repr
    assert sorted((written.make(n) for n in range(12)), key=key) == sorted(
        (own.make(n) for n in range(12)), key=key
    )
    # The same ones come again in another order.
    again = [written.make(n) for n in range(12, 24)]
    assert sorted(again, key=key) == sorted((written.make(n) for n in range(12)), key=key)
    assert all(each.span for each in written.answered())
    assert 0 < len(written.answered()) < 12
    out = tmp_path / "out"
    assert (
        main(["--examples", str(file), "--out", str(out), "--steps", "1", "--batch", "2", "--rank", "4"]) == 0
    )
    assert load_file(out / ADAPTER)["encoder.encoder.layer.0.attention.self.query.down"].shape[0] == 4


def test_a_file_of_no_examples_is_named(tmp_path):
    for content in (b"", b"not xz", lzma.compress(b""), lzma.compress(b"[1]\n")):
        (tmp_path / "examples.jsonl.xz").write_bytes(content)
        with pytest.raises(ExamplesInvalid, match=r"examples\.jsonl\.xz"):
            WrittenExamples(tmp_path / "examples.jsonl.xz", 1)


def test_the_command_says_what_is_missing(data, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert main(["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--steps", "1"]) == 2
    assert "jaquad_train" in capsys.readouterr().err
    assert main(["--data", str(data), "--out", str(tmp_path / "out"), "--steps", "1", "--resume"]) == 2
    assert "no checkpoint" in capsys.readouterr().err


def test_the_rate_rises_over_the_warm_up_and_falls_to_nothing():
    plan = Plan(warmup=0.1, steps=100)
    assert plan.rate(0.05) == pytest.approx(0.5)
    assert plan.rate(0.1) == pytest.approx(1)
    assert plan.rate(0.55) == pytest.approx(0.5)
    assert plan.rate(1.0) == 0
    assert plan.rate(0.0) > 0


def test_a_run_ends_by_its_steps_or_by_the_clock_whichever_is_first():
    plan = Plan(steps=100, minutes=2)
    assert plan.done(50, 30) == pytest.approx(0.5)
    assert plan.done(10, 90) == pytest.approx(0.75)
    assert plan.done(10, 500) == 1


def test_answers_are_compared_by_their_characters():
    assert exact("「１９０４年」", "1904年") and not exact("1904", "1904年")
    # 2 characters shared of 4 and 3: 2 * 2 / (4 + 3).
    assert f1("灯台の守", "灯台だ") == pytest.approx(4 / 7)
    assert f1("港", "山") == 0 and f1("", "") == 1 and f1("", "山") == 0


def test_the_area_is_the_share_of_pairs_in_order():
    # 3 > 1, 3 > 2, 2 > 1 and a tie of 2 with 2: three and a half of four.
    assert auc([3, 2], [1, 2]) == pytest.approx(3.5 / 4)
    assert auc([1], [2]) == 0 and auc([2], [1]) == 1 and auc([1, 1], [1]) == 0.5
