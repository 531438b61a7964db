"""Sheets, places of documents, thresholds."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Record
from kn_desk.records.office import DocumentLink, Sheet, SheetReturn, SheetRun, Threshold
from kn_desk.records.thresholds import DEFAULTS
from tests.makers.anything import TODAY, anything, assert_nothing_turns_unannounced
from tests.makers.near import FakeNear, faults_of
from tests.makers.records import make

DAY = timedelta(days=1)
NEAR = FakeNear(TODAY)


@pytest.mark.parametrize(
    ("values", "run_due", "state"),
    [
        ({}, None, "none"),
        ({"sent_on": TODAY}, None, "warn"),
        ({"sent_on": TODAY, "due_on": TODAY}, None, "warn"),
        ({"sent_on": TODAY - 9 * DAY, "due_on": TODAY - DAY}, None, "crit"),
        ({"sent_on": TODAY - 9 * DAY}, TODAY - DAY, "crit"),
        ({"sent_on": TODAY - 9 * DAY}, TODAY, "warn"),
        ({"sent_on": TODAY - 9 * DAY, "due_on": TODAY}, TODAY - DAY, "warn"),
    ],
)
def test_a_sheet_is_awaited_and_then_overdue(values: dict[str, Any], run_due: date | None, state: str) -> None:
    run = make(SheetRun, due_on=run_due)
    sheet = make(Sheet, run=run, **values)

    assert FakeNear(TODAY, [run]).compute(sheet, "state").value == state


def test_a_sheet_that_came_back_is_never_overdue() -> None:
    sheet = make(Sheet, sent_on=TODAY - 9 * DAY, due_on=TODAY - 5 * DAY)
    late = make(SheetReturn, sheet=sheet, received_on=date(2026, 6, 14))
    first = make(SheetReturn, sheet=sheet, received_on=date(2026, 6, 12))
    found = FakeNear(TODAY, [late, first]).compute(sheet, "state")

    assert (found.value, found.reason) == ("ok", "Zurück seit dem 12.06.2026.")


@pytest.mark.parametrize(
    ("location", "fine"),
    [
        (None, True),
        (r"G:\Digital\Bescheid.pdf", True),
        (r"\\server\akte\Bescheid #1 %20.pdf", True),
        ("/home/office/Bescheid.pdf", True),
        ("https://www.konstanz.de", True),
        ("HTTP://www.konstanz.de", True),
        ("mailto:digital@konstanz.example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("vbscript:x", False),
    ],
)
def test_a_document_lies_at_a_path_or_a_plain_address(location: str | None, fine: bool) -> None:
    assert (faults_of(make(DocumentLink, location=location), NEAR) == {}) == fine


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"key": "deadline.crit", "value": 7, "unit": "Tage"}, set()),
        ({"key": "deadline.crit", "value": 0, "unit": "Tage"}, set()),
        ({"key": "deadline.crit", "value": 3650, "unit": "Tage"}, set()),
        ({"key": "deadline.crit", "value": 3651, "unit": "Tage"}, {"value"}),
        ({"key": "quota.tolerance", "value": 3651, "unit": "Cent"}, set()),
        ({"key": "deadline.crit", "unit": "Tage"}, {"value"}),
        ({"key": "nobody.asks", "value": 7}, {"key"}),
    ],
)
def test_a_threshold_has_a_value_that_can_be(values: dict[str, Any], fields: set[str]) -> None:
    assert set(faults_of(make(Threshold, **values), NEAR)) == fields


def test_a_threshold_that_differs_says_what_the_default_is() -> None:
    assert list(make(Threshold, key="deadline.crit", value=8).hints(NEAR)) == ["Die Vorgabe ist 7 Tage."]
    assert list(make(Threshold, key="deadline.crit", value=7).hints(NEAR)) == []
    assert all(default.value >= 0 for default in DEFAULTS.values())


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (make(SheetRun, state="sent"), {"sent_on"}),
        (make(SheetRun, state="sent", sent_on=TODAY), set()),
        (make(SheetRun, sent_on=TODAY, due_on=TODAY - DAY), {"due_on"}),
        (make(Sheet, sent_on=TODAY, due_on=TODAY - DAY), {"due_on"}),
        (make(SheetReturn, received_on=TODAY, merged_on=TODAY - DAY), {"merged_on"}),
    ],
)
def test_what_cannot_be_is_a_fault(record: Record, fields: set[str]) -> None:
    assert set(faults_of(record, NEAR)) == fields


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_state_of_a_sheet_changes_only_when_announced(data: st.DataObject) -> None:
    run = data.draw(anything(SheetRun))
    sheet = data.draw(anything(Sheet, [run]))
    returns = data.draw(st.lists(anything(SheetReturn, sheet=sheet.id), max_size=1))

    assert_nothing_turns_unannounced(sheet, [run, *returns], TODAY, {})
