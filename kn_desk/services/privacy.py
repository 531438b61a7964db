"""A person's right to be forgotten: a preview of every place, then the erasure, and what is left to do by hand."""

from collections.abc import Collection
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.paths import Home
from kn_desk.records.contacts import Person
from kn_desk.services.edit import Author, purge
from kn_desk.storage.backup import back_up, holding
from kn_desk.storage.drafts import Drafts
from kn_desk.storage.office_file import Office
from kn_desk.storage.person_places import Key, Place


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
    """Erase a person who lies in the Papierkorb, then delete the nameless record that is left.

    Raises UserError where live records still refer to it; the person is erased all the same.
    """
    if person.trashed is None:
        raise UserError(f"{person.code} liegt nicht im Papierkorb.")
    left_in = erase_person(office, author, person, label, ticked, home)
    with office.read() as reader:
        nameless = reader.record(person.id)
    if nameless is not None:
        purge(office, author, nameless)
    return left_in
