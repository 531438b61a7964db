"""The words of the mail that carries a Lotsenmappe, and of the one that asks for it."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kn_desk.exchange.mail_draft import Draft, Mailbox
from kn_desk.records.contacts import Person
from kn_desk.records.workdays import weekday
from kn_desk.services.dispatch import Dispatch, Recipient

#: The text as it is proposed, without its salutation; what stands in braces is filled in for each Lotse.
MESSAGE = (
    "anbei {Mappen} zum Stand der Maßnahmen {Zeitraum}.\n\n"
    "Bitte die gelben Felder prüfen und ändern, was nicht mehr stimmt, und bis {Rückgabe bis}, {Rückgabe an} "
    "zurückgeben.\n"
    "Zeigt Excel die Mappe geschützt, oben „Bearbeitung aktivieren“ wählen. Alles Weitere steht auf dem "
    "Deckblatt.\n\n"
    "Vielen Dank und freundliche Grüße"
)
_SALUTATIONS = {"ms": "Guten Tag Frau", "mr": "Guten Tag Herr"}


def mail_to(
    recipients: Sequence[Recipient], files: Sequence[Path], dispatch: Dispatch, return_to: str = "", text: str = MESSAGE
) -> Draft:
    """Return the draft for one Lotse with the files of all their units; who stands in gets a copy."""
    units = ", ".join(one.unit.name for one in recipients)
    subject = f"Stand der Maßnahmen {dispatch.period.label}: {units} – Rückgabe bis {dispatch.due_on:%d.%m.%Y}"
    return draft_to(recipients, subject, message_of(dispatch, return_to, len(files), text), files, return_to)


def draft_to(
    recipients: Sequence[Recipient], subject: str, message: str, files: Sequence[Path] = (), return_to: str = ""
) -> Draft:
    """Return a draft to one Lotse about their units: salutation and message; who stands in gets a copy."""
    first = recipients[0]
    to = Mailbox(_name(first.person) if first.person else first.unit.name, first.address)
    others = {person.id: person for one in recipients for person in one.deputies if person != first.person}
    copies = [Mailbox(_name(person), person.email) for person in others.values() if person.email]
    return Draft([to], copies, subject, f"{_salutation(first.person)},\n\n{message}\n", files, return_to)


def message_of(dispatch: Dispatch, return_to: str = "", files: int = 1, text: str = MESSAGE) -> str:
    """Return the text of the mail without its salutation, with what stands in braces filled in."""
    return filled(text, dispatch.period.label, dispatch.due_on, return_to, files)


def filled(text: str, period: str, due_on: date, return_to: str = "", files: int = 1) -> str:
    """Return a text with {Mappen}, {Zeitraum}, {Rückgabe bis} and {Rückgabe an} filled in; other braces stay."""
    facts = {
        "Mappen": "die Mappe" if files == 1 else f"{files} Mappen",
        "Zeitraum": period,
        "Rückgabe bis": f"{weekday(due_on)}, {due_on:%d.%m.%Y}",
        "Rückgabe an": f"an {return_to}" if return_to else "als Antwort auf diese E-Mail",
    }
    return re.sub(r"\{([^{}]+)\}", lambda found: facts.get(found[1], found[0]), text)


def _salutation(person: Person | None) -> str:
    words = _SALUTATIONS.get(person.salutation or "") if person else None
    if person is None or words is None:
        return f"Guten Tag {_name(person)}" if person else "Guten Tag"
    return " ".join(filter(None, (words, person.title, person.last_name)))


def _name(person: Person) -> str:
    return " ".join(filter(None, (person.first_name, person.last_name)))
