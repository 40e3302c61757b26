import threading
import time

import pytest
from scripted import NoWords, Scripted

from index.progress import Progress, Stage
from web.errors import NotReadyError, PreparationStopped
from web.service import Service
from web.states import Failed, Indexing, Ready, Starting


def settled(service):
    deadline = time.monotonic() + 10
    while not isinstance(service.state, (Ready, Failed)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return service.state


def test_it_goes_from_starting_through_indexing_to_ready():
    reached, go_on = threading.Event(), threading.Event()

    def prepare(note):
        note(Progress(Stage.EMBED, 3, 9))
        reached.set()
        go_on.wait(10)
        return Scripted(), ()

    service = Service(prepare)
    assert service.state == Starting()
    with pytest.raises(NotReadyError):
        service.ask("一", ())
    service.start()
    assert reached.wait(10)
    assert service.state == Indexing(Progress(Stage.EMBED, 3, 9), None)
    go_on.set()
    state = settled(service)
    assert isinstance(state, Ready)
    assert state.examples["ja"][0] == "戦死者は何人か" and state.examples["en"] == ("How many were killed?",)
    assert service.ask("一", (("零", "答"),)).question == "一"
    assert state.assistant.asked == [("一", (("零", "答"),))]


def test_a_failure_keeps_its_words_and_can_be_tried_again():
    tries = []

    def prepare(note):
        tries.append(1)
        if len(tries) == 1:
            raise NoWords()
        return Scripted(), ()

    service = Service(prepare)
    service.retry()
    assert service.state == Starting() and not tries, "there is nothing to try again yet"
    service.start()
    state = settled(service)
    assert isinstance(state, Failed) and isinstance(state.error, NoWords)
    service.retry()
    assert isinstance(settled(service), Ready)
    service.retry()
    assert isinstance(service.state, Ready) and len(tries) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_program_does_not_leave_the_page_waiting():
    def prepare(note):
        raise ZeroDivisionError

    service = Service(prepare)
    service.start()
    state = settled(service)
    assert isinstance(state, Failed) and isinstance(state.error, PreparationStopped)
    for thread in threading.enumerate():
        if thread.name == "prepare-reports":
            thread.join(10)  # its traceback belongs to this test


def test_the_remaining_time_is_told_once_a_stage_has_run_for_a_while(monkeypatch):
    clock = iter((100.0, 101.0, 104.0, 104.0, 110.0))
    monkeypatch.setattr("web.service.time.monotonic", lambda: next(clock))
    seen = []

    def prepare(note):
        for stage, done in (
            (Stage.PARSE, 1),
            (Stage.PARSE, 1),
            (Stage.PARSE, 2),
            (Stage.EMBED, 0),
            (Stage.EMBED, 20),
        ):
            note(Progress(stage, done, 100))
            seen.append(service.state.seconds_left)
        return Scripted(), ()

    service = Service(prepare)
    service._run()
    # Parsing: 1 more done in 4 seconds, 98 to go. Embedding begins anew: 20 in 6 seconds, 80 to go.
    assert seen == [None, None, 392.0, None, 24.0]
