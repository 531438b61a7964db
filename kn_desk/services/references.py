"""Finding the record that a person means by a Kennung or a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal

from kn_desk.errors import Unreadable
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import clean, fold
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

_WORD = re.compile(r"\w+")


def read_value(reader: Reader, spec: FieldSpec, raw: object, today: date) -> Any:
    """Return the value of a field that ``raw`` means; records may be named by Kennung or by name.

    A record that is to be stored together with the value stands for itself.

    Raises Unreadable with the field's label in front.
    """
    try:
        if isinstance(spec.kind, Ref):
            typed = raw if isinstance(raw, Record) else "" if raw is None else clean(str(raw))[0]
            return _identity(reader, typed, spec.kind.targets) if typed else None
        if isinstance(spec.kind, Links):
            return tuple(sorted(_identities(reader, raw, spec.kind.targets)))
        return spec.kind.read(raw, today=today)
    except Unreadable as error:
        raise Unreadable(f"{spec.label}: {error.what}", error.todo, details=error.details) from error


@dataclass(frozen=True)
class Match:
    """A record that may be meant by what is typed; ``new`` is one that is not stored yet, ``label`` then offers it."""

    id: str
    name: str
    code: str
    label: str
    new: Record | None = None


def matches(reader: Reader, typed: str, targets: tuple[str, ...], *, limit: int = 12) -> list[Match]:
    """Return records that what is typed so far may mean: whose name begins so, then whose name has it, then others."""
    found: list[tuple[int, str, Match]] = []
    for cls in [BY_NAME[name] for name in targets] or list(BY_NAME.values()):
        for record in reader.page(ListQuery(cls.spec.name, contains=typed), limit=60):
            name = reader.name_of(record)
            found.append((_place(typed, name), fold(name), Match(record.id, name, record.code, cls.spec.label)))
    return [match for *_, match in sorted(found, key=lambda entry: entry[:2])[:limit]]


def is_named(typed: str, name: str) -> bool:
    """Whether each typed word begins a word of a name, in any order."""
    words = _words(name)
    return all(any(word.startswith(wanted) for word in words) for wanted in _words(typed))


def _place(typed: str, name: str) -> Literal[0, 1, 2]:
    """0 for a name that begins with what is typed, 1 for one that has its words, 2 for one that has them elsewhere."""
    return 0 if fold(name).startswith(fold(typed.strip())) else 1 if is_named(typed, name) else 2


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _identities(reader: Reader, raw: Any, targets: tuple[str, ...]) -> set[str]:
    """The ids of the records meant, parted by ";", or by "," where the whole is not the name of one (Name, Vorname)."""
    parts: list[Record | str]
    if isinstance(raw, str):
        raw = clean(raw)[0]
    if not isinstance(raw, str):
        given: Iterable[object] = raw or ()
        parts = [part if isinstance(part, Record) else clean(str(part))[0].strip() for part in given]
    elif ";" in raw or "," not in raw:
        parts = [*raw.split(";")]
    else:
        try:
            return {_identity(reader, raw.strip(), targets)}
        except Unreadable:
            parts = [*raw.split(",")]
    return {_identity(reader, part, targets) for part in parts if isinstance(part, Record) or part.strip()}


def everywhere(reader: Reader, typed: str, *, limit: int = 12) -> list[Match]:
    """Return records of any type for the search of all areas: with this Kennung, with such a name, with such a word."""
    exact = reader.by_code(typed)
    named = [(record, reader.name_of(record)) for record in reader.find(typed, limit=limit, named=True)]
    # Of one name, what stands for itself comes before what is a part: the Maßnahme before its TOP.
    named.sort(key=lambda entry: (_place(typed, entry[1]), bool(entry[0].spec.part_of)))
    found = [exact] if exact is not None and exact.trashed is None else []
    found += [record for record, _ in named]
    found += reader.find(typed, limit=limit)
    once = list({record.id: record for record in found}.values())[:limit]
    return [Match(r.id, reader.name_of(r), r.code, r.spec.label) for r in once]


def _identity(reader: Reader, typed: str | Record, targets: tuple[str, ...]) -> str:
    """The id of the record meant, by Kennung or id also one in the Papierkorb; never a guess."""
    if isinstance(typed, Record):
        return typed.id
    typed = typed.strip()
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
    found = named.get(fold(typed), []) or _by_its_words(typed, named)
    if len(found) == 1:
        return found[0].id
    if found:
        raise Unreadable(
            f"„{typed}“ gibt es mehrfach.", f"Bitte die Kennung angeben: {', '.join(r.code for r in found)}."
        )
    near = [named[name][0] for name in get_close_matches(fold(typed), named, n=3, cutoff=0.5)]
    hint = ", ".join(f"{reader.name_of(record)} ({record.code})" for record in near)
    raise Unreadable(
        f"„{typed}“ wurde nicht gefunden.",
        f"Gemeint vielleicht: {hint}." if hint else "Bitte aus der Liste wählen oder neu anlegen.",
    )


def _by_its_words(typed: str, named: dict[str, list[Record]]) -> list[Record]:
    """The records whose name has just these words in another order: "Anna Müller" is "Müller, Anna"."""
    wanted = sorted(_words(typed))
    return [
        record for name, records in named.items() if wanted and sorted(_words(name)) == wanted for record in records
    ]
