"""The Rücklaufmonitor: one row per unit, what is overdue first, days in words, and the rate over time."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.office import Sheet, SheetReturn, SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services.dispatch import closed, due_before, periods_to_choose, sent
from kn_desk.services.reminders import reminded, reminders
from kn_desk.services.return_monitor import Monitor, Rate, monitor, sheet_row
from tests.makers.anything import TODAY
from tests.makers.offices import AUTHOR, Opened

DAY = timedelta(days=1)


class Sending:
    """A period with a run, and sheets of its units."""

    def __init__(self, opened: Opened, label: str = "2026-H1", **values: Any) -> None:
        self.opened = opened
        self.period = opened.add(ReportingPeriod, label=label, start=TODAY - 90 * DAY, **values)
        self.run = opened.add(SheetRun, title="Stand", period=self.period, due_on=TODAY - 3 * DAY)

    def sheet(self, name: str, **values: Any) -> Sheet:
        found = [unit for unit in _rows(self.opened, OrgUnit) if unit.name == name]
        unit = found[0] if found else self.opened.add(OrgUnit, name=name)
        told = {"run": self.run, "unit": unit, "period": self.period, "file_name": f"{name}.xlsx", **values}
        return self.opened.add(Sheet, **told)

    def back(self, sheet: Sheet, **values: Any) -> SheetReturn:
        return self.opened.add(SheetReturn, sheet=sheet, **{"received_on": TODAY - 4 * DAY, **values})


def _rows(opened: Opened, cls: Any) -> list[Any]:
    with opened.office.read() as reader:
        return list(reader.rows(cls))


def _read(opened: Opened, period: ReportingPeriod | None = None) -> Monitor:
    opened.office.refresh()
    with opened.office.read() as reader:
        return monitor(reader, period.id if period else None)


@pytest.fixture
def sending(opened: Opened) -> Sending:
    """Amt overdue, Bad waiting, Chor not sent, Dom back."""
    made = Sending(opened)
    made.back(made.sheet("Dom", sent_on=TODAY - 9 * DAY), accepted=4, refused=1, conflicts=1)
    made.sheet("Chor")
    made.sheet("Bad", sent_on=TODAY - 9 * DAY, due_on=TODAY + 5 * DAY)
    made.sheet("Amt", sent_on=TODAY - 9 * DAY)
    return made


def test_what_is_overdue_comes_first_and_what_is_back_last(opened: Opened, sending: Sending) -> None:
    found = _read(opened)
    assert [(row.unit, row.state) for row in found.rows] == [
        ("Amt", "crit"), ("Bad", "warn"), ("Chor", "none"), ("Dom", "ok"),
    ]  # fmt: skip
    assert (found.count("ok"), found.sent) == (1, 3)
    assert [[row.unit for row in found.shown(word)] for word in ("Offen", "Überfällig", "Zurück")] == [
        ["Amt", "Bad"], ["Amt"], ["Dom"],
    ]  # fmt: skip


def test_days_are_said_in_words(opened: Opened, sending: Sending) -> None:
    found = _read(opened)
    assert [row.days(found.today) for row in found.rows] == ["seit 3 Tagen", "seit 9 Tagen", "", "nach 5 Tagen"]


def test_the_sentence_says_what_is_missing_and_until_when(opened: Opened, sending: Sending) -> None:
    said = _read(opened).sentence
    assert said.startswith("1 überfällig, 1 noch nicht fällig, 1 noch nicht versandt. Rückgabe zwischen ")
    other = Sending(opened, "2025-H2")
    other.sheet("Amt", sent_on=TODAY - 9 * DAY)
    said = _read(opened, other.period).sentence
    assert said == f"1 überfällig. Rückgabe bis {TODAY - 3 * DAY:%d.%m.%Y}, vorbei seit 3 Tagen."


def test_changes_of_all_returns_are_summed_up(opened: Opened, sending: Sending) -> None:
    dom = next(row for row in _read(opened).rows if row.unit == "Dom")
    assert dom.changes == "4 übernommen, 1 nicht, 1 Konflikt"
    sending.back(dom.sheet, accepted=2, conflicts=1, unreadable=1)
    dom = next(row for row in _read(opened).rows if row.unit == "Dom")
    assert dom.changes == "6 übernommen, 1 nicht, 2 Konflikte, 1 unlesbar"
    assert [row.changes for row in _read(opened).rows if row.unit != "Dom"] == ["", "", ""]


def test_what_is_back_stays_back_until_a_newer_sheet_is_sent(opened: Opened, sending: Sending) -> None:
    before = _read(opened)
    again = sending.sheet("Dom")
    found = _read(opened)
    dom = next(row for row in found.rows if row.unit == "Dom")
    assert (dom.state, dom.prepared, dom.unsent) == ("ok", again, again)
    assert (found.count("ok"), found.sent, found.rates) == (1, 3, before.rates)
    assert [row.unit for row in found.unsent] == ["Chor", "Dom"]
    assert "2 noch nicht versandt" in found.sentence
    opened.set(again, sent_on=TODAY - 4 * DAY)
    dom = next(row for row in _read(opened).rows if row.unit == "Dom")
    assert (dom.id, dom.state, dom.unsent) == (again.id, "crit", None)
    assert [one.file_name for one in dom.earlier] == ["Dom.xlsx"]
    with opened.office.read() as reader:
        assert sheet_row(reader, opened.get(again)).earlier == dom.earlier
    assert _read(opened).rates == (Rate("2026-H1", 0, 3),)


def test_of_several_sheets_that_were_not_sent_the_newest_is_shown(opened: Opened, sending: Sending) -> None:
    again = sending.sheet("Chor")
    (found,) = (row for row in _read(opened).rows if row.unit == "Chor")
    assert (found.id, found.state, found.prepared, len(found.earlier)) == (again.id, "none", None, 1)


def test_a_sheet_that_was_sent_away_again_is_not_back(opened: Opened, sending: Sending) -> None:
    amt = next(row.sheet for row in _read(opened).rows if row.unit == "Amt")
    sending.back(amt, accepted=0, refused=2)
    found = next(row for row in _read(opened).rows if row.unit == "Amt")
    assert (found.state, found.changes, found.back_on) == ("crit", "zurückgewiesen", None)
    assert found.reason.startswith(f"Zurückgewiesen am {TODAY - 4 * DAY:%d.%m.%Y}. Die Rückgabe war bis zum ")
    sending.back(amt, accepted=1, merged_on=TODAY)
    found = next(row for row in _read(opened).rows if row.unit == "Amt")
    assert (found.state, found.changes) == ("ok", "1 übernommen")


def test_each_row_says_in_words_where_its_sheet_is(opened: Opened, sending: Sending) -> None:
    found = _read(opened)
    assert [row.words(found.today) for row in found.rows] == [
        "überfällig seit 3 Tagen", "offen seit 9 Tagen", "Mappe noch nicht versandt",
        f"zurück am {TODAY - 4 * DAY:%d.%m.%Y}",
    ]  # fmt: skip


def test_the_rate_tells_how_many_came_back_in_each_period(opened: Opened, sending: Sending) -> None:
    before = Sending(opened, "2025-H2", closed=True)
    opened.set(before.period, start=TODAY - 300 * DAY)
    before.back(before.sheet("Amt", sent_on=TODAY - 200 * DAY, due_on=TODAY - 190 * DAY))
    opened.add(ReportingPeriod, label="Leer", start=TODAY - 900 * DAY)
    assert _read(opened).rates == (Rate("2025-H2", 1, 1), Rate("2026-H1", 1, 3))
    assert [Rate("", back, 300).percent for back in (299, 300, 1, 0)] == [99, 100, 0, 0]


def test_the_open_period_is_shown_and_closed_ones_can_be_chosen(opened: Opened, sending: Sending) -> None:
    old = Sending(opened, "2025-H1", closed=True)
    old.sheet("Amt", sent_on=TODAY - 9 * DAY)
    opened.set(old.period, start=TODAY - 400 * DAY)
    opened.add(ReportingPeriod, label="Ohne Mappen", closed=True)
    found = _read(opened)
    assert found.period == opened.get(sending.period)
    assert [one.label for one in found.periods] == ["2026-H1", "2025-H1"]
    assert _read(opened, old.period).period == opened.get(old.period)


def test_where_all_are_closed_the_newest_with_sheets_is_shown(opened: Opened, sending: Sending) -> None:
    opened.set(sending.period, closed=True)
    assert _read(opened).period == opened.get(sending.period)


def test_an_empty_office_has_an_empty_monitor(opened: Opened) -> None:
    found = _read(opened)
    assert (found.period, found.rows, found.rates, found.sentence) == (None, (), (), "")


def test_a_run_is_sent_once_its_last_sheet_is(opened: Opened, sending: Sending) -> None:
    late, chor = sending.sheet("Ende"), next(row.sheet for row in _read(opened).rows if row.unit == "Chor")
    with opened.office.read() as reader:
        change = sent(reader, [chor], TODAY - 5 * DAY, AUTHOR)
    opened.office.apply(change)
    run = opened.get(sending.run)
    assert (opened.get(chor).sent_on, run.state, run.sent_on) == (TODAY - 5 * DAY, "draft", TODAY - 9 * DAY)
    with opened.office.read() as reader:
        change = sent(reader, [late, opened.get(chor)], TODAY - 4 * DAY, AUTHOR)
    opened.office.apply(change)
    assert (opened.get(late).sent_on, opened.get(sending.run).state) == (TODAY - 4 * DAY, "sent")
    assert opened.get(chor).sent_on == TODAY - 5 * DAY, "what was sent keeps its day"


def test_what_was_due_before_it_went_out_gets_a_new_day(opened: Opened, sending: Sending) -> None:
    late, far = sending.sheet("Ende"), sending.sheet("Fern", due_on=TODAY + 5 * DAY)
    with opened.office.read() as reader:
        assert due_before(reader, [late, far], TODAY) == [late]
        change = sent(reader, [late, far], TODAY, AUTHOR, TODAY + 14 * DAY)
    opened.office.apply(change)
    assert [opened.get(one).due_on for one in (late, far)] == [TODAY + 14 * DAY, TODAY + 5 * DAY]
    other = Sending(opened, "2025-H2")
    only = other.sheet("Amt")
    with opened.office.read() as reader:
        change = sent(reader, [only], TODAY, AUTHOR, TODAY + 14 * DAY)
    opened.office.apply(change)
    run = opened.get(other.run)
    assert (run.sent_on, run.due_on, run.state) == (TODAY, TODAY + 14 * DAY, "sent")


def test_closing_a_period_closes_its_runs_and_opening_it_opens_them(opened: Opened, sending: Sending) -> None:
    opened.set(sending.run, state="sent", sent_on=TODAY - 9 * DAY)
    for is_closed, state in ((True, "closed"), (False, "sent")):
        with opened.office.read() as reader:
            change = closed(reader, opened.get(sending.period), is_closed, AUTHOR)
        opened.office.apply(change)
        assert (opened.get(sending.period).closed, opened.get(sending.run).state) == (is_closed, state)
    opened.undo()
    assert opened.get(sending.period).closed


def test_periods_to_choose_are_the_open_ones_and_the_current_half_year(opened: Opened) -> None:
    def labels() -> list[tuple[str, bool]]:
        with opened.office.read() as reader:
            return periods_to_choose(reader)

    assert labels() == [("2026-H1", True)]
    current = opened.add(ReportingPeriod, label="2026-H1", closed=True)
    assert labels() == [("2026-H2", True)]
    opened.set(current, closed=False)
    opened.add(ReportingPeriod, label="2025-H2", start=date(2025, 7, 1), end=date(2025, 12, 31))
    assert labels() == [("2026-H1", False), ("2025-H2", False)]


# --- Reminders


def test_a_reminder_goes_to_the_lotse_of_today_with_the_file_that_was_sent(
    opened: Opened, sending: Sending, tmp_path: Path
) -> None:
    sheet = next(row.sheet for row in _read(opened).rows if row.unit == "Amt")
    unit = next(unit for unit in _rows(opened, OrgUnit) if unit.name == "Amt")
    person = opened.add(Person, last_name="Muster", email="muster@example.org")
    opened.add(LotseRole, unit=unit, person=person, since=TODAY - DAY)
    opened.set(sending.run, folder=str(tmp_path))
    (tmp_path / "Amt.xlsx").write_bytes(b"x")

    def found(one: Sheet) -> Any:
        with opened.office.read() as reader:
            return reminders(reader, [one])[0]

    first = found(sheet)
    assert (first.recipient.address, first.number, first.due_on) == ("muster@example.org", 1, TODAY - 3 * DAY)
    assert first.file == tmp_path / "Amt.xlsx"
    opened.set(sheet, file_name="../Amt.xlsx")
    (tmp_path / "Amt.xlsx").rename(tmp_path.parent / "Amt.xlsx")
    assert found(opened.get(sheet)).file is None, "a stored name leads nowhere else"


def test_the_first_and_the_second_reminder_are_noted_and_a_third_is_not_possible(
    opened: Opened, sending: Sending
) -> None:
    sheet = next(row.sheet for row in _read(opened).rows if row.unit == "Amt")
    for on in (TODAY - DAY, TODAY):
        with opened.office.read() as reader:
            assert reminders(reader, [opened.get(sheet)])[0].is_possible
        opened.office.apply(reminded([opened.get(sheet)], on, AUTHOR))
    row = next(row for row in _read(opened).rows if row.unit == "Amt")
    assert row.reminders == (TODAY - DAY, TODAY)
    with opened.office.read() as reader:
        assert not reminders(reader, [opened.get(sheet)])[0].is_possible
