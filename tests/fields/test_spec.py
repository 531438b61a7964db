"""A field described once: what a record type knows of itself from its declaration."""

from datetime import date
from typing import Any

import pytest

from kn_desk.fields.kinds import Day, Links, Number, Ref, Text
from kn_desk.fields.spec import Computed, Near, Record, computed, fault, field, fields_of, record, snake_case
from kn_desk.records.catalogue import RECORDS
from tests.makers.near import FakeNear

TODAY = date(2026, 6, 15)


@record("Baum", "Bäume", prefix="X", named_by=("title", "height"), unique=(("title",),))
class OldTree(Record):
    """A record type for these tests alone."""

    title: str = field("Titel", Text(20), section="Kopf", hint="So heißt er")
    height: int | None = field("Höhe", Number(), default=3)
    planted_on: date | None = field("Gepflanzt", Day(), internal=True)
    garden: str | None = field("Garten", Ref("garden"), confidential=True)
    friends: tuple[str, ...] = field("Freunde", Links("person"))

    @computed("Alter", Number(), sorted_by="planted_on")
    def age(self, near: Near) -> Computed:
        return Computed(near.today.year - self.planted_on.year if self.planted_on else None, "Seit der Pflanzung.")

    @computed("Name", Text(), kept=True, below=(("leaf", "tree"),), above=("garden",))
    def a_name(self, near: Near) -> Computed:
        return Computed(self.title)


def test_a_type_is_named_in_snake_case() -> None:
    assert OldTree.spec.name == "old_tree"
    assert [snake_case(name) for name in ("Task", "StrategyItem", "OrgUnit2x")] == [
        "task",
        "strategy_item",
        "org_unit2x",
    ]


def test_own_fields_come_first_and_in_their_order() -> None:
    names = list(fields_of(OldTree))
    assert names[:5] == ["title", "height", "planted_on", "garden", "friends"]
    assert (
        set(names[5:]) == set(fields_of(Record)) if hasattr(Record, "spec") else set(names[5:]) >= {"tags", "trashed"}
    )


def test_the_annotation_says_whether_a_field_may_be_empty() -> None:
    fields = fields_of(OldTree)
    assert [name for name, spec in fields.items() if spec.required] == ["title"]


def test_a_field_keeps_what_was_said_about_it() -> None:
    fields = fields_of(OldTree)
    assert (fields["title"].label, fields["title"].section, fields["title"].hint) == ("Titel", "Kopf", "So heißt er")
    assert fields["height"].default == 3
    assert fields["friends"].default == ()
    assert fields["planted_on"].internal
    assert not fields["title"].internal
    assert fields["garden"].confidential


def test_fields_are_sorted_by_where_they_stand() -> None:
    assert {"title", "height", "planted_on", "garden"} <= {spec.name for spec in OldTree.spec.columns}
    assert [spec.name for spec in OldTree.spec.links if spec.name != "tags"] == ["friends"]
    assert [spec.name for spec in OldTree.spec.refs] == ["garden"]


def test_computed_values_stand_in_the_order_in_which_they_are_written() -> None:
    assert list(OldTree.spec.computed) == ["age", "a_name"]
    assert OldTree.spec.computed["age"].sorted_by == "planted_on"
    assert OldTree.spec.computed["a_name"].below == (("leaf", "tree"),)


def test_a_record_computes_by_name() -> None:
    tree = OldTree.of({"title": "Linde", "planted_on": date(2000, 1, 1)})
    assert tree.compute("age", FakeNear(TODAY)) == Computed(26, "Seit der Pflanzung.")


def test_a_record_is_a_snapshot() -> None:
    tree = OldTree.of({"title": "Linde"})
    with pytest.raises(AttributeError):
        tree.title = "Eiche"  # type: ignore[misc]
    assert tree == OldTree.of({"title": "Linde"})
    assert tree.height == 3


def test_unknown_names_are_a_bug() -> None:
    with pytest.raises(TypeError):
        OldTree.of({"titel": "Linde"})


def test_the_description_of_a_type_cannot_be_changed() -> None:
    fields: Any = fields_of(OldTree)
    with pytest.raises(TypeError):
        fields["title"] = None


def test_a_fault_counts_where_one_of_its_inputs_was_touched() -> None:
    made = fault("end", "Das Ende liegt vor dem Beginn.", "start")
    assert made.field == "end"
    assert made.inputs == {"start", "end"}


@pytest.mark.parametrize(
    ("turns", "following"),
    [
        ((), None),
        ((date(2026, 6, 15),), None),
        ((date(2026, 6, 14), date(2026, 6, 16), date(2026, 7, 1)), date(2026, 6, 16)),
    ],
)
def test_a_value_is_looked_at_again_on_the_first_day_after_today(
    turns: tuple[date, ...], following: date | None
) -> None:
    assert Computed(1, turns=turns).next_change(TODAY) == following


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_every_type_names_itself_by_fields_it_has(cls: type[Record]) -> None:
    spec = cls.spec
    assert set(spec.named_by) <= set(spec.fields) | set(spec.computed)
    assert set(spec.part_of) <= {ref.name for ref in spec.refs}
    assert all(set(group) <= set(spec.fields) for group in spec.unique)
    assert all(f.label and f.name for f in spec.fields.values())
    assert all(value.sorted_by is None or value.sorted_by in spec.fields for value in spec.computed.values())


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_every_default_is_a_value_of_its_kind(cls: type[Record]) -> None:
    for spec in cls.spec.fields.values():
        if spec.default not in (None, ()) and isinstance(spec.default, (str, int)):
            assert spec.kind.read(spec.kind.json(spec.default)) == spec.default


def test_prefixes_and_names_occur_once() -> None:
    assert len({cls.spec.prefix for cls in RECORDS}) == len(RECORDS)
    assert len({cls.spec.name for cls in RECORDS}) == len(RECORDS)
