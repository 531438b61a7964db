"""Names of the files that leave the office: no umlauts, nothing that a system refuses, never one that exists."""

import re
from datetime import date
from pathlib import Path

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def overall_name(day: date) -> str:
    """Return KN_Gesamtmappe_2026-11-24.xlsx."""
    return file_name("Gesamtmappe", day.isoformat())


def file_name(*parts: str, ending: str = ".xlsx") -> str:
    """Return KN_ and the parts joined by "_", in plain ASCII that Windows accepts too."""
    plain = (re.sub(r"[^A-Za-z0-9.]+", "-", part.translate(_GERMAN)).strip("-.")[:60] for part in parts)
    return "_".join(["KN", *filter(None, plain)]) + ending


def free_path(folder: Path, name: str) -> Path:
    """Return the path in ``folder``, with _v2, _v3 … before the ending where one exists already."""
    path = folder / name
    version = 1
    while path.exists():
        version += 1
        path = folder / f"{Path(name).stem}_v{version}{Path(name).suffix}"
    return path
