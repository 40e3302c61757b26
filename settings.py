"""The only reader of the environment. Every other module gets what it needs as an argument."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from errors import SettingsError

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user can set, with the defaults of the README. Paths are absolute."""

    index_dir: Path = ROOT / "index" / "storage"
    corpus_dir: Path = ROOT / "corpus" / "reports"
    cache_dir: Path = Path.home() / ".cache" / "ask-the-report"
    embed_model: str = "bundled"
    abstain_below: float = 0.5
    server_name: str = "127.0.0.1"
    server_port: int = 7860


def load_settings(environment: Mapping[str, str] | None = None, env_file: Path = ROOT / ".env") -> Settings:
    """Settings from `environment` (the process's own by default), then `.env`, then the defaults.

    Raises SettingsError, naming the setting, for a value that cannot be used.
    """
    file_values = (
        {k: v for k, v in dotenv_values(env_file).items() if v is not None} if env_file.is_file() else {}
    )
    values = {**file_values, **(os.environ if environment is None else environment)}
    default = Settings()

    def path(name: str, fallback: Path) -> Path:
        value = values.get(name, "").strip()
        return Path(value).expanduser().resolve() if value else fallback

    cache_home = values.get("XDG_CACHE_HOME", "").strip()
    cache = Path(cache_home).expanduser() / "ask-the-report" if cache_home else default.cache_dir
    return Settings(
        index_dir=path("INDEX_DIR", default.index_dir),
        corpus_dir=path("CORPUS_DIR", default.corpus_dir),
        cache_dir=path("CACHE_DIR", cache),
        embed_model=values.get("EMBED_MODEL", "").strip() or default.embed_model,
        abstain_below=_share("ABSTAIN_BELOW", values.get("ABSTAIN_BELOW", "").strip(), default.abstain_below),
        server_name=values.get("GRADIO_SERVER_NAME", "").strip() or default.server_name,
        server_port=_port(values.get("GRADIO_SERVER_PORT", "").strip(), default.server_port),
    )


def _port(value: str, fallback: int) -> int:
    if not value:
        return fallback
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise SettingsError(
            name="GRADIO_SERVER_PORT",
            value=value,
            need_ja="1 から 65535 までの数を指定してください。",
            need_en="Give a number from 1 to 65535.",
        )
    return int(value)


def _share(name: str, value: str, fallback: float) -> float:
    if not value:
        return fallback
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise SettingsError(
            name=name,
            value=value,
            need_ja="0 から 1 までの数を指定してください。",
            need_en="Give a number from 0 to 1.",
        )
    return share
