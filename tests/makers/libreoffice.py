"""LibreOffice, where it is installed: what needs it, and what it makes of files."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

F = TypeVar("F", bound=Callable[..., object])

#: The marks of a module in which every test needs LibreOffice.
MARKS = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


def needs_libreoffice(test: F) -> F:
    """Mark one test."""
    for mark in MARKS:
        test = mark(test)
    return test


def convert(folder: Path, kind: str, *sources: Path) -> list[Path]:
    """Return what LibreOffice makes of files in a folder, in their order; ``kind`` is the ending, without the dot."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", kind,
         "--outdir", str(folder / kind), *map(str, sources)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    made = [(folder / kind / source.name).with_suffix(f".{kind}") for source in sources]
    assert all(path.is_file() for path in made), "LibreOffice ends without an error where it could not convert"
    return made
