"""The file under the name: the same, written by somebody else, exchanged, or gone."""

import os
import shutil
import sys

import pytest

from kn_desk.records.contacts import Person
from kn_desk.services.file_watch import FileWatch, Seen
from kn_desk.services.office_files import save_elsewhere
from tests.makers.offices import Desk, Opened
from tests.services.test_office_files import write_elsewhere

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")


@pytest.fixture
def watch(opened: Opened) -> FileWatch:
    return FileWatch(opened.office)


def test_own_writes_are_no_news(watch: FileWatch, opened: Opened) -> None:
    opened.add(Person, last_name="Eigene")
    assert watch.look() is Seen.SAME


def test_what_another_process_wrote_is_seen_once(watch: FileWatch, desk: Desk) -> None:
    write_elsewhere(desk, "Von anderswo")
    assert [watch.look(), watch.look()] == [Seen.CHANGED, Seen.SAME]


@posix_only
def test_a_file_that_is_gone_or_renamed_is_noticed_and_can_be_saved_elsewhere(
    watch: FileWatch, desk: Desk, opened: Opened
) -> None:
    opened.add(Person, last_name="Bleibt")
    desk.path.rename(desk.path.with_name("umbenannt.kndesk"))
    assert watch.look() is Seen.GONE
    save_elsewhere(opened.office, desk.path.with_name("gerettet.kndesk"))
    with Desk(desk.path.with_name("gerettet.kndesk"), desk.home).opened(writes=False) as copy:
        assert copy.sql("SELECT last_name FROM person") == [("Bleibt",)]


@posix_only
def test_another_file_moved_over_it_is_noticed(watch: FileWatch, desk: Desk) -> None:
    other = desk.path.with_name("andere.kndesk")
    shutil.copyfile(desk.path, other)
    os.replace(other, desk.path)
    assert watch.look() is Seen.EXCHANGED


@posix_only
def test_bytes_of_another_office_copied_into_it_are_noticed(watch: FileWatch, desk: Desk) -> None:
    from kn_desk.storage.office_file import new_office

    other = desk.path.with_name("andere.kndesk")
    new_office(other, "x")
    with Desk(other, desk.home).opened() as opened:
        for number in range(4):
            opened.add(Person, last_name=f"Fremd {number}")
    with other.open("rb") as source, desk.path.open("rb+") as target:
        target.write(source.read())
    assert watch.look() is Seen.EXCHANGED
