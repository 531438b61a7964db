"""What kind of file something is that should be a workbook, told by its first bytes and its parts."""

import re
from collections.abc import Mapping
from typing import Literal

from kn_desk.errors import UserError

Format = Literal["xlsx", "xls", "xlsb", "ods"]

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SAVE_AGAIN = "Bitte in Excel öffnen und als Excel-Arbeitsmappe (.xlsx) neu speichern."
#: What the main part calls itself in [Content_Types].xml, the more special ones first.
_CONTENT_TYPES: tuple[tuple[bytes, Format], ...] = (
    (b"application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
    (b"application/vnd.ms-excel.template.macroEnabled.main+xml", "xlsx"),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xlsx"),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "xlsx"),
)
_OTHER_TYPES = (
    (b"wordprocessingml", "ein Word-Dokument"),
    (b"presentationml", "eine PowerPoint-Präsentation"),
    (b"opendocument.text", "ein Textdokument von LibreOffice"),
    (b"opendocument.presentation", "eine Präsentation von LibreOffice"),
)
_OTHER_STARTS = (
    (b"%PDF", "eine PDF-Datei"),
    (b"{\\rtf", "ein Textdokument (RTF)"),
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
    (b"SQLite format 3\0", "eine Datenbank"),
)


class NotAdmitted(UserError):
    """The file is not read; ``what`` says why."""


def broken(what: str = "Die Datei ist unvollständig oder keine Excel-Datei.", details: str = "") -> NotAdmitted:
    return NotAdmitted(what, SAVE_AGAIN, details=details)


def something_else(what: str) -> NotAdmitted:
    return NotAdmitted(f"Das ist {what}, keine Excel-Mappe.", "Bitte die Lotsenmappe selbst schicken lassen.")


def encrypted() -> NotAdmitted:
    return NotAdmitted(
        "Die Datei ist verschlüsselt (Kennwort oder Vertraulichkeitskennzeichnung).",
        "Bitte in Excel die Verschlüsselung entfernen und neu speichern.",
    )


def no_workbook(content: bytes) -> NotAdmitted:
    """Return what is to be said of a file that is neither an OLE container nor an archive."""
    for start, what in _OTHER_STARTS:
        if content.startswith(start):
            return something_else(what)
    text = content[:1000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if text.startswith((b"<!doctype html", b"<html")) or b"<html" in text:
        return broken("Die Datei ist eine Webseite, keine Excel-Datei.")
    if text.startswith(b"<"):
        return broken("Die Datei ist eine XML-Datei, keine Excel-Mappe.")
    if content and b"\0" not in content[:1000] and re.search(rb"[;,\t]", content[:1000]):
        return NotAdmitted(
            "Das ist eine Textdatei (CSV), keine Lotsenmappe.", "Bitte die Mappe selbst schicken lassen."
        )
    return broken()


def format_of_container(content: bytes) -> Format:
    """Return the format of an OLE container: only an old .xls is one to read. Raises NotAdmitted."""
    if holds(content, "EncryptedPackage") or holds(content, "DRMContent"):
        raise encrypted()
    if holds(content, "WordDocument"):
        raise something_else("ein Word-Dokument")
    if holds(content, "PowerPoint Document"):
        raise something_else("eine PowerPoint-Präsentation")
    if not (holds(content, "Workbook") or holds(content, "Book")):
        raise broken()
    return "xls"


def holds(content: bytes, name: str) -> bool:
    """Whether an OLE container has a stream or a folder of this name."""
    return name.encode("utf-16-le") + b"\0\0" in content


def format_of_parts(parts: Mapping[str, bytes]) -> Format:
    """Return the format of an archive by the parts that say so. Raises NotAdmitted."""
    types, mimetype = parts.get("[Content_Types].xml"), parts.get("mimetype", b"")
    if types is not None:
        for content_type, name in _CONTENT_TYPES:
            if content_type in types:
                return name
    if mimetype.strip() == b"application/vnd.oasis.opendocument.spreadsheet":
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise encrypted()
        return "ods"
    for word, what in _OTHER_TYPES:
        if word in (types or b"") or word in mimetype:
            raise something_else(what)
    raise broken()
