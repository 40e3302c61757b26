"""Which units of the passages found are looked at for a question."""

import pytest
from test_features import Marks

from answer.look import look_at
from index.build import bring_in_line
from index.search import Hit, open_index

ADDRESS = "URL：https://www.example.go.jp/minato/tokei/r05/html/kamome.html#f00004（資料）"
TOLD = (
    "港の船の数は、統計（https://www.example.go.jp/minato/tokei/r05/html/kamome.html）によれば12隻であった。"
)
REPORT = f"""港湾年報

1 港の今

かもめ港の船は前の年より増えた。{TOLD}

{ADDRESS}
"""

SOURCE = "（出典）港湾協会「かもめ港の船に関する年次調査」（2023年）"
REPORT += f"\n{SOURCE}\n"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "reports").mkdir()
    (folder / "reports" / "harbour.txt").write_text(REPORT, encoding="utf-8")
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return open_index(folder / "index", embedder)


def texts(question, harbour):
    """What is looked at of the report for the question."""
    hits = [Hit(chunk, 1.0, 0.9) for chunk in harbour.chunks]
    return [look.text for look in look_at(question, hits, harbour, Marks({}), None)]


@pytest.mark.parametrize(
    ("question", "addresses"),
    [
        ("船は何隻ですか", False),
        ("How many ships are there?", False),
        ("資料のURLは", True),
        ("On which website are the data?", True),
    ],
)
def test_a_line_that_is_an_address_is_looked_at_where_one_is_asked_for(question, addresses, harbour):
    looked_at = texts(question, harbour)
    assert (ADDRESS in looked_at) is addresses
    assert TOLD in looked_at, "a sentence with an address in it says something"


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("船は何隻ですか", False),
        ("Which port has the most ships?", False),
        ("船の数の出典は何ですか", True),
        ("どの団体の調査ですか", True),
        ("What is the source of the figures?", True),
        ("출처는 어디인가요?", True),
    ],
)
def test_a_line_that_names_a_source_is_looked_at_where_one_is_asked_for(question, sources, harbour):
    looked_at = texts(question, harbour)
    assert (SOURCE in looked_at) is sources
    assert TOLD in looked_at
