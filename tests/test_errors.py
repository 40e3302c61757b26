"""The words of errors: in two languages, filled safely, ending with what to do."""

import re
from pathlib import Path
from string import Formatter

import pytest

import answer.errors
import corpus.errors
import eval.errors
import index.errors
import models.errors
import web.errors
from errors import SHOWN, AskError, SettingsError, shown, terminal_language

PACKAGES = (answer.errors, corpus.errors, eval.errors, index.errors, models.errors, web.errors)
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def _every(base: type[AskError] = AskError) -> list[type[AskError]]:
    found = [base] if "ja" in vars(base) else []
    return found + [each for child in base.__subclasses__() for each in _every(child)]


EVERY = sorted(set(_every()), key=lambda error: (error.__module__, error.__name__))


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_package_has_its_errors():
    assert {package.__name__ for package in PACKAGES} < {error.__module__ for error in EVERY}


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.__name__)
def test_both_languages_say_the_same(error):
    # Words that come with the raising, one field a language: a setting's mend, a record's fault, a format's name.
    spoken = {f"{stem}_{tongue}" for stem in ("need", "reason", "kind") for tongue in ("ja", "en")}
    for template, tongue in ((error.ja, "ja"), (error.en, "en")):
        assert all(name.endswith(f"_{tongue}") for name in _fields(template) & spoken)
    assert _fields(error.ja) - spoken == _fields(error.en) - spoken
    assert JAPANESE.search(error.ja) and not JAPANESE.search(error.en)
    for template in (error.ja, error.en):
        assert template == template.strip() and "\n" not in template


def test_an_error_says_its_sentence_in_both_languages():
    error = corpus.errors.ReportEmpty(name="灯台.txt")
    assert error.say("ja") == "「灯台.txt」に本文がありません。中身のあるファイルを入れてください。"
    assert error.say("en") == "“灯台.txt” has no text. Put a file with content in its place."
    assert str(error) == error.say("en") and error.fields == {"name": "灯台.txt"}


def test_a_setting_is_named_with_its_value_and_its_mend():
    error = SettingsError(name="PORT", value="x", need_ja="数を。", need_en="A number.")
    assert error.say("ja") == "設定 PORT の値「x」は使えません。数を。"
    assert error.say("en") == "The setting PORT cannot be “x”. A number."


def test_an_error_raised_without_its_fields_is_noticed():
    with pytest.raises(KeyError):
        corpus.errors.ReportEmpty()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("灯台 👩.txt", "灯台 👩.txt"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[2J\x1b]0;x\x07", r"\x1b[2J\x1b]0;x\x07"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("txt.\u202eexe\u200b\u2028", r"txt.\u202eexe\u200b\u2028"),
        ("\ud800", r"\ud800"),
        ("{name} {0} %s", "{name} {0} %s"),
        ("", ""),
        (12, "12"),
        (None, "None"),
    ],
)
def test_a_value_is_shown_on_one_harmless_line(value, expected):
    assert shown(value) == expected
    shown(value).encode()


def test_a_long_value_is_cut():
    assert shown("灯" * SHOWN) == "灯" * SHOWN
    assert shown("灯" * (SHOWN + 1)) == "灯" * SHOWN + "…"


def test_of_a_long_path_the_files_name_is_kept():
    path = Path("/".join(["棚"] * SHOWN)) / "令和6年.pdf"
    assert len(shown(path)) == SHOWN + 1
    assert shown(path).startswith("…") and shown(path).endswith("/令和6年.pdf")
    assert len(shown("\x00" * 10_000)) == SHOWN + 1


def test_a_hostile_value_does_not_break_the_sentence():
    error = corpus.errors.ReportEmpty(name="{fields}\n\x1b[31m" + "x" * 500)
    for language in ("ja", "en"):
        said = error.say(language)
        assert r"{fields}\n\x1b[31m" in said and said.isprintable() and len(said) < 200


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "ja"),
        ({"LANG": ""}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANGUAGE": "en", "LC_CTYPE": "en_US.UTF-8"}, "ja"),
    ],
)
def test_the_terminals_language(environment, language):
    assert terminal_language(environment) == language


def test_the_terminals_language_is_the_processs_own(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert terminal_language() == "en"
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert terminal_language() == "ja"
