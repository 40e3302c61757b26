"""The README names what is there: every module, every setting with its default, every image."""

import re
import subprocess
from dataclasses import fields

import pytest

from settings import ROOT, Settings

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
LAYOUT = TEXT.split("```\napp.py", 1)[1].split("```", 1)[0]
#: Settings whose variable is not called as the field is.
NAMES = {
    "server_name": "GRADIO_SERVER_NAME",
    "server_port": "GRADIO_SERVER_PORT",
    "users": "APP_USERS",
    "admins": "APP_ADMINS",
}


def layout():
    """(folder, name) of every line of the layout; the folder is empty at the top."""
    folder, found = "", set()
    for line in ("app.py" + LAYOUT).splitlines():
        name = line.split("  ")[0].strip() if not line.startswith(" ") else line.split()[0]
        if line.startswith(" "):
            found.add((folder, name))
        else:
            folder = name.rstrip("/") if name.endswith("/") else ""
            found.add(("", name))
    return found


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_every_module_has_a_line():
    files = [
        path.split("/")
        for path in tracked()
        if path.endswith(".py") and not path.startswith("tests/") and not path.endswith("__init__.py")
    ]
    # A folder within a package has a line for all that is in it.
    modules = {
        (parts[0], f"{parts[1]}/") if len(parts) > 2 else ("/".join(parts[:-1]), parts[-1]) for parts in files
    }
    assert modules - layout() == set()


def test_every_line_is_a_file():
    assert [(folder, name) for folder, name in layout() if not (ROOT / folder / name).exists()] == []


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_listed_with_its_default(field):
    name = NAMES.get(field.name, field.name.upper())
    row = re.search(rf"^\| `{name}` \| ([^|]+) \|", TEXT, re.MULTILINE)
    assert row
    default = getattr(Settings(), field.name)
    if default or default == 0:
        assert str(default).endswith(row.group(1).split("`")[1].replace("~/", ""))
    else:
        assert "`" not in row.group(1)


def test_every_picture_and_link_is_there():
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)", TEXT)
    assert "docs/screenshot.png" in targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
