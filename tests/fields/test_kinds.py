"""What holds for every kind: values survive every way out and back, and any input is read or refused in German."""

import contextlib
import inspect
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.errors import Unreadable
from kn_desk.fields import kinds
from kn_desk.fields.kinds import Data, Kind, Links, Moment
from kn_desk.records.catalogue import RECORDS
from tests.makers.raw import HOSTILE, RAW, assert_told_in_german
from tests.makers.values import KINDS, TODAY, values_of

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
thorough = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def test_every_kind_there_is_is_walked_over() -> None:
    there_are = {
        cls for cls in vars(kinds).values() if inspect.isclass(cls) and issubclass(cls, Kind) and cls is not Kind
    }
    assert {type(kind) for kind in KINDS.values()} == there_are


def test_every_kind_that_a_record_uses_is_walked_over() -> None:
    fields = [spec.kind for cls in RECORDS for spec in cls.spec.fields.values()]
    computed = [spec.kind for cls in RECORDS for spec in cls.spec.computed.values()]
    used = {type(kind) for kind in (*fields, *computed)}
    assert all(issubclass(cls, tuple(type(kind) for kind in KINDS.values())) for cls in used)


@every_kind
@given(data=st.data())
@thorough
def test_what_is_stored_is_loaded_again(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    stored = kind.store(value)
    assert isinstance(stored, int if kind.sql == "integer" else str)
    assert kind.load(stored) == value
    assert kind.store(kind.load(stored)) == stored


@every_kind
@given(data=st.data())
@thorough
def test_what_is_shown_can_be_typed(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    shown = kind.show(value)
    if isinstance(kind, Moment):  # shown to the minute; the repeated hour of autumn is shown like the first
        value = value.replace(second=0)
        if kind.read(shown, today=TODAY) != value:
            assert kind.show(kind.read(shown)) == shown
            return
    assert kind.read(shown, today=TODAY) == value


@every_kind
@given(data=st.data())
@thorough
def test_json_is_read_again(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.read(kind.json(value)) == value


@every_kind
@given(data=st.data())
@thorough
def test_a_cell_is_read_again(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    cell = kind.cell(value)
    assert kind.read_cell(cell) == value
    if isinstance(cell, Decimal):  # as openpyxl brings numbers back
        assert kind.read_cell(float(cell)) == value
        if cell == int(cell):
            assert kind.read_cell(int(cell)) == value


@every_kind
@given(data=st.data())
@thorough
def test_reading_again_changes_nothing(kind: Kind[Any], data: st.DataObject) -> None:
    raw = data.draw(RAW)
    with contextlib.suppress(Unreadable):
        if (value := kind.read(raw, today=TODAY)) is not None:
            assert kind.read(kind.json(value)) == value
            assert kind.load(kind.store(value)) == value
            kind.store(kind.load(kind.store(value)))
            str(kind.store(value)).encode()  # what SQLite needs


@every_kind
@given(data=st.data())
@thorough
def test_sort_keys_compare(kind: Kind[Any], data: st.DataObject) -> None:
    one, other = (kind.sort_key(data.draw(values_of(kind))) for _ in range(2))
    assert (one < other) + (one == other) + (one > other) == 1  # type: ignore[operator]


@every_kind
@given(raw=RAW, today=st.none() | st.dates(date(1970, 1, 1), date(2150, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_any_input_is_read_or_refused_in_german(kind: Kind[Any], raw: object, today: date | None) -> None:
    for read in (kind.read, kind.read_cell):
        try:
            read(raw, today=today)
        except Unreadable as error:
            assert_told_in_german(error)


@every_kind
def test_hostile_text_is_read_or_refused_in_german(kind: Kind[Any]) -> None:
    for raw in HOSTILE:
        try:
            value = kind.read(raw, today=TODAY)
        except Unreadable as error:
            assert_told_in_german(error)
        else:
            assert value is None or kind.load(kind.store(value)) == value, ascii(raw[:40])


@every_kind
@pytest.mark.parametrize("raw", [None, ""])
def test_nothing_is_read_as_nothing(kind: Kind[Any], raw: object) -> None:
    assert kind.read(raw) == (() if isinstance(kind, Links) else None)
    assert kind.read_cell(raw) == (() if isinstance(kind, Links) else None)


@every_kind
@pytest.mark.parametrize("raw", [" ", "\t", "\n \n", "\u00a0\u202f", "\u200b", "\ufeff \u00ad"])
def test_a_blank_is_read_as_nothing(kind: Kind[Any], raw: str) -> None:
    if not isinstance(kind, Data):
        assert not kind.read(raw, today=TODAY)


@every_kind
def test_no_value_is_shown_as_an_empty_text(kind: Kind[Any]) -> None:
    assert kind.show(None) == ""


@every_kind
@given(data=st.data())
@thorough
def test_what_has_no_sort_column_sorts_as_it_is_stored(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    if kind.sortable and not kind.has_key:
        assert kind.sort_key(value) == kind.store(value)
