"""Förderprogramm and Förderantrag: stages, lights, sums, and what a status wants."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Record
from kn_desk.records import funding_stages as stages
from kn_desk.records.duties import DeadlineRule
from kn_desk.records.early_start import EARLY_START_LIGHT
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown, FinanceLine, Notice, Obligation, OrderEvent
from tests.makers.anything import THRESHOLDS, TODAY, anything, assert_nothing_turns_unannounced
from tests.makers.near import FakeNear, faults_of
from tests.makers.records import make

DAY = timedelta(days=1)
GRANTED: dict[str, Any] = {
    "decided_on": date(2025, 3, 1), "amount_granted": 100, "period_from": date(2025, 3, 1),
    "period_to": date(2026, 12, 31),
}  # fmt: skip


def near(*records: Record) -> FakeNear:
    return FakeNear(TODAY, records)


def light(application: Application, *records: Record) -> str:
    return str(near(application, *records).compute(application, "deadline_light").value)


# --- stages


def test_every_status_stands_in_exactly_one_phase() -> None:
    placed = [status for statuses in stages.PHASE_STATUSES.values() for status in statuses]

    assert sorted(placed) == sorted(stages.GRANT_WORKFLOW.keys() | stages.COMPETITION_WORKFLOW.keys())
    assert list(stages.PHASE_STATUSES) == list(stages.PHASES.options)


def test_both_ways_call_the_same_status_by_the_same_word() -> None:
    shared = stages.GRANT_WORKFLOW.keys() & stages.COMPETITION_WORKFLOW.keys()

    assert {stages.GRANT_WORKFLOW[s] for s in shared} == {stages.COMPETITION_WORKFLOW[s] for s in shared}


@pytest.mark.parametrize(
    ("status", "phase"),
    [
        ("idea", "preparing"), ("sketch", "preparing"), ("submitted", "submitted"), ("requested", "submitted"),
        ("nominated", "submitted"), ("final", "submitted"), ("granted", "running"), ("won", "running"),
        ("running", "running"), ("proof_due", "proof"), ("proof_sent", "proof"), ("closed", "closed"),
        ("rejected", "unsuccessful"), ("lost", "unsuccessful"), ("revoked", "unsuccessful"), (None, "preparing"),
    ],
)  # fmt: skip
def test_a_status_belongs_to_a_phase_of_the_board(status: str | None, phase: str) -> None:
    assert near().compute(make(Application, status=status), "phase").value == phase


@pytest.mark.parametrize(
    ("kind", "status", "allowed"),
    [
        ("grant", "granted", True), ("grant", "won", False), ("grant", "nominated", False), ("grant", "lost", False),
        ("interreg", "requested", True), ("interreg", "final", False),
        ("competition", "nominated", True), ("competition", "lost", True), ("competition", "granted", False),
        ("prize", "won", True), ("prize", "proof_due", False), ("prize", "requested", False),
        (None, "granted", True), (None, "won", False),
    ],
)  # fmt: skip
def test_a_kind_allows_only_the_statuses_of_its_way(kind: str | None, status: str, allowed: bool) -> None:
    faults = faults_of(make(Application, kind=kind, status=status), near())

    assert ("status" not in faults) == allowed


def test_the_fault_of_a_strange_status_names_both_words() -> None:
    assert faults_of(make(Application, kind="prize", status="granted"), near())["status"] == (
        "„Bewilligt“ gibt es bei der Art „Preis“ nicht."
    )


# --- Fristampel


@pytest.mark.parametrize(
    ("left", "state"), [(31, "ok"), (30, "warn"), (8, "warn"), (7, "crit"), (0, "crit"), (-1, "crit")]
)
def test_the_deadline_light_watches_the_antragsfrist(left: int, state: str) -> None:
    assert light(make(Application, status="drafting", deadline=TODAY + left * DAY)) == state


@pytest.mark.parametrize("status", [s for s in stages.STATUS.options if s not in stages.BEFORE_SUBMISSION])
def test_once_handed_in_no_deadline_alarms(status: str) -> None:
    application = make(Application, status=status, deadline=TODAY - DAY, submitted_on=TODAY - 9 * DAY)
    found = near().compute(application, "deadline_light")

    assert found.value == "none"
    assert found.reason.startswith("Eingereicht am 06.06.2026")
    assert near().compute(application, "days_left").value is None


def test_without_an_own_deadline_that_of_the_programme_counts() -> None:
    programme = make(Programme, cutoff=TODAY + 7 * DAY, call_close=TODAY + 60 * DAY)
    application = make(Application, programme=programme)

    assert light(application, programme) == "crit"
    assert list(application.hints(near(programme))) == [
        "Ohne eigene Antragsfrist zählt die Ausschlussfrist 22.06.2026."
    ]


def test_an_own_deadline_goes_before_that_of_the_programme() -> None:
    programme = make(Programme, cutoff=TODAY + 7 * DAY)

    assert light(make(Application, programme=programme, deadline=TODAY + 5 * DAY), programme) == "crit"
    assert light(make(Application, programme=programme, deadline=TODAY + 90 * DAY), programme) == "ok"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "none"),
        ({"call_open": TODAY + DAY, "call_close": TODAY + 90 * DAY}, "coming"),
        ({"call_open": TODAY, "call_close": TODAY + 90 * DAY}, "ok"),
        ({"call_open": TODAY}, "ok"),
        ({"call_close": TODAY + 30 * DAY}, "warn"),
        ({"call_close": TODAY + 90 * DAY, "cutoff": TODAY + 7 * DAY}, "crit"),
        ({"call_close": TODAY}, "crit"),
        ({"call_close": TODAY - DAY}, "closed"),
    ],
)
def test_a_call_opens_and_closes_without_alarming_afterwards(values: dict[str, Any], state: str) -> None:
    assert near().compute(make(Programme, **values), "call").value == state


def test_a_call_that_ends_before_it_opens_still_announces_its_end() -> None:
    programme = make(Programme, call_open=TODAY + 9 * DAY, cutoff=TODAY + 3 * DAY)

    assert near().compute(programme, "call").next_change(TODAY) == TODAY + 4 * DAY


# --- duties


def test_the_next_duty_is_the_earliest_one_that_is_open() -> None:
    application = make(Application, status="running")
    duties = [
        make(Obligation, application=application, kind="final_proof", due_on=TODAY + 20 * DAY),
        make(Obligation, application=application, kind="drawdown", due_on=TODAY + 3 * DAY, status="done"),
        make(Obligation, application=application, kind="publicity"),
        make(Obligation, application=application, kind="interim_proof", due_on=TODAY + 8 * DAY),
    ]

    assert near(*duties).compute(application, "next_duty_on").value == TODAY + 8 * DAY
    assert near(*duties).compute(application, "duty_light").value == "warn"
    assert near(*duties).compute(application, "duty_light").reason.startswith("Zwischennachweis: fällig am 23.06.2026")
    assert near().compute(application, "next_duty_on").value is None
    assert near().compute(application, "duty_light").value == "none"


def test_closed_wants_every_duty_done_but_not_those_that_outlast_the_project() -> None:
    application = make(Application, status="closed", **GRANTED)
    proof = make(Obligation, application=application, kind="final_proof", due_on=date(2027, 6, 30))
    binding = make(Obligation, application=application, kind="commitment_end", due_on=date(2031, 12, 31))
    papers = make(Obligation, application=application, kind="retention_end", due_on=date(2032, 12, 31))

    assert faults_of(application, near(proof, binding, papers)) == {
        "status": "„Abgeschlossen“ geht erst ohne offene Pflichten; offen: Verwendungsnachweis (30.06.2027)."
    }
    assert faults_of(application, near(binding, papers)) == {}


def test_of_many_open_duties_three_are_named() -> None:
    application = make(Application, status="closed", **GRANTED)
    duties = [make(Obligation, application=application, kind="drawdown") for _ in range(5)]

    assert faults_of(application, near(*duties))["status"].endswith("und 2 weitere.")


def test_a_duty_that_reckons_from_an_old_end_of_the_period_is_hinted_at() -> None:
    rule = make(DeadlineRule, kind="final_proof", anchor="period_end", offset=6)
    application = make(Application, status="running", **GRANTED)
    proof = make(Obligation, application=application, kind="final_proof", rule=rule, anchor_on=date(2026, 6, 30))

    assert list(application.hints(near(rule, proof))) == [
        "Verwendungsnachweis: Gerechnet ab 30.06.2026, der Anker ist jetzt der 31.12.2026."
    ]


# --- Vorhabenbeginn-Wächter


def guard(application: Application, *others: Record) -> str:
    return str(near(*others).compute(application, "start_guard").value)


def order(application: Application, on: date, **values: Any) -> OrderEvent:
    return make(OrderEvent, application=application, ordered_on=on, **values)


@pytest.mark.parametrize(
    ("ordered", "noticed", "state"),
    [
        (TODAY - 10 * DAY, TODAY - 10 * DAY, "ok"),
        (TODAY - 10 * DAY, TODAY - 9 * DAY, "crit"),
        (TODAY - 10 * DAY, None, "crit"),
        (TODAY, None, "crit"),
        (TODAY + DAY, None, "warn"),
        (TODAY + DAY, TODAY - DAY, "ok"),
        (TODAY + DAY, TODAY + 2 * DAY, "warn"),
    ],
)
def test_an_order_before_the_bescheid_is_red(ordered: date, noticed: date | None, state: str) -> None:
    application = make(Application, status="submitted")
    notices = [make(Notice, application=application, received_on=noticed)] if noticed else []

    assert guard(application, order(application, ordered), *notices) == state


def test_the_red_light_names_the_order_and_what_is_missing() -> None:
    application = make(Application, status="submitted")
    found = near(order(application, TODAY - DAY, title="Sensoren")).compute(application, "start_guard")

    assert found.reason == (
        "Der Auftrag „Sensoren“ vom 14.06.2026 ist erteilt, aber noch fehlt: "
        "Bescheid oder Zustimmung zum vorzeitigen Beginn."
    )


@pytest.mark.parametrize(
    ("rule", "values", "state"),
    [
        (None, {"early_start_on": TODAY - 5 * DAY}, "ok"),
        (None, {"early_start_on": TODAY - 4 * DAY}, "crit"),
        ("consent", {"early_start_on": TODAY - 5 * DAY}, "ok"),
        ("forbidden", {"early_start_on": TODAY - 5 * DAY}, "crit"),
        ("from_submission", {"submitted_on": TODAY - 5 * DAY}, "ok"),
        ("from_submission", {"submitted_on": TODAY - 4 * DAY}, "crit"),
        ("consent", {"submitted_on": TODAY - 5 * DAY}, "crit"),
        ("free", {}, "ok"),
    ],
)
def test_the_programme_says_whether_an_early_start_is_allowed(
    rule: str | None, values: dict[str, Any], state: str
) -> None:
    programme = make(Programme, early_start_rule=rule)
    application = make(Application, status="submitted", programme=programme, **values)

    assert guard(application, programme, order(application, TODAY - 5 * DAY)) == state


def test_a_mere_zusage_is_no_bescheid_and_a_tender_no_start() -> None:
    application = make(Application, status="submitted")
    promise = make(Notice, application=application, kind="commitment", received_on=TODAY - 90 * DAY)
    tender = order(application, TODAY - 5 * DAY, kind="tender", counts_as_start=False)

    assert guard(application, promise, order(application, TODAY - 5 * DAY)) == "crit"
    assert guard(application, promise, tender) == "none"


def test_without_a_bescheid_on_file_a_granted_application_goes_by_its_decision() -> None:
    granted = make(Application, status="granted", **GRANTED)
    hoping = make(Application, status="submitted", decided_on=date(2025, 3, 1))

    assert guard(granted, order(granted, date(2025, 3, 1))) == "ok"
    assert guard(granted, order(granted, date(2025, 2, 28))) == "crit"
    assert guard(hoping, order(hoping, date(2025, 3, 1))) == "crit"


def test_the_green_light_names_the_paper_and_its_date() -> None:
    application = make(Application, status="running", **GRANTED)
    ordered = order(application, TODAY, title="Sensoren")

    def reason(**values: Any) -> str:
        notice = make(Notice, application=application, **values)
        return near(ordered, notice).compute(application, "start_guard").reason

    begin = "Der erste Auftrag „Sensoren“ vom 15.06.2026 ist gedeckt durch:"
    assert reason(kind="contract", dated_on=TODAY - DAY) == f"{begin} Vertrag vom 14.06.2026."
    received = {"dated_on": TODAY - 3 * DAY, "received_on": TODAY - DAY}
    assert reason(kind="grant", **received) == f"{begin} Zuwendungsbescheid vom 12.06.2026."
    assert near(ordered).compute(application, "start_guard").reason == f"{begin} Entscheidung vom 01.03.2025."


@pytest.mark.parametrize("values", [{"kind": "competition"}, {"kind": "prize"}, {"status": "rejected"}])
def test_where_no_bescheid_is_to_come_nothing_is_guarded(values: dict[str, Any]) -> None:
    application = make(Application, **values)

    assert guard(application, order(application, TODAY - DAY)) == "none"
    assert set(EARLY_START_LIGHT.states) == {"ok", "warn", "crit", "none"}


# --- money


def test_smart_green_city_adds_up() -> None:
    application = make(
        Application, status="running", cost_total=1_460_000_000, cost_eligible=1_460_000_000,
        amount_granted=950_000_000, rate_granted=Decimal("65.00"),
    )  # fmt: skip
    lines = [
        make(FinanceLine, application=application, year=2025, side="expense", plan=1, actual=400_000_000),
        make(FinanceLine, application=application, year=2025, side="expense", plan=1, actual=9, eligible=False),
    ]
    drawdowns = [
        make(Drawdown, application=application, amount=200_000_000, state="paid"),
        make(Drawdown, application=application, amount=100_000_000, state="used"),
        make(Drawdown, application=application, amount=50_000_000, state="requested"),
        make(Drawdown, application=application, amount=7, state="planned"),
        make(Drawdown, application=application, amount=7, state="refused"),
    ]
    office = near(application, *lines, *drawdowns)
    values = {name: office.compute(application, name).value for name in application.spec.computed}

    assert values["quota"] == Decimal("65.07")
    assert values["own_share"] == 510_000_000
    assert values["called"] == 350_000_000
    assert values["paid"] == 300_000_000
    assert values["open_amount"] == 600_000_000
    assert values["cost_actual"] == 400_000_000
    assert values["expected_grant"] == 260_000_000
    assert values["prefinancing"] == -40_000_000
    assert values["repayment"] == 40_000_000
    assert values["pipeline_value"] is None
    assert "10.000,00 € mehr" in office.compute(application, "quota").hint


@pytest.mark.parametrize(
    ("status", "value"),
    [("idea", 600), ("drafting", 600), ("submitted", 600), ("final", 600), ("granted", None), ("lost", None)],
)
def test_only_what_is_not_decided_counts_in_the_pipeline(status: str, value: int | None) -> None:
    application = make(Application, status=status, amount_requested=1_000, probability=60)

    assert near().compute(application, "pipeline_value").value == value


@pytest.mark.parametrize(("granted", "negative"), [(100, False), (101, True)])
def test_a_negative_own_share_is_a_fault(granted: int, negative: bool) -> None:
    faults = faults_of(make(Application, cost_total=100, amount_granted=granted), near())

    assert ("cost_total" in faults) == negative


def test_the_negative_own_share_counts_whichever_amount_was_touched() -> None:
    (fault,) = make(Application, cost_total=1, third_party=2, amount_granted=0).faults(near())

    assert {"cost_total", "amount_granted", "third_party", "income"} <= fault.inputs
    assert "= Eigenanteil −0,01 €" in fault.sentence


def test_both_sums_of_a_plan_that_does_not_balance_are_said() -> None:
    application = make(Application)
    lines = [
        make(FinanceLine, application=application, side="expense", plan=10_000),
        make(FinanceLine, application=application, side="income", plan=9_000),
    ]

    assert near(*lines).compute(application, "plan_balance").value == -1_000
    assert list(application.hints(near(*lines))) == [
        "Der Finanzierungsplan geht nicht auf: Einnahmen 90,00 €, Ausgaben 100,00 €, Unterschied 10,00 €."
    ]


# --- what a status wants


@pytest.mark.parametrize("status", ["submitted", "requested"])
def test_submitted_wants_its_date(status: str) -> None:
    assert set(faults_of(make(Application, status=status), near())) == {"submitted_on"}
    assert faults_of(make(Application, status=status, submitted_on=TODAY), near()) == {}


@pytest.mark.parametrize("status", ["granted", "running", "proof_due", "proof_sent", "closed"])
def test_granted_and_later_want_date_amount_and_period(status: str) -> None:
    assert set(faults_of(make(Application, status=status), near())) == {
        "decided_on", "amount_granted", "period_from", "period_to",
    }  # fmt: skip
    assert faults_of(make(Application, status=status, **GRANTED), near()) == {}


def test_the_date_of_a_bescheid_stands_in_for_the_decision() -> None:
    application = make(Application, status="granted", **(GRANTED | {"decided_on": None}))
    notice = make(Notice, application=application, dated_on=date(2025, 3, 1))

    assert faults_of(application, near(notice)) == {}


@pytest.mark.parametrize("status", ["won", "running", "closed", "lost"])
def test_a_competition_wants_no_bescheid(status: str) -> None:
    assert faults_of(make(Application, kind="competition", status=status), near()) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"period_from": TODAY, "period_to": TODAY - DAY}, "period_to"),
        ({"submitted_on": TODAY, "decided_on": TODAY - DAY}, "decided_on"),
        ({"cost_total": 1, "cost_eligible": 2}, "cost_eligible"),
        ({"rate_granted": Decimal("100.01")}, "rate_granted"),
    ],
)
def test_what_cannot_be_is_a_fault(values: dict[str, Any], field: str) -> None:
    assert set(faults_of(make(Application, **values), near())) == {field}


@pytest.mark.parametrize(
    "values",
    [
        {"period_from": TODAY, "period_to": TODAY},
        {"submitted_on": TODAY, "decided_on": TODAY},
        {"cost_total": 2, "cost_eligible": 2},
        {"rate_granted": Decimal("100.00")},
    ],
)
def test_what_just_can_be_is_none(values: dict[str, Any]) -> None:
    assert faults_of(make(Application, **values), near()) == {}


def hints(programme_values: dict[str, Any], **values: Any) -> Sequence[str]:
    programme = make(Programme, **programme_values)
    return list(make(Application, programme=programme, **values).hints(near(programme)))


@pytest.mark.parametrize(
    ("programme", "values", "expected"),
    [
        ({"cutoff": date(2018, 7, 31)}, {"status": "submitted", "submitted_on": date(2018, 7, 31)}, []),
        (
            {"cutoff": date(2018, 7, 31)},
            {"status": "submitted", "submitted_on": date(2018, 8, 1)},
            ["Eingereicht am 01.08.2018, nach der Ausschlussfrist 31.07.2018."],
        ),
        (
            {},
            {"status": "submitted", "submitted_on": date(2018, 8, 2), "deadline": date(2018, 8, 1)},
            ["Eingereicht am 02.08.2018, nach der Antragsfrist 01.08.2018."],
        ),
        (
            {"call_close": date(2018, 7, 31)},
            {"deadline": date(2018, 8, 1)},
            ["Die Antragsfrist 01.08.2018 liegt nach der Frist des Aufrufs 31.07.2018."],
        ),
        ({"amount_max": 10_000_000}, {"amount_requested": 10_000_000}, []),
        (
            {"amount_max": 10_000_000},
            {"amount_requested": 10_000_001},
            ["Beantragt sind 100.000,01 €, der Höchstbetrag ist 100.000,00 €."],
        ),
        ({"amount_min": 100}, {"amount_requested": 99}, ["Beantragt sind 0,99 €, der Mindestbetrag ist 1,00 €."]),
        (
            {"rate_max": Decimal("50")},
            {"amount_requested": 51, "cost_eligible": 100},
            ["Beantragt sind 0,51 €, die Höchstquote 50,00 % erlaubt 0,50 €."],
        ),
        ({"rate_max": Decimal("50")}, {"amount_requested": 50, "cost_eligible": 100}, []),
        ({}, {"amount_granted": 3, "amount_requested": 2}, ["Bewilligt sind 0,03 €, beantragt waren 0,02 €."]),
        ({}, {"deadline": date(2026, 11, 1)}, ["„Antragsfrist“ 01.11.2026 ist Allerheiligen."]),
        (
            {},
            {"cost_total": 100, "amount_granted": 60, "own_cash": 30, "own_kind": 5},
            [
                "Eigenmittel und Eigenleistung ergeben 0,35 €; "
                "Gesamtausgaben 1,00 € − Bewilligt 0,60 € = Eigenanteil 0,40 €."
            ],
        ),
        ({}, {"cost_total": 100, "amount_granted": 60, "own_cash": 35, "own_kind": 5}, []),
    ],
)
def test_what_is_odd_is_said_and_allowed(
    programme: dict[str, Any], values: dict[str, Any], expected: list[str]
) -> None:
    assert hints(programme, **values) == expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"call_open": TODAY, "call_close": TODAY - DAY}, "call_close"),
        ({"amount_min": 2, "amount_max": 1}, "amount_max"),
        ({"rate_max": Decimal("101")}, "rate_max"),
    ],
)
def test_a_programme_has_to_make_sense(values: dict[str, Any], field: str) -> None:
    assert set(faults_of(make(Programme, **values), near())) == {field}


# --- turns


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_computed_value_of_an_application_changes_unannounced(data: st.DataObject) -> None:
    programme = data.draw(anything(Programme))
    application = data.draw(anything(Application, [programme]))
    parts = [
        data.draw(anything(cls, application=application.id)) for cls in (Obligation, Obligation, OrderEvent, Notice)
    ]
    thresholds = data.draw(THRESHOLDS)

    assert_nothing_turns_unannounced(application, [programme, *parts], TODAY, thresholds)
    assert_nothing_turns_unannounced(programme, [], TODAY, thresholds)
