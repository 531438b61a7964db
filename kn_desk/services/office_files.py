"""Office files as a person handles them: opened, made, saved elsewhere, backed up, brought back."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.paths import SUFFIX, Home
from kn_desk.storage.backup import Backup, back_up, backups_in, restore
from kn_desk.storage.check import Looked, check
from kn_desk.storage.files import disk_sentences, replacing
from kn_desk.storage.lock import InUse, holder_of, is_held
from kn_desk.storage.office_file import Clock, Office, new_office, open_office, utc_now

__all__ = ["Backup", "Clock", "InUse", "Looked", "Office", "utc_now"]

#: A second place that has had no backup for so long is asked for.
REMIND_AFTER = timedelta(days=7)


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


def emergency_copy(office: Office, target: Path, home: Home, second: str) -> str:
    """Write what can still be saved to another place, and return a sentence that says what that is.

    That is a whole copy of the file, or where its disk no longer answers the newest backup that is whole.
    """
    try:
        office.write_copy(target)
        return f"Eine Notfallkopie mit allem Gespeicherten liegt unter „{target}“."
    except UserError:
        newest = next(
            (one for one in known_backups(None, home, second) if _is_of(one, office) and one.is_whole()), None
        )
        if newest is None:
            raise
    with disk_sentences(target), replacing(target) as temporary:
        shutil.copyfile(newest.path, temporary)
    made = f"{newest.made_at.astimezone(BERLIN):%d.%m.%Y %H:%M}"
    return f"Die Datei lässt sich nicht mehr lesen. Unter „{target}“ liegt die Sicherung vom {made}."


def _is_of(backup: Backup, office: Office) -> bool:
    """Backups are named after their file; the file itself may not say any more which office it is."""
    return backup.path.name.startswith(f"{office.path.stem}_")


def is_backed_up(office: Office, home: Home) -> bool:
    """Return whether the newest backup in the user's own folder holds the last step."""
    with office.read() as reader:
        uuid, last = reader.meta().get("office"), reader.last_step()
    newest = backups_in(home.backups, uuid)[:1]
    return bool(newest) and newest[0].manifest.step == (last.id if last else 0)


def last_backup(folder: str, office_uuid: str) -> Backup | None:
    """Return the newest backup of an office in a folder, None without one or without the folder."""
    return next(iter(backups_in(Path(folder), office_uuid)), None) if folder and Path(folder).is_dir() else None


def back_up_now(office: Office, home: Home, second: str, reason: str) -> list[Backup]:
    """Make a backup in the user's own folder, and in the second place if there is one."""
    made = [back_up(office.path, home.backups, reason)]
    if second and Path(second).is_dir():
        made.append(back_up(office.path, Path(second), reason))
    return made


def known_backups(office_uuid: str | None, home: Home, second: str) -> list[Backup]:
    """Return the backups of an office (of all) in both places, newest first."""
    found = backups_in(home.backups, office_uuid)
    if second and Path(second).is_dir():
        found += backups_in(Path(second), office_uuid)
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def second_place_is_late(second: str, office_uuid: str, now: datetime | None = None) -> bool:
    """Return whether the second place has had no backup for a week (or cannot be reached)."""
    if not second:
        return False
    newest = last_backup(second, office_uuid)
    return newest is None or (now or datetime.now(UTC)) - newest.made_at > REMIND_AFTER


def bring_back(backup: Backup, target: Path, home: Home) -> Path | None:
    """Put a backup in the place of an office file that is closed; return where the state before lies."""
    return restore(backup.path, target, home)


def look_through(path: Path, home: Home) -> Iterator[Looked]:
    """Check an office file part by part. Never one that this process has open: see ``copy_to_check``."""
    return check(path, home)


def copy_to_check(office: Office, folder: Path) -> Path:
    """Copy an open office page by page into a folder; opening the file itself would drop SQLite's lock on it."""
    copy = folder / office.path.name
    office.copy_pages(copy)
    return copy
