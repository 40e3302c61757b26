"""What was freed goes back to the system; elsewhere than with glibc, nothing happens."""

import ctypes
import gc
import platform
from pathlib import Path

import pytest

from models import memory


def resident():
    """Pages held by this process now."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed this way")
def test_freed_memory_goes_back():
    # A piece allocated after them keeps the heap from shrinking by itself.
    blocks = [ctypes.create_string_buffer(4096) for _ in range(50_000)]
    last = ctypes.create_string_buffer(4096)
    held = resident()
    del blocks
    gc.collect()
    memory.give_back()
    # Of 50,000 blocks of a page or more each, by far the most must be gone.
    assert held - resident() > 40_000
    assert len(last) == 4096


def test_where_the_allocator_has_no_such_call_nothing_happens(monkeypatch):
    memory._trim.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    memory.give_back()
    memory._trim.cache_clear()


def test_a_mapped_file_reads_the_same_after_its_pages_were_given_back(tmp_path):
    path = tmp_path / "table"
    path.write_bytes(bytes(range(256)) * 4096)
    mapped = memory.map_file(path)
    assert mapped[:256] == mapped[-256:] == bytes(range(256))
    memory.give_back()
    assert mapped[:] == bytes(range(256)) * 4096


def test_of_twenty_answers_one_has_freed_memory_given_back_and_each_the_files_pages(monkeypatch):
    trimmed, left = [], []
    monkeypatch.setattr(memory, "_trim", lambda: trimmed.append)
    monkeypatch.setattr(memory, "_leave_pages", lambda: left.append(True))
    for _ in range(40):
        memory.after_answer()
    assert len(trimmed) == 2
    assert len(left) == 40
