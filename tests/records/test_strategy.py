"""Maßnahmen and what they belong to: rules, hints, and computed values seen through their records."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.records.item_status import STATUS
from kn_desk.records.measuring import Risk
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import ActionField, Goal, Strategy, StrategyItem
from tests.makers.near import FakeNear, assert_holds_until_it_turns, faults_of
from tests.makers.records import make

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NOWHERE = FakeNear(TODAY)
SETTLED = {"action_field": "field-1", "lead_unit": "unit-1"}


def test_a_title_is_enough_to_begin() -> None:
    for cls in (Strategy, Goal, ActionField, StrategyItem):
        assert faults_of(cls.of({"title": "WLAN"}), NOWHERE) == {}


def test_a_new_item_is_an_idea_without_a_light() -> None:
    item = make(StrategyItem)
    seen = NOWHERE.compute(item, "plan_light")

    assert (item.status, item.kind) == ("idea", "measure")
    assert (seen.value, seen.reason) == ("none", "Noch nicht begonnen, und ein Plan-Ende ist nicht eingetragen.")


@pytest.mark.parametrize("status", ["planned", "approved", "running", "done"])
def test_from_planned_on_an_item_has_a_field_and_a_leading_unit(status: str) -> None:
    found = faults_of(make(StrategyItem, status=status, end_actual=TODAY), NOWHERE)

    assert set(found) == {"action_field", "lead_unit"}
    assert found["lead_unit"] == f"„{STATUS.show(status)}“ braucht ein federführendes Amt."
    assert faults_of(make(StrategyItem, status=status, end_actual=TODAY, **SETTLED), NOWHERE) == {}


@pytest.mark.parametrize("status", ["paused", "dropped"])
def test_who_pauses_or_drops_an_item_says_why(status: str) -> None:
    assert set(faults_of(make(StrategyItem, status=status), NOWHERE)) == {"status_reason"}
    assert faults_of(make(StrategyItem, status=status, status_reason="Kein Geld."), NOWHERE) == {}


def test_a_missing_field_counts_when_the_status_was_touched() -> None:
    found = list(make(StrategyItem, status="planned", lead_unit="unit-1").faults(NOWHERE))

    assert [fault.inputs for fault in found] == [frozenset({"action_field", "status"})]


def test_a_done_item_has_its_end_and_no_open_mandatory_milestone() -> None:
    item = make(StrategyItem, status="done", **SETTLED)
    optional = make(Milestone, item=item, title="Feier")
    dropped = make(Milestone, item=item, mandatory=True, dropped=True)
    mandatory = make(Milestone, item=item, title="Abnahme", mandatory=True)

    assert set(faults_of(item, FakeNear(TODAY, [optional, dropped]))) == {"end_actual"}
    found = faults_of(item, FakeNear(TODAY, [optional, mandatory]))
    assert found["status"] == "Der Pflicht-Meilenstein „Abnahme“ ist noch offen."


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("start_planned", "end_planned"), ("start_planned", "end_original"), ("start_actual", "end_forecast"),
        ("start_actual", "end_actual"),
    ],
)  # fmt: skip
def test_an_end_is_not_before_its_beginning(start: str, end: str) -> None:
    assert faults_of(make(StrategyItem, **{start: TODAY, end: TODAY}), NOWHERE) == {}
    found = list(make(StrategyItem, **{start: TODAY, end: TODAY - DAY}).faults(NOWHERE))

    assert [(fault.field, fault.inputs) for fault in found] == [(end, frozenset({start, end}))]


def test_the_sentence_about_wrong_order_names_both_days() -> None:
    item = make(StrategyItem, start_planned=TODAY, end_planned=TODAY - DAY)

    assert faults_of(item, NOWHERE) == {
        "end_planned": "„Ende (Plan)“ (14.06.2026) liegt vor „Beginn (Plan)“ (15.06.2026)."
    }


def test_nothing_stands_above_itself_or_depends_on_itself() -> None:
    assert set(faults_of(make(Goal, id="g", parent="g"), NOWHERE)) == {"parent"}
    assert set(faults_of(make(StrategyItem, id="m", parent="m", depends_on=("m", "n")), NOWHERE)) == {
        "parent", "depends_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"light_reason", "light_until"}),
        ({"light_reason": "x"}, {"light_until"}),
        ({"light_until": TODAY}, {"light_reason"}),
        ({"light_reason": "x", "light_until": TODAY + 60 * DAY}, set()),
        ({"light_reason": "x", "light_until": TODAY + 61 * DAY}, {"light_until"}),
    ],
)
def test_a_light_by_hand_wants_a_reason_and_an_end_within_60_days(values: dict[str, Any], fields: set[str]) -> None:
    assert set(faults_of(make(StrategyItem, light_by_hand="warn", **values), NOWHERE)) == fields


def test_the_longest_life_of_a_light_by_hand_is_a_threshold() -> None:
    item = make(StrategyItem, light_by_hand="warn", light_reason="x", light_until=TODAY + 8 * DAY)
    near = FakeNear(TODAY, thresholds={"plan.hand_lapses": 7})

    assert faults_of(item, near) == {"light_until": "Eine Ampel von Hand gilt höchstens 7 Tage, also bis 22.06.2026."}


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"end_planned": date(2026, 6, 20)}, "„Ende (Plan)“ 20.06.2026 ist ein Samstag."),
        ({"next_step_due": date(2026, 6, 21)}, "„Nächster Schritt bis“ 21.06.2026 ist ein Sonntag."),
        ({"responsible": "p", "deputy": "p"}, "Verantwortlich und Vertretung sind dieselbe Person."),
        ({"lead_unit": "u", "participating_units": ("u",)}, "Das federführende Amt steht auch unter Beteiligte."),
        ({"end_actual": TODAY}, "Ende (Ist) ist eingetragen, der Status ist „Idee“."),
        ({"start_actual": TODAY + DAY}, "„Beginn (Ist)“ 16.06.2026 liegt in der Zukunft."),
        ({"progress_by_hand": True}, "„Fortschritt von Hand“ ist angehakt, aber der Fortschritt ist leer."),
        ({"next_step_due": date(2026, 6, 12)}, "Der nächste Schritt war bis 12.06.2026 vorgesehen."),
    ],
)
def test_what_is_odd_but_allowed_is_a_hint(values: dict[str, Any], hint: str) -> None:
    item = make(StrategyItem, **values)

    assert list(item.hints(NOWHERE)) == [hint]
    assert faults_of(item, NOWHERE) == {}


def test_open_milestones_of_what_is_over_are_a_hint() -> None:
    item = make(StrategyItem, status="dropped", status_reason="x")
    milestones = [make(Milestone, item=item), make(Milestone, item=item), make(Milestone, item=item, done_on=TODAY)]

    assert list(item.hints(FakeNear(TODAY, milestones[1:]))) == [
        "1 Meilenstein ist noch offen: als erreicht oder entfallen eintragen?"
    ]
    assert list(item.hints(FakeNear(TODAY, milestones))) == [
        "2 Meilensteine sind noch offen: als erreicht oder entfallen eintragen?"
    ]


def test_the_light_looks_at_milestones_risks_and_reports() -> None:
    item = make(StrategyItem, status="running", end_planned=TODAY + 90 * DAY, cost_total=100_00, cost_actual=50_00)
    report = make(StatusReport, item=item, reported_on=TODAY)
    late = make(Milestone, item=item, title="Vergabe", due_planned=TODAY - DAY)
    risk = make(Risk, item=item, title="Personal", probability=5, impact=3)
    need = make(StatusReport, item=item, reported_on=TODAY, decision_needed="open")

    def light(*records: Any) -> tuple[str, str]:
        seen = FakeNear(TODAY, records).compute(item, "plan_light")
        return seen.value, seen.reason

    assert light() == ("none", "Noch keine Statusmeldung.")
    assert light(report) == ("ok", "Termin, Kosten und Inhalt sind im Plan.")
    assert light(report, late) == ("warn", "Meilenstein „Vergabe“ (fällig am 14.06.2026) ist überfällig.")
    assert light(report, late, risk) == ("crit", "Risiko „Personal“ (15 Punkte) hat keine Gegenmaßnahme.")
    assert light(need) == ("warn", "Eine Statusmeldung nennt offenen Entscheidungsbedarf.")


@pytest.mark.parametrize(
    "values",
    [{"kind": "chance"}, {"status": "closed"}, {"probability": None}, {"trashed": "group-1"}],
)
def test_what_does_not_threaten_leaves_the_light_alone(values: dict[str, Any]) -> None:
    item = make(StrategyItem, status="running")
    risk = make(Risk, **({"item": item, "probability": 5, "impact": 5} | values))

    assert FakeNear(TODAY, [risk]).compute(item, "content_light").value in ("none", "ok")


def test_a_risk_that_occurred_still_threatens() -> None:
    item = make(StrategyItem, status="running")
    risk = make(Risk, item=item, probability=5, impact=5, status="occurred")

    assert FakeNear(TODAY, [risk]).compute(item, "content_light").value == "crit"


def test_the_light_follows_the_thresholds_of_the_office() -> None:
    item = make(StrategyItem, status="planned", cost_total=100_00, cost_actual=106_00, end_planned=TODAY)
    near = FakeNear(TODAY, thresholds={"plan.cost_crit": 105})

    assert (NOWHERE.compute(item, "plan_light").value, near.compute(item, "plan_light").value) == ("warn", "crit")


@pytest.mark.parametrize(
    ("values", "days", "reason"),
    [
        ({"end_original": TODAY}, None, "Ende oder ursprüngliches Ende fehlt."),
        ({"end_original": TODAY, "end_planned": TODAY}, 0, "15.06.2026 statt 15.06.2026."),
        ({"end_original": TODAY, "end_planned": TODAY + 5 * DAY}, 5, "20.06.2026 statt 15.06.2026."),
        (
            {"end_original": TODAY, "end_planned": TODAY, "end_forecast": TODAY + 9 * DAY}, 9,
            "24.06.2026 statt 15.06.2026.",
        ),
        (
            {"end_original": TODAY, "end_forecast": TODAY + 9 * DAY, "end_actual": TODAY - DAY}, -1,
            "14.06.2026 statt 15.06.2026.",
        ),
    ],
)  # fmt: skip
def test_the_slip_is_counted_from_the_original_end(values: dict[str, Any], days: int | None, reason: str) -> None:
    seen = NOWHERE.compute(make(StrategyItem, **values), "slipped")

    assert (seen.value, seen.reason) == (days, reason)


@pytest.mark.parametrize(
    ("values", "cents", "reason"),
    [
        ({}, None, "Keine Gesamtkosten eingetragen."),
        ({"cost_total": 100_00}, 100_00, "100,00 € − 0,00 € Ist − 0,00 € Obligo."),
        (
            {"cost_total": 100_00, "cost_actual": 60_00, "cost_committed": 40_01}, -1,
            "100,00 € − 60,00 € Ist − 40,01 € Obligo.",
        ),
    ],
)  # fmt: skip
def test_what_is_left_is_total_minus_actual_minus_committed(
    values: dict[str, Any], cents: int | None, reason: str
) -> None:
    seen = NOWHERE.compute(make(StrategyItem, **values), "cost_open")

    assert (seen.value, seen.reason) == (cents, reason)


def test_the_last_report_is_the_newest_day() -> None:
    item = make(StrategyItem)
    reports = [make(StatusReport, item=item, reported_on=TODAY - days * DAY) for days in (9, 3, 30)]

    assert FakeNear(TODAY, reports).compute(item, "last_report_on").value == date(2026, 6, 12)
    assert NOWHERE.compute(item, "last_report_on").reason == "Noch keine Statusmeldung."


def test_a_frozen_strategy_is_locked() -> None:
    assert make(Strategy).locked(NOWHERE) is None
    assert make(Strategy, frozen=True).locked(NOWHERE) == (
        "Die Fassung ist eingefroren und kann nicht geändert werden."
    )


def test_a_strategy_in_force_without_a_decision_is_a_hint() -> None:
    assert list(make(Strategy, valid_from=TODAY).hints(NOWHERE)) == [
        "Die Fassung gilt, aber der Gemeinderatsbeschluss fehlt."
    ]
    assert list(make(Strategy, valid_from=TODAY, decision="b-1").hints(NOWHERE)) == []
    assert list(make(Strategy, valid_from=TODAY + DAY).hints(NOWHERE)) == []


def test_a_version_does_not_end_before_it_begins() -> None:
    assert set(faults_of(make(Strategy, valid_from=TODAY, valid_to=TODAY - DAY), NOWHERE)) == {"valid_to"}


some_day = st.none() | st.dates(TODAY - 200 * DAY, TODAY + 200 * DAY)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_computed_value_of_an_item_changes_unannounced(data: st.DataObject) -> None:
    dates = [
        "start_planned",
        "end_planned",
        "end_original",
        "end_forecast",
        "start_actual",
        "end_actual",
        "light_until",
    ]
    item = make(
        StrategyItem,
        status=data.draw(st.sampled_from(list(STATUS.options))),
        light_by_hand=data.draw(st.sampled_from([None, "ok", "crit"])),
        light_reason="Grund",
        progress=data.draw(st.none() | st.integers(0, 100)),
        progress_by_hand=data.draw(st.booleans()),
        **{name: data.draw(some_day) for name in dates},
    )
    milestones = [
        make(Milestone, item=item, due_planned=due, done_on=done, mandatory=mandatory)
        for due, done, mandatory in data.draw(st.lists(st.tuples(some_day, some_day, st.booleans()), max_size=3))
    ]
    reports = [make(StatusReport, item=item, reported_on=day) for day in data.draw(st.lists(some_day, max_size=2))]
    near = FakeNear(TODAY, [*milestones, *reports, make(Risk, item=item, probability=2, impact=4)])

    for name in StrategyItem.spec.computed:
        assert_holds_until_it_turns(near, item, name)
