"""The Konstanz sample: stored as data, loaded through the one door as any person's work would be.

One TOML file per area, in the order of their names; a file refers to its own entries and to those before it.

- ``[[type]]`` is one record; ``id`` is the key under which others refer to it. ``[defaults.type]`` holds values for
  every entry of that type in the file.
- A list named after a type inside an entry holds records that belong to it (the milestones of a Maßnahme); the
  reference, and the rank among siblings, follow from the place.
- A day may be reckoned: an anchor and steps, "today-2m+1w". Anchors are today, a weekday ("thursday" is the next
  one, or today) and "period", the first day of the half-year that is being reported on. "!" at the end moves a day
  off (weekend or public holiday) to a working day, away from today.
- In text, ``{today+3w}`` becomes that day, with ``:year``, ``:half`` or ``:jf`` what is made of it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kn_desk.fields.kinds import Data, Day, Links, Rank, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.words import between
from kn_desk.paths import database
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.deadlines import move
from kn_desk.records.identity import new_id
from kn_desk.records.workdays import workday_from, workday_until
from kn_desk.services.edit import Author, create
from kn_desk.storage.office_file import Office

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"d": "days", "w": "weeks", "m": "months"}
_DAY = re.compile(rf"(today|period|{'|'.join(_WEEKDAYS)})((?:[+-]\d+[dwm])*)(!?)")
_STEP = re.compile(r"([+-]\d+)([dwm])")
_IN_TEXT = re.compile(r"\{([^{}:]*):?([^{}]*)\}")
#: So long after a half-year the office still collects the reports on it.
_STILL_REPORTED = timedelta(days=30)


def load_sample(office: Office, by: str) -> int:
    """Put the sample into a new office file, one step per area; return the number of records.

    The steps cannot be undone: they are what the file begins with. Raises ValueError where the data is wrong.
    """
    keys: dict[str, str] = {}
    number = 0
    for path in sorted((database() / "sample").glob("*.toml")):
        entries = list(_entries(path))
        for entry in entries:
            if entry.key in keys:
                raise ValueError(f"{path.name}: the id {entry.key} is there twice")
            if entry.key:
                keys[entry.key] = entry.identity
        records = [entry.record(keys, office.today) for entry in entries]
        create(office, Author(by, "sample"), *records, verb="sample", barrier=True)
        number += len(records)
    return number


@dataclass(frozen=True)
class _Entry:
    """One record as the data describes it; ``given`` is what follows from its place."""

    cls: type[Record]
    identity: str
    key: str
    raw: Mapping[str, Any]
    given: Mapping[str, Any]

    def record(self, keys: Mapping[str, str], today: date) -> Record:
        values = {}
        for name, raw in self.raw.items():
            try:
                values[name] = _value(self.cls.spec.fields[name], raw, keys, today)
            except (KeyError, TypeError) as error:
                where = f"{self.cls.spec.name} {self.key or dict(self.raw)}"
                raise ValueError(f"sample, {where}: no field, type or id for {name} = {raw!r}") from error
        return self.cls.of({"id": self.identity, **values, **self.given})


def _entries(path: Path) -> Iterator[_Entry]:
    """Yield all entries of a file, each followed by those inside it."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    defaults = raw.pop("defaults", {})
    for name, listed in raw.items():
        yield from _listed(BY_NAME[name], listed, defaults, {})


def _listed(
    cls: type[Record], listed: list[dict[str, Any]], defaults: Mapping[str, Any], given: Mapping[str, Any]
) -> Iterator[_Entry]:
    rank = None
    ranks = [name for name, spec in cls.spec.fields.items() if isinstance(spec.kind, Rank)]
    for written in listed:
        inside = {name: value for name, value in written.items() if name in BY_NAME and name not in cls.spec.fields}
        own = {name: value for name, value in written.items() if name not in inside}
        raw = {**defaults.get(cls.spec.name, {}), **own}
        rank = between(rank, None)
        entry = _Entry(cls, new_id(), raw.pop("id", ""), raw, {**given, **dict.fromkeys(ranks, rank)})
        yield entry
        for name, value in inside.items():
            child = BY_NAME[name]
            yield from _listed(child, value, defaults, {_reference(child, cls): entry.identity})


def _reference(child: type[Record], owner: type[Record]) -> str:
    """The field by which a record refers to the one that it stands in."""
    fits = [spec.name for spec in child.spec.refs if spec.kind.targets == (owner.spec.name,)]  # type: ignore[attr-defined]
    return next((name for name in fits if name in child.spec.part_of), fits[0])


def _value(spec: FieldSpec, raw: Any, keys: Mapping[str, str], today: date) -> Any:
    if isinstance(spec.kind, Ref):
        return keys[raw]
    if isinstance(spec.kind, Links):
        return tuple(sorted(keys[key] for key in raw))
    if isinstance(raw, str) and isinstance(spec.kind, Day):
        raw = _reckoned(raw, today) or raw
    elif isinstance(raw, str) and not isinstance(spec.kind, Data):
        raw = _IN_TEXT.sub(lambda found: _AS_TEXT[found[2]](_known(found[1], today)), raw)
    return spec.kind.read(raw, today=today)


def _reckoned(text: str, today: date) -> date | None:
    """Return the day of an expression such as "thursday-2w!", None if the text is none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day = _anchor(found[1], today)
    for number, unit in _STEP.findall(found[2]):
        day = move(day, int(number), _UNITS[unit])
    if found[3]:
        return workday_until(day) if day < today else workday_from(day)
    return day


def _anchor(name: str, today: date) -> date:
    if name in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(name) - today.weekday()) % 7)
    if name == "period":
        reported = today - _STILL_REPORTED
        return date(reported.year, 1 if reported.month < 7 else 7, 1)
    return today


def _known(text: str, today: date) -> date:
    day = _reckoned(text, today)
    if day is None:
        raise KeyError(text)
    return day


_AS_TEXT: dict[str, Callable[[date], str]] = {
    "": Day().show_value,
    "year": lambda day: str(day.year),
    "half": lambda day: f"{day.year}-H{1 if day.month < 7 else 2}",
    # The fortnightly meetings of a year, counted.
    "jf": lambda day: f"JF {day.year}/{(day.timetuple().tm_yday - 1) // 14 + 1:02d}",
}
