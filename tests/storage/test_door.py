"""What the door refuses, what it locks, and what it gives: rules, references, codes, one transaction."""

from dataclasses import replace
from datetime import date

import pytest

from kn_desk.errors import UserError
from kn_desk.records.change import Change, Conflict, Edit, FieldChange, Refused, creation, deletion, update
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.funding import Application
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting, MeetingSeries
from kn_desk.records.minutes import MinuteEntry, Task
from kn_desk.records.office import DocumentLink, Tag, Threshold
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import ActionField, Goal, Strategy, StrategyItem
from kn_desk.services.edit import new_record
from tests.makers.anything import TODAY
from tests.makers.offices import Desk, Opened, SettableClock


def last_step(opened: Opened) -> int:
    with opened.office.read() as reader:
        step = reader.last_step()
    return step.id if step else 0


# --- what a value has to be


def test_a_required_field_is_asked_for_by_name(opened: Opened) -> None:
    with pytest.raises(Refused, match="„Titel“ fehlt") as caught:
        opened.add(Goal)

    assert [fault[2] for fault in caught.value.faults] == ["title"]


def test_a_required_field_cannot_be_emptied(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")

    with pytest.raises(Refused, match="„Titel“ fehlt"):
        opened.set(goal, title=None)

    assert opened.get(goal).title == "Teilhabe"


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "unbekannt"), ("target_year", 1999), ("title", "x" * 201), ("title", "zwei\nZeilen"), ("title", "")],
)
def test_a_value_that_its_kind_would_not_read_is_refused(opened: Opened, field: str, value: object) -> None:
    goal = opened.add(Goal, title="Teilhabe")

    with pytest.raises(Refused) as caught:
        opened.set(goal, **{field: value})

    assert [fault[2] for fault in caught.value.faults] == [field]
    assert opened.get(goal) == goal


def test_a_rule_counts_only_where_one_of_its_fields_was_touched(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal", start_planned=date(2026, 3, 1), end_planned=date(2026, 9, 1))
    opened.sql("UPDATE strategy_item SET end_planned = '2026-01-01'")

    opened.set(item, next_step="Angebote einholen")
    with pytest.raises(Refused) as caught:
        opened.set(item, start_planned=date(2026, 4, 1))

    assert {fault[2] for fault in caught.value.faults} <= {"start_planned", "end_planned"}


def test_a_rule_over_several_records_is_asked_after_all_of_them(opened: Opened) -> None:
    """A Pflicht-Meilenstein may be reached in the step that closes its Maßnahme."""
    unit, action_field = opened.add(OrgUnit, name="Hochbauamt"), opened.add(ActionField, title="Verwaltung")
    item = opened.add(StrategyItem, title="Serviceportal", lead_unit=unit, action_field=action_field)
    milestone = opened.add(Milestone, title="Abnahme", item=item, mandatory=True)
    closing = update(item, {"status": "done", "end_actual": TODAY})

    with pytest.raises(Refused, match="Abnahme"):
        opened.apply(closing)
    opened.apply(closing, update(milestone, {"done_on": TODAY}))

    assert opened.get(item).status == "done"
    assert opened.get(milestone).done_on == TODAY


def test_two_live_records_cannot_share_a_unique_value_whatever_its_case(opened: Opened) -> None:
    opened.add(Tag, title="Bürgerdienste")

    with pytest.raises(Refused, match="gibt es schon"):
        opened.add(Tag, title="BÜRGERDIENSTE")


def test_a_restore_that_collides_says_so_and_stays_in_the_papierkorb(opened: Opened) -> None:
    old = opened.add(Tag, title="Open Data")
    opened.trash(old)
    opened.add(Tag, title="Open Data")

    with pytest.raises(Refused, match="gibt es schon"):
        opened.restore(old)

    assert opened.get(old).trashed


# --- references


def test_a_ring_of_parents_is_refused(opened: Opened) -> None:
    top = opened.add(Goal, title="Oben")
    middle = opened.add(Goal, title="Mitte", parent=top)
    bottom = opened.add(Goal, title="Unten", parent=middle)

    with pytest.raises(Refused, match="im Kreis"):
        opened.set(top, parent=bottom)
    with pytest.raises(Refused):
        opened.set(top, parent=top)


def test_a_ring_that_only_two_edits_together_make_is_refused(opened: Opened) -> None:
    one, other = opened.add(Goal, title="Eins"), opened.add(Goal, title="Zwei")

    with pytest.raises(Refused, match="im Kreis"):
        opened.apply(update(one, {"parent": other.id}), update(other, {"parent": one.id}))


def test_parents_may_change_places_in_one_step(opened: Opened) -> None:
    one = opened.add(Goal, title="Eins")
    other = opened.add(Goal, title="Zwei", parent=one)

    opened.apply(update(one, {"parent": other.id}), update(other, {"parent": None}))

    assert (opened.get(one).parent, opened.get(other).parent) == (other.id, None)


def test_a_reference_to_nothing_and_to_the_wrong_type_is_refused(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")

    with pytest.raises(Refused, match="das es nicht gibt"):
        opened.add(Person, last_name="Muster", unit="00000000-0000-7000-8000-000000000000")
    with pytest.raises(Refused, match=r"Unpassendes \(Ziel\).*Organisationseinheit"):
        opened.add(Person, last_name="Muster", unit=goal)
    with pytest.raises(Refused, match="Unpassendes"):
        opened.add(StrategyItem, title="Serviceportal", partners=(goal,))


def test_a_link_field_without_targets_takes_any_record(opened: Opened) -> None:
    goal, tag = opened.add(Goal, title="Teilhabe"), opened.add(Tag, title="Recht")

    paper = opened.add(DocumentLink, title="Vermerk", about=(goal, tag))

    assert paper.about == tuple(sorted((goal.id, tag.id)))


def test_records_may_refer_to_each_other_in_any_order_of_one_step(opened: Opened) -> None:
    unit = new_record(OrgUnit, {"name": "Hochbauamt"})
    person = new_record(Person, {"last_name": "Muster", "unit": unit.id})
    role = new_record(LotseRole, {"person": person.id, "unit": unit.id})

    opened.apply(creation(role), creation(person), creation(replace(unit, head=person.id)))

    assert opened.again(OrgUnit, unit.id).head == person.id


def test_what_is_still_used_cannot_be_deleted_and_the_users_are_named(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Hochbauamt")
    person = opened.add(Person, last_name="Muster", unit=unit)
    opened.trash(unit)

    with pytest.raises(Refused, match=f"{unit.code} wird noch verwendet von {person.code}"):
        opened.purge(unit)

    assert opened.get(unit).trashed


def test_a_deletion_takes_links_to_the_record_with_it_and_undo_brings_them_back(opened: Opened) -> None:
    goal, other = opened.add(Goal, title="Teilhabe"), opened.add(Goal, title="Klima")
    item = opened.add(StrategyItem, title="Serviceportal", goals=(goal, other))
    opened.trash(goal)

    opened.purge(goal)
    assert opened.get(item).goals == (other.id,)

    opened.undo()
    assert opened.get(item).goals == tuple(sorted((goal.id, other.id)))


# --- locks


@pytest.fixture
def meeting(opened: Opened) -> Meeting:
    """A held meeting with one agenda item, one entry and one attendance; minutes not yet approved."""
    series = opened.add(MeetingSeries, title="Jour fixe Digitalisierung")
    return opened.add(
        Meeting, series=series, number="JF 2026/11", held_on=date(2026, 6, 11), status="minutes_draft"
    )  # fmt: skip


def approve(opened: Opened, meeting: Meeting) -> Change:
    return opened.set(meeting, status="approved", approved_on=TODAY)


def test_approved_minutes_lock_the_meeting_and_everything_in_it(opened: Opened, meeting: Meeting) -> None:
    person = opened.add(Person, last_name="Muster")
    item = opened.add(AgendaItem, title="Haushalt", meeting=meeting)
    entry = opened.add(MinuteEntry, text="Zur Kenntnis", agenda_item=item)
    attendance = opened.add(Attendance, meeting=meeting, person=person)
    approve(opened, meeting)

    for change in (
        lambda: opened.set(meeting, place="Rathaus"),
        lambda: opened.set(item, title="Anders"),
        lambda: opened.set(entry, text="Anders"),
        lambda: opened.set(attendance, state="present"),
        lambda: opened.add(AgendaItem, title="Nachgeschoben", meeting=meeting),
        lambda: opened.set(item, meeting=None),
    ):
        with pytest.raises(Refused, match="freigegeben"):
            change()
    for record in (meeting, item, entry, attendance):
        with pytest.raises(UserError, match="freigegeben"):
            opened.trash(record)


def test_nothing_can_be_moved_into_approved_minutes(opened: Opened, meeting: Meeting) -> None:
    other = opened.add(Meeting, number="JF 2026/12", status="draft")
    item = opened.add(AgendaItem, title="Haushalt", meeting=other)
    approve(opened, meeting)

    with pytest.raises(Refused, match="freigegeben"):
        opened.set(item, meeting=meeting)


def test_what_was_trashed_before_the_approval_does_not_come_back_into_the_minutes(
    opened: Opened, meeting: Meeting
) -> None:
    item = opened.add(AgendaItem, title="Haushalt", meeting=meeting)
    opened.trash(item)
    approve(opened, meeting)

    with pytest.raises(UserError, match="freigegeben"):
        opened.restore(item)


def test_a_task_that_came_from_a_meeting_stays_changeable(opened: Opened, meeting: Meeting) -> None:
    task = opened.add(Task, title="Angebot einholen", meeting=meeting)
    approve(opened, meeting)

    opened.set(task, status="done", done_on=TODAY)

    assert opened.get(task).status == "done"


def test_approved_minutes_can_be_opened_again_as_long_as_no_later_meeting_has_begun(
    opened: Opened, meeting: Meeting
) -> None:
    approve(opened, meeting)

    opened.set(meeting, status="minutes_draft")
    opened.set(meeting, place="Rathaus")
    approve(opened, meeting)
    series = opened.get(meeting).series
    later = opened.add(Meeting, series=series, number="JF 2026/12", held_on=TODAY, status="invited")
    opened.set(meeting, status="minutes_draft")
    approve(opened, meeting)
    opened.set(later, status="running")

    with pytest.raises(Refused, match="JF 2026/12"):
        opened.set(meeting, status="minutes_draft")
    assert opened.get(meeting).status == "approved"


def test_an_approval_and_its_reopening_are_taken_back_and_done_again(opened: Opened, meeting: Meeting) -> None:
    approve(opened, meeting)
    opened.set(meeting, status="minutes_draft")

    seen = []
    for verb in ("undo", "undo", "redo", "redo"):
        getattr(opened, verb)()
        seen.append(opened.get(meeting).status)

    assert seen == ["approved", "minutes_draft", "approved", "minutes_draft"]


def test_a_closed_period_keeps_its_reports_as_they_are(opened: Opened) -> None:
    period = opened.add(ReportingPeriod, label="2026-H1")
    item = opened.add(StrategyItem, title="Serviceportal")
    report = opened.add(StatusReport, item=item, period=period, reported_on=TODAY)
    opened.set(period, closed=True)

    with pytest.raises(Refused, match="2026-H1 ist abgeschlossen"):
        opened.set(report, text_done="Doch mehr")
    with pytest.raises(Refused, match="2026-H1 ist abgeschlossen"):
        opened.add(StatusReport, item=item, period=period, reported_on=TODAY)
    with pytest.raises(Refused, match="2026-H1 ist abgeschlossen"):
        opened.set(report, period=None)
    opened.set(period, closed=False)
    opened.set(report, text_done="Doch mehr")


def test_the_parts_of_a_whole_go_into_the_papierkorb_with_it_even_if_locked(opened: Opened) -> None:
    period = opened.add(ReportingPeriod, label="2026-H1")
    item = opened.add(StrategyItem, title="Serviceportal")
    report = opened.add(StatusReport, item=item, period=period, reported_on=TODAY)
    opened.set(period, closed=True)

    opened.trash(item)
    assert opened.get(report).trashed == opened.get(item).trashed
    opened.restore(item)
    assert opened.get(report).trashed is None


def test_a_frozen_strategy_is_unlocked_by_the_edit_that_unfreezes_it(opened: Opened) -> None:
    strategy = opened.add(Strategy, title="Smart Green City", version="1.0", frozen=True)

    with pytest.raises(Refused, match="eingefroren"):
        opened.set(strategy, version="1.1")
    with pytest.raises(UserError, match="eingefroren"):
        opened.trash(strategy)
    opened.set(strategy, frozen=False, version="1.1")

    assert opened.get(strategy).version == "1.1"


# --- clashes


def test_an_edit_that_starts_from_another_value_is_a_conflict_with_mine_and_stored(opened: Opened) -> None:
    mine = opened.add(StrategyItem, title="Serviceportal", priority="low")
    opened.set(mine, title="Bürgerportal")
    step = last_step(opened)

    with pytest.raises(Conflict, match=r"„Titel“ wurde inzwischen.*Bürgerportal") as caught:
        opened.apply(update(mine, {"title": "Stadtportal", "priority": "high"}))

    (clash,) = caught.value.clashes
    assert (clash.field, clash.expected, clash.stored, clash.wanted) == (
        "title", "Serviceportal", "Bürgerportal", "Stadtportal",
    )  # fmt: skip
    assert opened.get(mine).priority == "low"
    assert last_step(opened) == step


def test_one_clash_refuses_the_whole_step(opened: Opened) -> None:
    stale, fresh = opened.add(Goal, title="Alt"), opened.add(Goal, title="Frisch")
    opened.set(stale, title="Neu")

    with pytest.raises(Conflict):
        opened.apply(update(fresh, {"title": "Auch neu"}), update(stale, {"title": "Zu spät"}))

    assert opened.get(fresh).title == "Frisch"


def test_two_people_add_different_links_without_a_conflict_but_not_the_same_one(opened: Opened) -> None:
    goals = [opened.add(Goal, title=title) for title in "ABC"]
    item = opened.add(StrategyItem, title="Serviceportal")
    opened.apply(update(item, {"goals": (goals[0].id,)}))

    opened.apply(update(item, {"goals": (goals[1].id,)}))
    with pytest.raises(Conflict):
        opened.apply(update(item, {"goals": (goals[0].id,)}))

    assert opened.get(item).goals == (goals[0].id, goals[1].id)


def test_an_edit_of_a_record_that_is_gone_is_a_conflict(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.trash(goal)
    opened.purge(goal)

    with pytest.raises(Conflict, match="gibt es nicht mehr"):
        opened.apply(update(goal, {"title": "Neu"}))
    with pytest.raises(Conflict, match="gibt es nicht mehr"):
        opened.apply(deletion(goal))


def test_a_record_is_created_once_even_if_enter_is_held(opened: Opened) -> None:
    goal = new_record(Goal, {"title": "Teilhabe"})
    opened.apply(creation(goal))

    with pytest.raises(Conflict, match="Teilhabe gibt es schon"):
        opened.apply(creation(goal))


def test_a_deletion_names_all_that_it_deletes(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.set(goal, description="Inzwischen ergänzt")

    with pytest.raises(Conflict) as caught:
        opened.apply(deletion(goal))

    assert [clash.field for clash in caught.value.clashes] == ["description"]


def test_one_step_has_one_edit_per_record(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")

    with pytest.raises(ValueError, match="one edit per record"):
        opened.apply(update(goal, {"title": "Neu"}), update(goal, {"level": "vision"}))


def test_an_empty_step_is_none(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    step = last_step(opened)

    with pytest.raises(UserError, match="nichts zu ändern"):
        opened.set(goal, title="Teilhabe")

    assert last_step(opened) == step


# --- codes


def test_codes_count_up_by_type_and_year(opened: Opened, clock: SettableClock) -> None:
    codes = [opened.add(Goal, title="A").code, opened.add(Goal, title="B").code, opened.add(Tag, title="C").code]
    clock.set(date(2027, 1, 1))
    codes.append(opened.add(Goal, title="D").code)

    assert codes == ["Z-2026-001", "Z-2026-002", "SW-2026-001", "Z-2027-001"]


def test_a_code_is_never_given_again_after_undo_or_deletion(opened: Opened) -> None:
    first = opened.add(Goal, title="A")
    opened.undo()
    second = opened.add(Goal, title="B")
    opened.trash(second)
    opened.purge(second)

    assert opened.add(Goal, title="C").code == "Z-2026-003"
    assert (first.code, second.code) == ("Z-2026-001", "Z-2026-002")


def test_what_comes_back_by_redo_has_its_old_code(opened: Opened) -> None:
    goal = opened.add(Goal, title="A")
    opened.undo()
    opened.redo()

    assert opened.get(goal) == goal


def test_a_refused_step_leaves_no_gap_in_the_codes(opened: Opened) -> None:
    with pytest.raises(Refused):
        opened.add(StrategyItem, title="Ohne Ende", status="done")

    assert opened.add(StrategyItem, title="Serviceportal").code == "M-2026-001"


def test_numbers_beyond_999_go_on(opened: Opened) -> None:
    opened.add(Goal, title="A")
    opened.sql("UPDATE counter SET last = 999 WHERE prefix = 'Z'")

    assert opened.add(Goal, title="B").code == "Z-2026-1000"


# --- one transaction


def test_a_failing_history_write_fails_the_edit(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.sql("CREATE TEMP TRIGGER full BEFORE INSERT ON main.history BEGIN SELECT RAISE(ABORT, 'voll'); END")

    with pytest.raises(UserError, match="Nichts wurde geändert"):
        opened.set(goal, title="Neu")
    with pytest.raises(UserError, match="Nichts wurde geändert"):
        opened.undo()

    opened.sql("DROP TRIGGER temp.full")
    assert opened.get(goal) == goal
    opened.set(goal, title="Neu")


def test_a_file_that_takes_no_writes_says_so_and_stays_readable(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.sql("PRAGMA query_only=ON")

    with pytest.raises(UserError, match="darf nicht gespeichert werden"):
        opened.set(goal, title="Neu")

    assert opened.get(goal) == goal


def test_a_full_file_says_that_the_change_is_not_saved(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    pages = opened.sql("PRAGMA page_count")[0][0]
    opened.sql(f"PRAGMA max_page_count={pages}")

    with pytest.raises(UserError, match=r"Datenträger voll.*NICHT gespeichert"):
        opened.set(goal, description="x" * 50_000)

    assert opened.get(goal) == goal


def test_a_threshold_is_a_record_with_history(opened: Opened) -> None:
    with opened.office.read() as reader:
        threshold = next(row for row in reader.rows(Threshold) if row.key == "deadline.crit")
    opened.set(threshold, value=3)

    with opened.office.read() as reader:
        assert reader.near.threshold("deadline.crit") == 3
    with pytest.raises(Refused, match="braucht einen Wert"):
        opened.set(threshold, value=None)


def test_a_second_connection_waits_and_then_says_who_is_in_the_way(desk: Desk) -> None:
    with desk.opened() as one, desk.opened() as other:
        goal = one.add(Goal, title="Teilhabe")
        one.sql("BEGIN IMMEDIATE")

        with pytest.raises(UserError, match="von einem anderen Fenster"):
            other.set(goal, title="Neu")
        one.sql("ROLLBACK")
        other.set(goal, title="Neu")

        assert one.get(goal).title == "Neu"


def test_an_update_of_nothing_but_links_keeps_the_row(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    application = opened.add(Application, title="Förderung")
    item = opened.add(StrategyItem, title="Serviceportal")
    opened.set(application, items=(item,))
    opened.set(item, goals=(goal,))

    assert opened.get(application).items == (item.id,)
    assert opened.get(item).goals == (goal.id,)


def test_a_field_that_an_edit_does_not_name_is_not_asked_for(opened: Opened) -> None:
    """A form that knows only the title does not clash with somebody who changes the Ebene."""
    goal = opened.add(Goal, title="Teilhabe")
    opened.set(goal, level="vision")

    opened.apply(Edit("update", "goal", goal.id, {"title": FieldChange("Teilhabe", "Teilhabe für alle")}))

    assert (opened.get(goal).title, opened.get(goal).level) == ("Teilhabe für alle", "vision")
