"""Offices of any size for the benchmark, made once through the door and kept under out/bench."""

import hashlib
import random
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench_lines import BENCH, ROOT

sys.path.insert(0, str(ROOT))

from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.change import ChangeSet, creation, update
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.edit import Author, new_record
from kn_desk.storage import door
from kn_desk.storage.connect import writing
from kn_desk.storage.office_file import Office, new_office, open_office

HOME = Home(BENCH / "home")
ME = Author("bench", "bench")
#: How many records are created in one step.
PORTION = 2000
#: How many steps are written in one transaction while the history is made up.
STEPS_AT_ONCE = 1000
_TEXT = """Glasfaser Bürger Portal Schule Verkehr Sensor Daten Plattform Wohnen Bad Insel Brücke Rathaus Karte Antrag
    Termin Müll Energie Hafen Museum Bücherei Kita Parken Radweg Wetter Licht Netz Funk Archiv Kataster"""
WORDS = _TEXT.split()
SHARES: Mapping[type[Record], int] = {StrategyItem: 60, Milestone: 35}  # of a hundred; the rest are persons and units


def office_file(records: int, steps: int = 0, *, only_items: bool = False) -> Path:
    """Return an office file of this size, made through the door; one of today's schema that lies there is taken.

    ``only_items``: so many Maßnahmen, with nothing but the units and fields that they need beside them.
    """
    schema = hashlib.sha256((ROOT / "database" / "schema.sql").read_bytes()).hexdigest()[:8]
    name = f"{records}-{'items' if only_items else steps}"
    path = BENCH / f"{name}-{schema}.kndesk"
    if path.exists():
        return path
    begun = time.monotonic()
    print(f"making {records:,} records and {steps:,} steps …", end=" ", flush=True)
    BENCH.mkdir(parents=True, exist_ok=True)
    for old in BENCH.glob(f"{name}-*"):  # of another schema, or of a run that was broken off
        old.unlink()
    making = path.with_suffix(".making")
    new_office(making, ME.by)
    with open_office(making, HOME, writes=True) as office:
        office._bare.execute("PRAGMA synchronous=OFF")
        make_records(office, records, {StrategyItem: 100, Milestone: 0} if only_items else SHARES)
        make_history(office, steps)
    for beside in making.parent.glob(f"{making.name}.*"):
        beside.unlink()
    making.rename(path)
    print(f"{time.monotonic() - begun:.0f} s, {path.stat().st_size / 1e6:.0f} MB", flush=True)
    return path


def make_records(office: Office, number: int, shares: Mapping[type[Record], int]) -> None:
    chance = random.Random(number)
    units = [new_record(OrgUnit, {"name": f"Amt {n} für {chance.choice(WORDS)}"}) for n in range(max(5, number // 200))]
    fields = [new_record(ActionField, {"title": word, "number": str(n)}) for n, word in enumerate(WORDS[:10])]
    items = [an_item(chance, n, units, fields) for n in range(number * shares[StrategyItem] // 100)]
    milestones = [
        new_record(
            Milestone, {"title": words(chance, 3), "item": chance.choice(items).id, "due_planned": a_day(chance)}
        )
        for _ in range(number * shares[Milestone] // 100)
    ]
    missing = number - len(units) - len(fields) - len(items) - len(milestones)
    persons = [
        new_record(Person, {"last_name": f"{chance.choice(WORDS)}er {n}", "unit": chance.choice(units).id})
        for n in range(max(0, missing))
    ]
    store(office, [*units, *fields, *persons, *items, *milestones])


def store(office: Office, records: Sequence[Record]) -> None:
    """Create records, many in one step."""
    for start in range(0, len(records), PORTION):
        edits = tuple(map(creation, records[start : start + PORTION]))
        office.apply(ChangeSet(edits, "import", ME.by, ME.source))


def an_item(chance: random.Random, n: int, units: list[OrgUnit], fields: list[ActionField]) -> StrategyItem:
    start = a_day(chance)
    return new_record(
        StrategyItem,
        {
            "title": f"{words(chance, 3)} {n}", "description": words(chance, 25), "benefit": words(chance, 12),
            "next_step": words(chance, 4), "lead_unit": chance.choice(units).id, "priority": "high",
            "action_field": chance.choice(fields).id, "start_planned": start, "progress": n % 101,
            "end_planned": start + timedelta(days=chance.randrange(30, 900)), "cost_total": chance.randrange(10**8),
            "participating_units": tuple(sorted({chance.choice(units).id for _ in range(2)})),
        },
    )  # fmt: skip


def words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(WORDS, k=number))


def a_day(chance: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=chance.randrange(1500))


def make_history(office: Office, steps: int) -> None:
    """Change one field of one Maßnahme in each step; the fingers of ten years."""
    chance = random.Random(steps)
    if not steps:
        return
    with office.read() as reader:
        items = {item.id: item for item in reader.rows(StrategyItem)}
    ids = list(items)
    for start in range(0, steps, STEPS_AT_ONCE):
        with writing(office._engine) as connection:
            for n in range(start, min(start + STEPS_AT_ONCE, steps)):
                item = items[chance.choice(ids)]
                values = {"progress": (item.progress or 0) % 100 + 1} if n % 2 else {"next_step": f"Schritt {n}"}
                edit = update(item, values)
                assert edit is not None
                door.apply(connection, ChangeSet((edit,), "edit", ME.by, ME.source), datetime.now(UTC))
                items[item.id] = type(item).of({**vars(item), **values})


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of an office file that may be written to."""
    copy = path.with_name(f"copy-{path.name}")
    shutil.copyfile(path, copy)
    try:
        yield copy
    finally:
        for file in copy.parent.glob(f"{copy.name}*"):
            file.unlink()
