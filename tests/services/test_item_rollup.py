"""Lights and progress rolled up, and the tree and plan that are built from Maßnahmen."""

from datetime import date, timedelta

from kn_desk.records.contacts import OrgUnit
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import ActionField, Goal, StrategyItem
from kn_desk.services.item_order import flat, nested
from kn_desk.services.item_rollup import State, roll_up
from kn_desk.services.item_schedule import schedule, spoken
from kn_desk.services.item_tree import NO_GOAL, Node, item_tree
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.records import make


def _state(light: str, progress: int | None = None, **values: object) -> State:
    return State(make(StrategyItem, **{"status": "running", **values}), light, progress)


def _titles(nodes: tuple[Node, ...]) -> list[str]:
    return [node.title for node in nodes]


def test_the_worst_light_speaks_for_all_and_says_how_many() -> None:
    together = roll_up([_state("ok"), _state("crit"), _state("warn"), _state("crit")])
    assert together.worst == "crit"
    assert together.said == "2 kritisch"
    assert together.sentence == "4 Maßnahmen: 2 kritisch, 1 verzögert, 1 im Plan."


def test_where_all_are_in_plan_no_number_is_said() -> None:
    assert roll_up([_state("ok"), _state("ok")]).said == "im Plan"


def test_ideas_and_what_was_dropped_raise_no_light() -> None:
    together = roll_up([_state("none", status="idea"), _state("none", status="dropped")])
    assert (together.items, together.worst, together.said) == (2, None, "")


def test_a_missing_report_counts_only_where_one_is_expected() -> None:
    assert roll_up([_state("none", status="paused"), _state("ok")]).said == "im Plan"
    assert roll_up([_state("none"), _state("ok")]).said == "1 ohne Meldung"


def test_the_progress_is_the_mean_rounded_half_up_of_those_that_have_one() -> None:
    together = roll_up([_state("ok", 10), _state("ok", 21), _state("ok")])
    assert (together.progress, together.measured) == (16, 2)
    assert "Fortschritt 16 % im Mittel von 2 Maßnahmen." in together.sentence


def test_a_part_does_not_count_beside_the_whole_it_is_in() -> None:
    whole = _state("ok", 60)
    part = _state("ok", 20, parent=whole.item)
    assert roll_up([whole, part]).progress == 60
    assert roll_up([State(whole.item, "ok", None), part]).progress == 20


def test_a_measure_given_twice_counts_once() -> None:
    one = _state("warn", 40)
    assert roll_up([one, one]).items == 1


def test_without_any_measure_the_sentence_says_so() -> None:
    assert roll_up([]).sentence == "Noch keine Maßnahme."


def test_parts_stand_below_their_whole_where_that_is_among_them() -> None:
    whole = _state("ok", title="B")
    part = _state("ok", title="A", parent=whole.item)
    stray = _state("ok", title="C", parent=make(StrategyItem, title="Nicht dabei"))
    found = [(depth, state.item.title) for depth, state in flat(nested([part, whole, stray], lambda s: s.item.title))]
    assert found == [(0, "B"), (1, "A"), (0, "C")]


def test_the_tree_goes_from_goal_over_field_to_measure(opened: Opened) -> None:
    goal = opened.add(Goal, title="Bürgernähe")
    field = opened.add(ActionField, title="Verwaltung", number="3")
    opened.add(StrategyItem, title="E-Akte", action_field=field, goals=[goal])
    with opened.office.read() as reader:
        (top,) = item_tree(reader)
    (branch,) = top.children
    (leaf,) = branch.children
    assert (top.kind, branch.kind, leaf.kind) == ("goal", "field", "item")
    assert (top.title, branch.title, leaf.title) == ("Bürgernähe", "Verwaltung", "E-Akte")


def test_a_measure_stands_at_the_narrowest_of_its_goals_and_the_wide_one_rolls_it_up(opened: Opened) -> None:
    wide = opened.add(Goal, title="Bürgernähe")
    narrow = opened.add(Goal, title="Alles online", parent=wide, level="operational")
    opened.add(StrategyItem, title="Rathaus", goals=[wide, narrow])
    with opened.office.read() as reader:
        (top,) = item_tree(reader)
    assert _titles(top.children) == ["Alles online"]
    assert top.rollup.items == 1


def test_what_has_no_goal_or_field_comes_last_under_a_name(opened: Opened) -> None:
    opened.add(Goal, title="Ziel ohne Maßnahme")
    opened.add(StrategyItem, title="Freie Idee")
    with opened.office.read() as reader:
        tops = item_tree(reader)
    assert _titles(tops) == ["Ziel ohne Maßnahme", NO_GOAL]
    assert _titles(tops[1].children) == ["Ohne Handlungsfeld"]


def test_a_filter_leaves_the_branches_to_what_passes(opened: Opened) -> None:
    goal = opened.add(Goal, title="Bürgernähe")
    opened.add(Goal, title="Datenhoheit")
    opened.add(StrategyItem, title="Straßenkarte", goals=[goal])
    opened.add(StrategyItem, title="E-Akte", goals=[goal])
    with opened.office.read() as reader:
        (top,) = item_tree(reader, contains="STRASSEN")
    assert _titles(top.children[0].children) == ["Straßenkarte"]
    assert top.rollup.items == 2, "what a branch says stays true of all below it"


def test_the_plan_has_bars_by_field_in_the_order_of_their_beginning(opened: Opened) -> None:
    second = opened.add(ActionField, title="Wirtschaft", number="10")
    first = opened.add(ActionField, title="Verwaltung", number="2")
    opened.add(StrategyItem, title="Später", action_field=first, start_planned=date(2027, 1, 1))
    opened.add(StrategyItem, title="Früher", action_field=first, start_planned=date(2025, 1, 1))
    opened.add(StrategyItem, title="Areal", action_field=second)
    with opened.office.read() as reader:
        plan = schedule(reader)
        only = schedule(reader, action_field=second.id)
    assert [group.title for group in plan.groups] == ["Verwaltung", "Wirtschaft"]
    assert [bar.title for bar in plan.groups[0].bars] == ["Früher", "Später"]
    assert ([bar.title for bar in only.bars], only.total) == (["Areal"], 3)


def test_the_forecast_is_only_what_lies_beyond_the_planned_end(opened: Opened) -> None:
    dates = {"start_planned": date(2026, 1, 1), "end_planned": date(2026, 8, 1), "start_actual": date(2026, 2, 1)}
    opened.add(StrategyItem, title="A", end_forecast=date(2026, 9, 1), **dates)
    opened.add(StrategyItem, title="B", end_forecast=date(2026, 7, 1), **dates)
    with opened.office.read() as reader:
        late, early = schedule(reader).bars
    assert late.forecast is not None
    assert (late.forecast.start, late.forecast.end) == (date(2026, 8, 1), date(2026, 9, 1))
    assert early.forecast is None
    assert late.actual is not None
    assert late.actual.end == TODAY, "what goes on is shown until today"


def test_milestones_stand_where_they_were_reached_are_due_or_expected(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="A")
    day = timedelta(days=1)
    opened.add(Milestone, title="erreicht", item=item, due_planned=TODAY - 9 * day, done_on=TODAY - 5 * day)
    opened.add(Milestone, title="überfällig", item=item, due_planned=TODAY - day, due_forecast=TODAY + 9 * day)
    opened.add(Milestone, title="offen", item=item, due_planned=TODAY + day, due_forecast=TODAY + 3 * day)
    opened.add(Milestone, title="entfallen", item=item, due_planned=TODAY, dropped=True)
    with opened.office.read() as reader:
        plan = schedule(reader)
    assert [(mark.title, mark.state, mark.on) for mark in plan.bars[0].marks] == [
        ("erreicht", "reached", TODAY - 5 * day),
        ("überfällig", "overdue", TODAY - day),
        ("offen", "open", TODAY + 3 * day),
    ]
    assert plan.next_mark is not None
    assert plan.next_mark.title == "offen"


def test_the_words_of_a_bar_say_its_dates_with_the_month_by_name(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Hauptamt")
    field = opened.add(ActionField, title="Verwaltung")
    opened.add(
        StrategyItem, title="E-Akte", status="running", action_field=field, lead_unit=unit,
        start_planned=date(2026, 1, 15), end_planned=date(2027, 3, 31), start_actual=date(2026, 2, 1),
    )  # fmt: skip
    opened.add(StrategyItem, title="Idee")
    with opened.office.read() as reader:
        bar, idea = schedule(reader).bars
    assert "In Umsetzung. Plan 15. Januar 2026 bis 31. März 2027. Begonnen am 1. Februar 2026." in bar.words
    assert idea.words.endswith("Noch ohne Termine.")
    assert spoken(None) == ""
