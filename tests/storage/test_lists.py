"""Lists: sorted by every field as Germans sort, empty values last, filtered by what is stored or kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from kn_desk.fields.kinds import Choice, Day, Decimals, Money, Number, Ref, Text, YesNo
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.change import creation
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import Task
from kn_desk.records.office import Tag
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services.edit import new_record
from kn_desk.storage.derived import kept_of
from kn_desk.storage.lists import ListQuery
from tests.makers.anything import TODAY
from tests.makers.offices import Desk, Opened, Template

TITLES = (
    "Ämter",
    "Ampel",
    "Zoo",
    "ärztlich",
    "Straße",
    "Strasse 9",
    "Straße 10",
    "O'Hara",
    "„Zitat“",
    "100 Tage",
    "20 Tage",
)


def names(opened: Opened, query: ListQuery) -> list[str]:
    with opened.office.read() as reader:
        return [reader.name_of(record) for record in reader.page(query)]


@pytest.fixture(scope="module")
def full(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """An office with five records of each type: random values, most of which no rule would let pass.

    They come in by the door as undo would bring them: lists show whatever is there.
    """
    desk: Desk = template.desk(tmp_path_factory.mktemp("full"))
    random = Random(7)
    with desk.opened() as opened:
        made = [new_record(cls, _texts(cls, number)) for cls in RECORDS for number in range(5)]
        filled = [replace(record, **_values(record, made, random)) for record in made]
        opened.apply(*map(creation, filled), verb="redo")
        yield opened


def _texts(cls: type[Record], number: int) -> dict[str, Any]:
    return {f.name: f"{TITLES[number]} {cls.spec.name}" for f in cls.spec.fields.values() if f.required}


def _values(record: Record, others: list[Record], random: Random) -> dict[str, Any]:
    """Values for half of the fields that have one to choose from, references included."""
    values: dict[str, Any] = {}
    for name, spec in record.spec.fields.items():
        if name in ("trashed", "key") or spec.required or random.random() < 0.5:
            continue
        if isinstance(spec.kind, Ref):
            # Only earlier ones, so that nothing goes round in a ring.
            targets = [one.id for one in others if one.spec.name == spec.kind.target and one.id < record.id]
            values[name] = random.choice([None, *targets])
        elif isinstance(spec.kind, Choice):
            values[name] = random.choice(list(spec.kind.options))
        elif isinstance(spec.kind, Day):
            values[name] = TODAY + timedelta(days=random.randint(-400, 400))
        elif isinstance(spec.kind, Money):
            values[name] = random.randint(-(10**9) if spec.kind.signed else 0, 10**9)
        elif isinstance(spec.kind, Number):
            values[name] = random.randint(spec.kind.low, min(spec.kind.high, spec.kind.low + 90))
        elif isinstance(spec.kind, Decimals):
            values[name] = Decimal(random.randint(0, 10000)) / 100
        elif isinstance(spec.kind, YesNo):
            values[name] = random.random() < 0.5
        elif type(spec.kind) is Text:
            values[name] = random.choice(TITLES)[: spec.kind.longest]
    return values


QUERIES = [
    (cls, name, descending)
    for cls in RECORDS
    for name in ("code", *(f.name for f in cls.spec.columns if f.kind.sortable), *cls.spec.computed)
    for descending in (False, True)
]


def test_every_list_is_sorted_by_every_field_in_both_directions(full: Opened) -> None:
    with full.office.read() as reader:
        for cls, name, descending in QUERIES:
            query = ListQuery(cls.spec.name, sort=name, descending=descending)
            page = reader.page(query)
            assert len(page) == reader.count(query) >= 5, query
            assert reader.ids(query, limit=2) == [record.id for record in page[:2]]
            if name in cls.spec.fields and not isinstance(cls.spec.fields[name].kind, Ref):
                _assert_sorted(cls, name, page, descending)


def _assert_sorted(cls: type[Record], name: str, page: list[Record], descending: bool) -> None:
    kind = cls.spec.fields[name].kind
    values = [getattr(record, name) for record in page]
    filled = [kind.sort_key(value) for value in values if value is not None]
    assert values[len(filled) :] == [None] * (len(values) - len(filled)), f"{cls.spec.name}.{name}: empty values first"
    assert filled == sorted(filled, reverse=descending), f"{cls.spec.name}.{name}"


def test_every_list_is_filtered_by_every_field_and_by_empty(full: Opened) -> None:
    with full.office.read() as reader:
        for cls in RECORDS:
            for name in (*cls.spec.fields, *(spec.name for spec in kept_of(cls))):
                if name == "trashed":
                    continue
                everything = {record.id: record for record in reader.page(ListQuery(cls.spec.name))}
                empty = set(reader.ids(ListQuery(cls.spec.name, only={name: (None,)})))
                if name in cls.spec.fields:
                    assert empty == {key for key, one in everything.items() if getattr(one, name) in (None, ())}, name
                else:
                    assert empty <= everything.keys()


def test_a_list_is_filtered_and_sorted_by_kept_values_at_once(full: Opened) -> None:
    with full.office.read() as reader:
        for cls in RECORDS:
            for kept in kept_of(cls):
                values = {value.value for row in reader.kept_of(cls, reader.ids(ListQuery(cls.spec.name))).values()
                          for name, value in row.items() if name == kept.name}  # fmt: skip
                for value in values:
                    query = ListQuery(cls.spec.name, sort=kept.name, only={kept.name: (value,)})
                    assert len(reader.ids(query)) == reader.count(query) > 0, (cls, kept.name, value)


def test_titles_stand_in_german_order(opened: Opened) -> None:
    for title in TITLES:
        opened.add(Goal, title=title)

    ascending = names(opened, ListQuery("goal", sort="title"))
    assert ascending == [
        "20 Tage", "100 Tage", "Ampel", "Ämter", "ärztlich", "O'Hara", "Straße", "Strasse 9", "Straße 10", "„Zitat“",
        "Zoo",
    ]  # fmt: skip
    assert names(opened, ListQuery("goal", sort="title", descending=True)) == ascending[::-1]


def test_codes_stand_in_the_order_of_their_numbers(opened: Opened) -> None:
    opened.sql("INSERT INTO counter VALUES ('Z', 2026, 998)")
    for title in "ABC":
        opened.add(Goal, title=title)

    assert names(opened, ListQuery("goal")) == ["A", "B", "C"]
    assert names(opened, ListQuery("goal", descending=True)) == ["C", "B", "A"]


def test_choices_stand_in_the_order_of_their_way(opened: Opened) -> None:
    for priority in ("low", None, "high", "medium"):
        opened.add(StrategyItem, title=str(priority), priority=priority)

    assert names(opened, ListQuery("strategy_item", sort="priority")) == ["high", "medium", "low", "None"]
    assert names(opened, ListQuery("strategy_item", sort="priority", descending=True)) == [
        "low", "medium", "high", "None",
    ]  # fmt: skip


def test_a_reference_sorts_by_the_name_that_people_read(opened: Opened) -> None:
    for last, title in (("Zander", "Dr."), ("Ährlich", None), ("Maier", "Prof.")):
        person = opened.add(Person, last_name=last, title=title)
        opened.add(Task, title=f"von {last}", responsible=person)
    opened.add(Task, title="von niemand")

    expected = ["von Ährlich", "von Maier", "von Zander"]
    assert names(opened, ListQuery("task", sort="responsible")) == [*expected, "von niemand"]
    assert names(opened, ListQuery("task", sort="responsible", descending=True)) == [*expected[::-1], "von niemand"]


def test_a_reference_to_a_record_without_a_title_sorts_by_what_names_it(opened: Opened) -> None:
    for number in ("JF 2026/10", "JF 2026/9"):
        meeting = opened.add(Meeting, number=number)
        opened.add(AgendaItem, title=f"in {number}", meeting=meeting)

    assert names(opened, ListQuery("agenda_item", sort="meeting")) == ["in JF 2026/9", "in JF 2026/10"]


def test_a_kept_value_sorts_worst_first_and_empty_last(opened: Opened) -> None:
    for title, due in (
        ("spät", date(2026, 6, 1)),
        ("fern", date(2027, 1, 1)),
        ("bald", date(2026, 7, 1)),
        ("nie", None),
    ):
        opened.add(Task, title=title, due_on=due)

    assert names(opened, ListQuery("task", sort="light")) == ["spät", "bald", "fern", "nie"]
    assert names(opened, ListQuery("task", sort="days_left")) == ["spät", "bald", "fern", "nie"]
    assert names(opened, ListQuery("task", sort="days_left", descending=True)) == ["fern", "bald", "spät", "nie"]


def test_negative_money_sorts_below_zero(opened: Opened) -> None:
    for title, total, actual in (
        ("minus", 100, 300_000),
        ("null", 100, 100),
        ("plus", 300_000, 100),
        ("leer", None, 5),
    ):
        opened.add(StrategyItem, title=title, cost_total=total, cost_actual=actual)

    assert names(opened, ListQuery("strategy_item", sort="cost_open")) == ["minus", "null", "plus", "leer"]


def test_filters_take_stored_and_kept_values_links_and_empty(opened: Opened) -> None:
    tag = opened.add(Tag, title="Recht")
    person = opened.add(Person, last_name="Maier")
    opened.add(Task, title="eins", responsible=person, due_on=date(2026, 6, 1), tags=(tag,))
    opened.add(Task, title="zwei", due_on=date(2027, 6, 1), status="waiting", waiting_for="Land")

    def only(**values: tuple[Any, ...]) -> list[str]:
        return names(opened, ListQuery("task", only=values))

    assert only(responsible=(person.id,)) == ["eins"]
    assert only(responsible=(None,)) == ["zwei"]
    assert only(responsible=(None, person.id)) == ["eins", "zwei"]
    assert only(light=("crit",)) == ["eins"]
    assert only(overdue=(True,)) == ["eins"]
    assert only(tags=(tag.id,)) == ["eins"]
    assert only(tags=(None,)) == ["zwei"]
    assert only(status=("open", "waiting")) == ["eins", "zwei"]
    assert only(due_on=(date(2026, 6, 1),)) == ["eins"]
    assert only(status=("waiting",), overdue=(True,)) == []
    assert only(status=()) == []


def test_a_filter_by_text_finds_the_middle_of_words_and_joins_all_of_them(opened: Opened) -> None:
    opened.add(OrgUnit, name="Hochbauamt", number="65", mailbox="hochbauamt@konstanz.example.org")
    opened.add(OrgUnit, name="Tiefbauamt", number="66")

    def containing(typed: str) -> list[str]:
        return names(opened, ListQuery("org_unit", contains=typed))

    assert containing("bau") == ["Hochbauamt", "Tiefbauamt"]
    assert containing("BAU 65") == ["Hochbauamt"]
    assert containing("@konstanz") == ["Hochbauamt"]
    assert containing("bau 65 66") == []
    assert containing("  ") == ["Hochbauamt", "Tiefbauamt"]


def test_the_papierkorb_is_a_list_of_its_own(opened: Opened) -> None:
    opened.add(Goal, title="lebt")
    opened.trash(opened.add(Goal, title="liegt"))

    for sort in ("code", "title", "level"):
        assert names(opened, ListQuery("goal", sort=sort)) == ["lebt"]
        assert names(opened, ListQuery("goal", sort=sort, trashed=True)) == ["liegt"]
    with opened.office.read() as reader:
        assert reader.counts()["goal"] == 1


def test_a_sorted_list_uses_an_index(opened: Opened) -> None:
    plans = [
        opened.sql(
            "EXPLAIN QUERY PLAN SELECT id FROM strategy_item "
            f"WHERE trashed IS NULL AND {key} IS NOT NULL ORDER BY {key}"
        )
        for key in ("title__key", "end_planned", "priority__key")
    ]
    for plan in plans:
        assert "TEMP B-TREE" not in str(plan)
        assert "USING" in str(plan)


def test_who_reads_within_a_read_joins_it(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot")
    with opened.office.read() as reader:
        assert reader.record(task.id) is not None
        with opened.office.read() as inner:
            assert inner.record(task.id) is not None
        assert reader.record(task.id) is not None
    opened.add(Task, title="Nach dem Lesen wird wieder geschrieben")
