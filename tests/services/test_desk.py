"""The desk: refuses where it may only read, tries again where another writes, and tells what others did."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kn_desk.paths import Home
from kn_desk.records.change import Change
from kn_desk.records.contacts import Person
from kn_desk.services.desk import Desk, Drafts, ReadOnly, StorageFailure
from kn_desk.services.edit import Author, new_record
from tests.makers import offices
from tests.makers.offices import Opened, bare
from tests.services.test_office_files import write_elsewhere

ME = Author("Erika Muster", "window")


@pytest.fixture
def told() -> list[Change]:
    return []


@pytest.fixture
def window_desk(opened: Opened, told: list[Change]) -> Desk:
    return Desk(opened.office, ME, told.append)


def person(name: str = "Muster") -> Person:
    return new_record(Person, {"last_name": name})


def test_what_may_only_be_read_refuses_every_change_with_its_reason(window_desk: Desk, told: list[Change]) -> None:
    made = person()
    window_desk.create(made)
    window_desk.forbid_writing("Die Datei ist schreibgeschützt.")
    acts: list[Callable[[], Change]] = [
        lambda: window_desk.create(person()),
        lambda: window_desk.change(made, {"last_name": "Anders"}),
        lambda: window_desk.trash(made),
        window_desk.undo,
        window_desk.redo,
    ]
    for act in acts:
        with pytest.raises(ReadOnly, match="schreibgeschützt"):
            act()
    assert window_desk.undo_titles() == ("", "")
    assert len(told) == 1


def test_a_busy_save_is_tried_again_until_the_other_is_done(window_desk: Desk, opened: Opened) -> None:
    started = threading.Event()

    def hold() -> None:
        with bare(opened.office.path) as other:
            other.execute("BEGIN IMMEDIATE")
            started.set()
            time.sleep(0.15)
            other.execute("ROLLBACK")

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait()
    window_desk.create(person())
    holder.join()


def test_a_save_that_stays_refused_is_told_once_and_so_is_the_next_that_succeeds(
    window_desk: Desk, opened: Opened
) -> None:
    failures: list[StorageFailure | None] = []
    window_desk.failed = failures.append
    with bare(opened.office.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFailure, match="anderen Fenster"):
            window_desk.create(person())
        other.execute("ROLLBACK")
    assert [type(one) for one in failures] == [StorageFailure]
    window_desk.create(person())
    window_desk.create(person("Zweite"))
    assert failures[1:] == [None]


def test_what_another_process_wrote_is_told_as_a_change_of_its_types(
    desk: offices.Desk, window_desk: Desk, told: list[Change]
) -> None:
    write_elsewhere(desk, "Von anderswo")
    change = window_desk.catch_up()
    assert change is not None
    assert [edit.type for edit in change.edits] == ["person"]
    assert told == [change]


def test_the_next_undo_says_what_when_by_whom_and_whether_it_is_ours(desk: offices.Desk, window_desk: Desk) -> None:
    window_desk.create(person())
    undo, redo = window_desk.ahead()
    assert undo is not None
    assert (undo.title, undo.by, undo.records, undo.made_here) == ("Person P-2026-001 angelegt", ME.by, 1, True)
    assert redo is None
    window_desk.undo()
    _, redo = window_desk.ahead()
    assert redo is not None
    assert redo.title.startswith("Person")
    assert redo.made_here
    write_elsewhere(desk, "Von anderswo")
    undo, redo = window_desk.ahead()
    assert undo is not None
    assert (undo.by, undo.made_here, redo) == ("Otto Anders", False, None)


def test_drafts_that_cannot_be_kept_break_nothing(opened: Opened, tmp_path: Path) -> None:
    blocked = tmp_path / "keine Mappe"
    blocked.write_text("x")
    desk = Desk(opened.office, ME, lambda change: None, Drafts(Home(blocked)))
    desk.keep_draft(person(), {"last_name": "Halb getippt"})
    desk.drop_drafts("nichts")
