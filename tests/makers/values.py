"""Kinds of every class, and strategies for the values that their fields may have."""

import string
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from kn_desk.errors import Unreadable
from kn_desk.fields.kinds import (
    Choice,
    Clock,
    Data,
    Day,
    Decimals,
    Kind,
    Light,
    Links,
    Moment,
    Money,
    Note,
    Number,
    Pattern,
    Percent,
    Rank,
    Rate,
    Ref,
    Rhythm,
    Text,
    YesNo,
    signals,
)  # fmt: skip

TODAY = date(2026, 6, 15)

#: At least one kind of each class; what is configured differently stands there more than once.
KINDS: dict[str, Kind[Any]] = {
    "text": Text(),
    "short text": Text(5),
    "note": Note(),
    "pattern": Pattern(r"[a-z]+@[a-z]+\.de", "amt@konstanz.de"),
    "rank": Rank(),
    "data": Data(),
    "number": Number(),
    "number with unit": Number(-36500, 36500, unit="Tage"),
    "year": Number(1990, 2199),
    "percent": Percent(),
    "decimals": Decimals(),
    "one place": Decimals(1, unit="km"),
    "three places": Decimals(3),
    "rate": Rate(),
    "money": Money(),
    "signed money": Money(signed=True),
    "yes or no": YesNo(),
    "choice": Choice({"open": "Offen", "waiting": "Wartet auf …", "running": "Läuft", "dropped": "Entfällt"}),
    "long choice": Choice({f"c{n}": f"Straße {n}" for n in range(40)}),
    "light": Light(signals("Im Plan", "Verzögert", "Kritisch", "Keine Meldung")),
    "day": Day(),
    "clock": Clock(),
    "moment": Moment(),
    "rhythm": Rhythm(),
    "reference": Ref("person"),
    "links": Links("person", "group"),
}

_LINE = st.text(st.characters(codec="utf-8"), min_size=1)


def _read_by(kind: Kind[Any], raw: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The values that the kind makes of raw input that it can read."""

    def read(one: object) -> Any:
        try:
            return kind.read(one)
        except Unreadable:
            return None

    return raw.map(read).filter(lambda value: value is not None)


def values_of(kind: Kind[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy of values that a field of this kind may have."""
    for cls, strategy in _VALUES.items():
        if type(kind) is cls:
            return strategy(kind)
    raise TypeError(f"no strategy for {type(kind).__name__}: add one")


_DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
_IDS = st.uuids().map(str)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_VALUES: dict[type[Kind[Any]], Callable[[Any], st.SearchStrategy[Any]]] = {
    Text: lambda kind: _read_by(kind, _LINE),
    Note: lambda kind: _read_by(kind, _LINE),
    Pattern: lambda kind: st.from_regex(kind._form, fullmatch=True, alphabet=string.printable).filter(
        lambda text: len(text) <= kind.longest
    ),
    Rhythm: lambda kind: st.from_regex(kind._form, fullmatch=True).filter(lambda rule: len(rule) <= kind.longest)
    | st.sampled_from(["FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=-1FR,1MO", "FREQ=DAILY"]),
    Rank: lambda kind: st.from_regex(r"[0-9a-z]{0,20}[1-9a-z]", fullmatch=True),
    Data: lambda kind: _read_by(kind, _JSON.filter(lambda value: value not in (None, ""))),
    Number: lambda kind: st.integers(kind.low, kind.high),
    Percent: lambda kind: st.integers(0, 100),
    Decimals: lambda kind: st.decimals(-(10**12), 10**12, places=kind.places),
    Rate: lambda kind: st.decimals(-1000, 1000, places=2),
    Money: lambda kind: st.integers(-(10**14) if kind.signed else 0, 10**14),
    YesNo: lambda kind: st.booleans(),
    Choice: lambda kind: st.sampled_from(list(kind.options)),
    Light: lambda kind: st.sampled_from(list(kind.options)),
    Day: lambda kind: _DAYS,
    Clock: lambda kind: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Moment: lambda kind: st.datetimes(
        datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)
    ).map(lambda moment: moment.replace(microsecond=0)),
    Ref: lambda kind: _IDS,
    Links: lambda kind: st.sets(_IDS, max_size=4).map(lambda ids: tuple(sorted(ids))),
}  # fmt: skip
