"""Lotsenmappen for the benchmark: sent, and home again with their preview."""

import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench_lines import BENCH, ROOT, Line, at_most, medians
from bench_offices import HOME, ME, a_day, an_item, store, words

sys.path.insert(0, str(ROOT))

from python_calamine import CalamineWorkbook

from kn_desk.exchange.gate import admit, read_file
from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.exchange.returned_sheet import ReadFile, read_return, recognise
from kn_desk.exchange.sheet_reader import read_book
from kn_desk.fields.spec import Record
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import ActionField
from kn_desk.services.edit import new_record
from kn_desk.services.merge_return import preview
from kn_desk.storage.office_file import Office, new_office, open_office


def lotsenmappen(rows: int, times: int) -> Iterator[Line]:
    """Sheets out and home: 25 as they are, and one as big as none is."""
    folder = BENCH / "Lotsenmappen"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def compared(office: Office, file: ReadFile) -> None:
        with office.read() as reader:
            seen = preview(reader, recognise(reader, file))
        assert seen.unchanged
        assert not seen.findings

    with units_office(folder / "25.kndesk", units=25, items=40, milestones=0) as office:
        out = medians(lambda: send_sheets(office, folder, ME), times=times)[0]
        yield at_most("25 Lotsenmappen of 40 Maßnahmen out", out, None, 4000)
        files = sorted(next(folder.glob("*Lotsenmappen*")).glob("KN_Massnahmen_*.xlsx"))
        assert len(files) == 25

        def all_home() -> None:
            for file in files:
                compared(office, read_return(file))

        home = medians(all_home, times=times)[0]
        yield at_most("25 Lotsenmappen home with preview", home, None, 4000)
    with units_office(folder / "1.kndesk", units=1, items=rows * 3 // 10, milestones=rows * 7 // 10) as office:
        file = next(send_sheets(office, folder, ME).folder.glob("KN_Massnahmen_*.xlsx"))
        admitted = admit(read_file(file))

        def bare() -> None:
            with CalamineWorkbook.from_path(str(file)) as book:
                for name in book.sheet_names:
                    book.get_sheet_by_name(name).to_python()

        floor, measured = medians(
            bare, lambda: compared(office, ReadFile(file.name, "", read_book(admitted))), times=times
        )
        what = f"{rows:,} returned rows, read and compared, against bare calamine"
        yield at_most(what, measured, floor, 800)
    shutil.rmtree(folder)


@contextmanager
def units_office(path: Path, *, units: int, items: int, milestones: int) -> Iterator[Office]:
    """A new office with units that have a Lotse, so many Maßnahmen and milestones each."""
    chance = random.Random(units)
    new_office(path, ME.by)
    with open_office(path, HOME, writes=True) as office:
        field = new_record(ActionField, {"title": "Verwaltung", "number": "1"})
        everything: list[Record] = [field]
        for n in range(units):
            unit = new_record(OrgUnit, {"name": f"Amt {n}"})
            person = new_record(Person, {"last_name": f"Muster {n}", "unit": unit.id, "email": f"m{n}@example.org"})
            role = new_record(LotseRole, {"person": person.id, "unit": unit.id, "since": date(2024, 1, 1)})
            led = [an_item(chance, m, [unit], [field]) for m in range(items)]
            values = ({"title": words(chance, 3), "item": chance.choice(led).id, "due_planned": a_day(chance)}
                      for _ in range(milestones))  # fmt: skip
            everything += [unit, person, role, *led, *(new_record(Milestone, one) for one in values)]
        store(office, everything)
        yield office
