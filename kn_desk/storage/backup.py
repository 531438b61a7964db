"""Backups: made whole, checked, described by a manifest, rotated by it; and brought back."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kn_desk.errors import UserError
from kn_desk.paths import SUFFIX, Home
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.identity import new_id
from kn_desk.storage.codes import raise_counters
from kn_desk.storage.connect import as_sentences, connect, engine_over, write_compact_copy, writing
from kn_desk.storage.erase import compact, erase_again
from kn_desk.storage.files import digest, disk_sentences, replacing, sync
from kn_desk.storage.fingerprint import Fingerprint
from kn_desk.storage.lock import SessionLock
from kn_desk.storage.opening import NotOpened, check_inside, examine, leftover_journals, rescue, try_out
from kn_desk.storage.schema import check_no_code
from kn_desk.storage.tables import SCHEMA_VERSION

_MANIFEST = ".json"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; ``number`` counts the backups of an office at one place, ``made_at`` never goes back."""

    number: int
    office: str
    made_at: str
    reason: str
    version: int
    step: int
    sha256: str
    size: int
    counts: dict[str, int] = field(default_factory=dict)
    counters: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Backup:
    """A backup file and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest.made_at).astimezone(UTC)

    def is_whole(self) -> bool:
        """Return whether the file is, byte for byte, what its manifest says."""
        try:
            return self.path.stat().st_size == self.manifest.size and digest(self.path) == self.manifest.sha256
        except OSError:
            return False


def backups_in(folder: Path, office: str | None = None) -> list[Backup]:
    """Return the backups of an office (of all, without one) in a folder, newest first, by their manifests."""
    found = []
    for sheet in folder.glob(f"*{SUFFIX}{_MANIFEST}"):
        manifest = _manifest(sheet)
        path = sheet.with_name(sheet.name.removesuffix(_MANIFEST))
        if manifest is not None and path.exists() and office in (None, manifest.office):
            found.append(Backup(path, manifest))
    return sorted(found, key=lambda backup: (backup.manifest.number, backup.manifest.made_at), reverse=True)


def _manifest(sheet: Path) -> Manifest | None:
    """What a manifest file says, None where it is damaged."""
    try:
        manifest = Manifest(**json.loads(sheet.read_text(encoding="utf-8")))
        datetime.fromisoformat(manifest.made_at).astimezone(UTC)
        counters = [(str(prefix), int(year), int(last)) for prefix, year, last in manifest.counters]
        return replace(manifest, number=int(manifest.number), counters=counters)
    except (OSError, ValueError, TypeError, OverflowError):
        return None


def back_up(path: Path, folder: Path, reason: str, *, now: datetime | None = None) -> Backup:
    """Make a backup of an office file in ``folder``, check it, write its manifest, and let old ones go.

    The file may be open elsewhere, and may be of an older version. Raises UserError; then nothing is left behind.
    """
    with disk_sentences(folder / path.name):
        folder.mkdir(parents=True, exist_ok=True)
    with as_sentences():
        bare = connect(path)
        try:
            office = _office_of(bare)
            earlier = backups_in(folder, office)
            moment = max([now or datetime.now(UTC), *(backup.made_at for backup in earlier[:1])])
            number = earlier[0].manifest.number + 1 if earlier else 1
            while (target := folder / f"{path.stem}_{moment:%Y-%m-%dT%H-%M-%S}_{number:04d}{SUFFIX}").exists():
                number += 1  # of another office of that name, or one that lost its manifest
            with replacing(target) as temporary:
                # A compact copy leaves out what was erased.
                write_compact_copy(bare, temporary, target)
                manifest = _described(temporary, number, office, moment, reason)
            _write_manifest(target, manifest)
        finally:
            bare.close()
    made = Backup(target, manifest)
    for old in superseded([made, *earlier]):
        _remove(old)
    return made


def _office_of(bare: sqlite3.Connection) -> str:
    """The UUID of an office file."""
    try:
        row = bare.execute("SELECT value FROM meta WHERE key = 'office'").fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_ERROR":
            raise
        row = None
    if row is None:
        raise NotOpened("Die Datei ist beschädigt.", "Bitte eine Sicherung wiederherstellen.")
    return str(row[0])


def _described(path: Path, number: int, office: str, moment: datetime, reason: str) -> Manifest:
    """Open a fresh backup, check it, and return its manifest."""
    bare = connect(path, mode="ro")
    try:
        check_inside(bare)
        version = bare.execute("PRAGMA user_version").fetchone()[0]
        step = bare.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0]
        names = [row[0] for row in bare.execute("SELECT DISTINCT type FROM record ORDER BY type")]
        counts = {
            name: bare.execute(f'SELECT count(*) FROM "{name}" WHERE trashed IS NULL').fetchone()[0]
            for name in names
            if name in BY_NAME
        }
        given = bare.execute("SELECT prefix, year, last FROM counter").fetchall()
    finally:
        bare.close()
    sync(path)
    return Manifest(
        number, office, moment.isoformat(), reason, version, step, digest(path), path.stat().st_size, counts, given
    )


def _write_manifest(target: Path, manifest: Manifest) -> None:
    """Write the manifest beside the backup; a backup without one would never be let go, so it goes at once."""
    try:
        with replacing(target.with_name(target.name + _MANIFEST)) as temporary:
            temporary.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    except UserError:
        target.unlink(missing_ok=True)
        raise


def _remove(backup: Backup) -> None:
    backup.path.unlink(missing_ok=True)
    backup.path.with_name(backup.path.name + _MANIFEST).unlink(missing_ok=True)


def superseded(backups: list[Backup]) -> list[Backup]:
    """Return the backups that may go; ``backups`` newest first.

    Kept are all of the two days before the newest, then one a day for 14 days, one a week for 8 weeks, one a month
    for 12 months, and always the newest whose bytes are what its manifest says.
    """
    if not backups:
        return []
    newest = backups[0].made_at
    kept = {backup.path for backup in backups if newest - backup.made_at <= timedelta(days=2)}
    kept |= _last_of_each(backups, "%Y-%m-%d", newest - timedelta(days=14))
    kept |= _last_of_each(backups, "%G-%V", newest - timedelta(weeks=8))
    kept |= _last_of_each(backups, "%Y-%m", newest - timedelta(days=366))
    going = [backup for backup in backups if backup.path not in kept]
    if going and not any(backup.is_whole() for backup in backups if backup.path in kept):
        whole = next((backup for backup in going if backup.is_whole()), None)
        going = [backup for backup in going if backup is not whole]
    return going


def _last_of_each(backups: Iterable[Backup], span: str, since: datetime) -> set[Path]:
    last: dict[str, Path] = {}
    for backup in backups:
        if backup.made_at >= since:
            last.setdefault(f"{backup.made_at:{span}}", backup.path)
    return set(last.values())


def newest_whole(folder: Path, office: str | None = None) -> Backup | None:
    """Return the newest backup whose bytes are what its manifest says."""
    return next((backup for backup in backups_in(folder, office) if backup.is_whole()), None)


def restore(source: Path, target: Path, home: Home) -> Path | None:
    """Put a backup in the place of an office file; return where what stood there before now lies, None if nothing did.

    The restored file gets a branch of its own, and no code is given a second time. Raises UserError; then nothing
    has changed.
    """
    header = examine(source)
    sheet = source.with_name(source.name + _MANIFEST)
    given: dict[tuple[str, int], int] = {}
    manifest = _manifest(sheet) if sheet.exists() else None
    if sheet.exists() and (manifest is None or not Backup(source, manifest).is_whole()):
        raise NotOpened(
            "Die Sicherung ist nicht mehr so, wie sie geschrieben wurde.", "Bitte eine andere Sicherung wählen."
        )
    if header.version > SCHEMA_VERSION:
        raise NotOpened("Die Sicherung ist von einer neueren Version.", "Bitte KN Desk aktualisieren.")
    lock = _lock(target)
    try:
        before = _set_aside(target, home, given)
        office = manifest.office if manifest else None
        for known in backups_in(home.backups, office) + backups_in(source.parent, office):
            _higher(given, {(prefix, year): last for prefix, year, last in known.manifest.counters})
        with replacing(target) as temporary:
            shutil.copyfile(source, temporary)
            _prepare(temporary, given, _erased(before, home, source))
            for journal in leftover_journals(target):
                journal.unlink()
        Fingerprint(target, home).forget()
        return before
    finally:
        lock.release()


def _lock(target: Path) -> SessionLock:
    with disk_sentences(target):
        if not target.parent.is_dir():
            raise UserError(f"Den Ordner „{target.parent}“ gibt es nicht.", "Bitte einen vorhandenen Ordner angeben.")
        return SessionLock(target)


def _set_aside(target: Path, home: Home, given: dict[tuple[str, int], int]) -> Path | None:
    """Back up what is about to be replaced, or copy it raw where it cannot be opened."""
    if not target.exists():
        return None
    rescued = rescue(target, home)
    try:
        examine(target)
        if rescued is not None:
            try_out(target, rescued)
        made = back_up(target, home.backups, "vor Wiederherstellung")
        _higher(given, {(prefix, year): last for prefix, year, last in made.manifest.counters})
        return made.path
    except (UserError, sqlite3.Error):
        if rescued is not None:
            return rescued
        copy = home.rescued / f"{target.stem}_{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%f}{target.suffix}"
        with disk_sentences(copy):
            home.rescued.mkdir(parents=True, exist_ok=True)
        with replacing(copy) as temporary:
            shutil.copyfile(target, temporary)
        return copy


def _higher(given: dict[tuple[str, int], int], others: dict[tuple[str, int], int]) -> None:
    for key, last in others.items():
        given[key] = max(given.get(key, 0), last)


def _erased(before: Path | None, home: Home, source: Path) -> dict[str, str]:
    """Those whom the replaced file, or the newest backup of the same office, knows to be erased."""
    office = _asked(source, "SELECT value FROM meta WHERE key = 'office'")
    newest = newest_whole(home.backups, office[0][0]) if office else None
    found: dict[str, str] = {}
    for path in {before, newest.path if newest else None} - {None}:
        found |= dict(_asked(path, "SELECT record, name FROM tombstone"))
    return found


def _asked(path: Path | None, question: str) -> list[Any]:
    """The rows that a file answers with, none where it cannot be read."""
    if path is None:
        return []
    try:
        with closing(connect(path, mode="ro")) as bare:
            return bare.execute(question).fetchall()
    except sqlite3.Error:
        return []


def holding(person: str, home: Home, *others: Path) -> list[Path]:
    """Return the backups and rescued copies, in the user's own folder and in others, that still hold an erased person.

    One that cannot be read counts.
    """
    files = {path for folder in (home.backups, home.rescued, *others) for path in folder.rglob(f"*{SUFFIX}")}
    return sorted(path for path in files if _holds(path, person))


def _holds(path: Path, person: str) -> bool:
    try:
        with closing(connect(path, mode="ro")) as bare:
            known = bare.execute("SELECT 1 FROM history WHERE record = ? LIMIT 1", (person,)).fetchone()
            erased = bare.execute("SELECT 1 FROM tombstone WHERE record = ?", (person,)).fetchone()
            return known is not None and erased is None
    except sqlite3.Error:
        return True


def _prepare(path: Path, given: dict[tuple[str, int], int], erased: Mapping[str, str]) -> None:
    """Check the copy, make it a branch of its own, and let nobody come back who was erased."""
    with as_sentences():
        bare = connect(path)
        try:
            check_inside(bare)
            check_no_code(bare)
            with writing(engine_over(bare)) as connection:
                raise_counters(connection, given)
                connection.exec_driver_sql("UPDATE meta SET value = ? WHERE key = 'branch'", (new_id(),))
                erase_again(connection, erased, datetime.now(UTC))
            if erased:
                compact(bare)
        finally:
            bare.close()
