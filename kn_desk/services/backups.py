"""Backups as a person handles them: made in two places, known, brought back, and what helps when a disk fails."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.paths import Home
from kn_desk.storage.backup import Backup, back_up, backups_in, restore
from kn_desk.storage.files import disk_sentences, replacing
from kn_desk.storage.office_file import Office

__all__ = ["Backup"]

#: A second place that has had no backup for so long is asked for.
REMIND_AFTER = timedelta(days=7)


def back_up_now(office: Office, home: Home, second: str, reason: str) -> list[Backup]:
    """Make a backup in the user's own folder, and in the second place if there is one."""
    made = [back_up(office.path, home.backups, reason)]
    if second and Path(second).is_dir():
        made.append(back_up(office.path, Path(second), reason))
    return made


def is_backed_up(office: Office, home: Home) -> bool:
    """Return whether the newest backup in the user's own folder holds the last step."""
    with office.read() as reader:
        uuid, last = reader.meta().get("office"), reader.last_step()
    newest = backups_in(home.backups, uuid)[:1]
    return bool(newest) and newest[0].manifest.step == (last.id if last else 0)


def last_backup(folder: str, office_uuid: str) -> Backup | None:
    """Return the newest backup of an office in a folder, None without one or without the folder."""
    return next(iter(backups_in(Path(folder), office_uuid)), None) if folder and Path(folder).is_dir() else None


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
