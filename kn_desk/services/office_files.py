"""Office files as a person handles them: opened, made, saved elsewhere, backed up, brought back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.paths import SUFFIX, Home
from kn_desk.services.sample import load_sample
from kn_desk.storage.backup import Backup, back_up, backups_in, restore
from kn_desk.storage.check import Looked, check
from kn_desk.storage.files import replacing
from kn_desk.storage.office_file import Office, new_office, open_office

__all__ = ["Backup", "Looked", "Office"]

#: A second place that has had no backup for so long is asked for.
REMIND_AFTER = timedelta(days=7)


def make(path: Path, by: str, home: Home, *, sample: bool) -> None:
    """Make a new office file, empty or with the Konstanz sample; whole or not at all."""
    if path.exists():
        raise UserError(f"Die Datei „{path}“ gibt es schon.", "Bitte einen anderen Namen wählen.")
    if not sample:
        new_office(path, by)
        return
    with replacing(path) as temporary:
        new_office(temporary, by)
        with open_office(temporary, home, writes=True) as office:
            load_sample(office, by)


def open_for_window(path: Path, home: Home) -> Office:
    """Open an office file for the window: a busy save is told at once and tried again."""
    office = open_office(path, home, writes=True, busy_ms=250)
    office.refresh()
    return office


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
    newest = backups_in(Path(second), office_uuid)[:1] if Path(second).is_dir() else []
    return not newest or (now or datetime.now(UTC)) - newest[0].made_at > REMIND_AFTER


def bring_back(backup: Backup, target: Path, home: Home) -> Path | None:
    """Put a backup in the place of an office file that is closed; return where the state before lies."""
    return restore(backup.path, target, home)


def look_through(path: Path, home: Home) -> Iterator[Looked]:
    """Check an office file part by part."""
    return check(path, home)
