"""Kennzahlen, Messwerte and Risiken."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.records.measuring import RISK_LEVEL, Indicator, Reading, Risk, attainment, expected_at
from tests.makers.near import FakeNear, assert_holds_until_it_turns, faults_of
from tests.makers.records import make

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NOWHERE = FakeNear(TODAY)
HOTSPOTS = {
    "baseline": Decimal(10), "baseline_on": date(2018, 1, 1), "target": Decimal(20), "target_on": date(2020, 12, 31),
}  # fmt: skip


def measured(indicator: Indicator, *readings: tuple[date, str]) -> FakeNear:
    return FakeNear(
        TODAY, [make(Reading, indicator=indicator, measured_on=on, value=Decimal(value)) for on, value in readings]
    )


@pytest.mark.parametrize(
    ("current", "baseline", "target", "percent"),
    [
        ("10", "10", "20", "0.00"),
        ("15", "10", "20", "50.00"),
        ("20", "10", "20", "100.00"),
        ("23", "10", "20", "130.00"),
        ("8", "10", "20", "-20.00"),
        ("30", "40", "10", "33.33"),
        ("10", "40", "10", "100.00"),
        ("1", "0", "3", "33.33"),
        ("2", "0", "3", "66.67"),
        ("0.03", "0", "800", "0.00"),
        ("1", "0", "800", "0.12"),
        ("3", "0", "800", "0.38"),
        ("5", "10", "10", None),
        ("5", None, "10", None),
        ("5", "1", None, None),
    ],
)
def test_attainment_is_the_share_of_the_way(
    current: str, baseline: str | None, target: str | None, percent: str | None
) -> None:
    seen = attainment(
        Decimal(current), None if baseline is None else Decimal(baseline), None if target is None else Decimal(target)
    )

    assert seen == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("values", "percent", "reason"),
    [
        ({}, "30.00", "13 am 01.06.2026, Start 10, Ziel 20."),
        ({"target": Decimal(10)}, None, "Zielwert und Startwert sind gleich."),
        ({"target": None}, None, "Startwert oder Zielwert fehlt."),
        ({"direction": "range"}, None, "Der Korridor fehlt."),
        (
            {"direction": "range", "range_low": Decimal(13), "range_high": Decimal("13.5")}, None,
            "13 am 01.06.2026 liegt im Korridor von 13 bis 13,5.",
        ),
        (
            {"direction": "range", "range_low": Decimal("13.01")}, None,
            "13 am 01.06.2026 liegt nicht im Korridor von 13,01.",
        ),
        (
            {"direction": "range", "range_high": Decimal("12.99")}, None,
            "13 am 01.06.2026 liegt nicht im Korridor bis 12,99.",
        ),
    ],
)  # fmt: skip
def test_an_indicator_says_what_is_reached(values: dict[str, Any], percent: str | None, reason: str) -> None:
    indicator = make(Indicator, **(HOTSPOTS | values))
    seen = measured(indicator, (date(2026, 6, 1), "13"), (date(2025, 6, 1), "11")).compute(indicator, "attainment")

    assert (seen.value, seen.reason) == (None if percent is None else Decimal(percent), reason)


def test_without_a_reading_nothing_is_reached() -> None:
    indicator = make(Indicator, **HOTSPOTS)

    assert NOWHERE.compute(indicator, "attainment").reason == "Noch kein Messwert."
    assert NOWHERE.compute(indicator, "current").value is None


def test_the_current_value_is_the_newest_that_is_not_in_the_future() -> None:
    indicator = make(Indicator)
    near = measured(indicator, (TODAY, "13"), (TODAY - DAY, "12"), (TODAY + 2 * DAY, "14"))
    seen = near.compute(indicator, "current")

    assert (seen.value, seen.reason) == (Decimal(13), "Messwert vom 15.06.2026.")
    assert seen.next_change(TODAY) == TODAY + 2 * DAY


def test_of_two_readings_of_one_day_the_later_written_one_counts() -> None:
    indicator = make(Indicator)

    assert measured(indicator, (TODAY, "13"), (TODAY, "12")).compute(indicator, "current").value == Decimal(12)


def test_a_provisional_value_says_so_and_an_empty_one_does_not_count() -> None:
    indicator = make(Indicator)
    provisional = make(Reading, indicator=indicator, measured_on=TODAY, value=Decimal(0), provisional=True)
    empty = make(Reading, indicator=indicator, measured_on=TODAY)
    seen = FakeNear(TODAY, [provisional, empty]).compute(indicator, "current")

    assert (seen.value, seen.reason) == (Decimal(0), "Vorläufiger Messwert vom 15.06.2026.")


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2017, 5, 5), "10.00"),
        (date(2018, 1, 1), "10.00"),
        (date(2018, 1, 2), "10.01"),
        (date(2019, 7, 2), "15.00"),
        (date(2020, 12, 30), "19.99"),
        (date(2020, 12, 31), "20.00"),
        (date(2026, 6, 15), "20.00"),
    ],
)
def test_the_expected_path_is_straight_and_flat_outside(on: date, value: str) -> None:
    indicator = make(Indicator, **HOTSPOTS)
    seen = FakeNear(on).compute(indicator, "expected")

    assert (seen.value, seen.reason) == (Decimal(value), "Gerade von 10 am 01.01.2018 bis 20 am 31.12.2020.")


def test_no_path_leads_backwards_in_time() -> None:
    assert expected_at(TODAY, (TODAY, Decimal(1)), (TODAY, Decimal(2))) is None
    indicator = make(Indicator, **(HOTSPOTS | {"target_on": date(2018, 1, 1)}))
    assert NOWHERE.compute(indicator, "expected").reason == "Das Zieldatum liegt nicht nach dem Startdatum."
    assert NOWHERE.compute(make(Indicator), "expected").value is None


days = st.dates(TODAY - 60 * DAY, TODAY + 60 * DAY)
numbers = st.decimals(-50, 50, places=2)


@settings(deadline=None)
@given(begin=days, end=days, baseline=numbers, target=numbers, readings=st.lists(st.tuples(days, numbers), max_size=3))
def test_no_computed_value_changes_unannounced(
    begin: date, end: date, baseline: Decimal, target: Decimal, readings: list[tuple[date, Decimal]]
) -> None:
    indicator = make(Indicator, baseline=baseline, baseline_on=begin, target=target, target_on=end)
    near = measured(indicator, *[(on, str(value)) for on, value in readings])

    for name in Indicator.spec.computed:
        assert_holds_until_it_turns(near, indicator, name)


def test_the_target_follows_the_start_and_the_range_has_two_ends() -> None:
    assert set(faults_of(make(Indicator, baseline_on=TODAY, target_on=TODAY - DAY), NOWHERE)) == {"target_on"}
    assert set(faults_of(make(Indicator, range_low=Decimal(2), range_high=Decimal(1)), NOWHERE)) == {"range_high"}


@pytest.mark.parametrize(
    ("direction", "target", "hints"),
    [("up", "9", 1), ("up", "11", 0), ("down", "11", 1), ("down", "9", 0), ("range", "9", 0)],
)
def test_a_target_against_the_direction_is_a_hint(direction: str, target: str, hints: int) -> None:
    indicator = make(Indicator, direction=direction, baseline=Decimal(10), target=Decimal(target))

    assert len(list(indicator.hints(NOWHERE))) == hints


def test_a_reading_has_its_indicator_and_its_day() -> None:
    assert set(faults_of(make(Reading), NOWHERE)) == {"indicator", "measured_on"}
    assert faults_of(make(Reading, indicator="k", measured_on=TODAY), NOWHERE) == {}
    assert list(make(Reading, indicator="k", measured_on=TODAY + DAY).hints(NOWHERE)) == [
        "„Datum“ 16.06.2026 liegt in der Zukunft."
    ]


@pytest.mark.parametrize(
    ("probability", "impact", "level"),
    [(1, 1, "low"), (1, 5, "low"), (2, 4, "medium"), (3, 4, "medium"), (3, 5, "high"), (5, 5, "high")],
)
def test_the_level_of_a_risk_follows_its_score(probability: int, impact: int, level: str) -> None:
    risk = make(Risk, probability=probability, impact=impact)
    seen = NOWHERE.compute(risk, "level")

    assert NOWHERE.compute(risk, "score").value == probability * impact
    assert (seen.value, seen.reason) == (level, f"{probability * impact} Punkte; hoch ab 15, mittel ab 8.")


@pytest.mark.parametrize(("points", "level"), [(7, "low"), (8, "medium"), (14, "medium"), (15, "high")])
def test_the_levels_are_thresholds(points: int, level: str) -> None:
    risk = make(Risk, probability=3, impact=3)
    near = FakeNear(TODAY, thresholds={"risk.high": 15 - points + 9, "risk.medium": 8 - points + 9})

    assert near.compute(risk, "level").value == level


def test_a_chance_and_a_closed_risk_raise_no_alarm() -> None:
    chance = NOWHERE.compute(make(Risk, kind="chance", probability=5, impact=5), "level")
    closed = NOWHERE.compute(make(Risk, status="closed", probability=5, impact=5), "level")

    assert (RISK_LEVEL.show(chance.value), chance.reason) == ("○ Chance", "Chance mit 25 Punkten.")
    assert RISK_LEVEL.show(closed.value) == "○ Geschlossen"


def test_a_risk_that_is_not_rated_has_no_score() -> None:
    for values in ({}, {"probability": 3}, {"impact": 3}):
        risk = make(Risk, **values)
        assert NOWHERE.compute(risk, "score").value is None
        assert NOWHERE.compute(risk, "level").value is None


def test_a_high_risk_without_a_countermeasure_is_a_hint() -> None:
    risk = make(Risk, probability=5, impact=3)

    assert list(risk.hints(NOWHERE)) == [
        "Ein hohes Risiko ohne Gegenmaßnahme setzt die Ampel der Maßnahme auf Kritisch."
    ]
    assert list(make(Risk, probability=5, impact=3, countermeasure="Stelle").hints(NOWHERE)) == []
    assert list(make(Risk, status="closed", review_on=TODAY + DAY).hints(NOWHERE)) == [
        "Geschlossen, aber noch zur Wiedervorlage am 16.06.2026."
    ]
