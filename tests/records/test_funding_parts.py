"""What belongs to an application: duties with their rules, Bescheide, drawdowns, partners."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Record
from kn_desk.records.funding_parts import (
    ApplicationPartner,
    DeadlineRule,
    Drawdown,
    FinanceLine,
    Notice,
    Obligation,
    OrderEvent,
)
from tests.makers.anything import THRESHOLDS, TODAY, anything, assert_nothing_turns_unannounced
from tests.makers.near import FakeNear, faults_of
from tests.makers.records import make

DAY = timedelta(days=1)
NEAR = FakeNear(TODAY)


@pytest.mark.parametrize(
    ("status", "left", "light", "overdue"),
    [
        ("open", 31, "ok", False),
        ("open", 30, "warn", False),
        ("in_progress", 7, "crit", False),
        ("open", 0, "crit", False),
        ("open", -1, "crit", True),
        ("sent", -1, "none", False),
        ("done", 3, "none", False),
        ("dropped", -9, "none", False),
    ],
)
def test_a_duty_alarms_until_it_is_settled(status: str, left: int, light: str, overdue: bool) -> None:
    duty = make(Obligation, kind="final_proof", status=status, due_on=TODAY + left * DAY)

    assert NEAR.compute(duty, "light").value == light
    assert NEAR.compute(duty, "overdue").value is overdue
    assert NEAR.compute(duty, "days_left").value == (left if light != "none" else None)


def test_a_settled_duty_says_when_it_was_sent() -> None:
    duty = make(Obligation, kind="final_proof", status="sent", sent_on=date(2026, 6, 1), due_on=TODAY)

    assert NEAR.compute(duty, "light").reason == "Eingereicht am 01.06.2026."


def test_a_duty_is_called_by_its_own_title_if_it_has_one() -> None:
    assert make(Obligation, kind="interim_proof", title="2. Zwischennachweis").words == "2. Zwischennachweis"
    assert make(Obligation, kind="interim_proof").words == "Zwischennachweis"


def test_the_internal_day_follows_from_the_deadline_unless_set_by_hand() -> None:
    duty = make(Obligation, due_on=date(2026, 6, 15))
    by_hand = make(Obligation, due_on=date(2026, 6, 15), internal_due_on=date(2026, 6, 1))

    assert NEAR.compute(duty, "internal_on").value == date(2026, 5, 29)
    assert "10 Arbeitstage" in NEAR.compute(duty, "internal_on").reason
    assert NEAR.compute(by_hand, "internal_on").value == date(2026, 6, 1)
    assert NEAR.compute(make(Obligation), "internal_on").value is None
    assert FakeNear(TODAY, thresholds={"deadline.internal": 0}).compute(duty, "internal_on").value == duty.due_on


def test_a_rule_answers_why_this_date_and_the_bescheid_goes_first() -> None:
    rule = make(DeadlineRule, anchor="period_end", offset=6, source="NBest Nr. 6.1", version="2019")
    duty = make(Obligation, rule=rule, anchor_on=date(2026, 12, 31), due_on=date(2027, 3, 31))
    found = FakeNear(TODAY, [rule]).compute(duty, "due_by_rule")

    assert found.value == date(2027, 6, 30)
    assert found.reason.splitlines() == [
        "  31.12.2026  Ende Bewilligungszeitraum",
        "+ 6 Monate    NBest Nr. 6.1 (2019), ungeprüft",
        "= 30.06.2027  Mittwoch",
    ]
    assert found.hint == "Eingetragen ist der 31.03.2027; der Bescheid geht der Regel vor."


@pytest.mark.parametrize(
    ("rule", "duty", "value"),
    [
        ({"offset": 6}, {"anchor_on": date(2026, 12, 31)}, date(2027, 6, 30)),
        ({"offset": 6}, {}, None),
        ({}, {"anchor_on": date(2026, 12, 31)}, None),
        ({"offset": 6, "unit": None}, {"anchor_on": date(2026, 12, 31)}, None),
        ({"offset": 6, "month_end": True}, {"anchor_on": date(2026, 6, 30)}, date(2026, 12, 31)),
        ({"offset": 1, "if_day_off": "next"}, {"anchor_on": date(2026, 9, 3)}, date(2026, 10, 5)),
    ],
)
def test_a_rule_gives_a_day_once_it_is_complete(rule: dict[str, Any], duty: dict[str, Any], value: date | None) -> None:
    stored = make(DeadlineRule, **rule)

    assert FakeNear(TODAY, [stored]).compute(make(Obligation, rule=stored, **duty), "due_by_rule").value == value


def test_without_a_rule_there_is_no_day_by_rule() -> None:
    assert NEAR.compute(make(Obligation, anchor_on=TODAY), "due_by_rule").value is None


def test_a_rule_is_unchecked_until_somebody_checked_it_with_its_source() -> None:
    unchecked = make(DeadlineRule, source="Nr. 6.1")
    checked = make(DeadlineRule, source="Nr. 6.1", checked_on=TODAY)

    assert NEAR.compute(unchecked, "checked").value == "unchecked"
    assert unchecked.cited == "Nr. 6.1, ungeprüft"
    assert NEAR.compute(checked, "checked").value == "checked"
    assert checked.cited == "Nr. 6.1"
    assert set(faults_of(make(DeadlineRule, checked_on=TODAY), NEAR)) == {"checked_on"}
    assert set(faults_of(make(DeadlineRule, source="x", checked_on=TODAY + DAY), NEAR)) == {"checked_on"}


@pytest.mark.parametrize(
    ("state", "light"),
    [("planned", "crit"), ("requested", "crit"), ("paid", "warn"), ("used", "none"), ("refused", "none")],
)
def test_a_drawdown_waits_for_money_and_then_has_to_be_spent(state: str, light: str) -> None:
    drawdown = make(Drawdown, state=state, needed_until=TODAY + 7 * DAY, use_by=TODAY + 8 * DAY)

    assert NEAR.compute(drawdown, "light").value == light


@pytest.mark.parametrize(
    ("state", "called", "paid"),
    [("planned", 0, 0), ("requested", 5, 0), ("paid", 5, 5), ("used", 5, 5), ("refused", 0, 0), (None, 0, 0)],
)
def test_a_drawdown_counts_as_called_and_as_paid(state: str | None, called: int, paid: int) -> None:
    drawdown = make(Drawdown, state=state, amount=5)

    assert (drawdown.called, drawdown.paid) == (called, paid)


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (make(Obligation, status="sent"), {"sent_on"}),
        (make(Obligation, status="sent", sent_on=TODAY), set()),
        (make(Obligation, due_on=TODAY, internal_due_on=TODAY), set()),
        (make(Obligation, due_on=TODAY, internal_due_on=TODAY + DAY), {"internal_due_on"}),
        (make(Notice, period_from=TODAY, period_to=TODAY - DAY), {"period_to"}),
        (make(Notice, rate=Decimal("100.01")), {"rate"}),
        (make(Drawdown, state="requested"), {"amount", "requested_on"}),
        (make(Drawdown, state="paid", amount=1), {"paid_on"}),
        (make(Drawdown, state="planned"), set()),
        (make(Drawdown, requested_on=TODAY, paid_on=TODAY - DAY), {"paid_on"}),
        (make(Drawdown, paid_on=TODAY, use_by=TODAY - DAY), {"use_by"}),
        (make(ApplicationPartner, rate=Decimal("-1")), {"rate"}),
        (make(OrderEvent), set()),
    ],
)
def test_what_cannot_be_is_a_fault(record: Record, fields: set[str]) -> None:
    assert set(faults_of(record, NEAR)) == fields


@pytest.mark.parametrize(
    ("record", "sentences"),
    [
        (
            make(FinanceLine, side="income", category="staff"),
            ["Eine Einnahme hat eine Mittelherkunft, keine Kostenart."],
        ),
        (make(FinanceLine, side="expense", source="eu"), ["Eine Ausgabe hat eine Kostenart, keine Mittelherkunft."]),
        (
            make(Notice, dated_on=date(2026, 6, 2), received_on=date(2026, 6, 1)),
            ["Eingegangen am 01.06.2026, also vor dem Datum 02.06.2026."],
        ),
        (
            make(Obligation, status="sent", sent_on=date(2026, 6, 9), due_on=date(2026, 6, 8)),
            ["Eingereicht am 09.06.2026, nach der Frist 08.06.2026."],
        ),
        (make(Obligation, due_on=date(2026, 6, 14)), ["„Fällig am“ 14.06.2026 ist ein Sonntag."]),
    ],
)
def test_what_is_odd_is_said_and_allowed(record: Record, sentences: list[str]) -> None:
    assert list(record.hints(NEAR)) == sentences
    assert faults_of(record, NEAR) == {}


def test_a_partner_and_a_line_show_their_sums() -> None:
    assert NEAR.compute(make(ApplicationPartner, budget=100, rate=Decimal("60")), "grant").value == 60
    assert NEAR.compute(make(FinanceLine, plan=100, actual=30), "remaining").value == 70


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_computed_value_of_a_part_changes_unannounced(data: st.DataObject) -> None:
    rule = data.draw(anything(DeadlineRule))
    cls: type[Record] = data.draw(
        st.sampled_from([Obligation, Drawdown, FinanceLine, ApplicationPartner, DeadlineRule])
    )

    assert_nothing_turns_unannounced(data.draw(anything(cls, [rule])), [rule], TODAY, data.draw(THRESHOLDS))
