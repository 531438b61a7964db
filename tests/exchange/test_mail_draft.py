"""Drafts as a mail program reads them."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from kn_desk.exchange.mail_draft import Draft, Mailbox, draft_bytes, is_sendable

IDA = Mailbox("Ida Müßig", "ida.muessig@konstanz.example.org")


def read(draft: Draft) -> EmailMessage:
    message = message_from_bytes(draft_bytes(draft), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_opens_as_one_and_says_everything(tmp_path: Path) -> None:
    file = tmp_path / "KN_Massnahmen_Hochbauamt_2026-H2.xlsx"
    file.write_bytes(b"PK\x03\x04 eine Mappe")
    found = read(
        Draft([IDA], [Mailbox("", "b@example.org")], "Rückgabe – bis 4.12.", "Grüße\n", [file], "an@example.org")
    )
    assert found["X-Unsent"] == "1"
    assert found["To"] == "Ida Müßig <ida.muessig@konstanz.example.org>"
    assert found["Cc"] == "b@example.org"
    assert found["Reply-To"] == "an@example.org"
    assert found["Subject"] == "Rückgabe – bis 4.12."
    body = found.get_body()
    assert body is not None
    assert body.get_content().split() == ["Grüße"]
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == file.name
    assert attached.get_content() == file.read_bytes()
    assert attached.get_content_type().endswith("spreadsheetml.sheet")


def test_nobody_gets_another_header_in() -> None:
    found = read(Draft([Mailbox("Ida\nBcc: x@example.org", IDA.address)], [], "Hallo\r\nBcc: y@example.org", "Text"))
    assert found["Bcc"] is None
    assert found["Subject"] == "Hallo Bcc: y@example.org"


@pytest.mark.parametrize(
    "address", ["", "kein@", "@x.org", "zwei worte@x.org", "a@b@c.org", "müller@x.org", "a\n@x.org"]
)
def test_an_address_that_mail_does_not_know_is_left_out(address: str) -> None:
    assert not is_sendable(address)
    found = read(Draft([Mailbox("Ida", address)], [], "Betreff", "Text"))
    assert found["To"] is None
