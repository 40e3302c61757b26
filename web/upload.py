"""The address that reports are sent to: one file a request, its bytes as the body.

Not Gradio's upload: this one knows who may send, stops at the limit, and keeps nothing that was cut off.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from errors import AskError
from web.errors import ChangeForbidden, UploadFailed, UploadTooLarge
from web.library import Library
from web.words import preferred_language

#: Megabytes (10⁶ bytes): a white paper with its pictures has up to a hundred.
LARGEST = 300
#: A page from elsewhere cannot send a header of its own here without being allowed to, and none is.
_HEADER = "x-ask-the-report"


def add_upload(app: FastAPI, library: Library, may_change: Callable[[Request], bool]) -> None:
    """Adds the address to `app`; `may_change` tells whether who sent a request may change the reports."""

    @app.put("/reports/upload")
    async def upload(request: Request) -> Response:
        name = request.query_params.get("name", "")
        try:
            if request.headers.get(_HEADER) != "1" or not may_change(request):
                raise ChangeForbidden()
            library.add(await _received(request, library, name))
        except ClientDisconnect:
            return Response(status_code=400)
        except AskError as error:
            language = preferred_language(request.headers.get("accept-language"))
            status = 403 if isinstance(error, ChangeForbidden) else 422
            return JSONResponse({"error": error.say(language)}, status)
        return Response(status_code=204)


async def _received(request: Request, library: Library, name: str) -> Path:
    """The file, whole and on the disk. Raises UploadTooLarge, UploadFailed, ClientDisconnect."""
    limit = LARGEST * 1_000_000
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise UploadTooLarge(name=name, limit=LARGEST)
    path = await run_in_threadpool(library.incoming, name)
    try:
        size = 0
        with path.open("wb") as file:
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise UploadTooLarge(name=name, limit=LARGEST)
                await run_in_threadpool(file.write, part)
            file.flush()
            await run_in_threadpool(os.fsync, file.fileno())
    except OSError as error:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise UploadFailed(name=name, reason=error.strerror or error) from error
    except (UploadTooLarge, ClientDisconnect, asyncio.CancelledError):
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    return path
