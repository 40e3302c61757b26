from dataclasses import fields
from string import Formatter

import pytest

from index.progress import Stage
from web.words import ENGLISH, JAPANESE, Words, preferred_language, words_in


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ja"),
        ("", "ja"),
        ("ja", "ja"),
        ("ja,en-US;q=0.9,en;q=0.8", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("ja;q=0.3, en;q=0.7", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.5", "en"),
        ("fr-FR,zh;q=0.9", "ja"),
        ("*", "ja"),
        ("en;q=0", "ja"),
        ("en;q=nonsense,ja;q=0.1", "ja"),
        ("enochian", "ja"),
        (";;,,;q=", "ja"),
    ],
)
def test_the_language_is_english_only_where_the_browser_prefers_it(header, language):
    assert preferred_language(header) == language
    assert words_in(language).language == language


def _templates(words: Words) -> dict[str, set[str]]:
    texts = {f.name: getattr(words, f.name) for f in fields(words) if f.name not in ("stages", "counts")}
    texts |= {f"stage {stage}": text for stage, text in words.stages.items()}
    texts |= {f"count {stage}": text for stage, text in words.counts.items()}
    assert all(text.strip() for text in texts.values())
    return {
        name: {field for _, field, _, _ in Formatter().parse(text) if field} for name, text in texts.items()
    }


def test_both_languages_say_the_same_things():
    assert _templates(JAPANESE) == _templates(ENGLISH)
    assert set(JAPANESE.stages) == set(ENGLISH.stages) == set(Stage)
