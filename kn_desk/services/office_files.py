"""Office files as a person handles them: opened, made, saved elsewhere, looked through."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kn_desk.errors import UserError
from kn_desk.paths import SUFFIX, Home
from kn_desk.storage.files import replacing
from kn_desk.storage.lock import InUse, holder_of, is_held
from kn_desk.storage.office_file import Clock, Office, new_office, open_office, utc_now

if TYPE_CHECKING:
    from kn_desk.storage.check import Looked

__all__ = ["Clock", "InUse", "Office", "utc_now"]


def make(path: Path, by: str, home: Home, *, sample: bool, clock: Clock = utc_now) -> None:
    """Make a new office file, empty or with the Konstanz sample; whole or not at all."""
    if path.exists():
        raise UserError(f"Die Datei „{path}“ gibt es schon.", "Bitte einen anderen Namen wählen.")
    if not sample:
        new_office(path, by, clock=clock)
        return
    with replacing(path) as temporary:
        new_office(temporary, by, clock=clock)
        with open_office(temporary, home, writes=True, clock=clock) as office:
            from kn_desk.services.sample import load_sample  # only here: nobody needs it at a start

            load_sample(office, by)


def open_for_window(path: Path, home: Home, clock: Clock = utc_now) -> Office:
    """Open an office file to work in it: a busy save is told at once and tried again.

    Raises InUse where another session has it. Where nothing can be written, ``why_read_only`` says so.
    """
    if is_held(path):
        raise InUse(path, holder_of(path))
    office = open_office(path, home, writes=True, busy_ms=250, clock=clock)
    if not office.is_alone and is_held(path):
        office.close()
        raise InUse(path, holder_of(path))
    if not why_read_only(office):
        office.refresh()
    return office


def open_to_read(path: Path, home: Home, clock: Clock = utc_now) -> Office:
    """Open an office file only to look at it, whoever else has it."""
    return open_office(path, home, writes=False, busy_ms=250, clock=clock)


def why_read_only(office: Office) -> str:
    """Return why an office cannot be written, "" where it can."""
    path = office.path
    if not _may_write(path) or not office.can_write():
        return "Die Datei ist schreibgeschützt."
    if not _may_write(path.parent):
        return "In diesem Ordner darf nicht gespeichert werden."
    if not office.is_alone:
        holder = holder_of(path)
        who = f" bei {holder.user} auf {holder.host}" if holder else ""
        return f"Die Datei ist noch anderswo geöffnet{who}."
    return ""


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def default_path(home: Home, name: str) -> Path:
    """Return a free path for a new office file in the user's own folder."""
    home.offices.mkdir(parents=True, exist_ok=True)
    path = home.offices / f"{name}{SUFFIX}"
    number = 2
    while path.exists():
        path = home.offices / f"{name} {number}{SUFFIX}"
        number += 1
    return path


def save_elsewhere(office: Office, target: Path) -> None:
    """Write a whole copy of an office file to another place."""
    office.write_copy(target)


def look_through(path: Path, home: Home) -> "Iterator[Looked]":
    """Check an office file part by part. Never one that this process has open: see ``copy_to_check``."""
    from kn_desk.storage.check import check  # only here: nobody needs it at a start

    return check(path, home)


def copy_to_check(office: Office, folder: Path) -> Path:
    """Copy an open office page by page into a folder; opening the file itself would drop SQLite's lock on it."""
    copy = folder / office.path.name
    office.copy_pages(copy)
    return copy
