"""The session lock: the operating system decides, the file beside it only tells who it is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kn_desk.records.strategy import Goal
from kn_desk.storage.lock import InUse, SessionLock, holder_of, is_held
from tests.makers.offices import Desk

_HOLDS = """
import sys
from pathlib import Path
from kn_desk.storage.lock import SessionLock
lock = SessionLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by_another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_a_second_session_is_told_who_has_the_file_and_since_when(desk: Desk) -> None:
    with held_by_another_process(desk.path) as process:
        with pytest.raises(
            InUse, match=r"ist gerade geöffnet bei .+ auf .+ \(seit \d\d\.\d\d\.\d{4} \d\d:\d\d\)"
        ) as caught:
            SessionLock(desk.path)
        assert is_held(desk.path)

    assert caught.value.holder is not None
    assert caught.value.holder.pid == process.pid


def test_a_killed_session_leaves_no_lock(desk: Desk) -> None:
    with held_by_another_process(desk.path):
        pass

    assert holder_of(desk.path) is not None, "its note is still there, and blocks nobody"
    assert not is_held(desk.path)
    SessionLock(desk.path).release()
    assert holder_of(desk.path) is None


def test_a_released_lock_can_be_taken_again_at_once(desk: Desk) -> None:
    for _ in range(3):
        lock = SessionLock(desk.path)
        assert is_held(desk.path)
        holder = holder_of(desk.path)
        assert holder is not None
        assert holder.pid == os.getpid()
        lock.release()


@pytest.mark.parametrize("since", ['"x"', "3", "null"])
@pytest.mark.parametrize(
    "form", ["", "{", "null", "[]", "{}", "\x00", '{"user": 1}', '{"user":"a","host":"b","pid":1,"since":%s}']
)
def test_a_damaged_note_still_says_that_the_file_is_open(desk: Desk, form: str, since: str) -> None:
    lock = SessionLock(desk.path)
    try:
        desk.path.with_name(f"{desk.path.name}.who").write_text(form.replace("%s", since), encoding="utf-8")
        with pytest.raises(InUse, match="gerade geöffnet bei jemand anderem"):
            SessionLock(desk.path)
    finally:
        lock.release()


def test_the_note_says_nothing_but_who_where_and_since_when(desk: Desk) -> None:
    with desk.opened():
        told = json.loads(desk.path.with_name(f"{desk.path.name}.who").read_text(encoding="utf-8"))
    assert told.keys() == {"user", "host", "pid", "since"}


def test_a_command_beside_a_window_writes_through_the_door_and_leaves_the_fingerprint_to_it(desk: Desk) -> None:
    with held_by_another_process(desk.path):
        with desk.opened() as command:
            command.add(Goal, title="Nebenbei")
        assert holder_of(desk.path) is not None
        assert not desk.home.fingerprints.exists()
    with desk.opened() as opened:
        assert opened.office.notes == []
    assert list(desk.home.fingerprints.iterdir())


def test_readers_take_no_lock(desk: Desk) -> None:
    with desk.opened(writes=False):
        assert not desk.path.with_name(f"{desk.path.name}.lock").exists()
        SessionLock(desk.path).release()
