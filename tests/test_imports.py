"""Imports run one way: corpus ← index ← answer ← web ← app; eval takes all but web and app; no one takes app or eval."""

import ast
from pathlib import Path

from settings import ROOT

#: What the modules of each part may import of the other parts.
MAY_IMPORT = {
    "errors": set(),
    "settings": {"errors"},
    "prompts": {"errors"},
    "models": {"errors"},
    "corpus": {"errors", "settings"},
    "index": {"errors", "settings", "models", "corpus"},
    "answer": {"errors", "settings", "prompts", "models", "corpus", "index"},
    "web": {"errors", "settings", "corpus", "index", "answer"},
    "app": {"errors", "settings", "corpus", "index", "answer", "web"},
    "training": {"errors", "settings", "models", "corpus", "index"},
    "benchmarks": {"errors", "settings", "models", "corpus", "index", "answer", "web", "eval"},
    "eval": {"errors", "settings", "prompts", "models", "corpus", "index", "answer"},
}


def modules(root: Path) -> list[Path]:
    parts = [root / name for name in MAY_IMPORT]
    return [
        path
        for part in parts
        for path in (part.with_suffix(".py"), *sorted(part.rglob("*.py")))
        if path.is_file()
    ]


def imported(path: Path) -> list[str]:
    """The names of the modules a file imports from outside its own package, wherever in the file it does."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.append(node.module)
    return names


def offences(root: Path) -> list[str]:
    found: list[str] = []
    for path in modules(root):
        own = path.relative_to(root).parts[0].removesuffix(".py")
        for name in imported(path):
            part = name.split(".")[0]
            if part in MAY_IMPORT.keys() - MAY_IMPORT[own] - {own}:
                found.append(f"{path.relative_to(root).as_posix()} imports {name}")
    return found


def test_imports_run_one_way():
    assert offences(ROOT) == []


def test_every_part_is_looked_at():
    looked_at = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in modules(ROOT)}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {
        path.stem for path in ROOT.glob("*.py")
    }
    assert packages <= MAY_IMPORT.keys() and looked_at >= packages


def test_an_import_the_wrong_way_is_reported(tmp_path):
    for name, text in {
        "app.py": "import web.page, eval.run\n",
        "errors.py": "import settings\n",
        "corpus/reader.py": "import re\nfrom errors import AskError\nfrom corpus.report import Report\n",
        "corpus/deep/er.py": "def late():\n    from index.search import Index as corpus\n",
        "index/build.py": "import models.bundled\nfrom answer.claims import Answer\n",
        "web/page.py": "import application\nfrom app import main\n",
        "eval/run.py": "from answer import assistant\nif True:\n    import web.page as page\n",
        "elsewhere/free.py": "import app\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert sorted(offences(tmp_path)) == [
        "app.py imports eval.run",
        "corpus/deep/er.py imports index.search",
        "errors.py imports settings",
        "eval/run.py imports web.page",
        "index/build.py imports answer.claims",
        "web/page.py imports app",
    ]
