"""E-mail drafts as .eml files: a mail program opens them, a person looks and sends. Nothing is sent from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class Mailbox:
    """A name and an address."""

    name: str
    address: str


@dataclass(frozen=True)
class Draft:
    """A mail that is to be sent by hand."""

    to: Sequence[Mailbox]
    copies: Sequence[Mailbox]
    subject: str
    body: str
    attachments: Sequence[Path] = ()
    reply_to: str = ""


def draft_bytes(draft: Draft) -> bytes:
    """Return the draft as a file that Outlook and Thunderbird open; addresses that mail does not know are left out."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message["Subject"] = _line(draft.subject)
    for header, mailboxes in (("To", draft.to), ("Cc", draft.copies), ("Reply-To", [Mailbox("", draft.reply_to)])):
        if addresses := [address for box in mailboxes if (address := _address(box)) is not None]:
            message[header] = addresses
    message.set_content(draft.body)
    for path in draft.attachments:
        message.add_attachment(path.read_bytes(), maintype=_XLSX[0], subtype=_XLSX[1], filename=path.name)
    return message.as_bytes()


def is_sendable(address: str) -> bool:
    """Whether mail programs know this form of address."""
    return _address(Mailbox("", address)) is not None


def _address(mailbox: Mailbox) -> Address | None:
    if not mailbox.address or not mailbox.address.isascii():
        return None
    try:
        return Address(_line(mailbox.name), addr_spec=mailbox.address)
    except (ValueError, IndexError, MessageError):
        return None


def _line(text: str) -> str:
    """No line feed gets into a header: it would begin another one."""
    return " ".join(text.split())
