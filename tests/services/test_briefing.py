"""The morning's briefing: its sentence, what became worse, and the figures beside it."""

from datetime import date, timedelta

import pytest

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.funding import Application
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import Task
from kn_desk.records.office import Sheet, SheetReturn, SheetRun
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.briefing import Briefing, Returns, briefing, waiting, worse_now
from kn_desk.services.worsened import Then, Worse, worsened
from tests.makers.anything import TODAY
from tests.makers.offices import Opened, SettableClock

EURO = 100


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def read(opened: Opened) -> Briefing:
    with opened.office.read() as reader:
        return briefing(reader, worse_now(reader))


def sentence(opened: Opened) -> str:
    return "".join(words for words, _ in read(opened).sentence)


def worse(opened: Opened, day: date) -> list[Worse]:
    with opened.office.read() as reader:
        return worsened(reader, day)


def running(opened: Opened, **values: object) -> StrategyItem:
    """A Maßnahme that is on plan."""
    field = opened.add(ActionField, title="Verwaltung")
    unit = opened.add(OrgUnit, name="Hauptamt")
    given = {"title": "WLAN", "status": "running", "end_planned": in_days(100), "action_field": field,
             "lead_unit": unit, "start_actual": in_days(-30), **values}  # fmt: skip
    return opened.add(StrategyItem, **given)


def test_an_empty_office_says_that_nothing_is_due(opened: Opened) -> None:
    assert sentence(opened) == "Nichts überfällig, nichts fällig bis Sonntag. Kein Jour fixe geplant."
    found = read(opened)
    assert (found.meeting, found.returns, found.worse) == (None, None, ())
    assert found.heading == "Montag, 15. Juni 2026"
    assert found.status == "0 überfällig · 0 diese Woche · 0 laufende Maßnahmen: 0 kritisch, 0 verzögert"


def test_the_sentence_counts_what_is_due_and_names_the_jour_fixe(opened: Opened) -> None:
    for days in (-5, -1, 0, 2, 30):
        opened.add(Task, title=f"T{days}", due_on=in_days(days))
    opened.add(Meeting, number="JF 2026/12", held_on=in_days(3))
    assert sentence(opened) == "2 überfällig, 2 fällig bis Sonntag. Jour fixe am Donnerstag."
    assert read(opened).sentence[0] == ("2 überfällig", "crit")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Jour fixe heute."), (1, "Jour fixe morgen."), (10, "Jour fixe am Donnerstag, 25. Juni.")],
)
def test_the_day_of_the_jour_fixe_is_said_as_people_say_it(opened: Opened, days: int, words: str) -> None:
    opened.add(Meeting, held_on=in_days(days))
    assert sentence(opened).endswith(words)


def test_on_a_sunday_the_week_is_today(opened: Opened, clock: SettableClock) -> None:
    clock.set(in_days(6))
    opened.add(Task, title="T", due_on=in_days(6))
    assert "1 fällig heute" in sentence(opened)


def test_a_cancelled_or_approved_meeting_is_not_the_next_one(opened: Opened) -> None:
    opened.add(Meeting, number="A", held_on=in_days(1), status="cancelled")
    opened.add(Meeting, number="B", held_on=in_days(8))
    found = read(opened).meeting
    assert found is not None
    assert found.when == "Dienstag, 23.06.2026"
    assert found.items == "Noch keine Tagesordnung"


def test_the_next_meeting_says_when_and_how_full_it_is(opened: Opened) -> None:
    from datetime import time

    meeting = opened.add(Meeting, held_on=in_days(3), start=time(9), end=time(10))
    for number in range(7):
        opened.add(AgendaItem, title=f"TOP {number}", meeting=meeting, minutes_planned=10, rank="abcdefg"[number])
    found = read(opened).meeting
    assert found is not None
    assert found.when == "Donnerstag, 18.06.2026, 9:00 Uhr"
    assert found.items == "7 TOP, 10 Minuten über der Zeit"
    opened.add(Task, title="Überfällig", due_on=in_days(-1))
    with opened.office.read() as reader:
        assert waiting(reader) == "1 Vorschlag für die Tagesordnung"


def test_time_alone_can_make_a_light_worse(opened: Opened, clock: SettableClock) -> None:
    item = running(opened)
    opened.add(StatusReport, item=item, reported_on=in_days(-5))
    opened.add(Milestone, title="Vergabe", item=item, due_planned=in_days(18))
    assert worse(opened, in_days(-7)) == []
    clock.set(in_days(20))
    opened.office.refresh()
    [one] = worse(opened, in_days(13))
    assert (one.id, one.before, one.now, one.since) == (item.id, "ok", "warn", in_days(20))
    assert "Vergabe" in one.reason
    assert "Eine Ampel hat sich verschlechtert." in sentence(opened)


def test_an_edit_that_made_a_light_worse_is_compared_with_the_values_of_then(
    opened: Opened, clock: SettableClock
) -> None:
    item = running(opened, cost_total=100 * EURO)
    opened.add(StatusReport, item=item, reported_on=in_days(-5))
    clock.set(in_days(20))
    opened.set(item, cost_actual=120 * EURO)
    [one] = worse(opened, in_days(13))
    assert (one.before, one.now) == ("ok", "crit")
    opened.set(item, cost_actual=90 * EURO)
    assert worse(opened, in_days(13)) == []


def test_links_of_then_are_put_together_again(opened: Opened, clock: SettableClock) -> None:
    first, second = (opened.add(StrategyItem, title=title) for title in ("Eins", "Zwei"))
    item = running(opened, cost_total=100 * EURO, depends_on=(first,))
    opened.add(StatusReport, item=item, reported_on=in_days(-5))
    clock.set(in_days(20))
    opened.set(item, cost_actual=120 * EURO, depends_on=(second,))
    with opened.office.read() as reader:
        past = Then(reader, TODAY).as_it_stood(opened.get(item))
    assert past is not None
    assert (past.depends_on, past.cost_actual) == ((first.id,), None)


def test_a_milestone_that_came_later_was_not_there_then(opened: Opened, clock: SettableClock) -> None:
    item = running(opened)
    opened.add(StatusReport, item=item, reported_on=in_days(-5))
    clock.set(in_days(20))
    opened.add(Milestone, title="Nachgetragen", item=item, due_planned=in_days(1), mandatory=True)
    [one] = worse(opened, in_days(13))
    assert (one.before, one.now) == ("ok", "crit")


def test_what_was_entered_late_and_was_late_already_did_not_become_worse(opened: Opened) -> None:
    item = running(opened, end_planned=in_days(-100), start_actual=in_days(-200))
    with opened.office.read() as reader:
        assert reader.kept_of(StrategyItem, [item.id])[item.id]["plan_light"].value == "crit"
    assert worse(opened, in_days(-7)) == []


def test_a_light_that_has_stood_for_long_is_not_told_again(opened: Opened, clock: SettableClock) -> None:
    item = running(opened)
    opened.add(Milestone, title="Vergabe", item=item, due_planned=in_days(5))
    for days in (10, 20):
        clock.set(in_days(days))
        opened.office.refresh()
    assert worse(opened, in_days(13)) == []
    assert len(worse(opened, in_days(4))) == 1


def test_the_returns_count_each_unit_once_however_many_rounds_there_were(opened: Opened) -> None:
    period = opened.add(ReportingPeriod, label="2026-H1")
    run = opened.add(SheetRun, title="R", period=period, state="sent", sent_on=in_days(-9), due_on=in_days(4))
    sheets = [
        opened.add(Sheet, run=run, period=period, unit=opened.add(OrgUnit, name=f"Amt {n}"), sent_on=in_days(-9))
        for n in range(3)
    ]
    opened.add(SheetReturn, sheet=sheets[0], received_on=TODAY)
    again = opened.add(SheetRun, title="Noch einmal", period=period, state="sent", sent_on=TODAY, due_on=in_days(30))
    opened.add(Sheet, run=again, period=period, unit=sheets[0].unit)
    found = read(opened).returns
    assert found == Returns("Rücklauf 2026-H1", 1, 3, "zurück", in_days(4))
    assert found.below(TODAY) == "2 offen, noch 4 Tage"


def test_without_sheets_the_returns_are_the_reports_of_the_open_period(opened: Opened) -> None:
    item = running(opened)
    period = opened.add(ReportingPeriod, label="2026-H1", due_on=TODAY)
    assert read(opened).returns == Returns("Rücklauf 2026-H1", 0, 1, "gemeldet", TODAY)
    opened.add(StatusReport, item=item, period=period, reported_on=TODAY)
    found = read(opened).returns
    assert found is not None
    assert (found.back, found.below(TODAY)) == (1, "alle zurück")


def test_coverage_counts_units_that_want_a_lotse(opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster")
    for number in range(3):
        unit = opened.add(OrgUnit, name=f"Amt {number}", lotse_required=True)
        if number:
            opened.add(LotseRole, person=person, unit=unit, since=in_days(-9))
    opened.add(OrgUnit, name="Extern", kind="external")
    found = read(opened).coverage
    assert (found.covered, found.wanted, found.vacant) == (2, 3, 1)


def test_open_applications_are_summed_by_step(opened: Opened) -> None:
    opened.add(Application, title="A", status="idea", amount_requested=100 * EURO, probability=50)
    opened.add(Application, title="B", status="drafting", amount_requested=200 * EURO)
    opened.add(Application, title="C", status="submitted", submitted_on=TODAY, amount_requested=300 * EURO)
    opened.add(Application, title="D", status="rejected", decided_on=TODAY, amount_requested=900 * EURO)
    found = read(opened).funding
    assert [(step.count, step.cents) for step in found.steps] == [(1, 100 * EURO), (1, 200 * EURO), (1, 300 * EURO)]
    assert found.expected == 50 * EURO


def test_lights_leave_out_what_is_over(opened: Opened) -> None:
    running(opened, end_planned=in_days(-100), start_actual=in_days(-200))
    running(opened, title="Aus", status="dropped", status_reason="Kein Bedarf")
    assert read(opened).lights == {"crit": 1, "warn": 0, "ok": 0, "none": 0}


def test_an_earlier_answer_about_lights_can_be_used_again(opened: Opened) -> None:
    known = Worse("x", "M-1", "T", "ok", "warn", TODAY, "")
    with opened.office.read() as reader:
        assert briefing(reader, (known,)).worse == (known,)
