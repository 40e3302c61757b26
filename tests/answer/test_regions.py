"""A figure for the world or another country is told from one about the country asked for."""

import pytest
from test_features import Marks

from answer.features import featurize
from answer.question import read_question
from answer.regions import figures_of_regions, of_another_region
from index.build import bring_in_line
from index.search import Hit, open_index

WORLD = "世界のEC市場の売上高は2022年に751.8兆円となった。"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("日本のEC市場の売上高はいくらですか", WORLD),
        ("米国におけるEC市場の規模は？", WORLD),
        ("世界の検索市場で首位はどこか", "我が国の検索市場では甲社が首位である。"),
        ("ドイツの輸出額は", "フランスの輸出額は3兆円であった。"),
    ],
)
def test_the_same_of_another_region_is_no_answer(question, sentence):
    assert of_another_region(figures_of_regions(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("世界のEC市場の売上高はいくらですか", WORLD),
        ("EC市場の売上高はいくらですか", WORLD),
        ("日本の広告費はいくらですか", WORLD),
        ("日本のEC市場の売上高は", "世界のEC市場は拡大し、日本では22兆円となった。"),
        ("日本のEC市場の売上高は", "EC市場の売上高は22兆円となった。"),
        ("日本の輸出額は", "我が国の輸出額は3兆円であった。"),
        ("How large is Japan's market?", WORLD),
    ],
)
def test_what_may_be_of_the_region_asked_for_is_kept(question, sentence):
    assert not of_another_region(figures_of_regions(question), sentence)


def test_it_is_known_of_each_sentence_read(tmp_path, embedder):
    home = "日本のEC市場の売上高は22.7兆円となった。"
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "trade.txt").write_text(
        f"商取引の報告\n\n1 市場\n\n{WORLD}{home}\n", encoding="utf-8"
    )
    bring_in_line(tmp_path / "index", [tmp_path / "reports"], embedder)
    index = open_index(tmp_path / "index", embedder)
    question = read_question("日本のEC市場の売上高はいくらですか")
    hits = [Hit(chunk, 1.0, 0.9) for chunk in index.chunks]
    query = embedder.embed_passages([question.text])[0]
    units = featurize(question, question.text, query, hits, index, Marks({}))
    assert {unit.text: unit.features.names_another for unit in units if "EC" in unit.text} == {
        WORLD: 1,
        home: 0,
    }
