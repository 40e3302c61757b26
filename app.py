"""Starts the web chat: the settings, the site they describe, and its address."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from errors import AskError, terminal_language
from settings import Settings, load_settings
from web.server import serve
from web.site import site_of

OPENED = {
    "ja": "{address} をブラウザで開いてください。終了は Ctrl-C です。",
    "en": "Open {address} in a browser. Ctrl-C ends it.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chat until Ctrl-C. The exit status: 0 when it was ended, 2 when it could not start."""
    language = terminal_language()
    try:
        settings = _chosen(arguments, load_settings())
        serve(
            site_of(settings),
            settings.server_port,
            on_open=lambda address: print(OPENED[language].format(address=address), flush=True),
        )
    except AskError as error:
        print(error.say(language), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print()
    return 0


def _chosen(arguments: Sequence[str] | None, settings: Settings) -> Settings:
    parser = argparse.ArgumentParser(prog="app.py", description="The web chat over the reports.")
    parser.add_argument(
        "--index", type=Path, metavar="DIR", default=settings.index_dir, help="the index's folder"
    )
    parser.add_argument("--port", type=_port, default=settings.server_port, help="the port, 1 to 65535")
    chosen = parser.parse_args(arguments)
    return replace(settings, index_dir=chosen.index.expanduser().resolve(), server_port=chosen.port)


def _port(value: str) -> int:
    port = int(value)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"{value} is not a number from 1 to 65535")
    return port


if __name__ == "__main__":
    sys.exit(main())
