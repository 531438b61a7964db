"""Writing whole files: beside the target, synced, then moved into place; never half a file under its final name."""

import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.records.identity import new_id

OWNER_ONLY = 0o600


class WriteFailure(UserError):
    """A file could not be written; what stood there before still stands there."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary name beside ``target`` to write to; when the block ends well it becomes the target.

    Raises WriteFailure with a sentence; the old target is then untouched and the temporary file gone.
    """
    temporary = target.with_name(f".{target.name[:20]}.{new_id()[-12:]}.tmp")
    try:
        with disk_sentences(target):
            if not target.parent.is_dir():
                raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
            yield temporary
            sync(temporary)
            os.chmod(temporary, OWNER_ONLY)
            move(temporary, target)
    finally:
        for ending in ("", "-journal", ".lock"):
            temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def move(source: Path, target: Path) -> None:
    """Move atomically; on Windows again where another program holds the target for a moment."""
    for attempt in range(5):
        try:
            os.replace(source, target)
            break
        except PermissionError:
            if sys.platform != "win32" or attempt == 4:
                raise
            time.sleep(0.2)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def disk_sentences(target: Path) -> Iterator[None]:
    """Turn what the operating system says about writing ``target`` into a sentence."""
    try:
        yield
    except OSError as error:
        raise _failure(target, error) from error


def _failure(target: Path, error: OSError) -> WriteFailure:
    name, details = target.name, f"{error.__class__.__name__} {error.errno}: {error.strerror}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WriteFailure(
            f"Datenträger voll: „{name}“ wurde nicht geschrieben.", "Bitte Platz schaffen.", details=details
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return WriteFailure(
            f"Den Ordner „{target.parent}“ gibt es nicht.", "Bitte einen vorhandenen Ordner angeben.", details=details
        )
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return WriteFailure(
            f"Der Name „{name[:60]}…“ ist zu lang oder enthält Zeichen, die hier nicht möglich sind.",
            "Bitte einen kürzeren Namen wählen.",
            details=details,
        )
    if isinstance(error, PermissionError) and sys.platform == "win32" and target.exists():
        return WriteFailure(
            f"„{name}“ ist noch in einem anderen Programm geöffnet.",
            "Bitte dort schließen oder unter anderem Namen speichern.",
            details=details,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WriteFailure(
            "In diesem Ordner darf nicht gespeichert werden.", f"Betroffen ist „{target}“.", details=details
        )
    if error.errno == errno.EISDIR:
        return WriteFailure(f"„{name}“ ist ein Ordner.", "Bitte einen Dateinamen angeben.", details=details)
    return WriteFailure(f"„{name}“ ließ sich nicht schreiben.", "Bitte einen anderen Ordner wählen.", details=details)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; never of one that SQLite has open (it would drop the lock)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
