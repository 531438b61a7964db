"""The order of an agenda: moves up and down, in and out, as one row wherever the ranks allow it."""

from hypothesis import given
from hypothesis import strategies as st

from kn_desk.records import agenda
from kn_desk.records.jour_fixe import AgendaItem
from kn_desk.services.agenda_order import Moves, indented, moved_down, moved_up, outdented, placed, rank_before_last
from tests.makers.records import make


def agenda_of(*ranks: str | None) -> list[AgendaItem]:
    """Top items with these ranks, titled A, B, C …"""
    return [make(AgendaItem, title=chr(65 + number), rank=rank) for number, rank in enumerate(ranks)]


def after(items: list[AgendaItem], moves: Moves) -> list[AgendaItem]:
    """The items once the moves are made."""
    return [AgendaItem.of({**vars(item), **moves.get(item.id, {})}) for item in items]


def shown(items: list[AgendaItem]) -> str:
    """Numbers and titles as they are read: "1A 2B 2.1C"."""
    numbers = agenda.numbers(items)
    return " ".join(f"{numbers[item.id]}{item.title}" for item in agenda.in_order(items))


def test_up_and_down_change_one_row() -> None:
    items = agenda_of("b", "d", "f")
    for moves in (moved_up(items, items[2].id), moved_down(items, items[1].id)):
        assert len(moves) == 1
        assert shown(after(items, moves)) == "1A 2C 3B"


def test_the_first_cannot_go_up_nor_the_last_down() -> None:
    items = agenda_of("b", "d")
    assert moved_up(items, items[0].id) == {} == moved_down(items, items[1].id)


def test_in_makes_the_last_item_below_the_one_before() -> None:
    items = agenda_of("b", "d", "f")
    once = after(items, indented(items, items[1].id))
    assert shown(once) == "1A 1.1B 2C"
    twice = after(once, indented(once, items[2].id))
    assert shown(twice) == "1A 1.1B 1.2C"
    assert indented(items, items[0].id) == {}


def test_out_puts_an_item_behind_the_one_it_stood_below() -> None:
    items = agenda_of("b", "d", "f")
    inside = after(items, indented(items, items[1].id))
    assert shown(after(inside, outdented(inside, items[1].id))) == "1A 2B 3C"
    assert outdented(items, items[1].id) == {}


def test_the_edge_of_a_group_leads_out_of_it() -> None:
    items = agenda_of("b", "d", "f")
    inside = after(items, indented(items, items[1].id))
    assert shown(after(inside, moved_up(inside, items[1].id))) == "1B 2A 3C"
    assert shown(after(inside, moved_down(inside, items[1].id))) == "1A 2B 3C"


def test_nothing_goes_below_itself() -> None:
    items = agenda_of("b", "d")
    inside = after(items, indented(items, items[1].id))
    assert placed(inside, items[0].id, items[1].id, None) == {}
    assert placed(inside, items[0].id, items[0].id, None) == {}


def test_where_ranks_are_equal_or_missing_the_group_is_numbered_anew() -> None:
    for ranks in (("b", "b", "b"), (None, None, None), ("b", None, "b")):
        items = agenda_of(*ranks)
        read = agenda.in_order(items)
        moved = after(items, moved_up(items, read[2].id))
        titles = [item.title for item in agenda.in_order(moved)]
        assert titles == [read[0].title, read[2].title, read[1].title]


def test_a_place_it_has_already_changes_nothing() -> None:
    items = agenda_of("b", "d", "f")
    assert placed(items, items[1].id, None, items[2].id) == {}
    assert placed(items, items[2].id, None, None) == {}


def test_a_new_item_stands_before_verschiedenes() -> None:
    items = agenda_of("b", "d")
    assert "b" < rank_before_last(items, items[1].id) < "d"
    assert rank_before_last(items, None) > "d"
    assert rank_before_last([], None)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["up", "down", "in", "out"])), max_size=25))
def test_any_row_of_moves_keeps_every_item_once(steps: list[tuple[int, str]]) -> None:
    items = agenda_of("b", "d", "f", "h", "j", "l")
    ways = {"up": moved_up, "down": moved_down, "in": indented, "out": outdented}
    for number, way in steps:
        moves = ways[way](items, items[number].id)
        assert len(moves) <= 1
        items = after(items, moves)
        assert sorted(item.title for item in agenda.in_order(items)) == list("ABCDEF")
