"""Kinds whose values are other records: one (a column with a foreign key), or any number (rows of the link table)."""

from collections.abc import Iterable, Mapping
from datetime import date

from kn_desk.errors import Unreadable
from kn_desk.fields.kind import Kind, Stored
from kn_desk.fields.text import clean, quoted

_CHOOSE_ONE = "Bitte einen vorhandenen Eintrag auswählen."
_LONGEST = 200


def _identity(raw: str) -> str | None:
    """The id as it was given, without what a copied text has around it."""
    text = clean(raw)[0]
    if len(text) > _LONGEST:
        raise Unreadable(f"{quoted(text)} ist keine Kennung.", _CHOOSE_ONE)
    return text or None


class Ref(Kind[str]):
    """One record of the type ``target`` (its name in snake case); the value is the record's id."""

    width = 28

    def __init__(self, target: str) -> None:
        self.target = target

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.target,)

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        """Return the id; whoever reads a code or a name resolves it first."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise Unreadable(f"{quoted(raw)} ist keine Kennung.", _CHOOSE_ONE)
        return _identity(raw)

    def show_value(self, value: str) -> str:
        return value

    def store(self, value: str) -> str:
        return value

    def load(self, stored: Stored) -> str:
        return str(stored)


class Links(Kind[tuple[str, ...]]):
    """Any number of records of the types ``targets`` (none named: any type); the value is their ids, sorted."""

    has_column = False
    sortable = False
    width = 34

    def __init__(self, *targets: str) -> None:
        self.targets = targets

    def read(self, raw: object, *, today: date | None = None) -> tuple[str, ...] | None:
        if raw is None or raw == "":
            return ()
        parts = [raw] if isinstance(raw, str) else raw
        if not isinstance(parts, Iterable) or isinstance(parts, (bytes, bytearray, Mapping)):
            raise Unreadable(f"{quoted(raw)} ist keine Liste von Kennungen.", _CHOOSE_ONE)
        found: set[str] = set()
        for part in parts:
            if part is not None and not isinstance(part, str):
                raise Unreadable(f"{quoted(part)} ist keine Kennung.", _CHOOSE_ONE)
            found.update(filter(None, map(_identity, (part or "").split(","))))
        return tuple(sorted(found))

    def show_value(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)

    def store(self, value: tuple[str, ...]) -> str:
        return ",".join(value)

    def load(self, stored: Stored) -> tuple[str, ...]:
        return tuple(sorted(filter(None, str(stored).split(","))))

    def json(self, value: tuple[str, ...]) -> list[str]:
        return list(value)
