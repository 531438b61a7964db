"""What happens before an office file is trusted: looked at from outside, then from inside, and nothing changed."""

import errno
import hashlib
import os
import shutil
import sqlite3
import stat
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.paths import Home
from kn_desk.storage.connect import as_sentences, connect
from kn_desk.storage.files import OWNER_ONLY, digest, disk_sentences
from kn_desk.storage.tables import APPLICATION_ID, SCHEMA_VERSION

_MAGIC = b"SQLite format 3\0"
_JOURNALS = ("-journal", "-wal")
#: SQLite takes 512 bytes, with "-journal" at the end.
_LONGEST_PATH = 500


class NotOpened(UserError):
    """A file that is not opened; its bytes are as they were."""


@dataclass(frozen=True)
class Header:
    """What the first bytes of a SQLite file say."""

    version: int
    page_size: int
    pages: int
    size: int

    @property
    def surplus(self) -> int:
        """Bytes after the last page: SQLite does not mind them, we say so."""
        return self.size - self.page_size * self.pages


def leftover_journals(path: Path) -> list[Path]:
    """Return the journals beside a file that a crash (or another program) left there."""
    beside = (path.with_name(path.name + suffix) for suffix in _JOURNALS)
    return [journal for journal in beside if journal.exists() and journal.stat().st_size > 0]


def check_name(path: Path) -> None:
    """Raise NotOpened if a file of this name could not be kept: SQLite needs room for the names of its journals."""
    try:
        too_long = len(os.fsencode(path.absolute())) > _LONGEST_PATH
        path.with_name(f"{path.name}{_JOURNALS[0]}").exists()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        too_long = True
    if too_long:
        raise NotOpened(
            f"Der Name oder der Pfad „…{str(path)[-60:]}“ ist zu lang.",
            f"Möglich sind {_LONGEST_PATH} Zeichen im Ganzen. Bitte einen kürzeren wählen.",
        )


def examine(path: Path) -> Header:
    """Look at a file from outside, before SQLite sees it. Raises NotOpened with a sentence for all that is not ours.

    Never called while this process has the file open in SQLite: closing it would drop SQLite's lock.
    """
    try:
        check_name(path)
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise NotOpened(f"„{path}“ ist ein Ordner.", "Bitte eine KN-Desk-Datei (.kndesk) angeben.")
        if not stat.S_ISREG(about.st_mode):
            raise NotOpened(f"„{path}“ ist keine gewöhnliche Datei.", "Bitte eine KN-Desk-Datei (.kndesk) angeben.")
        size = about.st_size
        journals = leftover_journals(path)
        with path.open("rb") as file:
            start = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotOpened(f"Die Datei „{path}“ gibt es nicht.", "Bitte Ordner und Namen prüfen.") from error
    except OSError as error:
        raise NotOpened(
            f"Die Datei „{path}“ lässt sich nicht lesen.", "Bitte die Rechte prüfen.", details=str(error)
        ) from error
    if size == 0:
        raise NotOpened(
            "Die Datei ist leer. Wahrscheinlich wurde ein Kopiervorgang abgebrochen.", "Bitte eine Sicherung öffnen."
        )
    if not start.startswith(_MAGIC) and not _MAGIC.startswith(start):
        raise NotOpened("Das ist keine KN-Desk-Datei, oder sie ist verschlüsselt.", "Nichts wurde geändert.")
    if len(start) < 100:
        raise _incomplete()
    raw_page_size, pages, version, application = (
        struct.unpack(">H", start[16:18])[0], *struct.unpack(">I", start[28:32]), *struct.unpack(">I", start[60:64]),
        struct.unpack(">I", start[68:72])[0],
    )  # fmt: skip
    page_size = 65536 if raw_page_size == 1 else raw_page_size
    if application != APPLICATION_ID:
        raise NotOpened("Diese Datei gehört zu einem anderen Programm.", "Nichts wurde geändert.")
    if version == 0:
        raise NotOpened("Die Datei ist beschädigt (ohne Version).", "Bitte eine Sicherung wiederherstellen.")
    if version > SCHEMA_VERSION:
        raise NotOpened("Die Datei wurde mit einer neueren Version gespeichert.", "Bitte KN Desk aktualisieren.")
    header = Header(version, page_size, pages, size)
    if header.surplus < 0 and not journals:
        raise _incomplete()
    return header


def _incomplete() -> NotOpened:
    return NotOpened("Die Datei ist beschädigt (unvollständig).", "Bitte eine Sicherung wiederherstellen.")


def rescue(path: Path, home: Home) -> Path | None:
    """Copy a file and its leftover journals aside before SQLite plays them back; return the folder, None without.

    A journal that SQLite does not play back stays beside the file: it is copied once, not at every opening.
    """
    journals = leftover_journals(path)
    if not journals:
        return None
    with disk_sentences(path):
        same = hashlib.sha256("".join(map(digest, (path, *journals))).encode()).hexdigest()[:16]
    folder = home.rescued / f"{path.stem}_{same}"
    with disk_sentences(folder):
        if not folder.exists():
            scratch = folder.with_name(f"{folder.name}.tmp")
            scratch.mkdir(parents=True, exist_ok=True)
            for file in (path, *journals):
                shutil.copy2(file, scratch / file.name)
                (scratch / file.name).chmod(OWNER_ONLY)
            scratch.rename(folder)
    return folder


def try_out(path: Path, rescued: Path) -> None:
    """Play the journals of a rescued file back on one more copy. Raises NotOpened where they do not belong to it."""
    journals = leftover_journals(rescued / path.name)
    with (
        disk_sentences(rescued),
        tempfile.TemporaryDirectory(dir=rescued, ignore_cleanup_errors=True) as scratch,
    ):
        for file in (rescued / path.name, *journals):
            shutil.copyfile(file, Path(scratch) / file.name)
        if not _is_sound(Path(scratch) / path.name):
            names = " und ".join(f"„{journal.name}“" for journal in journals)
            raise NotOpened(
                f"Neben der Datei liegt {names}, und beides passt nicht zusammen; nichts wurde geändert.",
                f"Kopien liegen unter „{rescued}“. Bitte eine Sicherung wiederherstellen.",
            )


def _is_sound(path: Path) -> bool:
    """Whether SQLite can open a copy with its journal, and finds all of it in order."""
    try:
        with as_sentences():
            bare = connect(path)
            try:
                check_inside(bare)
            finally:
                bare.close()
    except UserError:
        return False
    return True


def check_inside(bare: sqlite3.Connection, *, quick: bool = False) -> None:
    """Read every page. Raises NotOpened where one is broken.

    ``quick`` leaves out whether indexes agree with their tables: four times as fast, for whoever only reads, since a
    save waits for whoever reads.
    """
    try:
        found = bare.execute(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") in ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR"):
            raise NotOpened(
                "Die Datei ist beschädigt.", "Bitte eine Sicherung wiederherstellen.", details=str(error)
            ) from error
        raise
    if found != "ok":
        raise NotOpened("Die Datei ist beschädigt.", "Bitte eine Sicherung wiederherstellen.", details=found)
