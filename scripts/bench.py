"""Measures how fast KN Desk is against what it is built on, and prints a table with the limits beside.

    python scripts/bench.py            offices of 1,000, 25,000 and 100,000 records (made once, kept under out/bench)
    python scripts/bench.py --small    an office of 1,000 records
    python scripts/bench_window.py     the window's part of it alone, or a part of that

Everything is a median, and a ratio to a floor that was measured in the same run: a single time says nothing on a
machine that does other things too. Nothing of this runs in CI.
"""

import argparse
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from bench_lines import BENCH, ROOT, Line, at_most, medians, milliseconds, show, times_of
from bench_offices import HOME, ME, copied, office_file
from bench_sheets import lotsenmappen
from bench_window import window_lines

sys.path.insert(0, str(ROOT))

from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.edit import change
from kn_desk.storage import history
from kn_desk.storage.connect import connect
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.office_file import open_office


def saves(path: Path, times: int) -> Iterator[Line]:
    with copied(path) as ours, open_office(ours, HOME, writes=True) as office:
        plain = ours.with_name(f"{ours.name}.plain")
        shutil.copyfile(path, plain)
        with closing(connect(plain)) as bare:
            with office.read() as reader:
                parents = [
                    one.item for one in reader.page(ListQuery("milestone"), limit=40) if isinstance(one, Milestone)
                ]
            turn = iter(range(10**6))

            def raw() -> None:
                n = next(turn)
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("UPDATE strategy_item SET next_step = ? WHERE id = ?", (f"r{n}", parents[n % 40]))
                bare.execute("COMMIT")

            def save() -> None:
                n = next(turn)
                with office.read() as reader:
                    item = reader.record(parents[n % 40] or "")
                assert item is not None
                change(office, ME, item, {"next_step": f"s{n}"})

            floor, measured = medians(raw, save, times=times)
            yield times_of("save one field of a Maßnahme with milestones", measured, floor, 5)


def lists(path: Path, records: int, times: int) -> Iterator[Line]:
    big = records > 10_000
    with open_office(path, HOME, writes=False) as office, closing(connect(path, mode="ro")) as bare:

        def page(**query: Any) -> Callable[[], object]:
            def call() -> None:
                with office.read() as reader:
                    reader.page(ListQuery("strategy_item", **query), limit=50)

            return call

        def sql(order: str, where: str = "", *values: object) -> Callable[[], object]:
            text = (
                f"SELECT t.*, r.code FROM strategy_item t JOIN record r ON r.id = t.id "
                f"WHERE t.trashed IS NULL {where} ORDER BY {order} LIMIT 50"
            )
            return lambda: bare.execute(text, values).fetchall()

        holds = (
            "AND t.id IN (SELECT record FROM search_text WHERE type = 'strategy_item' "
            "AND instr(name || ' ' || body, ?) > 0)"
        )
        by_unit = "(SELECT name__key FROM org_unit u WHERE u.id = t.lead_unit)"
        cases = [
            ("first page by code", page(), sql("r.code_key", "AND r.type = 'strategy_item'"), 100),
            ("page sorted with an index (Titel)", page(sort="title"), sql("t.title__key"), 100),
            ("page sorted down with an index (Ende)", page(sort="end_planned", descending=True),
             sql("t.end_planned DESC"), 100),
            ("page sorted by a kept value (Ampel)", page(sort="plan_light"),
             sql("(SELECT sort FROM derived d WHERE d.record = t.id AND d.field = 'plan_light')"), 300),
            ("page sorted without an index (Amt)", page(sort="lead_unit"), sql(by_unit), 300),
            ("filter keystroke, rare (kataster 1)", page(contains="kataster 1"),
             sql("r.code_key", f"{holds} AND r.type = 'strategy_item'", "kataster 1"), 60 if big else 30),
            ("filter keystroke, common (b)", page(contains="b"),
             sql("r.code_key", f"{holds} AND r.type = 'strategy_item'", "b"), 60 if big else 30),
        ]  # fmt: skip
        for what, ours, floor_sql, limit in cases:
            floor, measured = medians(floor_sql, ours, times=times)
            yield at_most(f"{records:>7,}: {what}", measured, floor, limit)

        def count() -> None:
            with office.read() as reader:
                reader.count(ListQuery("strategy_item", contains="b"))

        yield at_most(f"{records:>7,}: exact count behind a filter", medians(count, times=times)[0], None, 300)
        for what, typed in (("rare", "kataster 1"), ("common", "b"), ("two words", "glas insel")):

            def find(typed: str = typed) -> None:
                with office.read() as reader:
                    reader.find(typed, limit=50)

            match = " ".join(f'"{word}"*' for word in typed.split())
            floor, measured = medians(
                lambda match=match: bare.execute(  # type: ignore[misc]
                    "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50", (match,)
                ).fetchall(),
                find,
                times=times,
            )
            yield at_most(f"{records:>7,}: search keystroke, {what} ({typed})", measured, floor, 50)


def past(path: Path, steps: int, times: int) -> Iterator[Line]:
    with open_office(path, HOME, writes=False) as office, closing(connect(path, mode="ro")) as bare:
        with office.read() as reader:
            last = reader.last_step()
        assert last is not None
        then = last.id - steps
        raw = "SELECT record, old, min(step) FROM history WHERE field = 'progress' AND step > ? GROUP BY record"

        def column() -> None:
            with office.read() as reader:
                history.column_as_of(reader._connection, "progress", then)

        def whole() -> None:
            with office.read() as reader:
                now = {one.id: one for one in reader.rows(StrategyItem)}
                history.rows_as_of(reader._connection, now, StrategyItem, then)

        floor, measured = medians(lambda: bare.execute(raw, (then,)).fetchall(), column, times=times)
        yield at_most(f"one column as of {steps:,} steps ago", measured, floor, 100)
        yield Line(f"all columns as of {steps:,} steps ago (a worker does it)", medians(whole, times=3)[0])


# --- The Gesamtmappe ------------------------------------------------------------------------------------------


def exported(path: Path, times: int) -> Iterator[Line]:
    """Ours and bare openpyxl take turns, each in a process of its own, so that memory can be told apart."""
    target = BENCH / "Gesamtmappe.xlsx"
    ours: list[dict[str, float]] = []
    bare: list[dict[str, float]] = []
    for _ in range(times):
        ours.append(in_child("export", path, target))
        bare.append(in_child("floor", target, BENCH / "floor.xlsx"))
    cells, rows = bare[0]["cells"], bare[0]["rows"]
    took, floor = (statistics.median(one["ms"] for one in runs) for runs in (ours, bare))
    what = f"Gesamtmappe, {rows:,.0f} rows, {cells:,.0f} cells"
    # Of a small one most is cover, lists and print set-up.
    yield times_of(what, took, floor, 1.3) if rows >= 10_000 else Line(what, took, floor)
    checked = statistics.median(one["checked"] for one in ours)
    yield Line("  of that, reopening and checking it", checked)
    memory, floor = (statistics.median(one["mb"] for one in runs) for runs in (ours, bare))
    copy = path.stat().st_size / 1e6
    line = at_most(f"  its memory (in-memory copy {copy:.0f} MB)", memory, floor, floor + 40 + copy, "MB")
    yield line


def in_child(what: str, *paths: Path) -> dict[str, float]:
    words = [sys.executable, __file__, "--child", what, *map(str, paths)]
    said = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    result: dict[str, float] = json.loads(said.splitlines()[-1])
    return result


def memory_now() -> float:
    """The memory that this process has, in megabytes; from here on ``memory_at_most`` counts."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return memory_at_most()


def memory_at_most() -> float:
    """The most memory that this process has had since, in megabytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise OSError("no VmHWM: memory is measured on Linux only")


def child(what: str, source: Path, target: Path) -> None:
    print(json.dumps(export_child(source, target) if what == "export" else floor_child(source, target)))


def export_child(source: Path, target: Path) -> dict[str, float]:
    from kn_desk.exchange import overall_workbook

    module: Any = overall_workbook
    check = module.check_written
    checked = 0.0

    def timed(*words: Any) -> None:
        nonlocal checked
        checked = milliseconds(lambda: check(*words))

    module.check_written = timed
    with open_office(source, HOME, writes=False) as office:
        before = memory_now()
        took = milliseconds(lambda: overall_workbook.export_overall(office, target))
    return {"ms": took, "mb": memory_at_most() - before, "checked": checked}


def floor_child(source: Path, target: Path) -> dict[str, float]:
    """Write the same cells with bare openpyxl, one cell object for each style; what they are is read before.

    They are read sheet by sheet in a process of its own, since reading takes more memory than writing.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    kept = target.with_suffix(".json")
    subprocess.run([sys.executable, __file__, "--child", "read", str(source), str(kept)], check=True, cwd=ROOT)
    before = memory_now()
    number = rows = 0

    def write() -> None:
        nonlocal rows
        book = Workbook(write_only=True)
        sheet: Any = None
        styled: dict[str, Any] = {}
        with kept.open(encoding="utf-8") as lines:
            for text in lines:
                if text.startswith('"'):
                    sheet = book.create_sheet(json.loads(text)[:31])
                    styled = {}
                else:
                    sheet.append(cells_of(sheet, styled, json.loads(text)))
                    rows += 1
        book.save(target)

    def cells_of(sheet: Any, styled: dict[str, Any], row: list[tuple[str, Any]]) -> Iterator[Any]:
        nonlocal number
        for kind, value in row:
            if kind is None:
                yield None
                continue
            cell = styled.get(kind)
            if cell is None:
                cell = styled[kind] = WriteOnlyCell(sheet, "")
                cell.font = Font(name="Calibri", size=10)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.border = Border(bottom=Side("thin", color="D0D5DD"))
                cell.number_format = kind
            cell.value = value
            number += 1
            yield cell

    took = milliseconds(write)
    return {"ms": took, "mb": memory_at_most() - before, "cells": number, "rows": rows}


def read_child(source: Path, kept: Path) -> None:
    """Write down what cells a workbook has: a line for each sheet and row."""
    from openpyxl import load_workbook

    book = load_workbook(source, read_only=True)
    with kept.open("w", encoding="utf-8") as file:
        for sheet in book.worksheets:
            file.write(json.dumps(sheet.title) + "\n")
            for row in sheet.iter_rows():
                cells = [(None, None) if c.value is None else (c.number_format, plain(c.value)) for c in row]
                file.write(json.dumps(cells) + "\n")


def plain(value: object) -> object:
    """A date as the number that Excel keeps, for JSON."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).days
    return value if isinstance(value, (int, float, str)) else str(value)


# --- Beside an export, and from a standing start --------------------------------------------------------------


def saves_beside_an_export(path: Path) -> Iterator[Line]:
    from kn_desk.exchange.overall_workbook import export_overall

    with copied(path) as ours, open_office(ours, HOME, writes=True) as office:
        with office.read() as reader:
            ids = reader.ids(ListQuery("strategy_item"), limit=50)

        def save(value: str) -> list[float]:
            taken = []
            for n, identity in enumerate(ids):
                with office.read() as reader:
                    item = reader.record(identity)
                assert item is not None
                values = {"next_step": f"{value} {n}"}
                taken.append(milliseconds(lambda item=item, values=values: change(office, ME, item, values)))  # type: ignore[misc]
                time.sleep(0.02)
            return taken

        def while_running(name: str, begin: Callable[[], Callable[[], bool]]) -> Iterator[Line]:
            alone = save("allein")
            runs = begin()
            beside: list[float] = []
            while runs():
                beside += save(f"{name} {len(beside)}")
            yield Line(
                f"a save while an export runs in {name}, median", statistics.median(beside), statistics.median(alone)
            )
            yield at_most(f"a save while an export runs in {name}, longest", max(beside), max(alone), 100)

        def in_thread() -> Callable[[], bool]:
            worker = threading.Thread(target=export_overall, args=(office, BENCH / "daneben.xlsx"))
            worker.start()
            return worker.is_alive

        def in_process() -> Callable[[], bool]:
            words = [sys.executable, "-m", "kn_desk", "export", str(ours), str(BENCH / "daneben.xlsx")]
            worker = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
            return lambda: worker.poll() is None

        yield from while_running("a thread", in_thread)
        yield from while_running("a process", in_process)


def opening(path: Path, records: int) -> Iterator[Line]:
    def ours() -> None:
        open_office(path, HOME, writes=False).close()

    def bare() -> None:
        with closing(connect(path, mode="ro")) as opened:
            opened.execute("PRAGMA integrity_check(1)").fetchall()

    def copy() -> None:
        with open_office(path, HOME, writes=False) as office:
            into.append(milliseconds(lambda: office.copy_in_memory().close()))

    into: list[float] = []
    floor, measured, _ = medians(bare, ours, copy, times=3)
    yield Line(f"{records:>7,}: opening with all checks, against integrity_check", measured, floor)
    yield Line(f"{records:>7,}: copy in memory for a worker", statistics.median(into))


def start(path: Path, times: int) -> Iterator[Line]:
    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=ROOT)

    floor, imported, measured = medians(
        run("-c", "import sqlite3"), run("-c", "import sqlalchemy"),
        run("-m", "kn_desk", "list", str(path), "org_unit"), times=times,
    )  # fmt: skip
    yield Line("`kn-desk list` as a process, against bare Python", measured, floor)
    yield Line("`kn-desk list` as a process, against importing SQLAlchemy", measured, imported)


# --- The table ------------------------------------------------------------------------------------------------


def all_lines(sizes: tuple[int, ...], export_of: int, steps: int) -> Iterator[Line]:
    with_history = office_file(sizes[min(1, len(sizes) - 1)], steps)
    for size in sizes:
        for line in saves(office_file(size), 100):
            yield line.of(size)
    for size in sizes:
        yield from opening(office_file(size), size)
    for size in sizes:
        yield from lists(office_file(size), size, 15)
    yield from past(with_history, steps, 9)
    yield from exported(office_file(export_of), 3)
    yield from saves_beside_an_export(office_file(export_of))
    yield from lotsenmappen(export_of, 5)
    yield from start(office_file(sizes[0]), 9)


def main() -> int:
    """Run everything and return 1 where a limit was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="offices of 1,000 records only, and a short day")
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "SOURCE", "TARGET"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        what, source, target = arguments.child
        (read_child if what == "read" else lambda *paths: child(what, *paths))(Path(source), Path(target))
        return 0
    sizes = (1_000,) if arguments.small else (1_000, 25_000, 100_000)
    export_of, steps = (1_000, 1_000) if arguments.small else (10_000, 25_000)
    for size in {*sizes, export_of}:
        office_file(size)
    office_file(sizes[min(1, len(sizes) - 1)], steps)
    below = all_lines(sizes, export_of, steps)
    return show(f"bench, SQLite {sqlite3.sqlite_version}", chain(below, window_lines(small=arguments.small)))


if __name__ == "__main__":
    sys.exit(main())
