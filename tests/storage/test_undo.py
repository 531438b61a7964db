"""Undo and redo: two stacks over restarts, barriers, and what they do not ask."""

from datetime import date

import pytest

from kn_desk.errors import UserError
from kn_desk.records.change import ChangeSet, creation
from kn_desk.records.contacts import OrgUnit
from kn_desk.records.office import Tag
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services.edit import new_record
from tests.makers.anything import TODAY
from tests.makers.offices import Desk, Opened


def titles(opened: Opened) -> list[str]:
    with opened.office.read() as reader:
        return [goal.title for goal in reader.rows(Goal)]


def test_a_new_file_has_nothing_to_take_back_and_nothing_to_repeat(opened: Opened) -> None:
    with pytest.raises(UserError, match="nichts rückgängig"):
        opened.undo()
    with pytest.raises(UserError, match="nichts zu wiederholen"):
        opened.redo()


def test_undo_goes_back_step_by_step_and_redo_forward(opened: Opened) -> None:
    for title in "ABC":
        opened.add(Goal, title=title)

    seen = []
    for verb in ("undo", "undo", "redo", "undo", "undo", "redo", "redo", "redo"):
        getattr(opened, verb)()
        seen.append("".join(titles(opened)))

    assert seen == ["AB", "A", "AB", "A", "", "A", "AB", "ABC"]
    with pytest.raises(UserError, match="nichts zu wiederholen"):
        opened.redo()


def test_a_new_edit_ends_redo_but_not_undo(opened: Opened) -> None:
    opened.add(Goal, title="A")
    opened.add(Goal, title="B")
    opened.undo()
    opened.add(Goal, title="C")

    with pytest.raises(UserError, match="nichts zu wiederholen"):
        opened.redo()
    opened.undo()
    opened.undo()

    assert titles(opened) == []
    with pytest.raises(UserError, match="nichts rückgängig"):
        opened.undo()


def test_undo_and_redo_go_on_after_the_file_was_closed(desk: Desk) -> None:
    with desk.opened() as opened:
        opened.add(Goal, title="A")
        opened.add(Goal, title="B")
        opened.undo()
    with desk.opened() as opened:
        opened.redo()
        assert titles(opened) == ["A", "B"]
        opened.undo()
    with desk.opened() as opened:
        opened.undo()
        assert titles(opened) == []


def test_a_step_of_several_records_is_taken_back_as_one(opened: Opened) -> None:
    unit = new_record(OrgUnit, {"name": "Hochbauamt"})
    item = new_record(StrategyItem, {"title": "Serviceportal", "lead_unit": unit.id})
    milestone = new_record(Milestone, {"title": "Abnahme", "item": item.id})
    change = opened.apply(creation(milestone), creation(item), creation(unit))

    undone = opened.undo()

    assert {edit.id for edit in undone.edits} == {edit.id for edit in change.edits}
    assert opened.sql("SELECT count(*) FROM strategy_item, org_unit, milestone") == [(0,)]


def test_undo_is_a_step_that_names_what_it_reverts(opened: Opened) -> None:
    opened.add(Goal, title="A")
    undone = opened.undo()
    redone = opened.redo()

    with opened.office.read() as reader:
        steps = {step.id: (step.verb, step.reverts) for step in reader.steps(limit=2)}
    assert steps == {undone.step: ("undo", undone.step - 1), redone.step: ("redo", undone.step)}


def test_nothing_before_a_barrier_is_taken_back(opened: Opened) -> None:
    opened.add(Goal, title="A")
    barrier = ChangeSet((creation(new_record(Goal, {"title": "B"})),), "import", "x", "import")
    opened.office.apply(barrier, barrier=True)

    with pytest.raises(UserError, match="nichts rückgängig"):
        opened.undo()
    opened.add(Goal, title="C")
    opened.undo()
    with pytest.raises(UserError, match="nichts rückgängig"):
        opened.undo()

    assert titles(opened) == ["A", "B"]


def test_undo_does_not_ask_what_a_status_demands(opened: Opened) -> None:
    """The rule came later, or a threshold changed: what was there comes back all the same."""
    item = opened.add(StrategyItem, title="Serviceportal", status="idea")
    opened.sql("UPDATE strategy_item SET status = 'done'")
    opened.sql("UPDATE history SET new = '\"done\"' WHERE field = 'status'")
    opened.set(item, next_step="Angebote einholen")

    opened.undo()
    opened.undo()
    opened.redo()

    assert opened.get(item).status == "done"


def test_undo_respects_a_lock(opened: Opened) -> None:
    period = opened.add(ReportingPeriod, label="2026-H1")
    item = opened.add(StrategyItem, title="Serviceportal")
    opened.add(StatusReport, item=item, period=period, reported_on=TODAY)
    opened.sql("UPDATE reporting_period SET closed = 1")

    with pytest.raises(UserError, match="2026-H1 ist abgeschlossen"):
        opened.undo()

    assert opened.sql("SELECT count(*) FROM status_report") == [(1,)]


def test_undo_of_a_value_that_somebody_changed_past_the_door_is_a_conflict(opened: Opened) -> None:
    goal = opened.add(Goal, title="A")
    opened.set(goal, title="B")
    opened.sql("UPDATE goal SET title = 'C'")

    with pytest.raises(UserError, match="inzwischen von jemand anderem geändert"):
        opened.undo()

    assert titles(opened) == ["C"]


def test_a_trash_and_a_purge_come_back_with_parts_links_and_codes(opened: Opened) -> None:
    tag = opened.add(Tag, title="Recht")
    item = opened.add(StrategyItem, title="Serviceportal", tags=(tag,), end_planned=date(2026, 9, 30))
    milestone = opened.add(Milestone, title="Abnahme", item=item, weight=None)
    opened.trash(item)
    opened.purge(item)
    assert opened.sql("SELECT count(*) FROM strategy_item, milestone") == [(0,)]

    opened.undo()
    opened.undo()

    assert (opened.get(item), opened.get(milestone)) == (item, milestone)
    assert milestone.weight is None


def test_a_file_that_cannot_be_written_says_so_at_undo_too(opened: Opened) -> None:
    opened.add(Goal, title="A")
    opened.sql("PRAGMA query_only=ON")

    with pytest.raises(UserError, match="darf nicht gespeichert werden"):
        opened.undo()
