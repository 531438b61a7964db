"""Each colour of the Plan-Ampel with its reason, on both sides of each threshold."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Computed
from kn_desk.records.item_status import STATUS
from kn_desk.records.plan_light import HAND_LIGHT, PART_LIGHT, PLAN_LIGHT, by_hand, overall
from kn_desk.records.plan_parts import LiveRisk, OpenMilestone, Span, content, cost, schedule
from tests.makers.near import assert_next_change_is_complete

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NO_DATES = Span()


def scheduled(span: Span, *milestones: OpenMilestone, status: str = "running", today: date = TODAY) -> Computed:
    return schedule(status, span, milestones, milestone_days=14, forecast_days=30, today=today)


def due(days_ago: int, mandatory: bool = True) -> OpenMilestone:
    return OpenMilestone("Vergabe", TODAY - days_ago * DAY, mandatory)


def ends(in_days: int, forecast_after: int | None = None) -> Span:
    end = TODAY + in_days * DAY
    return Span(end_planned=end, end_forecast=None if forecast_after is None else end + forecast_after * DAY)


@pytest.mark.parametrize(
    ("span", "milestones", "light", "reason"),
    [
        (ends(-1), (), "crit", "Plan-Ende 14.06.2026 ist überschritten."),
        (ends(0), (), "ok", "Plan-Ende 15.06.2026 ist nicht überschritten."),
        (ends(9), (due(0),), "ok", "Plan-Ende 24.06.2026 ist nicht überschritten."),
        (ends(9), (due(1),), "warn", "Meilenstein „Vergabe“ (fällig am 14.06.2026) ist überfällig."),
        (ends(9), (due(14),), "warn", "Meilenstein „Vergabe“ (fällig am 01.06.2026) ist überfällig."),
        (
            ends(9), (due(15),), "crit",
            "Pflicht-Meilenstein „Vergabe“ (fällig am 31.05.2026) ist mehr als 14 Tage überfällig.",
        ),
        (ends(9), (due(90, mandatory=False),), "warn", "Meilenstein „Vergabe“ (fällig am 17.03.2026) ist überfällig."),
        (ends(0, 0), (), "ok", "Plan-Ende 15.06.2026 ist nicht überschritten."),
        (ends(0, -5), (), "ok", "Plan-Ende 15.06.2026 ist nicht überschritten."),
        (ends(0, 1), (), "warn", "Prognose 16.06.2026 liegt 1 Tag nach dem Plan-Ende 15.06.2026."),
        (ends(0, 30), (), "warn", "Prognose 15.07.2026 liegt 30 Tage nach dem Plan-Ende 15.06.2026."),
        (ends(0, 31), (), "crit", "Prognose 16.07.2026 liegt 31 Tage nach dem Plan-Ende 15.06.2026."),
        (ends(0, 31), (due(3),), "crit", "Prognose 16.07.2026 liegt 31 Tage nach dem Plan-Ende 15.06.2026."),
        (ends(-1, 31), (due(15),), "crit", "Plan-Ende 14.06.2026 ist überschritten."),
        (ends(0, 3), (due(3),), "warn", "Meilenstein „Vergabe“ (fällig am 12.06.2026) ist überfällig."),
        (Span(), (due(-3),), "ok", "Kein Meilenstein ist überfällig."),
        (Span(), (), "none", "Kein Plan-Ende und kein offener Meilenstein mit Termin eingetragen."),
        (Span(end_forecast=TODAY), (), "none", "Kein Plan-Ende und kein offener Meilenstein mit Termin eingetragen."),
    ],
)  # fmt: skip
def test_the_schedule_light_gives_its_worst_cause(
    span: Span, milestones: tuple[OpenMilestone, ...], light: str, reason: str
) -> None:
    seen = scheduled(span, *milestones)

    assert (seen.value, seen.reason) == (light, reason)


@pytest.mark.parametrize(
    ("status", "span", "light", "reason"),
    [
        ("idea", Span(), "none", "Noch nicht begonnen, und ein Plan-Ende ist nicht eingetragen."),
        ("planned", Span(), "none", "Noch nicht begonnen, und ein Plan-Ende ist nicht eingetragen."),
        ("idea", ends(-1), "crit", "Plan-Ende 14.06.2026 ist überschritten."),
        ("paused", ends(-400), "none", "Pausiert: Termine werden nicht bewertet."),
        ("dropped", ends(-400), "none", "Verworfen: Termine werden nicht mehr bewertet."),
        ("done", ends(-400), "ok", "Abgeschlossen."),
        ("done", Span(end_actual=date(2026, 3, 1)), "ok", "Abgeschlossen am 01.03.2026."),
    ],
)
def test_the_schedule_light_follows_the_status(status: str, span: Span, light: str, reason: str) -> None:
    seen = scheduled(span, status=status)

    assert (seen.value, seen.reason) == (light, reason)


def test_a_late_end_of_what_is_done_is_a_hint() -> None:
    span = Span(end_planned=date(2026, 2, 1), end_actual=date(2026, 3, 1))

    assert scheduled(span, status="done").hint == "Plan-Ende war 01.02.2026."


@pytest.mark.parametrize(
    ("status", "span", "hint"),
    [
        ("approved", Span(start_planned=TODAY), ""),
        (
            "approved",
            Span(start_planned=TODAY - DAY),
            "Beginn war am 14.06.2026 geplant, der Status ist „Beschlossen“.",
        ),
        ("approved", Span(start_planned=TODAY - DAY, start_actual=TODAY), ""),
        ("running", Span(start_planned=TODAY - DAY), ""),
        ("running", Span(end_forecast=TODAY), ""),
        ("running", Span(end_forecast=TODAY - DAY), "Die Prognose 14.06.2026 ist verstrichen."),
    ],
)
def test_the_schedule_light_hints_at_dates_that_went_by(status: str, span: Span, hint: str) -> None:
    assert scheduled(span, status=status).hint == hint


def test_the_schedule_light_names_the_day_on_which_it_turns() -> None:
    seen = scheduled(ends(40), due(-3), due(-5, mandatory=False))

    assert seen.next_change(TODAY) == TODAY + 4 * DAY


@pytest.mark.parametrize(
    ("total", "actual", "committed", "light", "reason"),
    [
        (None, 5, 5, "none", "Keine Gesamtkosten eingetragen."),
        (100_00, None, None, "none", "Weder Ist noch Obligo eingetragen."),
        (100_00, 0, None, "ok", "Ist und Obligo (0,00 €) liegen im Rahmen der Gesamtkosten (100,00 €)."),
        (100_00, 60_00, 40_00, "ok", "Ist und Obligo (100,00 €) liegen im Rahmen der Gesamtkosten (100,00 €)."),
        (100_00, 60_00, 40_01, "warn", "Ist und Obligo (100,01 €) liegen über 100 % der Gesamtkosten (100,00 €)."),
        (100_00, None, 110_00, "warn", "Ist und Obligo (110,00 €) liegen über 100 % der Gesamtkosten (100,00 €)."),
        (100_00, 110_01, None, "crit", "Ist und Obligo (110,01 €) liegen über 110 % der Gesamtkosten (100,00 €)."),
        (33, 36, None, "warn", "Ist und Obligo (0,36 €) liegen über 100 % der Gesamtkosten (0,33 €)."),
        (33, 37, None, "crit", "Ist und Obligo (0,37 €) liegen über 110 % der Gesamtkosten (0,33 €)."),
        (0, 0, 0, "ok", "Ist und Obligo (0,00 €) liegen im Rahmen der Gesamtkosten (0,00 €)."),
        (0, 1, 0, "crit", "Ist und Obligo (0,01 €) liegen über 110 % der Gesamtkosten (0,00 €)."),
    ],
)
def test_the_cost_light_compares_to_the_cent(
    total: int | None, actual: int | None, committed: int | None, light: str, reason: str
) -> None:
    seen = cost(total, actual, committed, warn=100, crit=110)

    assert (seen.value, seen.reason, seen.turns) == (light, reason, ())


@pytest.mark.parametrize(
    ("risks", "reported", "need_open", "light", "reason"),
    [
        ([], False, False, "none", "Weder Risiken noch Statusmeldungen eingetragen."),
        ([], True, False, "ok", "Kein Risiko ab 8 Punkten und kein offener Entscheidungsbedarf."),
        ([LiveRisk("Personal", 7, False)], False, False, "ok",
         "Kein Risiko ab 8 Punkten und kein offener Entscheidungsbedarf."),
        ([LiveRisk("Personal", 8, True)], False, False, "warn", "Risiko „Personal“ hat 8 Punkte."),
        ([LiveRisk("Personal", 14, False)], False, False, "warn", "Risiko „Personal“ hat 14 Punkte."),
        ([LiveRisk("Personal", 15, True)], False, False, "warn", "Risiko „Personal“ hat 15 Punkte."),
        ([LiveRisk("Personal", 15, False)], False, False, "crit",
         "Risiko „Personal“ (15 Punkte) hat keine Gegenmaßnahme."),
        ([LiveRisk("Technik", 25, True), LiveRisk("Personal", 15, False)], False, False, "crit",
         "Risiko „Personal“ (15 Punkte) hat keine Gegenmaßnahme."),
        ([], True, True, "warn", "Eine Statusmeldung nennt offenen Entscheidungsbedarf."),
        ([LiveRisk("Personal", 9, False)], True, True, "warn", "Risiko „Personal“ hat 9 Punkte."),
    ],
)  # fmt: skip
def test_the_content_light_gives_the_worst_risk_or_the_open_need(
    risks: list[LiveRisk], reported: bool, need_open: bool, light: str, reason: str
) -> None:
    seen = content("running", risks, reported=reported, need_open=need_open, medium=8, high=15)

    assert (seen.value, seen.reason) == (light, reason)


def test_the_content_of_what_is_done_is_not_judged() -> None:
    seen = content("done", [LiveRisk("Personal", 25, False)], reported=True, need_open=True, medium=8, high=15)

    assert (seen.value, seen.reason) == ("none", "Abgeschlossen: Risiken werden nicht mehr bewertet.")


def whole(
    status: str = "running", schedule: str = "ok", cost: str = "ok", content: str = "ok", *,
    span: Span = NO_DATES, last_report: date | None = TODAY, today: date = TODAY,
) -> Computed:  # fmt: skip
    parts = [
        (name, Computed(light, f"Grund {name}.", hint="Bemerkung." if name == "Termin" else ""))
        for name, light in (("Termin", schedule), ("Kosten", cost), ("Inhalt", content))
    ]
    return overall(status, parts, span=span, last_report=last_report, silent_days=273, today=today)


@pytest.mark.parametrize(
    ("lights", "light", "reason"),
    [
        (("ok", "ok", "ok"), "ok", "Termin, Kosten und Inhalt sind im Plan."),
        (("ok", "none", "ok"), "ok", "Termin und Inhalt sind im Plan."),
        (("none", "none", "ok"), "ok", "Inhalt ist im Plan."),
        (("none", "none", "none"), "none", "Grund Termin."),
        (("warn", "ok", "crit"), "crit", "Grund Inhalt."),
        (("warn", "crit", "crit"), "crit", "Grund Kosten."),
        (("none", "warn", "ok"), "warn", "Grund Kosten."),
    ],
)
def test_the_overall_light_is_the_worst_part(lights: tuple[str, str, str], light: str, reason: str) -> None:
    seen = whole("running", *lights)

    assert (seen.value, seen.reason) == (light, reason)


@pytest.mark.parametrize(
    ("status", "lights", "light", "reason"),
    [
        ("idea", ("none", "none", "none"), "none", "Grund Termin."),
        ("idea", ("none", "none", "ok"), "none", "Grund Termin."),
        ("planned", ("ok", "none", "none"), "ok", "Termin ist im Plan."),
        ("idea", ("none", "none", "crit"), "crit", "Grund Inhalt."),
        ("paused", ("none", "ok", "ok"), "none", "Die Maßnahme pausiert und wird so lange nicht bewertet."),
        ("paused", ("none", "crit", "ok"), "crit", "Grund Kosten."),
        ("dropped", ("none", "crit", "none"), "none", "Die Maßnahme ist verworfen und wird nicht mehr bewertet."),
        ("done", ("ok", "crit", "none"), "ok", "Abgeschlossen."),
    ],
)
def test_the_overall_light_follows_the_status(
    status: str, lights: tuple[str, str, str], light: str, reason: str
) -> None:
    seen = whole(status, *lights, last_report=None)

    assert (seen.value, seen.reason) == (light, reason)


def test_an_overrun_of_what_is_done_is_a_hint() -> None:
    assert whole("done", cost="crit").hint == "Grund Kosten."


@pytest.mark.parametrize("status", ["approved", "running"])
@pytest.mark.parametrize(
    ("span", "last_report", "light", "reason"),
    [
        (Span(), TODAY - 273 * DAY, "ok", "Termin, Kosten und Inhalt sind im Plan."),
        (Span(), TODAY - 274 * DAY, "none",
         "Letzte Statusmeldung vom 14.09.2025, die nächste war bis 14.06.2026 erwartet."),
        (Span(start_actual=TODAY - 273 * DAY), None, "ok", "Termin, Kosten und Inhalt sind im Plan."),
        (Span(start_actual=TODAY - 274 * DAY), None, "none", "Noch keine Statusmeldung, erwartet bis 14.06.2026."),
        (Span(start_planned=TODAY - 274 * DAY), None, "none", "Noch keine Statusmeldung, erwartet bis 14.06.2026."),
        (Span(start_planned=TODAY + 9 * DAY), None, "ok", "Termin, Kosten und Inhalt sind im Plan."),
        (Span(), None, "none", "Noch keine Statusmeldung."),
    ],
)  # fmt: skip
def test_silence_turns_green_into_grey(
    status: str, span: Span, last_report: date | None, light: str, reason: str
) -> None:
    seen = whole(status, span=span, last_report=last_report)

    assert (seen.value, seen.reason) == (light, reason)


@pytest.mark.parametrize("status", ["idea", "planned", "paused", "done", "dropped"])
def test_who_does_not_run_owes_no_report(status: str) -> None:
    assert "Statusmeldung" not in whole(status, last_report=None).reason


@pytest.mark.parametrize("alarm", ["warn", "crit"])
def test_silence_covers_neither_yellow_nor_red_and_becomes_a_hint(alarm: str) -> None:
    seen = whole(cost=alarm, last_report=None)

    assert (seen.value, seen.reason) == (alarm, "Grund Kosten.")
    assert seen.hint == "Bemerkung. Noch keine Statusmeldung."


CALCULATED = Computed("crit", "Plan-Ende 14.06.2026 ist überschritten.", (TODAY + 90 * DAY,), "Bemerkung.")


def hand(status: str = "running", reason: str | None = "Ist abgesprochen.", until: date | None = TODAY) -> Computed:
    return by_hand(status, CALCULATED, "warn", reason, until, today=TODAY)


def test_a_light_by_hand_wins_through_its_last_day() -> None:
    seen = hand()

    assert (seen.value, seen.reason) == ("warn", "Von Hand bis 15.06.2026: Ist abgesprochen.")
    assert seen.hint == "Berechnet wäre sie ■ Kritisch: Plan-Ende 14.06.2026 ist überschritten."
    assert seen.next_change(TODAY) == TODAY + DAY


def test_a_light_by_hand_is_looked_at_when_the_calculated_one_turns() -> None:
    assert hand(until=TODAY + 200 * DAY).next_change(TODAY) == TODAY + 90 * DAY


def test_a_light_by_hand_lapses_after_its_last_day() -> None:
    seen = hand(until=TODAY - DAY)

    assert (seen.value, seen.reason) == (CALCULATED.value, CALCULATED.reason)
    assert seen.hint == "Bemerkung. Die Ampel von Hand galt bis 14.06.2026."


@pytest.mark.parametrize(
    "seen",
    [
        hand(reason=None), hand(until=None), hand(status="done"), hand(status="dropped"),
        by_hand("running", CALCULATED, None, "x", TODAY, today=TODAY),
    ],
)  # fmt: skip
def test_a_light_by_hand_without_reason_end_or_purpose_does_not_count(seen: Computed) -> None:
    assert seen == CALCULATED


def test_a_part_that_has_nothing_to_go_by_is_not_silent() -> None:
    assert PART_LIGHT.show("none") == "○ Nicht bewertet"
    assert [PART_LIGHT.show(code) for code in ("ok", "warn", "crit")] == [
        PLAN_LIGHT.show(code) for code in ("ok", "warn", "crit")
    ]


def test_the_light_has_its_words_and_symbols() -> None:
    shown = {code: PLAN_LIGHT.show(code) for code in ("ok", "warn", "crit", "none")}

    assert shown == {"ok": "● Im Plan", "warn": "▲ Verzögert", "crit": "■ Kritisch", "none": "○ Keine Meldung"}
    assert "none" not in HAND_LIGHT.options


days = st.dates(TODAY - 90 * DAY, TODAY + 90 * DAY)
milestones = st.builds(OpenMilestone, st.sampled_from(["A", "B"]), days, st.booleans())
some_day = st.none() | days


@settings(max_examples=200, deadline=None)
@given(
    status=st.sampled_from(list(STATUS.options)),
    span=st.builds(Span, some_day, some_day, some_day, some_day, some_day),
    milestones=st.lists(milestones, max_size=3),
    last_report=some_day,
    money=st.tuples(*[st.none() | st.integers(0, 3)] * 3),
    lapses=some_day,
    milestone_days=st.integers(0, 40),
    silent_days=st.integers(0, 99),
)
def test_the_light_turns_only_on_the_days_that_it_names(
    status: str, span: Span, milestones: list[OpenMilestone], last_report: date | None,
    money: tuple[int | None, int | None, int | None], lapses: date | None, milestone_days: int, silent_days: int,
) -> None:  # fmt: skip
    def light(today: date) -> Computed:
        parts = [
            (
                "Termin",
                schedule(status, span, milestones, milestone_days=milestone_days, forecast_days=30, today=today),
            ),
            ("Kosten", cost(*money, warn=100, crit=110)),
        ]
        calculated = overall(status, parts, span=span, last_report=last_report, silent_days=silent_days, today=today)
        return by_hand(status, calculated, "warn" if lapses else None, "Grund", lapses, today=today)

    assert_next_change_is_complete(light, TODAY)
