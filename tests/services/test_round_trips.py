"""Round trips of a Lotsenmappe: whatever happens to it and to its office, each verdict is that of an oracle.

Between out and home a backup is restored, the file upgraded, a choice renamed, a person erased; the sheet is sorted,
its columns moved, a row deleted or copied, its hidden sheet lost or changed.
"""

import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.exchange.cell_json import Raw
from kn_desk.exchange.returned_sheet import ReadFile, recognise
from kn_desk.exchange.sheet_format import CONTACT, COVER, ID, INPUTS, ITEMS, KN, MILESTONES, TASKS, SheetFormat
from kn_desk.exchange.sheet_reader import ReadBook, ReadSheet
from kn_desk.fields.kinds import Choice, Day, Percent
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import comparable
from kn_desk.paths import Home, database
from kn_desk.records.change import update
from kn_desk.records.contacts import Person
from kn_desk.records.minutes import Task
from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.merge_return import preview
from kn_desk.services.returned import Preview
from kn_desk.services.take_return import apply
from kn_desk.storage.backup import Backup, back_up, restore
from kn_desk.storage.tables import SCHEMA_VERSION
from kn_desk.storage.upgrade import upgrade
from tests.makers.lotsenmappe import EXPORT, SentOut, send, values_of
from tests.makers.offices import AUTHOR, Desk, Opened, Template, bare

#: All of them with KN_DESK_ROUND_TRIPS=1000; by default so many that each thing that may happen does so many times.
EXAMPLES = int(os.environ.get("KN_DESK_ROUND_TRIPS", "150"))
Cell = tuple[str, str, str]
#: (sheet, place of the row in it)
Row = tuple[str, int]
NUMBERS = {ITEMS: 3, MILESTONES: 2, TASKS: 2, CONTACT: 1}
REPORTS = 2
LABEL = "ehem. Lotsin Hochbauamt"
NAMED = "Frau Muster fragt nach"
_NAMED_CELL = (ITEMS, 0, "text_done")
TOUCHABLE: tuple[type[Record], ...] = (StrategyItem, StatusReport, Milestone, Task, Person, Sheet, SheetReturn)

# --- What is drawn ------------------------------------------------------------------------------------------

DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
TEXTS = st.none() | st.sampled_from(
    ["Vergabe", "=1+1", "zwei\nZeilen", "Ämter", "07531", "\u202eabc", "_x0041_", NAMED, f"Erledigt:\n{NAMED}"]
)
LINES = TEXTS.map(lambda text: text and " ".join(text.split()).replace(NAMED, "3.14"))
#: Values that no rule forbids; the rules have their own tests.
VALUES: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    (ITEMS, "status"): st.sampled_from(["idea", "planned", "approved", "running", None]),
    (ITEMS, "progress"): st.none() | st.integers(0, 100),
    (ITEMS, "end_forecast"): DAYS,
    (ITEMS, "text_done"): TEXTS,
    (ITEMS, "text_next"): TEXTS,
    (ITEMS, "text_problem"): TEXTS,
    (MILESTONES, "due_forecast"): DAYS,
    (MILESTONES, "done_on"): DAYS,
    (TASKS, "status"): st.sampled_from(["open", "in_progress", "dropped", None]),
    (CONTACT, "phone"): LINES,
    (CONTACT, "room"): LINES,
    (CONTACT, "email"): st.sampled_from([None, "ida@konstanz.example.org", "amt@konstanz.example.org"]),
    (CONTACT, "absent_until"): DAYS,
}  # fmt: skip
#: What stands in a cell that no field of that sheet can read.
JUNK: st.SearchStrategy[Raw] = st.sampled_from(["irgendwann mal", True, 1e300, "#####"])
EVENTS = ("restored before", "restored after", "migrated", "renamed", "rotated", "erased")


@dataclass(frozen=True)
class Trip:
    """One round trip, as it was drawn; cells by (sheet, place of the row, field)."""

    base: Mapping[tuple[str, int, str], Any]
    theirs: Mapping[tuple[str, int, str], Any]
    ours: Mapping[tuple[str, int, str], Any]
    junk: Mapping[tuple[str, int, str], Raw]
    events: tuple[str, ...]
    #: Whether the sheet "_kn" is "whole", "gone" or "spoiled" when it comes home.
    hidden: str
    #: The office kept what it sent.
    kept: bool
    gone: Row | None
    copied: Row | None
    #: The row of field names is still there.
    named: bool
    seed: int

    @property
    def keeps(self) -> bool:
        """Whether the office still knows what it sent."""
        return self.kept and self.restored != "restored before"

    @property
    def restored(self) -> str:
        """Which backup was restored last, "" for none."""
        return next((one for one in reversed(self.events) if one.startswith("restored")), "")

    @property
    def knows_words(self) -> bool:
        return self.hidden == "whole" or (self.hidden == "gone" and self.keeps)

    @property
    def knows_period(self) -> bool:
        return self.hidden == "whole" or self.keeps


@st.composite
def trips(draw: st.DrawFn) -> Trip:
    places = [(sheet, place, name) for sheet, name in VALUES for place in range(NUMBERS[sheet])]
    touched = draw(st.lists(st.sampled_from(places), min_size=1, max_size=6, unique=True))
    events = tuple(draw(st.lists(st.sampled_from(EVENTS), max_size=3, unique=True)))
    if "erased" in events:
        touched.append(_NAMED_CELL)
    base, theirs, ours = {}, {}, {}
    junk: dict[tuple[str, int, str], Raw] = {}
    for cell in touched:
        values = VALUES[cell[0], cell[2]]
        has_record = not (_is_text(cell) and cell[1] >= REPORTS)
        base[cell] = draw(values) if has_record else None
        if cell == _NAMED_CELL and "erased" in events:
            # What the erasure leaves there stays there.
            base[cell], theirs[cell] = NAMED, draw(st.just(NAMED) | values)
            continue
        ours[cell] = draw(st.just(base[cell]) | values) if has_record else None
        theirs[cell] = draw(st.just(base[cell]) | st.just(ours[cell]) | values)
        if cell[2] in ("progress", "end_forecast", "status") and draw(st.integers(0, 9)) == 0:
            junk[cell] = draw(JUNK)
    rows = st.none() | st.sampled_from([(sheet, place) for sheet, number in NUMBERS.items() for place in range(number)])
    trip = Trip(
        base, theirs, ours, junk, events,
        draw(st.sampled_from(["whole", "whole", "gone", "spoiled"])), draw(st.sampled_from([True, True, False])),
        draw(rows), draw(st.none() | rows), draw(st.booleans()), draw(st.integers(0, 999)),
    )  # fmt: skip
    if "rotated" in trip.events and ("renamed" in trip.events or not trip.knows_words):
        # Words that changed places cannot be told apart once nobody knows what they meant when the sheet went out.
        trip = replace(trip, events=tuple(one for one in trip.events if one != "rotated"))
    return trip


def _is_text(cell: tuple[str, Any, str]) -> bool:
    return INPUTS[cell[0]][cell[2]] is StatusReport


# --- The stage ----------------------------------------------------------------------------------------------


class Stage:
    """An office before a sheet goes out: its file is copied for each trip."""

    def __init__(self, sent: SentOut, path: Path, backup: Backup, migrations: Path) -> None:
        self.sent = sent
        self.path = path
        self.backup = backup
        #: Of which the last one makes the shape of today.
        self.migrations = migrations


@pytest.fixture(scope="module")
def stage(template: Template) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = template.desk(folder)
        with desk.opened() as opened:
            sent = send(opened, texts=dict.fromkeys(range(REPORTS), "Vergabe fertig"))
            # The sheet that the maker sent is in no one's way.
            opened.set(sent.sheet, values=None, export_id=None, file_name=None)
        yield Stage(sent, desk.path, back_up(desk.path, folder / "Sicherungen", "Test"), _migrations(folder))


def _migrations(folder: Path) -> Path:
    """Migrations from a schema in which a Maßnahme had no internal note: the table is built anew."""
    made = folder / "Migrationen"
    shutil.copytree(database() / "migrations", made)
    shutil.rmtree(made / "versions")
    (made / "versions").mkdir()
    head = "import sqlalchemy as sa\nfrom alembic import op\n\n"
    before, now = f"{SCHEMA_VERSION - 1:04d}", f"{SCHEMA_VERSION:04d}"
    (made / "versions" / f"{before}_old.py").write_text(
        f"{head}revision = '{before}'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n", encoding="utf-8"
    )
    (made / "versions" / f"{now}_new.py").write_text(
        f"{head}revision = '{now}'\ndown_revision = '{before}'\n\n\ndef upgrade():\n"
        "    with op.batch_alter_table('strategy_item', recreate='always') as table:\n"
        "        table.add_column(sa.Column('note_internal', sa.Text))\n",
        encoding="utf-8",
    )
    return made


class Way:
    """One office file on the way of one trip."""

    def __init__(self, stage: Stage, trip: Trip, folder: Path) -> None:
        self.stage, self.trip, self.sent = stage, trip, stage.sent
        self.desk = Desk(folder / "Büro.kndesk", Home(folder / "Daheim"))
        shutil.copyfile(stage.path, self.desk.path)
        self.format = stage.sent.format
        self.cells = {
            (sheet, record.id, name): (sheet, place, name)
            for sheet, records in self.sent.rows.items()
            for place, record in enumerate(records)
            for name in INPUTS[sheet]
        }

    def send(self) -> ReadFile:
        """Give the record its values, send the sheet, and return it as it comes home later."""
        with self.desk.opened() as opened:
            self.give(opened, self.trip.base)
            sheet = opened.add(
                Sheet, run=self.sent.sheet.run, unit=self.sent.unit, person=self.sent.person, period=self.sent.period
            )
            with opened.office.read() as reader:
                step, meta = reader.last_step(), reader.meta()
            assert step is not None
            now = self.now(opened)
            self.format = replace(self.format, sheet=sheet.id, office=meta["office"], step=step.uid, values=now)
            kept = self.format.to_json() if self.trip.kept else None
            opened.set(sheet, values=kept, export_id=EXPORT if kept else None, file_name="M.xlsx", step=step.uid)
        return self._file()

    def give(self, opened: Opened, values: Mapping[tuple[str, int, str], Any]) -> None:
        """Change the record in one step."""
        by_record: dict[str, tuple[Record, dict[str, Any]]] = {}
        for cell, place in self.cells.items():
            owner = self.owner(cell)
            if place in values and owner is not None and not (owner is self.sent.person and self.is_erased):
                by_record.setdefault(owner.id, (opened.get(owner), {}))[1][cell[2]] = values[place]
        edits = [edit for record, new in by_record.values() if (edit := update(record, new))]
        if edits:
            opened.apply(*edits)

    is_erased = False

    def owner(self, cell: Cell) -> Record | None:
        """The record that holds a cell's value."""
        if _is_text(cell):
            return self.sent.reports.get(cell[1])
        return next(one for one in self.sent.rows[cell[0]] if one.id == cell[1])

    def now(self, opened: Opened) -> dict[Cell, str]:
        """What would be written into each cell now."""
        return values_of(
            replace(
                self.sent,
                items=[*map(opened.get, self.sent.items)],
                milestones=[*map(opened.get, self.sent.milestones)],
                tasks=[*map(opened.get, self.sent.tasks)],
                person=opened.get(self.sent.person),
                reports={item: opened.get(report) for item, report in self.sent.reports.items()},
            )
        )

    def happen(self, event: str, stack: ExitStack) -> None:
        """Let something happen to the office while the sheet is away."""
        if event.startswith("restored"):
            with self.desk.opened() as opened:
                opened.set(self.sent.items[0], next_step="Geht verloren")
            restore(self.stage.backup.path if event.endswith("before") else self._backup.path, self.desk.path,
                    self.desk.home)  # fmt: skip
        elif event == "migrated":
            with bare(self.desk.path) as file:
                file.execute("ALTER TABLE strategy_item DROP COLUMN note_internal")
                file.execute("UPDATE alembic_version SET version_num = ?", (f"{SCHEMA_VERSION - 1:04d}",))
                file.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
            upgrade(self.desk.path, self.desk.home, folder=self.stage.migrations)
        elif event == "erased":
            with self.desk.opened() as opened:
                with opened.office.read() as reader:
                    places = reader.places_of(self.sent.person.id)
                ticked = {place.key for place in places if place.kind == "text" and place.sure}
                opened.office.erase(self.sent.person.id, LABEL, ticked, AUTHOR.by, self.desk.home)
            self.is_erased = True
        else:
            for name, of in ((ITEMS, "status"), (TASKS, "status")):
                stack.enter_context(_other_words(INPUTS[name][of].spec.fields[of], rotated=event == "rotated"))

    def back_up(self) -> None:
        if "restored after" in self.trip.events:
            self._backup = back_up(self.desk.path, self.desk.home.folder / "danach", "Test")

    def _file(self) -> ReadFile:
        """The workbook as it comes home."""
        trip, chance = self.trip, random.Random(self.trip.seed)
        sheets = [ReadSheet(COVER, False, [["Stadt Konstanz"], ["Exportnummer", EXPORT]])]
        for name, records in self.sent.rows.items():
            columns: list[tuple[str, str]] = [(ID, ID), ("code", "Kennung"), ("title", "Titel"), ("", "Meine Notiz")]
            columns += [(field, cls.spec.fields[field].label) for field, cls in INPUTS[name].items()]
            chance.shuffle(columns)
            rows = [
                [self._raw(name, place, record, field) for field, _ in columns]
                for place, record in enumerate(records)
                for _ in range(2 if trip.copied == (name, place) else 1)
                if trip.gone != (name, place)
            ]
            chance.shuffle(rows)
            head: list[list[Raw]] = [[name], [label for _, label in columns]]
            if trip.named:
                head.insert(1, [field for field, _ in columns])
            sheets.append(ReadSheet(name, False, [*head, *rows]))
        if trip.hidden != "gone":
            hidden: list[list[Raw]] = [[*row] for row in self.format.to_rows()]
            if trip.hidden == "spoiled":
                hidden[-2][-1] = "null " if hidden[-2][-1] == "null" else "null"
            sheets.append(ReadSheet(KN, True, hidden))
        return ReadFile("Rückmeldung.xlsx", f"{trip!r}", ReadBook(tuple(sheets), kinds_known=True))

    def _raw(self, sheet: str, place: int, record: Record, name: str) -> Raw:
        if name in (ID, "code", "title", ""):
            return {ID: record.id, "code": record.code, "title": "T", "": "nachfragen"}[name]
        cell, kind = (sheet, place, name), INPUTS[sheet][name].spec.fields[name].kind
        if cell in self.trip.junk:
            return self.trip.junk[cell]
        stored = json.loads(self.format.values[sheet, record.id, name])
        value = self.trip.theirs[cell] if cell in self.trip.theirs else None if stored is None else kind.load(stored)
        if value is None:
            return None
        if self.trip.seed % 3 == 0 and isinstance(kind, Day):
            return f" {value.day}.{value.month}.{value.year}"
        if self.trip.seed % 3 == 0 and isinstance(kind, Percent):
            return f"{value} %"
        held: Raw = shown(kind.cell(value))
        return held


@contextmanager
def _other_words(spec: FieldSpec, *, rotated: bool) -> Iterator[None]:
    """Let the words of a choice be other ones: new, or those of its neighbours."""
    kind = spec.kind
    assert isinstance(kind, Choice)
    codes, words = list(kind.options), list(kind.options.values())
    new = [*words[1:], words[0]] if rotated else [f"{word} (neu)" for word in words]
    options = dict(zip(codes, new, strict=True))
    with (
        patch.object(kind, "options", options),
        patch.object(kind, "_codes", {comparable(word): code for code, word in options.items()}),
    ):
        yield


# --- The oracle ---------------------------------------------------------------------------------------------


def shown(value: Any) -> Any:
    """As a cell can hold it: marks that turn the reading direction are shown."""
    return value.replace("\u202e", "\u2426") if isinstance(value, str) else value


def oracle(base: Any, theirs: Any, ours: Any, *, known: bool) -> str:
    """The table of the return, said a second time."""
    a, b, c = shown(base), shown(theirs), shown(ours)
    if not known:
        return "unchanged" if b == c else "conflict"
    match (b == a, b == c, a == c, b is None):
        case (True, _, _, _):
            return "unchanged"
        case (_, True, _, _):
            return "same"
        case (_, _, False, _):
            return "conflict"
        case (_, _, _, True):
            return "cleared"
        case _:
            return "change"


def expected(way: Way, ours: Mapping[Cell, str]) -> dict[Cell, str]:
    """{(sheet, record, field or "" for the row): verdict} of all that is not unchanged."""
    trip, found = way.trip, {}
    known = trip.hidden == "whole" or (trip.hidden == "gone" and trip.keeps)
    for sheet, records in way.sent.rows.items():
        for place, record in enumerate(records):
            row = (sheet, record.id, "")
            erased = way.is_erased and sheet == CONTACT
            if trip.gone == (sheet, place):
                if known and not erased:
                    found[row] = "missing_row"
            elif trip.copied == (sheet, place):
                found[row] = "double_row"
            elif erased:
                found[row] = "unknown_row"
            else:
                found |= {cell: verdict for cell in way.cells if cell[:2] == row[:2]
                          if (verdict := _of_cell(way, cell, ours, known=known)) != "unchanged"}  # fmt: skip
    return found


def _of_cell(way: Way, cell: Cell, ours: Mapping[Cell, str], *, known: bool) -> str:
    trip, place = way.trip, way.cells[cell]
    kind = INPUTS[cell[0]][cell[2]].spec.fields[cell[2]].kind
    base, now = (None if value == "null" else kind.load(json.loads(value))
                 for value in (way.format.values[cell], ours[cell]))  # fmt: skip
    theirs = trip.theirs.get(place, base)
    if place in trip.junk:
        return "unreadable"
    if isinstance(kind, Choice) and theirs is not None and "renamed" in trip.events and not trip.knows_words:
        return "unreadable"
    if _is_text(cell) and not trip.knows_period:
        now = None
    if way.is_erased and trip.keeps and base is not None and "Muster" in str(base):
        known = False  # whoever erased the person took them out of what was kept
    return oracle(base, theirs, now, known=known)


# --- The trip -----------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None)
@given(trip=trips())
def test_every_verdict_is_the_table_s_and_the_preview_is_what_happens(stage: Stage, trip: Trip) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        way = Way(stage, trip, Path(folder))
        file = way.send()
        way.back_up()
        for event in trip.events:
            way.happen(event, stack)
        with way.desk.opened() as opened:
            way.give(opened, trip.ours)
            _comes_home(way, opened, file)


def _comes_home(way: Way, opened: Opened, file: ReadFile) -> None:
    trip = way.trip
    verdicts = expected(way, way.now(opened))
    ticked = {cell for cell, verdict in verdicts.items() if verdict == "change"}
    before = everything(opened)
    seen = look(opened, file)
    assert {one.key: one.verdict for one in seen.findings} == verdicts
    assert seen.ticked == ticked
    lost = trip.restored == "restored before" and trip.knows_words and not _knows_step(opened, way.format)
    assert any("Sicherung wiederhergestellt" in note for note in seen.notes) == lost
    assert everything(opened) == before, "looking changes nothing"

    assert apply(opened.office, seen, AUTHOR.by) is not None
    after = everything(opened)
    changed = {
        (identity, name)
        for identity, record in after.items()
        if identity in before and not isinstance(record, StatusReport)
        for name in record.spec.fields
        if getattr(record, name) != getattr(before[identity], name)
    }
    assert changed == {(cell[1], cell[2]) for cell in ticked if not _is_text(cell)}
    for cell in ticked:
        assert _value(after, cell, way.sent) == shown(trip.theirs[way.cells[cell]])
    new = [record for identity, record in after.items() if identity not in before]
    (back,) = (record for record in new if not isinstance(record, StatusReport))
    assert isinstance(back, SheetReturn)
    counted = [sum(one == verdict for one in verdicts.values()) for verdict in ("conflict", "unreadable")]
    assert [back.accepted, back.conflicts, back.unreadable] == [len(ticked), *counted]

    again = look(opened, file)
    assert again.ticked == frozenset()
    assert apply(opened.office, again, AUTHOR.by) is None
    assert everything(opened) == after
    opened.undo()
    assert everything(opened) == before


def look(opened: Opened, file: ReadFile) -> Preview:
    with opened.office.read() as reader:
        return preview(reader, recognise(reader, file))


def everything(opened: Opened) -> dict[str, Record]:
    """All records of the file that a return could touch, by id."""
    with opened.office.read() as reader:
        return {one.id: one for cls in TOUCHABLE for one in reader.rows(cls)}


def _knows_step(opened: Opened, sent: SheetFormat) -> bool:
    return bool(opened.sql("SELECT 1 FROM step WHERE uid = ?", sent.step))


def _value(records: dict[str, Record], cell: Cell, sent: SentOut) -> Any:
    if not _is_text(cell):
        return getattr(records[cell[1]], cell[2])
    (report,) = (
        one
        for one in records.values()
        if isinstance(one, StatusReport) and one.item == cell[1] and one.period == sent.period.id
    )
    return getattr(report, cell[2])


def test_the_oracle_knows_every_field() -> None:
    named = {(sheet, name) for sheet, inputs in INPUTS.items() for name in inputs}
    assert named - set(VALUES) == {(TASKS, "done_on")}  # goes only together with the status
    assert set(TOUCHABLE) > {cls for inputs in INPUTS.values() for cls in inputs.values()}
