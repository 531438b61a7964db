"""A person's right to be forgotten: a preview of every place, then the erasure, and what is left to do by hand."""

from collections.abc import Collection
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.services.edit import Author, purge
from kn_desk.storage.backup import back_up, holding
from kn_desk.storage.drafts import Drafts
from kn_desk.storage.office_file import Office
from kn_desk.storage.person_places import Key, Place
from kn_desk.storage.reader import Reader

_LOTSE = {"ms": "Lotsin", "mr": "Lotse"}


def places(office: Office, person: Person, home: Home) -> list[Place]:
    """Return every place that holds the person, drafts too; those with ``choice`` are changed only if ticked."""
    with office.read() as reader:
        found = reader.places_of(person.id)
        without_name = reader.without_name(person.id, "")
        drafts = Drafts(home).of(reader.meta()["office"])
    for draft in drafts:
        if draft.record == person.id or without_name(draft.text) != draft.text:
            found.append(Place("draft", draft.record, draft.field, "Entwurf", draft.text[:60]))
    return found


def erase_person(
    office: Office, author: Author, person: Person, label: str, ticked: Collection[Key], home: Home
) -> list[Path]:
    """Replace a person by a nameless record, for good, and return the older backups that still hold them.

    ``label`` is what they are called from now on ("ehem. Lotsin Hochbauamt"), ``ticked`` are the keys of the places
    to change among those that are a choice. Nothing before it can be undone. Raises UserError; then nothing changed.
    """
    office.erase(person.id, label, ticked, author.by, home)
    # A restore asks the newest backup whom it must not bring back.
    back_up(office.path, home.backups, "nach Löschung einer Person")
    return holding(person.id, home)


def purge_person(
    office: Office, author: Author, person: Person, label: str, ticked: Collection[Key], home: Home
) -> list[Path]:
    """Delete a person who lies in the Papierkorb, and take them out of the past too; see ``erase_person``.

    Raises UserError, where live records still refer to them too; then nothing has changed.
    """
    purge(office, author, person)
    try:
        return erase_person(office, author, person, label, ticked, home)
    except UserError:
        with office.read() as reader:
            last = reader.last_step()
        if last is not None and last.verb == "purge":
            office.undo(author.by, author.source)
        raise


def purge_group(office: Office, author: Author, record: Record, home: Home) -> list[Path]:
    """Delete a trashed record with all that went into the Papierkorb with it; persons are taken out of the past too.

    All places where surely they are meant are changed. Returns the older backups that still hold the persons.
    Raises UserError; where the group holds no second person, nothing has changed then.
    """
    persons = persons_with(office, record)
    if not persons:
        purge(office, author, record)
        return []
    first, *others = persons
    left_in = set(purge_person(office, author, first, *_sure(office, first, home), home))
    for person in others:
        left_in |= set(erase_person(office, author, person, *_sure(office, person, home), home))
    return sorted(left_in)


def persons_with(office: Office, record: Record) -> list[Person]:
    """Return the persons among a trashed record and what went into the Papierkorb with it."""
    with office.read() as reader:
        group = reader.trash_group(record.trashed) if record.trashed else []
    return [one for one in group if isinstance(one, Person)]


def label_for(reader: Reader, person: Person) -> str:
    """Return what a person may be called from now on: "ehem. Lotsin Hochbauamt"."""
    unit = reader.record(person.unit) if person.unit else None
    has_role = any(
        role.person == person.id for role in (*reader.rows(LotseRole), *reader.rows(LotseRole, trashed=True))
    )
    word = _LOTSE.get(person.salutation or "", "Lotse/Lotsin") if has_role else "Kontakt"
    label = f"ehem. {word} {unit.name}" if isinstance(unit, OrgUnit) else f"ehem. {word}"
    fits = len(label) <= Person.spec.fields["last_name"].kind.longest  # type: ignore[attr-defined]
    return label if fits and reader.without_name(person.id, "")(label) == label else "ehem. Kontakt"


def _sure(office: Office, person: Person, home: Home) -> tuple[str, set[Key]]:
    """The usual label, and the places where nobody else can be meant."""
    with office.read() as reader:
        label = label_for(reader, person)
    return label, {place.key for place in places(office, person, home) if place.choice and place.sure}
