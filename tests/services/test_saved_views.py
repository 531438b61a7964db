"""Named views are kept in the office file, and read whatever stands there."""

import json

import pytest

from kn_desk.errors import UserError
from kn_desk.records.minutes import Task
from kn_desk.records.office import SavedView
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.services.saved_views import ViewState, keep_view, rename_view, state_from, state_of, views_of
from tests.makers.offices import Opened

USUAL = ViewState(sort="due_on", columns=("code", "title"))
URGENT = ViewState({"light": ("crit", "warn"), "status": ("open",)}, "Brücke", "title", True, ("title", "due_on"))


@pytest.fixture
def desk_of_window(opened: Opened) -> Desk:
    return Desk(opened.office, Author("Erika Muster", "window"), lambda change: None)


def kept(desk: Desk) -> list[SavedView]:
    with desk.read() as reader:
        return views_of(reader, "task")


def test_a_view_comes_back_as_it_was_kept(desk_of_window: Desk) -> None:
    keep_view(desk_of_window, "task", "Dringende", URGENT)
    [view] = kept(desk_of_window)
    assert (view.title, view.page) == ("Dringende", "task")
    assert state_of(view, Task, USUAL) == URGENT


def test_the_same_name_is_replaced_and_another_page_has_its_own(desk_of_window: Desk) -> None:
    keep_view(desk_of_window, "task", "Meine", URGENT)
    keep_view(desk_of_window, "decision", "Meine", USUAL)
    keep_view(desk_of_window, "task", "Meine", USUAL)
    [view] = kept(desk_of_window)
    assert state_of(view, Task, URGENT) == USUAL
    desk_of_window.undo()
    assert state_of(kept(desk_of_window)[0], Task, USUAL) == URGENT


def test_a_view_without_a_name_is_refused(desk_of_window: Desk) -> None:
    with pytest.raises(UserError, match="Name"):
        keep_view(desk_of_window, "task", "  ", URGENT)


def test_the_name_of_a_deleted_one_is_free_again(desk_of_window: Desk) -> None:
    keep_view(desk_of_window, "task", "Meine", URGENT)
    desk_of_window.trash(*kept(desk_of_window))
    assert kept(desk_of_window) == []
    keep_view(desk_of_window, "task", "Meine", USUAL)
    assert len(kept(desk_of_window)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        None, [], "x", {"only": []}, {"only": {"gone": ["x"], "light": "crit"}}, {"sort": "gone"}, {"sort": 5},
        {"columns": "code"}, {"contains": 3}, {"sort": "links"},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_left_out(raw: object) -> None:
    state = state_from(Task, raw, USUAL)
    assert (state.only, state.contains, state.sort, state.columns) == ({}, "", "due_on", ("code", "title"))


def test_a_view_with_a_broken_definition_shows_the_usual() -> None:
    assert state_of(SavedView(title="x", page="task", definition="{"), Task, USUAL) == USUAL


def test_plain_values_are_json() -> None:
    assert state_from(Task, json.loads(json.dumps(URGENT.as_json())), USUAL) == URGENT


def test_a_view_gets_another_name_unless_another_one_has_it(desk_of_window: Desk) -> None:
    keep_view(desk_of_window, "task", "Meine", URGENT)
    keep_view(desk_of_window, "task", "Deine", USUAL)
    mine = next(view for view in kept(desk_of_window) if view.title == "Meine")
    with pytest.raises(UserError, match="„Deine“ gibt es schon"):
        rename_view(desk_of_window, mine, " Deine ")
    with pytest.raises(UserError, match="braucht einen Namen"):
        rename_view(desk_of_window, mine, " ")
    rename_view(desk_of_window, mine, "Dringende")
    assert [view.title for view in kept(desk_of_window)] == ["Deine", "Dringende"]
    desk_of_window.undo()
    assert [view.title for view in kept(desk_of_window)] == ["Deine", "Meine"]
