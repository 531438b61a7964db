"""Reminders as .eml drafts: one per Lotse with all their sheets, in the folder of the run or another one."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kn_desk.exchange.file_names import file_name, free_path
from kn_desk.exchange.lotse_mail import draft_to, filled
from kn_desk.exchange.mail_draft import Draft, draft_bytes
from kn_desk.services.reminders import Reminder
from kn_desk.storage.files import replacing

#: The text as it is proposed; what stands in braces is filled in for each Lotse, see ``lotse_mail``.
MESSAGE = (
    "zum Stand der Maßnahmen {Zeitraum} fehlt noch Ihre Rückmeldung; die Rückgabe ist bis {Rückgabe bis}, erbeten.\n\n"
    "Bitte in der Mappe die gelben Felder prüfen und sie in den nächsten Tagen {Rückgabe an} zurückgeben. Was gleich "
    "geblieben ist, kann stehen bleiben.\n"
    "Ist sie schon unterwegs, ist diese Nachricht gegenstandslos.\n\n"
    "Vielen Dank und freundliche Grüße"
)


def by_lotse(reminders: Sequence[Reminder]) -> list[list[Reminder]]:
    """Return the reminders of each Lotse (or mailbox) together."""
    groups: dict[str, list[Reminder]] = {}
    for one in reminders:
        person = one.recipient.person
        groups.setdefault(person.id if person else one.recipient.unit.id, []).append(one)
    return list(groups.values())


def reminder_to(group: Sequence[Reminder], text: str = MESSAGE) -> Draft:
    """Return the draft that asks one Lotse for all their sheets, with the files that are still there."""
    due_on = min(one.due_on for one in group)
    number = max(one.number for one in group)
    units = ", ".join(one.recipient.unit.name for one in group)
    again = "Erinnerung" if number == 1 else f"{number}. Erinnerung"
    subject = f"{again}: Stand der Maßnahmen {group[0].period}: {units}"
    files = [one.file for one in group if one.file is not None]
    return draft_to(
        [one.recipient for one in group], subject, filled(text, group[0].period, due_on, files=len(group)), files
    )


def write_reminders(folder: Path, reminders: Sequence[Reminder], text: str = MESSAGE) -> list[Path]:
    """Write a draft per Lotse into a folder, all of them or none. Raises UserError."""
    made: list[Path] = []
    with ExitStack() as undo:
        for group in by_lotse(reminders):
            person = group[0].recipient.person
            name = (
                " ".join(filter(None, (person.last_name, person.first_name)))
                if person
                else group[0].recipient.unit.name
            )
            path = free_path(folder, file_name("Erinnerung", name, group[0].period, ending=".eml"))
            with replacing(path) as temporary:
                temporary.write_bytes(draft_bytes(reminder_to(group, text)))
            undo.callback(path.unlink, missing_ok=True)
            made.append(path)
        undo.pop_all()
    return made
