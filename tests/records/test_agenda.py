"""The agenda: numbers, order, start times and minutes."""

from dataclasses import dataclass
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.records import agenda


@dataclass(frozen=True)
class Item:
    """An agenda item as far as the agenda asks."""

    id: str
    parent: str | None = None
    rank: str | None = None
    minutes_planned: int | None = None
    minutes_actual: int | None = None
    result: str | None = "open"


TREE = [
    Item("c", rank="m"),
    Item("a", rank="a"),
    Item("b2", parent="b", rank="z"),
    Item("b", rank="c"),
    Item("b1", parent="b", rank="a"),
    Item("b1x", parent="b1", rank="a"),
]


def test_numbers_follow_from_parent_and_rank() -> None:
    assert agenda.numbers(TREE) == {"a": "1", "b": "2", "b1": "2.1", "b1x": "2.1.1", "b2": "2.2", "c": "3"}


def test_items_are_read_in_the_order_of_their_numbers() -> None:
    assert [item.id for item in agenda.in_order(TREE)] == ["a", "b", "b1", "b1x", "b2", "c"]


def test_equal_ranks_fall_back_to_the_id() -> None:
    assert agenda.numbers([Item("y", rank="m"), Item("x", rank="m"), Item("z")]) == {"z": "1", "x": "2", "y": "3"}


def test_an_item_whose_parent_is_gone_stands_at_the_top() -> None:
    assert agenda.numbers([Item("a", rank="a"), Item("b", parent="gone", rank="b")]) == {"a": "1", "b": "2"}


def test_items_below_themselves_still_have_a_number() -> None:
    circle = [Item("a", parent="b"), Item("b", parent="a"), Item("c", parent="a")]

    assert agenda.numbers(circle) == {"a": "1", "b": "2", "c": "3"}


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.text("abc", max_size=2)),
        unique_by=lambda item: item[0],
    )
)
def test_every_item_has_one_number_whatever_the_tree(rows: list[tuple[int, int | None, str]]) -> None:
    items = [Item(str(one), None if parent is None else str(parent), rank) for one, parent, rank in rows]
    numbers = agenda.numbers(items)

    assert numbers.keys() == {item.id for item in items}
    assert len(set(numbers.values())) == len(items)
    assert [item.id for item in agenda.in_order(items)] == list(numbers)
    assert agenda.starts(items, time(10)).keys() == numbers.keys()


PLAN = [
    Item("a", rank="a", minutes_planned=5),
    Item("b", rank="b", minutes_planned=30),
    Item("b1", parent="b", rank="a", minutes_planned=10),
    Item("b2", parent="b", rank="b", minutes_planned=15),
    Item("c", rank="c", minutes_planned=10),
    Item("c1", parent="c", rank="a", minutes_planned=20),
    Item("d", rank="d"),
]


def test_start_times_add_up_and_what_is_below_begins_with_its_top() -> None:
    assert agenda.starts(PLAN, time(10, 0)) == {
        "a": time(10, 0), "b": time(10, 5), "b1": time(10, 5), "b2": time(10, 15), "c": time(10, 35),
        "c1": time(10, 35), "d": time(10, 55),
    }  # fmt: skip


def test_a_top_lasts_as_long_as_it_says_or_as_what_is_below_it() -> None:
    assert agenda.minutes_of(PLAN) == {"a": 5, "b": 30, "b1": 10, "b2": 15, "c": 20, "c1": 20, "d": 0}


@pytest.mark.parametrize(
    ("item", "minutes"),
    [
        (Item("a", minutes_planned=10), 10),
        (Item("a", minutes_planned=10, minutes_actual=14), 14),
        (Item("a", minutes_planned=10, minutes_actual=0), 0),
        (Item("a", minutes_planned=10, result="done"), 10),
        (Item("a", minutes_planned=10, result="postponed"), 0),
        (Item("a", minutes_planned=10, result="dropped"), 0),
        (Item("a", minutes_planned=10, result="parked"), 0),
        (Item("a", minutes_planned=10, minutes_actual=3, result="postponed"), 3),
        (Item("a"), 0),
    ],
)
def test_an_item_takes_what_it_took_or_what_is_planned_unless_off_the_table(item: Item, minutes: int) -> None:
    assert agenda.minutes_of([item]) == {"a": minutes}
    assert agenda.minutes_of([item], planned=True) == {"a": item.minutes_planned or 0}


def test_a_meeting_may_pass_midnight() -> None:
    items = [Item("a", rank="a", minutes_planned=45), Item("b", rank="b")]

    assert agenda.starts(items, time(23, 30))["b"] == time(0, 15)


RUNNING = [
    Item("a", rank="a", minutes_planned=10, minutes_actual=14, result="done"),
    Item("b", rank="b", minutes_planned=14, minutes_actual=15, result="done"),
    Item("c", rank="c", minutes_planned=34),
]


def test_a_running_meeting_says_how_far_it_is_and_when_it_will_end() -> None:
    length = agenda.length(RUNNING, time(10, 0), time(11, 0))

    assert (length.planned, length.used, length.expected, length.available, length.overrun) == (58, 29, 63, 60, 3)
    assert length.sentence == "29 von 60 Min. · Ende voraussichtlich 11:03, ▲ 3 Min. über Plan"


@pytest.mark.parametrize(
    ("minutes", "end", "sentence", "overrun"),
    [
        (60, time(11, 0), "60 von 60 Min. · Ende voraussichtlich 11:00", 0),
        (61, time(11, 0), "61 von 60 Min. · Ende voraussichtlich 11:01, ▲ 1 Min. über Plan", 1),
        (45, None, "45 von 45 Min. · Ende voraussichtlich 10:45", 0),
    ],
)
def test_a_planned_meeting_fits_to_the_minute(minutes: int, end: time | None, sentence: str, overrun: int) -> None:
    length = agenda.length([Item("a", minutes_planned=minutes)], time(10, 0), end)

    assert (length.sentence, length.overrun) == (sentence, overrun)


def test_without_a_beginning_only_the_minutes_are_said() -> None:
    assert agenda.length(RUNNING).sentence == "29 von 58 Min., ▲ 5 Min. über Plan"
    assert agenda.length([]).sentence == "0 von 0 Min."
