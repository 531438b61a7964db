"""Where an office file lies: a network drive or a cloud folder is a danger, and a second version may lie beside."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.paths import SUFFIX, Home
from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.office_files import Office
from kn_desk.storage.office_file import open_office

_CLOUDS = {"onedrive": "OneDrive", "dropbox": "Dropbox", "nextcloud": "Nextcloud", "owncloud": "ownCloud",
           "google drive": "Google Drive", "googledrive": "Google Drive", "magentacloud": "MagentaCLOUD",
           "icloud": "iCloud", "seafile": "Seafile"}  # fmt: skip
#: What synchronising programs leave in the folders they keep.
_MARKS = {".sync": "Resilio Sync", ".stfolder": "Syncthing", ".sync_journal.db": "Nextcloud", ".dropbox": "Dropbox",
          ".owncloudsync.log": "ownCloud", ".nextcloudsync.log": "Nextcloud"}  # fmt: skip
_NETWORKS = ("nfs", "cifs", "smb", "afs", "9p", "sshfs", "webdav", "davfs", "fuse.sshfs", "fuse.rclone", "glusterfs")
_REMOTE_DRIVE = 4  # Windows: DRIVE_REMOTE
_CONFLICT = re.compile(r"\s*\((?=[^)]*(?i:konflikt|conflict)).*\)|-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,15}")
_COUNTED = ("strategy_item", "person", "meeting", "application")


@dataclass(frozen=True)
class Danger:
    """Why a folder is no good place for an office file: two German sentences."""

    what: str
    todo: str


def danger_of(path: Path, filesystem: str, environment: Mapping[str, str]) -> Danger | None:
    """Return why the file should lie elsewhere; ``filesystem`` is what the system calls the one below it."""
    if (cloud := cloud_over(path, environment)) is not None:
        return Danger(
            f"Die Datei liegt in einem Ordner, den {cloud} abgleicht.",
            "Bitte lokal speichern; Sicherungen dürfen dorthin. Zwei Fassungen wären sonst schnell entstanden.",
        )
    if is_network(path, filesystem):
        return Danger("Die Datei liegt auf einem Netzlaufwerk.", "Bitte lokal speichern; Sicherungen dürfen dorthin.")
    return None


def is_network(path: PurePath, filesystem: str) -> bool:
    """Return whether a path leads over the network: UNC, a mapped drive, a network mount."""
    if str(path).startswith(("\\\\", "//")) or filesystem.lower().startswith(_NETWORKS):
        return True
    return sys.platform == "win32" and bool(path.drive) and _drive_type(path.drive) == _REMOTE_DRIVE


def _drive_type(drive: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\"))


def cloud_over(path: Path, environment: Mapping[str, str]) -> str | None:
    """Return the name of the program that keeps one of the folders above a file in step with other computers."""
    folder = path.parent.as_posix().casefold() + "/"
    for name, kept in environment.items():
        above = kept.replace("\\", "/").rstrip("/").casefold()
        if name.upper().startswith("ONEDRIVE") and above and folder.startswith(f"{above}/"):
            return "OneDrive"
    for part in path.parent.parts:
        for word, cloud in _CLOUDS.items():
            if re.match(rf"{re.escape(word)}(\b|$)", part.casefold()):
                return cloud
    for parent in path.parents:
        for mark, cloud in _MARKS.items():
            if (parent / mark).exists():
                return cloud
    return None


def conflict_copies(path: Path) -> list[Path]:
    """Return the files beside that look as if a synchronising program had put a second version there."""
    try:
        beside = sorted(other for other in path.parent.glob(f"*{SUFFIX}") if other.name != path.name)
    except OSError:
        return []
    return [
        other
        for other in beside
        if other.stem.startswith(path.stem) and _CONFLICT.fullmatch(other.stem.removeprefix(path.stem))
    ]


def second_versions(office: Office, home: Home) -> list[str]:
    """Return a sentence for each second version of an office beside it, with dates and counts of both."""
    sentences = []
    for other in conflict_copies(office.path):
        try:
            with open_office(other, home, writes=False) as opened:
                theirs, at = _holds(opened)
                if _uuid(opened) != _uuid(office):
                    continue
        except UserError:
            theirs, at = "lässt sich nicht lesen", ""
        ours, our_day = _holds(office)
        sentences.append(
            f"Es gibt eine zweite Fassung: „{other.name}“ ({_joined(at, theirs)}). Geöffnet ist „{office.path.name}“ "
            f"({_joined(our_day, ours)})."
        )
    return sentences


def _uuid(office: Office) -> str | None:
    with office.read() as reader:
        return reader.meta().get("office")


def _holds(office: Office) -> tuple[str, str]:
    """What an office holds, and when it was changed last."""
    with office.read() as reader:
        counts, last = reader.counts(), reader.last_step()
    words = ", ".join(f"{counts[name]} {BY_NAME[name].spec.plural}" for name in _COUNTED if counts.get(name))
    return words or "leer", f"geändert am {_shown(last.at)}" if last else ""


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m.%Y %H:%M}"


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))
