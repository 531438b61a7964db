"""A scan reads the ids of a long list beside the window, and gives up before a save."""

import pytest

from kn_desk.records.change import creation
from kn_desk.records.minutes import Task
from kn_desk.services.edit import new_record
from kn_desk.storage import lists
from kn_desk.storage.lists import ListQuery
from tests.makers.offices import Desk, Opened


@pytest.fixture
def tasks(opened: Opened) -> Opened:
    titles = (f"{'Brücke' if n % 3 else 'Hafen'} {n}" for n in range(40))
    opened.apply(*(creation(new_record(Task, {"title": title})) for title in titles), verb="import")
    return opened


@pytest.mark.parametrize("limit", [None, 7])
def test_it_reads_what_the_window_would_read(tasks: Opened, limit: int | None) -> None:
    query = ListQuery("task", sort="title", contains="brucke")
    scan = tasks.office.scan(query, limit=limit)
    scan.wait()
    with tasks.office.read() as reader:
        assert scan.ids == reader.ids(query, limit=limit)
    assert not scan.has_failed


def test_a_save_stops_it_and_is_not_kept_waiting(tasks: Opened) -> None:
    scan = tasks.office.scan(ListQuery("task"))
    tasks.add(Task, title="Neu")
    scan.wait()
    assert not scan.has_failed
    assert scan.ids is None or len(scan.ids) == 40


def test_a_stopped_one_is_no_failure(tasks: Opened) -> None:
    scan = tasks.office.scan(ListQuery("task"))
    scan.stop()
    scan.wait()
    assert not scan.has_failed


def test_a_file_that_is_gone_is_a_failure(desk: Desk) -> None:
    with desk.opened() as opened:
        desk.path.rename(desk.path.with_suffix(".weg"))
        scan = opened.office.scan(ListQuery("task"))
        scan.wait()
        assert scan.has_failed
        assert scan.ids is None
        desk.path.with_suffix(".weg").rename(desk.path)


def test_closing_the_file_ends_it(desk: Desk) -> None:
    with desk.opened() as opened:
        scan = opened.office.scan(ListQuery("task"))
    assert not scan.is_running


@pytest.mark.parametrize("typed", ["brucke", "hafen", "nirgends", "", "brucke 1", "%"])
@pytest.mark.parametrize("sort", ["code", "title", "due_on", "light"])
def test_the_first_page_is_the_same_by_walking_the_order(tasks: Opened, typed: str, sort: str) -> None:
    query = ListQuery("task", sort=sort, contains=typed)
    with tasks.office.read() as reader:
        for limit in (1, 5, 200):
            walked = lists.first_ids(reader._connection, Task, query, limit)
            assert walked == reader.ids(query, limit=limit)
