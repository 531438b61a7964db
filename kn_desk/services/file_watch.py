"""Whether the file on the disk is still the one that was opened, and whether somebody else wrote into it."""

from enum import Enum
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.services.office_files import Office

EXCHANGED = "Die Datei wurde ausgetauscht."
GONE = "Die Datei ist nicht mehr da: gelöscht, umbenannt, oder das Laufwerk ist getrennt."


class Seen(Enum):
    """What a look at the file found."""

    SAME = "same"
    CHANGED = "changed"
    EXCHANGED = "exchanged"
    GONE = "gone"


class FileWatch:
    """Looks from outside only: opening the file beside SQLite would drop SQLite's lock."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._identity = _identity(office.path)
        self._version = office.data_version()
        self._self = _says(office)

    def look(self) -> Seen:
        """Return what is different since the last look."""
        try:
            identity = _identity(self._office.path)
        except FileNotFoundError:
            return Seen.GONE
        except OSError:
            return Seen.SAME  # a network drive that does not answer for a moment; a save will say so
        if identity != self._identity:
            return Seen.EXCHANGED
        try:
            version = self._office.data_version()
            if version == self._version:
                return Seen.SAME
            same_file = _says(self._office) == self._self
        except UserError:
            return self._unreadable()
        self._version = version
        return Seen.CHANGED if same_file else Seen.EXCHANGED

    def _unreadable(self) -> Seen:
        """Busy is no news; anything else means that other bytes lie under the name."""
        try:
            _says(self._office)
        except UserError as error:
            return Seen.SAME if error.details.startswith("SQLITE_BUSY") else Seen.EXCHANGED
        return Seen.SAME


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode; on Windows the number of the volume and of the file."""
    about = path.stat()
    return about.st_dev, about.st_ino


def _says(office: Office) -> tuple[str | None, str | None]:
    """The office and branch that the file says to be."""
    with office.read() as reader:
        meta = reader.meta()
    return meta.get("office"), meta.get("branch")
