"""The mail that asks a Lotse about what came home in a sheet."""

from kn_desk.exchange.lotse_mail import draft_to
from kn_desk.exchange.mail_draft import Draft
from kn_desk.records.contacts import OrgUnit
from kn_desk.services.dispatch import Recipient
from kn_desk.services.return_file import HomeFile
from kn_desk.services.return_questions import body_of, subject_of
from kn_desk.storage.reader import Reader


def question_draft(reader: Reader, file: HomeFile) -> Draft:
    """Return the draft with all questions that were marked in a file; without a recipient where none is known."""
    returned = file.returned
    unit = reader.record(returned.unit) if returned and returned.unit else None
    subject = subject_of(file, reader.name(returned.period) if returned else "")
    body = body_of(reader, file)
    if not isinstance(unit, OrgUnit):
        return Draft([], [], subject, f"Guten Tag,\n\n{body}\n")
    return draft_to([Recipient(unit, file.sender)], subject, body)
