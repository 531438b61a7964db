"""Hypothesis strategies: a record of any type with random values, and a small office around it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from kn_desk.fields.kinds import Choice, Day, Links, Money, Number, Rate, Ref, YesNo
from kn_desk.fields.spec import Record
from tests.makers.near import FakeNear, assert_holds_until_it_turns
from tests.makers.records import make

R = TypeVar("R", bound=Record)

TODAY = date(2026, 6, 15)
DAYS = st.dates(TODAY - timedelta(days=50), TODAY + timedelta(days=50))
THRESHOLDS = st.fixed_dictionaries(
    {},
    optional={
        "deadline.crit": st.integers(0, 12),
        "deadline.warn": st.integers(0, 40),
        "deadline.internal": st.integers(0, 15),
    },
)


def _values(kind: object) -> "st.SearchStrategy[Any] | None":
    if isinstance(kind, Choice):
        return st.sampled_from(list(kind.options))
    if isinstance(kind, Day):
        return DAYS
    if isinstance(kind, Money):
        return st.integers(0, 10**9)
    if isinstance(kind, Rate):
        return st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths).scaleb(-2))
    if isinstance(kind, Number):
        return st.integers(kind.low, min(kind.high, kind.low + 100))
    if isinstance(kind, YesNo):
        return st.booleans()
    return None


@st.composite
def anything(draw: st.DrawFn, /, cls: type[R], near: Sequence[Record] = (), **fixed: Any) -> R:
    """A record whose values are random or missing; references go to records ``near``, links stay empty."""
    values: dict[str, Any] = {}
    for name, spec in cls.spec.fields.items():
        if name in fixed or spec.required or name in ("trashed", "archived") or isinstance(spec.kind, Links):
            continue
        if isinstance(spec.kind, Ref):
            targets = [record.id for record in near if record.spec.name == spec.kind.target]
            values[name] = draw(st.sampled_from([None, *targets]))
        elif (strategy := _values(spec.kind)) is not None:
            values[name] = draw(st.none() | strategy)
    return make(cls, **values, **fixed)


def assert_nothing_turns_unannounced(
    record: Record, others: Sequence[Record], today: date, thresholds: dict[str, int]
) -> None:
    """Check every computed value of a record: it stays as it is until the day it announced."""
    near = FakeNear(today, [record, *others], thresholds)
    for name in record.spec.computed:
        assert_holds_until_it_turns(near, record, name)
