"""Finding the record that a person means by a Kennung or a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from kn_desk.errors import Unreadable
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import clean, fold
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader


def read_value(reader: Reader, spec: FieldSpec, raw: object, today: date) -> Any:
    """Return the value of a field that ``raw`` means; records may be named by Kennung or by name.

    Raises Unreadable with the field's label in front.
    """
    try:
        if isinstance(spec.kind, Ref):
            typed = "" if raw is None else clean(str(raw))[0]
            return _identity(reader, typed, spec.kind.targets) if typed else None
        if isinstance(spec.kind, Links):
            return tuple(sorted(_identities(reader, raw, spec.kind.targets)))
        return spec.kind.read(raw, today=today)
    except Unreadable as error:
        raise Unreadable(f"{spec.label}: {error.what}", error.todo, details=error.details) from error


@dataclass(frozen=True)
class Match:
    """A record that may be meant by what is typed."""

    id: str
    name: str
    code: str
    label: str


def matches(reader: Reader, typed: str, targets: tuple[str, ...], *, limit: int = 12) -> list[Match]:
    """Return records that what is typed so far may mean, those whose name begins so first."""
    wanted = fold(typed)
    found: list[tuple[bool, str, Match]] = []
    for cls in [BY_NAME[name] for name in targets] or list(BY_NAME.values()):
        for record in reader.page(ListQuery(cls.spec.name, contains=typed), limit=60):
            name = reader.name_of(record)
            found.append(
                (not fold(name).startswith(wanted), fold(name), Match(record.id, name, record.code, cls.spec.label))
            )
    return [match for *_, match in sorted(found, key=lambda entry: entry[:2])[:limit]]


def _identities(reader: Reader, raw: object, targets: tuple[str, ...]) -> set[str]:
    """The ids of the records meant, parted by ";", or by "," where the whole is not the name of one (Name, Vorname)."""
    if isinstance(raw, str):
        raw = clean(raw)[0]
    if not isinstance(raw, str):
        given: Iterable[object] = raw or ()  # type: ignore[assignment]
        parts = [clean(str(part))[0] for part in given]
    elif ";" in raw or "," not in raw:
        parts = raw.split(";")
    else:
        try:
            return {_identity(reader, raw.strip(), targets)}
        except Unreadable:
            parts = raw.split(",")
    return {_identity(reader, part.strip(), targets) for part in parts if part.strip()}


def everywhere(reader: Reader, typed: str, *, limit: int = 12) -> list[Match]:
    """Return records of any type that have a word beginning so, or just this Kennung, for the search of all areas."""
    exact = reader.by_code(typed)
    found = [exact] if exact is not None and exact.trashed is None else []
    found += [record for record in reader.find(typed, limit=limit) if record != exact]
    return [Match(r.id, reader.name_of(r), r.code, r.spec.label) for r in found[:limit]]


def _identity(reader: Reader, typed: str, targets: tuple[str, ...]) -> str:
    """The id of the record meant, by Kennung or id also one in the Papierkorb; never a guess."""
    classes = [BY_NAME[name] for name in targets] or list(BY_NAME.values())
    record = reader.by_code(typed.split(" ", 1)[0]) or reader.record(typed)
    if record is not None and type(record) in classes:
        return record.id
    if record is not None:
        possible = ", ".join(cls.spec.label for cls in classes)
        raise Unreadable(f"{record.code} passt hier nicht ({record.spec.label}).", f"Möglich ist: {possible}.")
    named: dict[str, list[Record]] = {}
    for cls in classes:
        for candidate in reader.rows(cls):
            for name in {reader.name_of(candidate), getattr(candidate, "short_name", None) or ""} - {""}:
                named.setdefault(fold(name), []).append(candidate)
    found = named.get(fold(typed), [])
    if len(found) == 1:
        return found[0].id
    if found:
        raise Unreadable(
            f"„{typed}“ gibt es mehrfach.", f"Bitte die Kennung angeben: {', '.join(r.code for r in found)}."
        )
    near = [named[name][0] for name in get_close_matches(fold(typed), named, n=3, cutoff=0.5)]
    hint = ", ".join(f"{reader.name_of(record)} ({record.code})" for record in near)
    raise Unreadable(
        f"„{typed}“ wurde nicht gefunden.", f"Gemeint vielleicht: {hint}." if hint else "Bitte die Kennung angeben."
    )
