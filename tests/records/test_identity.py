"""Ids are UUIDv7: unique, and in the order in which they were made."""

import threading
import time
import uuid

import pytest

from kn_desk.records.identity import new_id


def moment_of(identity: str) -> int:
    """The milliseconds since 1970 that an id begins with."""
    return uuid.UUID(identity).int >> 80


def test_an_id_is_a_uuid_of_version_seven() -> None:
    made = uuid.UUID(new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_an_id_begins_with_the_moment_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = moment_of(new_id())
    # Ids made before in this process may have pushed the stamp on by a little.
    assert before <= made <= time.time_ns() // 1_000_000 + 1000


def test_ids_made_in_a_row_sort_in_that_order() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


@pytest.mark.parametrize("jump", [0, -1, -3_600_000_000_000])
def test_ids_grow_while_the_clock_stands_still_or_jumps_back(jump: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    stopped = time.time_ns() + jump
    monkeypatch.setattr(time, "time_ns", lambda: stopped)
    made = [before, *(new_id() for _ in range(5000))]
    monkeypatch.undo()
    assert made == sorted(set(made))


def test_threads_share_no_id() -> None:
    made: list[list[str]] = [[] for _ in range(8)]

    def fill(own: list[str]) -> None:
        own.extend(new_id() for _ in range(2000))

    threads = [threading.Thread(target=fill, args=(own,)) for own in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one for own in made for one in own}) == 16_000
    assert all(own == sorted(own) for own in made)
