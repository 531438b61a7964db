"""Reminders as drafts: one per Lotse, with what is still there, all or none."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from kn_desk.errors import UserError
from kn_desk.exchange import reminder_drafts
from kn_desk.exchange.lotse_mail import filled
from kn_desk.exchange.reminder_drafts import reminder_to, write_reminders
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.office import Sheet
from kn_desk.services.dispatch import Recipient
from kn_desk.services.reminders import Reminder
from tests.makers.anything import TODAY
from tests.makers.records import make


def _reminder(unit: str, person: Person | None, file: Path | None = None, number: int = 1) -> Reminder:
    recipient = Recipient(make(OrgUnit, name=unit, mailbox=f"{unit.lower()}@example.org"), person)
    return Reminder(make(Sheet), recipient, "2026-H1", TODAY, number, file)


@pytest.fixture
def lotse() -> Person:
    return make(Person, last_name="Müßig", first_name="Ida", salutation="ms", email="ida@example.org")


def test_one_draft_asks_a_lotse_for_all_their_sheets(tmp_path: Path, lotse: Person) -> None:
    file = tmp_path / "Amt.xlsx"
    file.write_bytes(b"sheet")
    asked = [_reminder("Amt", lotse, file), _reminder("Bad", lotse), _reminder("Chor", None, number=2)]
    made = write_reminders(tmp_path, asked)
    assert [path.name for path in made] == [
        "KN_Erinnerung_Muessig-Ida_2026-H1.eml", "KN_Erinnerung_Chor_2026-H1.eml",
    ]  # fmt: skip
    first: Any = message_from_bytes(made[0].read_bytes(), policy=default)
    assert (first["To"], first["X-Unsent"]) == ("Ida Müßig <ida@example.org>", "1")
    assert first["Subject"] == "Erinnerung: Stand der Maßnahmen 2026-H1: Amt, Bad"
    assert [part.get_filename() for part in first.iter_attachments()] == ["Amt.xlsx"]
    body = first.get_body().get_content()
    assert body.startswith("Guten Tag Frau Müßig,\r\n\r\nzum Stand der Maßnahmen 2026-H1 fehlt")
    assert f"bis Montag, {TODAY:%d.%m.%Y}" in body
    second: Any = message_from_bytes(made[1].read_bytes(), policy=default)
    assert (second["To"], second["Subject"]) == (
        "Chor <chor@example.org>", "2. Erinnerung: Stand der Maßnahmen 2026-H1: Chor",
    )  # fmt: skip


def test_nothing_is_overwritten(tmp_path: Path, lotse: Person) -> None:
    names = [path.name for _ in range(2) for path in write_reminders(tmp_path, [_reminder("Amt", lotse)])]
    assert names == ["KN_Erinnerung_Muessig-Ida_2026-H1.eml", "KN_Erinnerung_Muessig-Ida_2026-H1_v2.eml"]


def test_where_one_draft_cannot_be_written_none_is_left(tmp_path: Path, lotse: Person) -> None:
    broken = replace(_reminder("Bad", None), file=tmp_path / "weg.xlsx")
    with pytest.raises(UserError):
        write_reminders(tmp_path, [_reminder("Amt", lotse), broken])
    assert list(tmp_path.iterdir()) == []


def test_the_earliest_day_is_the_one_that_is_named(lotse: Person) -> None:
    later = replace(_reminder("Bad", lotse), due_on=TODAY + timedelta(days=9))
    assert f"{TODAY:%d.%m.%Y}" in reminder_to([later, _reminder("Amt", lotse)]).body


def test_only_known_words_in_braces_are_filled_in_and_none_twice() -> None:
    said = filled("{Mappen} {Zeitraum} {sonst} {", "{Mappen}", TODAY, files=3)
    assert said == "3 Mappen {Mappen} {sonst} {"
    assert filled("{Rückgabe an}", "", TODAY, "an@example.org") == "an an@example.org"
    assert "{" not in filled(reminder_drafts.MESSAGE, "2026-H1", TODAY)
