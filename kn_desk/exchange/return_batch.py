"""Reads many files that came home, each behind the gate and in the child process; what is refused says why."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from kn_desk.errors import UserError
from kn_desk.exchange.progress import CancelAsked, Progress
from kn_desk.exchange.returned_sheet import read_return, recognise
from kn_desk.fields.days import BERLIN
from kn_desk.fields.text import german_key
from kn_desk.services.return_file import HomeFile
from kn_desk.storage.office_file import Office

#: Endings of the files that are taken from a folder; a file that is named by itself may have any.
ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
#: More than these at once are a wrong folder.
_MOST = 200


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are meant: of a folder the workbooks in it, whatever else is named as it is.

    Raises UserError where there is none, or where there are far too many.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.suffix.lower() in ENDINGS and one.is_file())
            names = (one for one in inside if not one.name.startswith(("~$", ".")))
            found += sorted(names, key=lambda one: german_key(one.name))
        else:
            found.append(path)
    found = list(dict.fromkeys(path.absolute() for path in found))
    if not found:
        raise UserError("Dort liegt keine Excel-Mappe.", "Bitte die Mappen selbst wählen.")
    if len(found) > _MOST:
        raise UserError(f"Das sind {len(found)} Dateien.", f"Bitte höchstens {_MOST} auf einmal wählen.")
    return found


def read_all(
    office: Office, paths: Sequence[Path], progress: Progress | None = None, cancelled: CancelAsked | None = None
) -> list[HomeFile]:
    """Return each file compared with the record, or why it is refused. Raises UserError where a person stops it."""
    read: list[HomeFile] = []
    for number, path in enumerate(paths):
        if cancelled is not None and cancelled():
            raise UserError("Das Einlesen wurde abgebrochen.", "Die Liste ist, wie sie war.")
        if progress is not None:
            progress(number, len(paths), f"Wird gelesen: {path.name}")
        read.append(_read(office, path))
    return read


def _read(office: Office, path: Path) -> HomeFile:
    home = HomeFile(path, _saved_on(path, office.today), title=path.name)
    try:
        file = read_return(path)
        home.has_macros = file.has_macros
        with office.read() as reader:
            home.returned = recognise(reader, file)
            home.look(reader)
    except UserError as error:
        home.refused = error
    return home


def _saved_on(path: Path, today: date) -> date:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, BERLIN).date()
    except OSError:
        return today
