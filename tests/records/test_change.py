"""Edits say what a record had and gets, and can be taken back."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Day, Links, Number, Text
from kn_desk.fields.spec import Record, field, record
from kn_desk.records.change import Clash, Conflict, Edit, FieldChange, Refused, creation, deletion, reversal, update


@record("Baum", "Bäume", prefix="X")
class Shrub(Record):
    """A record type for these tests alone."""

    title: str = field("Titel", Text(20))
    height: int | None = field("Höhe", Number(), default=3)
    planted_on: date | None = field("Gepflanzt", Day())
    friends: tuple[str, ...] = field("Freunde", Links("person"))


def shrub(**values: Any) -> Shrub:
    return Shrub(**{"id": "1", "code": "X-2026-001", "title": "Rose", **values})


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(min_size=1, max_size=3),
        "height": st.none() | st.integers(0, 3),
        "planted_on": st.none() | st.dates(),
        "friends": st.sets(st.sampled_from("abcd")).map(lambda ids: tuple(sorted(ids))),
    },
)


def applied(record: Shrub, edit: Edit | None) -> Shrub:
    """The record after an update, as the door does it."""
    values = {name: getattr(record, name) for name in record.spec.fields}
    for name, change in (edit.fields if edit else {}).items():
        if name == "friends":
            values[name] = tuple(sorted(set(values[name]) - set(change.old) | set(change.new)))
        else:
            assert values[name] == change.old
            values[name] = change.new
    return Shrub.of({"id": record.id, "code": record.code, **values})


def test_a_creation_holds_every_value_there_is() -> None:
    edit = creation(shrub(friends=("a", "b")))
    assert (edit.verb, edit.type, edit.id, edit.code) == ("create", "shrub", "1", "X-2026-001")
    assert edit.fields == {
        "title": FieldChange(None, "Rose"),
        "height": FieldChange(None, 3),
        "friends": FieldChange((), ("a", "b")),
    }


def test_a_new_record_has_no_code_yet() -> None:
    assert creation(shrub(code="")).code is None


@given(VALUES)
def test_a_deletion_is_a_creation_taken_back(values: dict[str, Any]) -> None:
    made = shrub(**values)
    assert deletion(made) == reversal(creation(made))
    assert creation(made) == reversal(deletion(made))


@given(VALUES, VALUES)
def test_an_update_leads_from_the_old_values_to_the_new(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = shrub(**old)
    edit = update(before, new)
    after = applied(before, edit)
    assert asdict(after) == asdict(before) | new
    if edit is not None:
        assert applied(after, reversal(edit)) == before
        assert reversal(reversal(edit)) == edit


@given(VALUES)
def test_an_update_that_changes_nothing_is_none(values: dict[str, Any]) -> None:
    assert update(shrub(**values), values) is None


def test_links_that_stay_are_not_in_an_update() -> None:
    edit = update(shrub(friends=("a", "b")), {"friends": ("b", "c")})
    assert edit is not None
    assert edit.fields == {"friends": FieldChange(("a",), ("c",))}


def test_an_update_of_an_unknown_field_is_a_bug() -> None:
    with pytest.raises(AttributeError):
        update(shrub(), {"titel": "Rose"})


def test_a_refusal_says_each_sentence_once() -> None:
    refused = Refused(
        (
            ("shrub", "1", "title", "Der Titel fehlt."),
            ("shrub", "2", "title", "Der Titel fehlt."),
            ("shrub", "1", "height", "Zu hoch."),
        ),
        "Rose",
    )
    assert refused.what == "Rose: Der Titel fehlt. Zu hoch."
    assert refused.todo == "Nichts wurde geändert."
    assert isinstance(refused, UserError)
    assert len(refused.faults) == 3


def test_a_conflict_names_the_clashes() -> None:
    clash = Clash("shrub", "1", "title", "Rose", "Tulpe", "Nelke")
    conflict = Conflict((clash,), "„Titel“ wurde inzwischen geändert.")
    assert conflict.clashes == (clash,)
    assert conflict.what == "„Titel“ wurde inzwischen geändert."
    assert conflict.todo
