"""Which period is meant, who gets a sheet, and what the record keeps of a run."""

from datetime import date, timedelta
from typing import Any

import pytest

from kn_desk.errors import UserError
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.office import Sheet, SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services.dispatch import Dispatch, plan, recorded, sent
from kn_desk.services.edit import new_record
from tests.makers.anything import TODAY
from tests.makers.offices import AUTHOR, Opened

DAY = timedelta(days=1)
HALF_YEAR = f"{TODAY.year}-H{1 if TODAY.month <= 6 else 2}"


def lotse(opened: Opened, unit: OrgUnit, last_name: str, **values: Any) -> Person:
    person = opened.add(Person, last_name=last_name, email=f"{last_name.lower()}@example.org")
    opened.add(LotseRole, unit=unit, person=person, **{"since": TODAY - 99 * DAY, **values})
    return person


def period(opened: Opened, label: str, **values: Any) -> ReportingPeriod:
    return opened.add(ReportingPeriod, label=label, **values)


def planned(opened: Opened, label: str | None = None, *codes: str) -> Dispatch:
    with opened.office.read() as reader:
        return plan(reader, label, codes)


@pytest.fixture
def unit(opened: Opened) -> OrgUnit:
    found = opened.add(OrgUnit, name="Hochbauamt", mailbox="hochbauamt@example.org")
    lotse(opened, found, "Muster")
    return found


def test_without_a_label_the_open_period_is_meant(opened: Opened, unit: OrgUnit) -> None:
    period(opened, "Alt", start=date(2020, 1, 1), end=date(2020, 6, 30), closed=True)
    still_open = period(opened, "Sonderrunde", start=date(2020, 7, 1), end=date(2020, 12, 31))
    assert planned(opened).period == still_open
    now = period(opened, "Jetzt", start=TODAY, end=TODAY + 9 * DAY)
    period(opened, "Bald", start=TODAY + 10 * DAY)
    assert planned(opened).period == now, "of several the one in which today lies"


def test_without_an_open_one_the_current_half_year_is_opened(opened: Opened, unit: OrgUnit) -> None:
    found = planned(opened)
    assert found.is_new_period
    assert (found.period.label, found.period.due_on) == (HALF_YEAR, found.due_on)
    assert found.period.start is not None
    assert found.period.end is not None
    assert found.period.start <= TODAY <= found.period.end
    assert found.run.title == f"Stand der Maßnahmen {HALF_YEAR}"
    with opened.office.read() as reader:
        assert reader.rows(ReportingPeriod) == [], "planning writes nothing"


def test_a_label_finds_its_period_or_opens_a_half_year(opened: Opened, unit: OrgUnit) -> None:
    known = period(opened, "2031-H1")
    assert planned(opened, " 2031-h1 ").period == known
    made = planned(opened, "2031-h2")
    assert made.is_new_period
    assert (made.period.label, made.period.start) == ("2031-H2", date(2031, 7, 1))
    with pytest.raises(UserError, match="„Herbst“ gibt es nicht"):
        planned(opened, "Herbst")


def test_a_closed_period_is_refused(opened: Opened, unit: OrgUnit) -> None:
    period(opened, HALF_YEAR, closed=True)
    for label in (HALF_YEAR, None):
        with pytest.raises(UserError, match="ist abgeschlossen"):
            planned(opened, label)


def test_a_day_to_answer_lies_ahead_on_a_working_day(opened: Opened, unit: OrgUnit) -> None:
    period(opened, "Rechtzeitig", due_on=TODAY)
    assert planned(opened).due_on == TODAY
    period(opened, "Vorbei", due_on=TODAY - DAY)
    due_on = planned(opened, "Vorbei").due_on
    assert TODAY + 21 * DAY <= due_on <= TODAY + 28 * DAY
    assert due_on.weekday() < 5


def test_every_unit_with_an_active_lotse_gets_a_sheet(opened: Opened, unit: OrgUnit) -> None:
    for name, values in (
        ("Vorgesehen", {"kind": "prospective"}), ("Beendet", {"until": TODAY - DAY}),
        ("Künftig", {"since": TODAY + DAY}), ("Ärzte", {"kind": "deputy"}),
    ):  # fmt: skip
        lotse(opened, opened.add(OrgUnit, name=name), "Beispiel", **values)
    opened.add(OrgUnit, name="Ohne")
    assert [one.unit.name for one in planned(opened).recipients] == ["Ärzte", "Hochbauamt"]


def test_the_main_lotse_gets_it_and_the_others_get_to_know(opened: Opened, unit: OrgUnit) -> None:
    deputy = lotse(opened, unit, "Vertretung", kind="deputy", since=date(2019, 1, 1))
    later = lotse(opened, unit, "Zweite", since=TODAY)
    (found,) = planned(opened).recipients
    assert found.person is not None
    assert (found.person.last_name, found.address) == ("Muster", "muster@example.org")
    assert found.deputies == (later, deputy)


def test_chosen_units_get_one_even_without_a_lotse(opened: Opened, unit: OrgUnit) -> None:
    other = opened.add(OrgUnit, name="Archiv", mailbox="archiv@example.org")
    (found,) = planned(opened, None, other.code.lower(), other.code).recipients
    assert (found.unit, found.person, found.address) == (other, None, "archiv@example.org")


def test_an_unknown_unit_or_nobody_at_all_is_said(opened: Opened) -> None:
    with pytest.raises(UserError, match="Keine Stelle hat einen aktiven"):
        planned(opened)
    person = opened.add(Person, last_name="Muster")
    for code in ("OE-1900-001", person.code):
        with pytest.raises(UserError, match="gibt es nicht"):
            planned(opened, None, code)


def test_a_run_is_one_step_and_one_undo_takes_it_back(opened: Opened, unit: OrgUnit) -> None:
    found = planned(opened)
    sheet = new_record(Sheet, {"run": found.run.id, "unit": unit.id, "period": found.period.id, "file_name": "a.xlsx"})
    opened.office.apply(recorded(found, [sheet], "/irgendwo", "Guten Tag", AUTHOR))
    run, stored = opened.get(found.run), opened.get(sheet)
    assert (run.state, run.folder, run.message, run.due_on) == ("draft", "/irgendwo", "Guten Tag", found.due_on)
    assert opened.get(found.period).label == HALF_YEAR
    with opened.office.read() as reader:
        assert stored.compute("state", reader.near).value == "none"
        change = sent(reader, [stored], TODAY, AUTHOR)
    opened.office.apply(change)
    assert (opened.get(run).state, opened.get(run).sent_on, opened.get(sheet).sent_on) == ("sent", TODAY, TODAY)
    opened.undo()
    opened.undo()
    with opened.office.read() as reader:
        assert not reader.rows(SheetRun) + reader.rows(Sheet) + reader.rows(ReportingPeriod)
