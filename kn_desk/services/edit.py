"""Creating, changing, trashing and bringing back records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import Record
from kn_desk.records.change import Change, ChangeSet, Edit, FieldChange, creation, deletion, update
from kn_desk.records.identity import new_id
from kn_desk.storage.office_file import Office
from kn_desk.storage.reader import Reader

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Author:
    """Who changes something, and through what (window, command, sheet …)."""

    by: str
    source: str


def new_record(cls: type[R], values: Mapping[str, Any]) -> R:
    """Return a record with a fresh id, these values and the defaults of its type; not stored yet."""
    return cls.of({"id": new_id()} | dict(values))


def create(office: Office, author: Author, *records: Record, verb: str = "create", barrier: bool = False) -> Change:
    """Store new records as one step."""
    change = ChangeSet(tuple(map(creation, records)), verb, author.by, author.source)
    return office.apply(change, barrier=barrier)


def change(office: Office, author: Author, record: Record, values: Mapping[str, Any], *new: Record) -> Change:
    """Give a record new values; ``record`` is the snapshot they start from. Raises UserError if nothing differs.

    ``new`` records, to which the values refer, are stored in the same step.
    """
    edit = update(record, values)
    edits = (*map(creation, new), *([edit] if edit else []))
    return office.apply(ChangeSet(edits, "edit", author.by, author.source))


def trash(office: Office, author: Author, *records: Record) -> Change:
    """Put records into the Papierkorb, each with its live parts, as one group that comes back together."""
    group = new_id()
    with office.read() as reader:
        leaving = going(reader, records)
        if any(record.trashed for record in records):
            raise UserError("Der Datensatz liegt schon im Papierkorb.")
        if locked := next(filter(None, (record.locked(reader.near) for record in records)), None):
            raise UserError(locked, "Nichts wurde geändert.")
    edits = tuple(Edit("update", r.spec.name, r.id, {"trashed": FieldChange(None, group)}) for r in leaving)
    return office.apply(ChangeSet(edits, "trash", author.by, author.source))


def restore_from_trash(office: Office, author: Author, record: Record) -> Change:
    """Bring a record back with all that went into the Papierkorb together with it."""
    if record.trashed is None:
        raise UserError(f"{record.code} liegt nicht im Papierkorb.")
    with office.read() as reader:
        group = reader.trash_group(record.trashed)
        if locked := record.locked(reader.near):
            raise UserError(locked, "Nichts wurde geändert.")
    edits = tuple(Edit("update", r.spec.name, r.id, {"trashed": FieldChange(r.trashed, None)}) for r in group)
    return office.apply(ChangeSet(edits, "restore", author.by, author.source))


def purge(office: Office, author: Author, record: Record) -> Change:
    """Delete a trashed record and its group for good (history and undo keep it); links to it go with it.

    Raises UserError where live records still refer to it by a single reference.
    """
    if record.trashed is None:
        raise UserError(f"{record.code} liegt nicht im Papierkorb.")
    with office.read() as reader:
        group = {part.id: part for part in reader.trash_group(record.trashed)}
        edits = [deletion(part) for part in group.values()]
        unlinked: dict[str, Edit] = {}
        for part in group.values():
            for usage in reader.usages(part):
                if usage.record.id not in group and isinstance(usage.field.kind, Links):
                    _unlink(unlinked, usage.record, usage.field.name, part.id)
    return office.apply(ChangeSet((*edits, *unlinked.values()), "purge", author.by, author.source))


def _unlink(edits: dict[str, Edit], record: Record, field: str, target: str) -> None:
    edit = edits.get(record.id) or Edit("update", record.spec.name, record.id, {})
    gone = edit.fields[field].old if field in edit.fields else ()
    fields = {**edit.fields, field: FieldChange((*gone, target), ())}
    edits[record.id] = Edit("update", record.spec.name, record.id, fields)


def going(reader: Reader, records: Iterable[Record]) -> list[Record]:
    """Return what goes into the Papierkorb with records: themselves, and the live records that are a part of them."""
    return list({part.id: part for record in records for part in with_parts(reader, record)}.values())


def with_parts(reader: Reader, record: Record) -> Iterator[Record]:
    """Yield a record and, all the way down, the live records that are a part of it."""
    yield record
    for _, parts in reader.parts(record):
        for part in parts:
            yield from with_parts(reader, part)
