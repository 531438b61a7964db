"""Whether a workbook may be written where a person wants it."""

from pathlib import Path

from kn_desk.errors import UserError


def check_target(target: Path, office: Path) -> None:
    """Raise UserError unless ``target`` is the name of a workbook, and not the office file itself."""
    if target.suffix.lower() != ".xlsx":
        raise UserError(
            f"„{target.name}“ ist kein Name für eine Excel-Mappe.", "Bitte einen mit der Endung .xlsx wählen."
        )
    if target.is_dir():
        raise UserError(f"„{target.name}“ ist ein Ordner.", "Bitte einen Dateinamen angeben.")
    if target.exists() and office.exists() and target.samefile(office):
        raise UserError("Das ist die Datei, aus der exportiert wird.", "Bitte einen anderen Namen wählen.")
