"""The only reader of the environment. Every other module gets what it needs as an argument."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from errors import SettingsError, SettingsFileUnreadable

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user can set, with the defaults of the README. Paths are absolute.

    `users` are names with their passwords; empty, and everyone may enter. `admins` are those of them who may
    change the reports.
    """

    index_dir: Path = ROOT / "index" / "storage"
    corpus_dir: Path = ROOT / "corpus" / "reports"
    cache_dir: Path = Path.home() / ".cache" / "ask-the-report"
    embed_model: str = "bundled"
    rerank_model: str = ""
    abstain_below: float = 0.18
    llm: str = "auto"
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: str = field(default="", repr=False)
    llm_gguf: Path | None = None
    server_name: str = "127.0.0.1"
    server_port: int = 7860
    chroma_url: str = ""
    users: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    admins: tuple[str, ...] = ()


def load_settings(environment: Mapping[str, str] | None = None, env_file: Path = ROOT / ".env") -> Settings:
    """Settings from `environment` (the process's own by default), then `.env`, then the defaults.

    Raises SettingsError, naming the setting, for a value that cannot be used, and SettingsFileUnreadable
    for an `.env` that cannot be read.
    """
    values = {**_file_values(env_file), **(os.environ if environment is None else environment)}
    default = Settings()

    def given(name: str) -> str:
        return values.get(name, "").strip()

    users = _users(given("APP_USERS"))
    cache_home = _path("XDG_CACHE_HOME", given("XDG_CACHE_HOME"), default.cache_dir.parent)
    return Settings(
        index_dir=_path("INDEX_DIR", given("INDEX_DIR"), default.index_dir),
        corpus_dir=_path("CORPUS_DIR", given("CORPUS_DIR"), default.corpus_dir),
        cache_dir=_path("CACHE_DIR", given("CACHE_DIR"), cache_home / default.cache_dir.name),
        embed_model=given("EMBED_MODEL") or default.embed_model,
        rerank_model=given("RERANK_MODEL") or default.rerank_model,
        abstain_below=_share("ABSTAIN_BELOW", given("ABSTAIN_BELOW"), default.abstain_below),
        llm=_choice("LLM", given("LLM"), ("auto", "bundled", "off")),
        llm_base_url=_address("LLM_BASE_URL", given("LLM_BASE_URL")),
        llm_model=given("LLM_MODEL"),
        llm_api_key=given("LLM_API_KEY"),
        llm_gguf=_path("LLM_GGUF", given("LLM_GGUF"), default.cache_dir) if given("LLM_GGUF") else None,
        server_name=given("GRADIO_SERVER_NAME") or default.server_name,
        server_port=_port(given("GRADIO_SERVER_PORT"), default.server_port),
        chroma_url=_url("CHROMA_URL", given("CHROMA_URL")),
        users=users,
        admins=_admins(given("APP_ADMINS"), users),
    )


def _file_values(env_file: Path) -> dict[str, str]:
    if not env_file.is_file():
        return {}
    try:
        values = dotenv_values(env_file)
    except OSError as error:
        raise SettingsFileUnreadable(path=env_file, reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise SettingsFileUnreadable(path=env_file, reason="not UTF-8") from error
    return {name: value for name, value in values.items() if value is not None}


def _path(name: str, value: str, fallback: Path) -> Path:
    try:
        return Path(value).expanduser().resolve() if value else fallback
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            name=name,
            value=value,
            need_ja="フォルダーの場所を指定してください。",
            need_en="Give the place of a folder.",
        ) from error


def _port(value: str, fallback: int) -> int:
    if not value:
        return fallback
    # Python itself refuses to read a number of thousands of digits.
    if not value.isdecimal() or len(value) > 9 or not 0 < int(value) < 65536:
        raise SettingsError(
            name="GRADIO_SERVER_PORT",
            value=value,
            need_ja="1 から 65535 までの数を指定してください。",
            need_en="Give a number from 1 to 65535.",
        )
    return int(value)


def _choice(name: str, value: str, known: tuple[str, ...]) -> str:
    """`value` in small letters, the first of `known` where there is none."""
    chosen = value.lower() or known[0]
    if chosen not in known:
        raise SettingsError(
            name=name,
            value=value,
            need_ja=f"{'、'.join(known)} のどれかを指定してください。",
            need_en=f"Give one of {', '.join(known)}.",
        )
    return chosen


def _address(name: str, value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise SettingsError(
            name=name,
            value=value,
            need_ja="http:// か https:// で始まるアドレスを指定してください。例: http://127.0.0.1:11434/v1",
            need_en="Give an address that begins with http:// or https://, as http://127.0.0.1:11434/v1.",
        )
    return value.rstrip("/")


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


def _url(name: str, value: str) -> str:
    """An address of a server without what comes after it; no name or password, which would end up in messages."""
    try:
        place = urlsplit(value)
        port = place.port
    except ValueError:
        place, port = urlsplit(""), None
    usable = place.scheme in ("http", "https") and place.hostname and place.username is None
    if not value or (usable and place.path in ("", "/") and not place.query and not place.fragment):
        host = f"[{place.hostname}]" if ":" in (place.hostname or "") else place.hostname
        return f"{place.scheme}://{host}" + (f":{port}" if port else "") if value else ""
    raise SettingsError(
        name=name,
        value=value if "@" not in value else "…",
        need_ja="http://ホスト:ポート の形で指定してください。",
        need_en="Give it as http://HOST:PORT.",
    )


def _users(value: str) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(part.strip() for part in pair.partition(":")[::2]) for pair in value.split(",") if value]
    users = {name: password for name, password in pairs if name and password}
    if len(users) == len(pairs):
        return tuple(users.items())
    # Never the value itself: it holds passwords.
    raise SettingsError(
        name="APP_USERS",
        value="…",
        need_ja="名前:パスワード の組をコンマで区切って並べてください。同じ名前は一度だけ、パスワードはコンマなしにしてください。",
        need_en="Give NAME:PASSWORD pairs with commas between, each name once; no password may hold a comma.",
    )


def _admins(value: str, users: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in dict(users)]
    if not unknown:
        return names
    raise SettingsError(
        name="APP_ADMINS",
        value=unknown[0],
        need_ja="APP_USERS にある名前をコンマで区切って指定してください。",
        need_en="Give names that are in APP_USERS, with commas between.",
    )
