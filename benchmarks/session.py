"""One run of the program, timed: `python -m benchmarks.session QUESTIONS` in a process of its own.

Makes the reports ready as the page does, with the page built but not served, then asks the questions of a
file one after the other. Prints one JSON object. Settings come from the environment, as always.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from functools import partial
from pathlib import Path

_STARTED = time.perf_counter()
#: Questions for which sixteen passages are read beside the bare encoder.
_READ = 30


def main(questions: Path) -> None:
    """Run, and print what was measured. Times in milliseconds but `ready_s`, memory in MiB."""
    from answer.assistant import Assistant
    from eval.questions import load_question_sets
    from settings import load_settings
    from web.server import application
    from web.site import site_of
    from web.states import Failed, Ready

    settings = load_settings()
    site = site_of(settings)
    service = site.service
    application(site)
    service.start()
    while not isinstance(state := service.state, Ready):
        if isinstance(state, Failed):
            sys.exit(state.error.say("en"))
        time.sleep(0.01)
    ready = time.perf_counter() - _STARTED
    assistant = state.assistant
    assert isinstance(assistant, Assistant)
    asked = [q.question for each in load_question_sets([questions]) for q in each.questions]
    # What only the first question pays for belongs to start-up; nobody's median is made of it.
    assistant.ask(asked[0])
    answers = [assistant.ask(question).timings_ms for question in asked]
    # Before what is measured below takes memory that is not the program's.
    resident, peak = _resident(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    from benchmarks.reading import reading_times, timed

    embedding = [timed(partial(assistant.index.embedder.embed_queries, [question])) for question in asked]
    reading = reading_times(assistant, asked[:_READ], settings.cache_dir)
    result = {
        "ready_s": ready,
        "search_ms": [t.search for t in answers],
        "read_ms": [t.read for t in answers],
        "total_ms": [t.total for t in answers],
        "query_embedding_ms": statistics.median(embedding),
        "reading_ms": statistics.median(read for read, _ in reading),
        "bare_encoder_ms": statistics.median(bare for _, bare in reading),
        "resident_mib": resident,
        "peak_mib": peak,
    }
    print(json.dumps(result))


def _resident() -> float:
    """MiB held now (Linux only: other systems do not say it in /proc)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main(Path(sys.argv[1]))
