"""Where things lie: the program's own data, and the user's. The only module that knows."""

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent
SUFFIX = ".kndesk"


def _shipped(folder: str) -> Path:
    """A folder of read-only data: at the top of the project, or inside the installed package."""
    beside = _PACKAGE.parent / folder
    return beside if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").exists() else _PACKAGE / "_data" / folder


def resources() -> Path:
    """Return the folder of icons, fonts, templates and translations."""
    return _shipped("resources")


def database() -> Path:
    """Return the folder of migrations, the schema snapshot and the sample."""
    return _shipped("database")


@dataclass(frozen=True)
class Home:
    """The user's own folder for everything that is not the office file: backups, drafts, fingerprints."""

    folder: Path

    @property
    def offices(self) -> Path:
        return self.folder / "Dateien"

    @property
    def backups(self) -> Path:
        return self.folder / "Sicherungen"

    @property
    def rescued(self) -> Path:
        return self.folder / "Gerettet"

    @property
    def fingerprints(self) -> Path:
        return self.folder / "Fingerabdruecke"

    @property
    def reports(self) -> Path:
        return self.folder / "Berichte"

    @property
    def drafts(self) -> Path:
        return self.folder / "drafts.sqlite"


def home() -> Home:
    """Return the folder in the user's local (never roaming) application data."""
    from platformdirs import user_data_path  # only here: listing a file needs no such folder

    return Home(user_data_path("KN Desk", appauthor=False, roaming=False))
