"""The style names nothing that is not on the page."""

import re

import pytest

from web.page import SCRIPTS, STYLE

#: Gradio's own names, as far as its spacing is taken away.
GRADIO = {"gradio-container", "main", "column", "block", "html-container", "toast-wrap", "error", "info-text"}
GRADIO |= {"dark", "wrap", "wrap-inner", "secondary-wrap"}


@pytest.mark.parametrize("part", STYLE, ids=lambda path: path.stem)
def test_every_name_in_the_style_is_on_the_page(part):
    style = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"[^{};]+(?=\{)", style))
    names = set(re.findall(r"[.#]([a-z][\w-]*)", selectors))
    sources = [*SCRIPTS[0].parent.glob("*.py"), *SCRIPTS]
    said = set(re.findall(r"[\w-]+", "\n".join(path.read_text(encoding="utf-8") for path in sources)))
    assert len(names) > 3
    assert names - said - GRADIO == set()


def test_every_part_of_the_style_is_served():
    assert {path.name for path in STYLE} == {path.name for path in STYLE[0].parent.iterdir()}


def test_the_style_asks_for_no_file():
    for part in STYLE:
        text = part.read_text(encoding="utf-8")
        assert "url(" not in text and "@import" not in text
