"""Of so many things asked for, all are quoted: the list or the titles of just that number."""

import pytest

from answer.assistant import Assistant
from index.build import bring_in_line
from index.search import open_index
from settings import Settings

PLAN = """\
# 星見島振興計画

## 1 計画の趣旨

この計画は、島の暮らしを守るために定めた。

## 2 振興の基本方針

基本方針は、島の産業と暮らしの両方を支えるものとする。

### （1）漁業の後継者を育てる

県外から来る若者に船を貸し出す。

### （2）島の医療を保つ

診療所の医師を二人に増やす。

### （3）航路を守る

冬の便を減らさない。

### 図1 計画の進め方

毎年3月に見直す。

## 3 見直しの条件

計画を見直すのは、次の場合とする。

- 人口が2,000人を下回ったとき
- 航路が一つでも廃止されたとき
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory, embedder, reader):
    folder = tmp_path_factory.mktemp("plan")
    (folder / "reports").mkdir()
    (folder / "reports" / "plan.md").write_text(PLAN, encoding="utf-8")
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return Assistant(open_index(folder / "index", embedder), reader, Settings().abstain_below)


def quotes(answer):
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "振興の基本方針の3つの柱は何ですか",
        "振興の基本方針として示された三点を教えてください",
        "振興の基本方針を３つ挙げてください",
    ],
)
def test_the_titles_of_the_subsections(question, plan):
    """The figure's heading beside them is no fourth."""
    answer = plan.ask(question)
    assert quotes(answer) == ["（1）漁業の後継者を育てる", "（2）島の医療を保つ", "（3）航路を守る"]
    assert [c.section[-1] for c in answer.citations] == quotes(answer)


def test_the_whole_list(plan, assistant):
    """The mark before its first item is no part of it."""
    assert quotes(plan.ask("計画を見直す2つの場合とは何か")) == [
        "人口が2,000人を下回ったとき\n- 航路が一つでも廃止されたとき"
    ]
    assert [q.count("地区") for q in quotes(assistant.ask("貯水槽が整えられた3つの地区はどこですか"))] == [3]


@pytest.mark.parametrize(
    "question",
    [
        # Another number, no number of things asked for.
        "振興の基本方針の4つの柱は何ですか",
        "振興の基本方針は何ですか",
        "3つの柱のうち診療所の医師は何人に増えるか",
    ],
)
def test_what_is_not_set_out_so_is_answered_as_ever(question, plan):
    assert "（3）航路を守る" not in quotes(plan.ask(question))
