"""A ChangeSet: the one shape in which anything asks for the record to be changed, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import Record

EditVerb = Literal["create", "update", "delete"]


@dataclass(frozen=True)
class FieldChange:
    """What a field had and gets; for a link field the ids that leave and the ids that come."""

    old: Any
    new: Any


@dataclass(frozen=True)
class Edit:
    """One record created, updated or deleted; ``code`` is given only where a record comes back."""

    verb: EditVerb
    type: str
    id: str
    fields: Mapping[str, FieldChange]
    code: str | None = None


@dataclass(frozen=True)
class ChangeSet:
    """Edits that succeed or fail together and are one step of the history.

    ``verb`` says what a person did (create, edit, trash, undo …), ``source`` through what (window, command, sheet …).
    """

    edits: tuple[Edit, ...]
    verb: str
    by: str
    source: str
    reverts: int | None = None


@dataclass(frozen=True)
class Change:
    """What was written: the step, and the edits with the codes that the door gave."""

    step: int
    edits: tuple[Edit, ...]
    verb: str
    source: str
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clash:
    """A field of an edit that no longer has the value the edit started from."""

    type: str
    id: str
    field: str
    expected: Any
    stored: Any
    wanted: Any


class Conflict(UserError):
    """Somebody changed the same field meanwhile; nothing was written."""

    def __init__(self, clashes: tuple[Clash, ...], sentence: str) -> None:
        super().__init__(sentence, "Ihre Änderung wurde nicht gespeichert. Bitte den neuen Stand ansehen.")
        self.clashes = clashes


class Refused(UserError):
    """A rule forbids the change; nothing was written. ``faults`` are (type, id, field, sentence)."""

    def __init__(self, faults: tuple[tuple[str, str, str, str], ...], name: str = "") -> None:
        sentences = " ".join(dict.fromkeys(sentence for *_, sentence in faults))
        super().__init__(f"{name}: {sentences}" if name else sentences, "Nichts wurde geändert.")
        self.faults = faults


def creation(record: Record) -> Edit:
    """Return the edit that creates a record with all values that it has."""
    fields = {
        name: FieldChange(() if isinstance(spec.kind, Links) else None, getattr(record, name))
        for name, spec in record.spec.fields.items()
        if getattr(record, name) not in (None, ())
    }
    return Edit("create", record.spec.name, record.id, fields, record.code or None)


def deletion(record: Record) -> Edit:
    """Return the edit that removes a record for good."""
    fields = {
        name: FieldChange(getattr(record, name), () if isinstance(spec.kind, Links) else None)
        for name, spec in record.spec.fields.items()
        if getattr(record, name) not in (None, ())
    }
    return Edit("delete", record.spec.name, record.id, fields, record.code)


def update(record: Record, values: Mapping[str, Any]) -> Edit | None:
    """Return the edit that gives a record new values, None if it has them all already."""
    fields: dict[str, FieldChange] = {}
    for name, new in values.items():
        old = getattr(record, name)
        if isinstance(record.spec.fields[name].kind, Links):
            gone, come = set(old) - set(new), set(new) - set(old)
            if gone or come:
                fields[name] = FieldChange(tuple(sorted(gone)), tuple(sorted(come)))
        elif old != new:
            fields[name] = FieldChange(old, new)
    return Edit("update", record.spec.name, record.id, fields) if fields else None


def reversal(edit: Edit) -> Edit:
    """Return the edit that takes ``edit`` back."""
    verb: dict[EditVerb, EditVerb] = {"create": "delete", "delete": "create", "update": "update"}
    swapped = {name: FieldChange(change.new, change.old) for name, change in edit.fields.items()}
    return Edit(verb[edit.verb], edit.type, edit.id, swapped, edit.code)
