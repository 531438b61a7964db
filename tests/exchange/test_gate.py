"""The gate: every kind of file that is no workbook, and every workbook that could do harm, is refused by a sentence."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from kn_desk.errors import UserError
from kn_desk.exchange.file_kind import NotAdmitted
from kn_desk.exchange.gate import MOST_BYTES, admit, read_file
from tests.makers.libreoffice import convert, needs_libreoffice

Parts = dict[str, bytes]


def workbook() -> bytes:
    """The bytes of a small honest workbook."""
    book = Workbook()
    book.active["A1"] = "Rathaus"  # type: ignore[index]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(content: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return archive_of(parts_of(workbook()) | {name: content})


def refused(content: bytes) -> NotAdmitted:
    with pytest.raises(NotAdmitted) as caught:
        admit(content)
    return caught.value


def ole(*names: str) -> bytes:
    """The beginning of an OLE container with these streams in its directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in names)
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + directory


def test_an_honest_workbook_passes() -> None:
    admitted = admit(workbook())
    assert (admitted.format, admitted.notes) == ("xlsx", ())


@pytest.mark.parametrize("names", [("EncryptedPackage",), ("\x06DataSpaces", "EncryptedPackage", "DRMContent")])
def test_an_encrypted_workbook_is_not_taken_for_an_old_one(names: tuple[str, ...]) -> None:
    assert "verschlüsselt (Kennwort oder Vertraulichkeitskennzeichnung)" in refused(ole(*names)).what


def test_an_old_xls_passes() -> None:
    assert admit(ole("Root Entry", "Workbook")).format == "xls"


def test_an_old_word_document_is_named() -> None:
    assert "Word-Dokument" in refused(ole("WordDocument")).what


def test_macros_are_never_run_and_said() -> None:
    parts = parts_of(workbook()) | {"xl/vbaProject.bin": b"macro"}
    types = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(types, enabled)
    admitted = admit(archive_of(parts))
    assert admitted.format == "xlsx"
    assert "Makros" in admitted.notes[0]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "unvollständig oder keine Excel-Datei"),
        (b"Hallo", "unvollständig oder keine Excel-Datei"),
        (bytes(2000), "unvollständig oder keine Excel-Datei"),
        (b"PK\x03\x04", "unvollständig oder keine Excel-Datei"),
        (b"<html><table>", "Webseite"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML>", "Webseite"),
        (b"<?xml version='1.0'?><Workbook/>", "XML-Datei"),
        (b"Titel;Status\r\nA;B\r\n", "CSV"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "Bild"),
        (b"SQLite format 3\0", "Datenbank"),
    ],
)
def test_what_is_no_workbook_is_named(content: bytes, word: str) -> None:
    assert word in refused(content).what


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_workbook(share: float) -> None:
    content = workbook()
    assert "unvollständig" in refused(content[: int(len(content) * share)]).what


def test_every_single_damaged_byte_is_refused_or_harmless() -> None:
    content = bytearray(workbook())
    for place in range(0, len(content), 37):
        spoiled = bytes(content[:place]) + bytes([content[place] ^ 0xFF]) + bytes(content[place + 1 :])
        with suppress(NotAdmitted):
            admit(spoiled)


def test_a_word_document_renamed() -> None:
    types = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document"/>'
    assert "Word-Dokument" in refused(archive_of({"[Content_Types].xml": types})).what


def test_an_archive_of_anything() -> None:
    assert "keine Excel-Datei" in refused(archive_of({"Brief.txt": b"Hallo"})).what


def test_other_documents_of_libreoffice_are_named() -> None:
    mimetype = b"application/vnd.oasis.opendocument.text"
    assert "Textdokument" in refused(archive_of({"mimetype": mimetype})).what


def test_an_encrypted_ods() -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
        "content.xml": b"?",
    }
    assert "verschlüsselt" in refused(archive_of(parts)).what


def test_a_zip_bomb() -> None:
    content = with_part("xl/worksheets/sheet1.xml", b" " * 150_000_000)
    assert len(content) < 500_000
    assert "ungewöhnlich groß (150 MB)" in refused(content).what


def test_a_part_packed_too_tightly() -> None:
    assert "ungewöhnlich groß" in refused(with_part("xl/media/image1.bin", bytes(5_000_000))).what


def test_many_small_bombs() -> None:
    parts = {f"xl/media/{number}.bin": bytes(900_000) for number in range(120)}
    assert "ungewöhnlich groß (108 MB)" in refused(archive_of(parts_of(workbook()) | parts)).what


def test_sizes_that_lie() -> None:
    """The directory says 100 bytes, the part holds more: found out without unpacking more than was said."""
    content = bytearray(archive_of({"[Content_Types].xml": b"x" * 5000}))
    central = content.rfind(b"PK\x01\x02")
    content[central + 24 : central + 28] = (100).to_bytes(4, "little")
    assert "unvollständig" in refused(bytes(content)).what


def test_too_many_parts() -> None:
    parts = {f"xl/{number}.xml": b"" for number in range(2001)}
    assert "aus Sicherheitsgründen" in refused(archive_of(parts)).what


def test_an_archive_inside_an_archive() -> None:
    assert "archive inside" in refused(with_part("xl/embeddings/book.xlsx", workbook())).details


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "xl/../../x.xml", "C:\\x.xml", "xl\\sheet.xml", "c:x.xml"]
)
def test_names_that_lead_out_of_the_archive(name: str) -> None:
    assert "aus Sicherheitsgründen" in refused(with_part(name, b"x")).what


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("again", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_the_same_part_twice(again: str) -> None:
    file = BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(again, "<workbook/>")
    assert "part twice" in refused(file.getvalue()).details


LAUGHS = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><sst>&lol2;</sst>'
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>'


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml", "a.vml"])
@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        XXE,
        b"<!DOCTYPE sst><sst/>",
        "<!DOCTYPE sst><sst/>".encode("utf-16"),
        "<!DOCTYPE sst><sst/>".encode("utf-16-be"),
        b" " * ((1 << 20) - 4) + b"<!DOCTYPE sst><sst/>" + bytes(range(256)) * 200,
    ],
)
def test_a_doctype_in_any_part(part: str, content: bytes) -> None:
    assert "DOCTYPE" in refused(archive_of(parts_of(workbook()) | {part: content}, zipfile.ZIP_STORED)).details


def test_links_and_objects_are_left_aside_and_said() -> None:
    admitted = admit(with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
    assert "Verknüpfungen" in admitted.notes[0]


def test_comments_are_counted() -> None:
    book = Workbook()
    for number in range(1, 4):
        book.active.cell(number, 1).comment = Comment("Stimmt das?", "Ida")  # type: ignore[union-attr]
    file = BytesIO()
    book.save(file)
    assert admit(file.getvalue()).notes == ("3 Kommentare werden nicht übernommen.",)


def test_a_part_packed_by_another_method() -> None:
    assert "packed by method" in refused(archive_of(parts_of(workbook()), zipfile.ZIP_LZMA)).details


def test_a_file_that_is_too_big_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "groß.xlsx"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES * 50)
    with pytest.raises(NotAdmitted, match=r"zu groß \(1000 MB; möglich sind 20 MB\)"):
        read_file(path)


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_what_cannot_be_read_is_said(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "Mappe.xlsx"
    make(path)
    with pytest.raises(UserError, match=r"Mappe\.xlsx"):
        read_file(path)


@needs_libreoffice
@pytest.mark.parametrize(("kind", "expected"), [("ods", "ods"), ("xls", "xls"), ("xlsx", "xlsx")])
def test_what_libreoffice_saves_passes(tmp_path: Path, kind: str, expected: str) -> None:
    source = tmp_path / "Mappe.xlsx"
    source.write_bytes(workbook())
    assert admit(convert(tmp_path, kind, source)[0].read_bytes()).format == expected
