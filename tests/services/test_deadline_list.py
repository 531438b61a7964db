"""All Fristen in one list: what each kind of record contributes, and what a person does about one."""

from datetime import date, timedelta
from typing import Any

import pytest

from kn_desk.errors import UserError
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.decisions import Decision
from kn_desk.records.duties import Obligation
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.records.measuring import Risk
from kn_desk.records.minutes import FollowUp, Task
from kn_desk.records.networks import Group, Interaction, Stakeholder
from kn_desk.records.office import Sheet, SheetRun
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services import deadline_steps as steps
from kn_desk.services.day_words import in_words, relative
from kn_desk.services.deadline_groups import Filter, all_groups, briefing_groups, horizon
from kn_desk.services.deadline_kinds import ACTIONS, KINDS, MOVABLE, Deadline
from kn_desk.services.deadline_list import deadlines
from tests.makers.anything import TODAY
from tests.makers.offices import Opened


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def read(opened: Opened, until: date | None = None) -> list[Deadline]:
    with opened.office.read() as reader:
        return deadlines(reader, until)


def only(opened: Opened) -> Deadline:
    found = read(opened)
    assert len(found) == 1, [one.title for one in found]
    return found[0]


def meeting(opened: Opened, **values: Any) -> Meeting:
    return opened.add(Meeting, **{"number": "JF 2026/12", "held_on": in_days(3), **values})


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-17, "seit 17 Tagen"), (-1, "seit gestern"), (0, "heute"), (1, "morgen"), (4, "Freitag"), (6, "Sonntag"),
        (7, "in 7 Tagen"), (8, "in 8 Tagen"), (91, "in 3 Monaten"), (-150, "seit 5 Monaten"), (800, "in 2 Jahren"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_it_lies_to_today(days: int, words: str) -> None:
    assert relative(in_days(days), TODAY) == words


def test_a_date_is_said_in_words() -> None:
    assert in_words(date(2026, 12, 7)) == "Montag, 7. Dezember 2026"


def test_an_empty_office_has_no_deadlines(opened: Opened) -> None:
    assert read(opened) == []


def test_an_open_task_is_due_from_its_person_and_can_be_done(opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster", first_name="Jana")
    task = opened.add(Task, title="Angebot einholen", responsible=person, due_on=in_days(-3))
    opened.add(Task, title="Erledigt", due_on=in_days(-3), status="done", done_on=TODAY)
    opened.add(Task, title="Ohne Termin")
    one = only(opened)
    assert (one.title, one.who, one.code, one.page) == ("Angebot einholen", "Muster, J.", task.code, task.id)
    assert (one.kind, one.action, one.movable) == ("task", "done", True)
    assert ACTIONS[one.action].finishes


def test_a_milestone_asks_for_a_new_plan_once_it_is_overdue_and_stands_with_its_item(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Stadtwerke Konstanz", short_name="Stadtwerke")
    item = opened.add(StrategyItem, title="Breitband", lead_unit=unit)
    opened.add(Milestone, title="Vergabe", item=item, due_planned=in_days(-17))
    opened.add(Milestone, title="Baubeginn", item=item, due_planned=in_days(17))
    opened.add(Milestone, title="Erreicht", item=item, due_planned=in_days(2), done_on=TODAY)
    late, early = read(opened)
    assert (late.title, late.context, late.who, late.action) == ("Vergabe", "Breitband", "Stadtwerke", "replan")
    assert (early.action, early.page, early.about) == ("reached", item.id, (item.id,))


def test_what_is_over_or_dropped_reminds_nobody(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Fertig", status="dropped", status_reason="Kein Bedarf",
                      next_step="x", next_step_due=in_days(1))  # fmt: skip
    opened.add(Milestone, title="Offen geblieben", item=item, due_planned=in_days(-1))
    opened.add(Risk, title="Verzug", item=item, review_on=in_days(1))
    lost = opened.add(Application, title="Abgelehnt", status="rejected", decided_on=TODAY, deadline=in_days(1))
    opened.add(Obligation, application=lost, kind="final_proof", due_on=in_days(1))
    opened.add(FollowUp, text="Getan", due_on=in_days(1), about=(lost,), done=True)
    opened.add(Decision, title="Aufgehoben", implementation="repealed", due_on=in_days(1), review_on=in_days(1))
    opened.add(Group, title="Netzwerk", notice_until=in_days(-1))
    opened.trash(opened.add(Task, title="Weg", due_on=in_days(1)))
    opened.add(Task, title="Abgelegt", due_on=in_days(1), archived=True)
    assert read(opened) == []


def test_every_kind_of_deadline_is_in_the_list_by_day(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Kulturamt")
    person = opened.add(Person, last_name="Muster", delete_check_on=in_days(16))
    field = opened.add(ActionField, title="Verwaltung")
    item = opened.add(StrategyItem, title="WLAN", next_step="Standort klären", next_step_due=in_days(3),
                      action_field=field, lead_unit=unit)  # fmt: skip
    programme = opened.add(Programme, name="Land", call_close=in_days(7))
    grant = opened.add(Application, title="Antrag", deadline=in_days(5), programme=programme)
    series = opened.add(MeetingSeries, title="Jour fixe", freeze_days=2)
    period = opened.add(ReportingPeriod, label="2026-H1", due_on=in_days(10))
    opened.add(Task, title="A", due_on=in_days(1))
    opened.add(Milestone, title="B", item=item, due_planned=in_days(2))
    opened.add(Obligation, application=grant, kind="drawdown", due_on=in_days(4))
    opened.add(Drawdown, application=grant, needed_until=in_days(6))
    opened.add(Decision, title="C", due_on=in_days(8))
    opened.add(Decision, title="D", implementation="implemented", review_on=in_days(9))
    meeting(opened, series=series, held_on=in_days(13))
    opened.add(LotseRole, person=person, unit=unit, since=in_days(-99), until=in_days(12))
    opened.add(Group, title="cyberLAGO", notice_until=in_days(13))
    opened.add(FollowUp, text="E", due_on=in_days(14), about=(period,))
    opened.add(Risk, title="F", item=item, review_on=in_days(15))
    opened.add(Interaction, note="G", held_on=TODAY, follow_up=in_days(17))
    opened.add(Stakeholder, title="H", next_contact_on=in_days(18))
    found = read(opened)
    assert [one.kind for one in found] == [
        "task", "milestone", "next_step", "duty", "application", "drawdown", "call", "decision", "review", "report",
        "freeze", "role", "notice", "follow_up", "risk", "deletion", "contact", "contact",
    ]  # fmt: skip
    assert {one.kind for one in found} == set(KINDS)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert len({one.key for one in found}) == len(found)
    with opened.office.read() as reader:
        assert all(reader.record(one.page) is not None for one in found)


def test_nothing_after_the_last_day_is_read(opened: Opened) -> None:
    for days in range(200):
        opened.add(Task, title=f"T{days}", due_on=in_days(days))
    assert len(read(opened, in_days(99))) == 100
    assert len(read(opened)) == 200


def test_a_day_that_is_an_application_and_a_duty_is_shown_once(opened: Opened) -> None:
    grant = opened.add(Application, title="Antrag", deadline=in_days(5))
    opened.add(Obligation, application=grant, kind="application_deadline", due_on=in_days(5))
    assert only(opened).kind == "duty"


def test_a_round_of_sheets_reminds_of_those_that_are_missing(opened: Opened) -> None:
    period = opened.add(ReportingPeriod, label="2026-H1", due_on=in_days(-2))
    run = opened.add(SheetRun, title="Runde", period=period, state="sent", sent_on=in_days(-20), due_on=in_days(-2))
    assert read(opened) == []
    for _ in range(3):
        unit = opened.add(OrgUnit, name="Amt")
        opened.add(Sheet, run=run, period=period, unit=unit, sent_on=in_days(-20))
    assert only(opened).title == "3 Ämter an die Rückmeldung erinnern"
    again = opened.add(
        SheetRun, title="Noch einmal", period=period, state="sent", sent_on=in_days(-9), due_on=in_days(-1)
    )
    opened.add(Sheet, run=again, period=period, unit=unit, sent_on=in_days(-9))
    assert {one.title for one in read(opened)} == {
        "2 Ämter an die Rückmeldung erinnern", "1 Amt an die Rückmeldung erinnern",
    }  # fmt: skip


def test_the_briefing_has_what_is_overdue_this_week_and_until_a_month_end(opened: Opened) -> None:
    for days in (-3, 0, 6, 7, 15, 16):
        opened.add(Task, title=str(days), due_on=in_days(days))
    groups = briefing_groups(read(opened), TODAY)
    assert [group.title for group in groups] == ["Überfällig", "Diese Woche", "Bis 30. Juni"]
    assert [[one.title for one in group.deadlines] for group in groups] == [["-3"], ["0", "6"], ["7", "15"]]
    assert horizon(date(2026, 6, 17)) == date(2026, 7, 31)


def test_the_long_list_goes_by_week_then_month_then_year(opened: Opened) -> None:
    for days in (-3, 0, 8, 15, 40, 900):
        opened.add(Task, title=str(days), due_on=in_days(days))
    titles = [group.title for group in all_groups(read(opened), TODAY)]
    assert titles == ["Überfällig", "Diese Woche", "Nächste Woche", "Juni 2026", "Juli 2026", "2028"]


def test_a_filter_looks_at_kind_person_span_and_words(opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster")
    opened.add(Task, title="Über die Straße", responsible=person, due_on=in_days(-1))
    opened.add(FollowUp, text="Nachfragen", about=(person,), due_on=in_days(20))
    found = read(opened)

    def passing(only: Filter) -> list[str]:
        return [one.kind for one in found if only.passes(one, TODAY)]

    assert passing(Filter()) == ["task", "follow_up"]
    assert passing(Filter(kind="follow_up")) == ["follow_up"]
    assert passing(Filter(who=person.id)) == ["task"]
    assert passing(Filter(span="overdue")) == passing(Filter(span="week")) == ["task"]
    assert passing(Filter(span="month")) == ["task", "follow_up"]
    assert passing(Filter(text="strasse uber")) == ["task"]
    assert not Filter(text="  ")
    assert Filter(kind="task")


@pytest.mark.parametrize("kind", ["task", "milestone", "follow_up"])
def test_what_is_finished_leaves_the_list_in_one_step(opened: Opened, kind: str) -> None:
    item = opened.add(StrategyItem, title="WLAN")
    if kind == "task":
        opened.add(Task, title="T", due_on=TODAY, status="waiting", waiting_for="Antwort")
    elif kind == "milestone":
        opened.add(Milestone, title="M", item=item, due_planned=TODAY)
    else:
        opened.add(FollowUp, text="F", about=(item,), due_on=TODAY)
    one = only(opened)
    with opened.office.read() as reader:
        record = steps.stored(reader, one)
    opened.set(record, **steps.finished(one, TODAY))
    assert read(opened) == []
    opened.undo()
    assert only(opened).key == one.key


def test_a_moved_day_keeps_the_first_one(opened: Opened) -> None:
    task = opened.add(Task, title="T", due_on=in_days(1))
    one = only(opened)
    opened.set(task, **steps.moved(task, one, in_days(8)))
    moved = opened.get(task)
    assert (moved.due_on, moved.due_original) == (in_days(8), in_days(1))
    opened.set(task, **steps.moved(moved, one, in_days(9)))
    assert opened.get(task).due_original == in_days(1)


def test_every_movable_day_is_a_field_of_its_record() -> None:
    from kn_desk.records.catalogue import BY_NAME

    for (kind, name), first in MOVABLE.items():
        assert name in BY_NAME[kind].spec.fields
        assert not first or first in BY_NAME[kind].spec.fields


def test_a_funders_deadline_is_not_simply_moved(opened: Opened) -> None:
    opened.add(Obligation, application=opened.add(Application, title="A"), kind="final_proof", due_on=in_days(3))
    assert not only(opened).movable


def test_a_record_that_is_gone_says_so(opened: Opened) -> None:
    task = opened.add(Task, title="T", due_on=TODAY)
    one = only(opened)
    opened.trash(task)
    with opened.office.read() as reader, pytest.raises(UserError, match="gibt es nicht mehr"):
        steps.stored(reader, one)


def test_the_closing_day_of_an_agenda_a_call_and_a_review_do_not_begin_with_the_word_of_their_kind(
    opened: Opened,
) -> None:
    series = opened.add(MeetingSeries, title="Jour fixe", freeze_days=2)
    meeting(opened, series=series.id, status="invited")
    opened.add(Programme, name="Offene Daten", call_open=in_days(-9), call_close=in_days(9))
    opened.add(Decision, title="Daten zusammenfassen", implementation="ongoing", review_on=in_days(5))
    found = {one.kind: one for one in read(opened)}
    told = {kind: (KINDS[kind].word, found[kind].title, found[kind].context) for kind in ("freeze", "call", "review")}
    assert told == {
        "freeze": ("Tagesordnung", "Redaktionsschluss JF 2026/12", ""),
        "call": ("Förderprogramm", "Aufruf endet", "Offene Daten"),
        "review": ("Überprüfung", "Gilt noch? Daten zusammenfassen", ""),
    }
    assert steps.title_of(found["call"]) == "Offene Daten: Aufruf endet"


def test_a_deadline_goes_onto_the_next_agenda_with_its_link_and_only_once(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Breitband")
    opened.add(Milestone, title="Vergabe", item=item, due_planned=in_days(-3))
    one = only(opened)
    with opened.office.read() as reader, pytest.raises(UserError, match="keine Sitzung geplant"):
        steps.onto_agenda(reader, "x", "y", one.about)
    meeting(opened, number="JF 2026/11", held_on=in_days(-1))
    later = meeting(opened, number="JF 2026/13", held_on=in_days(17))
    soon = meeting(opened)
    with opened.office.read() as reader:
        found, edits = steps.onto_agenda(reader, steps.title_of(one), steps.reason_of(one, TODAY), one.about)
        assert found.id == soon.id != later.id
    opened.apply(*edits)
    with opened.office.read() as reader:
        [made] = reader.rows(AgendaItem)
        assert (made.title, made.reason, made.links) == ("Breitband: Vergabe", "überfällig seit 12.06.", (item.id,))
        assert steps.linked_on(reader, soon) == {item.id}
        with pytest.raises(UserError, match="steht schon auf der Tagesordnung"):
            steps.onto_agenda(reader, "Anderer Titel", "Frist", one.about)


def test_what_an_agenda_cannot_link_to_is_recognised_by_its_title(opened: Opened) -> None:
    meeting(opened)
    opened.add(Group, title="cyberLAGO", notice_until=in_days(3))
    one = next(one for one in read(opened) if one.kind == "notice")
    with opened.office.read() as reader:
        _, edits = steps.onto_agenda(reader, steps.title_of(one), "Frist", one.about)
    opened.apply(*edits)
    with opened.office.read() as reader, pytest.raises(UserError, match="JF 2026/12"):
        steps.onto_agenda(reader, steps.title_of(one), "Frist", one.about)
