"""Gives memory that is not used any more back to the system, where its allocator or its cache of files keeps it.

A pass of an encoder allocates and frees blocks of every size in several threads; glibc holds on to what was
freed, and after a hundred questions that is a tenth of the whole program. And of a file that is mapped, the
system puts the pages around each one that was read into the program as well. Knows nothing of what they hold.
"""

from __future__ import annotations

import ctypes
import mmap
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

_MAPPED: list[mmap.mmap] = []
#: Answers for one after which freed memory goes back: it must be had again, page by page, and done after every
#: answer, it and the files' pages made the next one 40 ms slower at the median of 260.
_EVERY = 20
_CALLS = count(1)


def map_file(path: Path) -> mmap.mmap:
    """The file as a buffer whose pages come when they are read, and go at `give_back`. Never to be written to.

    It is held as long as the program runs. Raises OSError.
    """
    with path.open("rb") as file:
        # A private mapping and not a read-only one: torch warns of buffers that it could not write to.
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    _MAPPED.append(mapped)
    return mapped


def give_back() -> None:
    """Returns freed memory and pages of mapped files: a few milliseconds on Linux, nothing where there is no way."""
    _trim()(0)
    _leave_pages()


def after_answer() -> None:
    """Returns the pages of mapped files, and at every twentieth call freed memory too. From whichever thread."""
    if next(_CALLS) % _EVERY == 0:
        _trim()(0)
    _leave_pages()


def _leave_pages() -> None:
    if hasattr(mmap, "MADV_DONTNEED"):
        for mapped in _MAPPED:
            # Nobody wrote to them: what is read again is the file's.
            mapped.madvise(mmap.MADV_DONTNEED)


@cache
def _trim() -> Callable[[int], object]:
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        # musl, macOS, Windows: they have no such call, and give back in their own ways.
        return lambda _: None
    trim.argtypes = [ctypes.c_size_t]
    return trim
