"""Berichtszeiträume and Statusmeldungen."""

from datetime import date, timedelta

import pytest

from kn_desk.records.reporting import (
    ReportingPeriod,
    StatusReport,
    has_open_need,
    last_reported_on,
    newest_first,
)
from tests.makers.near import FakeNear, faults_of
from tests.makers.records import make

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NOWHERE = FakeNear(TODAY)


def reported(days_ago: int | None, need: str | None = None) -> StatusReport:
    on = None if days_ago is None else TODAY - days_ago * DAY
    return make(StatusReport, item="m", reported_on=on, decision_needed=need)


def test_a_report_has_its_item_and_its_day() -> None:
    assert set(faults_of(make(StatusReport), NOWHERE)) == {"item", "reported_on"}
    assert faults_of(reported(0), NOWHERE) == {}


def test_a_report_of_a_closed_period_is_locked() -> None:
    period = make(ReportingPeriod, label="2026-H1", closed=True)
    report = make(StatusReport, item="m", period=period, reported_on=TODAY)
    near = FakeNear(TODAY, [period])

    assert report.locked(near) == (
        "Der Berichtszeitraum 2026-H1 ist abgeschlossen; seine Meldungen bleiben, wie sie sind."
    )
    assert faults_of(report, near) == {}, "it is as it should be; it only stays so"


@pytest.mark.parametrize("closed", [None, False])
def test_a_report_of_an_open_period_is_not_locked(closed: bool | None) -> None:
    period = make(ReportingPeriod, closed=closed)
    report = make(StatusReport, item="m", period=period, reported_on=TODAY)
    near = FakeNear(TODAY, [period])

    assert report.locked(near) is None
    assert faults_of(report, near) == {}
    assert reported(0).locked(NOWHERE) is None


@pytest.mark.parametrize(
    ("reports", "is_open"),
    [
        ([], False),
        ([(9, None)], False),
        ([(9, "open")], True),
        ([(9, "done")], False),
        ([(9, "open"), (3, "done")], False),
        ([(3, "done"), (9, "open")], False),
        ([(9, "open"), (3, None)], True),
        ([(9, "done"), (3, "open")], True),
        ([(3, "open"), (3, "done")], False),
        ([(None, "done"), (3, "open")], True),
    ],
)
def test_a_need_stays_open_until_a_later_report_settles_it(
    reports: list[tuple[int | None, str | None]], is_open: bool
) -> None:
    assert has_open_need([reported(*one) for one in reports]) is is_open


def test_the_newest_report_comes_first() -> None:
    old, new, newer_of_the_day, undated = reported(9), reported(3), reported(3), reported(None)

    assert newest_first([old, undated, new, newer_of_the_day]) == [newer_of_the_day, new, old, undated]
    assert last_reported_on([old, undated, new]) == TODAY - 3 * DAY
    assert last_reported_on([undated]) is None


def test_a_period_ends_after_it_begins_and_is_due_after_it_begins() -> None:
    assert set(faults_of(make(ReportingPeriod, start=TODAY, end=TODAY - DAY, due_on=TODAY - DAY), NOWHERE)) == {
        "end", "due_on",
    }  # fmt: skip
    assert faults_of(make(ReportingPeriod, start=TODAY, end=TODAY, due_on=TODAY), NOWHERE) == {}


def test_closing_early_and_a_due_day_on_a_weekend_are_hints() -> None:
    period = make(ReportingPeriod, end=TODAY, due_on=date(2026, 6, 20), closed=True)

    assert list(period.hints(NOWHERE)) == [
        "„Rückmeldung bis“ 20.06.2026 ist ein Samstag.",
        "Der Zeitraum läuft noch bis 15.06.2026, ist aber schon abgeschlossen.",
    ]
    assert list(make(ReportingPeriod, end=TODAY - DAY, closed=True).hints(NOWHERE)) == []


def test_a_problem_and_a_need_want_each_other_as_hints() -> None:
    problem = make(StatusReport, item="m", reported_on=TODAY, text_problem="Stelle fehlt.")

    assert list(problem.hints(NOWHERE)) == ["Ist eine Entscheidung nötig? „Entscheidungsbedarf“ ist leer."]
    assert list(reported(0, "open").hints(NOWHERE)) == ["Es ist nicht gesagt, was zu entscheiden ist."]
    assert list(reported(-1).hints(NOWHERE)) == ["„Gemeldet am“ 16.06.2026 liegt in der Zukunft."]
