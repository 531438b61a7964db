"""Reads a workbook that came home: behind the gate, in a child process with limits, and nothing but its values."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kn_desk.exchange.cell_json import Mark, Raw, unpacked
from kn_desk.exchange.file_kind import NotAdmitted
from kn_desk.exchange.gate import Admitted
from kn_desk.exchange.reading_child import MOST_ROWS, MOST_SECONDS

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # only Windows would open one
_DAMAGED = "Die Datei ist beschädigt und lässt sich nicht lesen."
_SAVE_AGAIN = "Bitte in Excel öffnen und neu speichern."
_SENTENCES = {
    "damaged": (_DAMAGED, _SAVE_AGAIN),
    "time": ("Das Lesen der Datei dauerte ungewöhnlich lange und wurde abgebrochen.", _SAVE_AGAIN),
    "memory": ("Die Datei braucht beim Lesen ungewöhnlich viel Speicher und wird nicht gelesen.", _SAVE_AGAIN),
    "much": ("Die Datei enthält viel mehr als eine Lotsenmappe.", "Ist es die richtige Datei?"),
    "password": (
        "Die Datei ist mit einem Kennwort geschützt.", "Bitte das Kennwort in Excel entfernen und neu speichern."
    ),
}  # fmt: skip
#: Signals by which the child process ends where it has no more work or memory left.
_ENDED = {getattr(signal, "SIGXCPU", 0): "time", signal.SIGABRT: "memory"}


@dataclass(frozen=True)
class ReadSheet:
    """The cells of one sheet, from its first row and column on."""

    name: str
    hidden: bool
    rows: list[list[Raw]]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    #: First and last (row, column) of each range of merged cells.
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    def cell(self, row: int, column: int) -> Raw:
        """Return the value of a cell, None if it is empty."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    def mark(self, row: int, column: int) -> Mark | None:
        """Return what is to be known of a cell besides its value."""
        if (row, column) in self.marks:
            return self.marks[row, column]
        return "merged" if self.merged_with(row, column) else None

    def merged_with(self, row: int, column: int) -> str:
        """Return the range of merged cells that a cell is in (B7:B9), "" if it is in none."""
        for (top, left), (bottom, right) in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return f"{place(top, left)}:{place(bottom, right)}"
        return ""


@dataclass(frozen=True)
class ReadBook:
    """The sheets of a workbook, with German sentences about what of it was not read."""

    sheets: tuple[ReadSheet, ...]
    #: Whether an empty cell is known to be really empty; .xls and .xlsb do not let us look.
    kinds_known: bool
    notes: tuple[str, ...] = ()


def read_book(admitted: Admitted) -> ReadBook:
    """Return the values of a workbook that passed the gate. Raises NotAdmitted with a German sentence."""
    answer = _asked(admitted)
    if "failed" in answer:
        what, todo = _SENTENCES[answer["failed"]]
        raise NotAdmitted(what, todo, details=answer.get("details", ""))
    notes = list(admitted.notes)
    for sheet in answer["sheets"]:
        if sheet.get("kind"):
            notes.append(f"„{sheet['name']}“ ist kein Tabellenblatt und wird nicht gelesen.")
        elif sheet["cut"]:
            notes.append(
                f"Blatt „{sheet['name']}“: Weit außerhalb der Tabelle stehen noch Werte (gelesen werden höchstens "
                f"{MOST_ROWS:,} Zeilen). Sie werden nicht gelesen.".replace(",", ".")
            )
    if answer["more_sheets"]:
        notes.append("Die Mappe hat sehr viele Blätter; die hinteren werden nicht gelesen.")
    sheets = tuple(_sheet(sheet) for sheet in answer["sheets"] if not sheet.get("kind"))
    return ReadBook(sheets, answer["kinds_known"], tuple(notes))


def _sheet(answer: dict[str, Any]) -> ReadSheet:
    return ReadSheet(
        answer["name"],
        answer["hidden"],
        answer["rows"],
        {(row, column): mark for row, column, mark in answer["marks"]},
        tuple((tuple(first), tuple(last)) for first, last in answer["merged"]),
    )


def _asked(admitted: Admitted) -> dict[str, Any]:
    """Let the child process read the workbook and return its answer."""
    # -P: what lies in the current folder is never imported.
    command = [sys.executable, "-P", "-X", "utf8", "-m", "kn_desk.exchange.reading_child", admitted.format]
    package = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            command, input=admitted.content, capture_output=True, timeout=MOST_SECONDS, check=False,
            env=os.environ | {"PYTHONPATH": package}, creationflags=_NO_WINDOW,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NotAdmitted(*_SENTENCES["time"]) from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout, object_hook=unpacked)
    except ValueError as error:
        ended = _ENDED.get(-done.returncode, "damaged")
        raise NotAdmitted(*_SENTENCES[ended], details=f"Ende des Lesers: {done.returncode}") from error
    return answer


def place(row: int, column: int) -> str:
    """Return the name of a cell, counted from 0, as Excel writes it: (6, 1) is B7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
