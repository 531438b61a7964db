"""What a list shows, in plain German words."""

from datetime import timedelta

from kn_desk.records.minutes import FollowUp, Task
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.desk import ListQuery
from kn_desk.services.list_words import count_words, filter_words, light_words, order_words
from tests.makers.anything import TODAY
from tests.makers.offices import Opened


def _words(opened: Opened, query: ListQuery) -> str:
    with opened.office.read() as reader:
        return filter_words(reader, query)


def test_each_filter_is_said_with_its_label_and_its_word(opened: Opened) -> None:
    field = opened.add(ActionField, title="Mobilität", number="4")
    query = ListQuery("strategy_item", only={"action_field": (field.id,), "status": ("running",)})
    assert _words(opened, query) == "Handlungsfeld: Mobilität · Status: In Umsetzung"


def test_a_light_is_said_by_its_word_without_the_symbol(opened: Opened) -> None:
    query = ListQuery("strategy_item", only={"plan_light": ("crit", "warn")})
    assert _words(opened, query) == "Ampel: Kritisch oder Verzögert"


def test_no_value_and_yes_and_no_are_words_too(opened: Opened) -> None:
    assert _words(opened, ListQuery("strategy_item", only={"lead_unit": (None,)})) == "Federführendes Amt: leer"
    assert _words(opened, ListQuery("follow_up", only={"done": (False,)})) == "Erledigt: Nein"


def test_what_is_typed_stands_in_quotes_on_one_line(opened: Opened) -> None:
    assert _words(opened, ListQuery("strategy_item", contains="  wlan\u202e  hafen ")) == "enthält „wlan␦ hafen“"
    assert _words(opened, ListQuery("strategy_item", contains="   ")) == ""


def test_a_value_that_is_gone_is_said_as_such(opened: Opened) -> None:
    query = ListQuery("strategy_item", only={"action_field": ("01890000-0000-7000-8000-000000000000",)})
    assert _words(opened, query) == "Handlungsfeld: (gelöscht)"


def test_what_is_red_and_yellow_is_counted_in_the_list_and_nowhere_else(opened: Opened) -> None:
    for days in (-3, -2, 5):
        opened.add(Task, title="Angebot", due_on=TODAY + timedelta(days=days))
    opened.add(Task, title="Brücke", due_on=TODAY + timedelta(days=200))
    with opened.office.read() as reader:
        assert light_words(reader, ListQuery("task"), ("code", "title", "light")) == "3 dringend"
        assert light_words(reader, ListQuery("task", contains="brücke"), ("light",)) == ""
        assert light_words(reader, ListQuery("task"), ("code", "title")) == ""


def test_order_and_count_are_said_as_a_person_would() -> None:
    assert order_words(ListQuery("strategy_item")) == "nach Kennung"
    assert (
        order_words(ListQuery("strategy_item", sort="end_planned", descending=True)) == "nach Ende (Plan), absteigend"
    )
    assert count_words(StrategyItem, 26, 1200) == "26 von 1.200 Maßnahmen"
    assert count_words(StrategyItem, 3, 3) == "3 Maßnahmen"
    assert count_words(FollowUp, 1, 1) == "1 Wiedervorlage"
