"""The gate before the reader: whether a file that came home may be read at all.

Nothing is extracted to the disk and no XML is parsed: parts are unpacked block by block, counted and searched. The
bytes that were looked at are the bytes that are read afterwards.
"""

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kn_desk.errors import UserError
from kn_desk.exchange.file_kind import (
    OLE,
    SAVE_AGAIN,
    Format,
    NotAdmitted,
    broken,
    encrypted,
    format_of_container,
    format_of_parts,
    holds,
    no_workbook,
)  # fmt: skip

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_RATIO = 100
#: Small parts may be packed as tightly as they like.
RATIO_FROM = 1_000_000
MOST_PARTS = 2000
_BLOCK = 1 << 20

_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_LONGEST_DOCTYPE = max(map(len, _DOCTYPES))
_COMMENTS = re.compile(r"xl/(comments[^/]*|threadedComments/[^/]+|comments/[^/]+)\.xml", re.IGNORECASE)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment|annotation)[ >]")
_LINKED = re.compile(r"xl/(externalLinks/|connections\.xml|embeddings/|activeX/|queryTables/)", re.IGNORECASE)


@dataclass(frozen=True)
class Admitted:
    """A file that may be read, with German sentences about what of it is left aside."""

    format: Format
    content: bytes
    notes: tuple[str, ...] = ()


def read_file(path: Path) -> bytes:
    """Return the bytes of a file. Raises NotAdmitted where it is too big, UserError where it cannot be read."""
    try:
        if path.is_dir():
            raise NotAdmitted(f"„{path.name}“ ist ein Ordner.", "Bitte eine Datei wählen.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
            size = path.stat().st_size
    except FileNotFoundError as error:
        raise UserError(f"Die Datei „{path}“ gibt es nicht.", "Bitte den Namen prüfen.") from error
    except OSError as error:
        raise UserError(
            f"Die Datei „{path.name}“ lässt sich nicht lesen.",
            "Ist sie noch in einem anderen Programm geöffnet?",
            details=f"{type(error).__name__}: {error.strerror}",
        ) from error
    if len(content) > MOST_BYTES:
        raise NotAdmitted(
            f"Die Datei ist zu groß ({_megabytes(size)}; möglich sind {_megabytes(MOST_BYTES)}).",
            "Eine Lotsenmappe ist viel kleiner. Ist es die richtige Datei?",
        )
    return content


def admit(content: bytes) -> Admitted:
    """Return the file if it may be read. Raises NotAdmitted with a German sentence."""
    if content.startswith(OLE):
        macros = (MACROS,) if holds(content, "_VBA_PROJECT_CUR") else ()
        return Admitted(format_of_container(content), content, macros)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content)
    raise no_workbook(content)


def _unsafe(details: str) -> NotAdmitted:
    return NotAdmitted(
        "Die Datei ist anders aufgebaut als eine Excel-Mappe und wird aus Sicherheitsgründen nicht gelesen.",
        SAVE_AGAIN,
        details=details,
    )


MACROS = "Die Datei enthält Makros. Sie werden nie ausgeführt; gelesen werden nur die Werte der Zellen."


def _packed(content: bytes) -> Admitted:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            found = _Parts(archive)
            for entry in entries:
                found.look_through(entry)
    except (BadZipFile, EOFError, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise broken(details=f"{type(error).__name__}: {error}") from error
    return Admitted(format_of_parts(found.kept), content, tuple(found.notes()))


def _check_directory(entries: list[ZipInfo]) -> None:
    """What the directory of the archive says; that it does not lie is seen when the parts are unpacked."""
    if len(entries) > MOST_PARTS:
        raise _unsafe(f"{len(entries)} parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise _too_big(unpacked)
    twice = [name for name, number in Counter(entry.filename.casefold() for entry in entries).items() if number > 1]
    if twice:
        raise _unsafe(f"part twice: {twice[0][:100]}")
    for entry in entries:
        name = entry.orig_filename
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise _unsafe(f"name of a part: {name[:100]!r}")
        if entry.flag_bits & 1:
            raise encrypted()
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _unsafe(f"packed by method {entry.compress_type}")
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise _too_big(unpacked)


def _too_big(unpacked: int) -> NotAdmitted:
    return NotAdmitted(
        f"Die Datei entpackt sich zu ungewöhnlich groß ({_megabytes(unpacked)}) und wird nicht gelesen.",
        "Ist es die richtige Datei? Sonst bitte in Excel öffnen und neu speichern.",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 10_000_000 else f"{size / 1_000_000:.1f} MB".replace(".", ",")


class _Parts:
    """What the parts of an archive hold, as far as the gate has to know."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.kept: dict[str, bytes] = {}
        self._comments = 0
        self._macros = self._linked = False

    def look_through(self, entry: ZipInfo) -> None:
        """Unpack a part block by block. Raises NotAdmitted, or BadZipFile where the directory lies about it."""
        name = entry.filename
        self._macros |= name.lower().endswith("vbaproject.bin") or name.startswith("Basic/Standard/")
        self._linked |= _LINKED.match(name) is not None
        keep = name in ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
        keep = (keep or _COMMENTS.fullmatch(name) is not None) and entry.file_size <= _BLOCK
        blocks: list[bytes] = []
        end, size = b"", 0
        with self._archive.open(entry) as part:
            while block := part.read(_BLOCK):
                if size == 0 and block.startswith(b"PK\x03\x04"):
                    raise _unsafe(f"an archive inside: {name[:100]}")
                size += len(block)
                if any(doctype in end + block for doctype in _DOCTYPES):
                    raise _unsafe(f"DOCTYPE in {name[:100]}")
                end = block[-_LONGEST_DOCTYPE:]
                if keep:
                    blocks.append(block)
        if size != entry.file_size:
            raise BadZipFile(f"{name[:100]}: {size} bytes instead of {entry.file_size}")
        if _COMMENTS.fullmatch(name):
            self._comments += sum(len(_COMMENT.findall(block)) for block in blocks)
        elif keep:
            self.kept[name] = b"".join(blocks)

    def notes(self) -> list[str]:
        """Return what is left aside when the file is read."""
        notes = [MACROS] if self._macros else []
        if self._linked:
            notes.append("Verknüpfungen mit anderen Dateien und eingebettete Objekte werden ignoriert.")
        if self._comments:
            words = "1 Kommentar wird" if self._comments == 1 else f"{self._comments} Kommentare werden"
            notes.append(f"{words} nicht übernommen.")
        return notes
