"""The words of the mail that carries a Lotsenmappe."""

from collections.abc import Sequence
from pathlib import Path

from kn_desk.exchange.mail_draft import Draft, Mailbox
from kn_desk.records.contacts import Person
from kn_desk.records.workdays import weekday
from kn_desk.services.dispatch import Dispatch, Recipient

_SALUTATIONS = {"ms": "Guten Tag Frau", "mr": "Guten Tag Herr"}


def mail_to(
    recipients: Sequence[Recipient], files: Sequence[Path], dispatch: Dispatch, return_to: str = ""
) -> Draft:  # fmt: skip
    """Return the draft for one Lotse with the files of all their units; who stands in gets a copy."""
    first = recipients[0]
    to = Mailbox(_name(first.person) if first.person else first.unit.name, first.address)
    others = {person.id: person for one in recipients for person in one.deputies if person != first.person}
    copies = [Mailbox(_name(person), person.email) for person in others.values() if person.email]
    units = ", ".join(one.unit.name for one in recipients)
    subject = f"Stand der Maßnahmen {dispatch.period.label}: {units} – Rückgabe bis {dispatch.due_on:%d.%m.%Y}"
    body = f"{_salutation(first.person)},\n\n{message_of(dispatch, return_to, len(files))}\n"
    return Draft([to], copies, subject, body, files, return_to)


def message_of(dispatch: Dispatch, return_to: str = "", files: int = 1) -> str:
    """Return the text of the mail without its salutation."""
    workbook = "die Mappe" if files == 1 else f"{files} Mappen"
    where = f"an {return_to}" if return_to else "als Antwort auf diese E-Mail"
    due = f"{weekday(dispatch.due_on)}, {dispatch.due_on:%d.%m.%Y}"
    return (
        f"anbei {workbook} zum Stand der Maßnahmen {dispatch.period.label}.\n\n"
        f"Bitte die gelben Felder prüfen und ändern, was nicht mehr stimmt, und bis {due}, {where} zurückgeben.\n"
        "Zeigt Excel die Mappe geschützt, oben „Bearbeitung aktivieren“ wählen. Alles Weitere steht auf dem "
        "Deckblatt.\n\n"
        "Vielen Dank und freundliche Grüße"
    )


def _salutation(person: Person | None) -> str:
    words = _SALUTATIONS.get(person.salutation or "") if person else None
    if person is None or words is None:
        return f"Guten Tag {_name(person)}" if person else "Guten Tag"
    return " ".join(filter(None, (words, person.title, person.last_name)))


def _name(person: Person) -> str:
    return " ".join(filter(None, (person.first_name, person.last_name)))
