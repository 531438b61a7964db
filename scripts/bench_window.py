"""Measures how fast the window is against a bare Qt window and raw SQL, and prints a table with the limits beside.

    python scripts/bench_window.py [--small] [--only start|inside|day] [--sizes N …] [--deeds N]

Without a screen (Qt's offscreen platform). The offices are those of ``bench.py``, which prints this table too.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench_lines import BENCH, ROOT, Line, at_most, p95, show, times_of
from bench_offices import office_file

SCRIPTS = Path(__file__).resolve().parent
#: Compiled modules are kept, as where the program is installed; whoever measures may have switched that off.
ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPYCACHEPREFIX": str(BENCH / "pycache"),
    "QT_QPA_PLATFORM": "offscreen",
    "QT_LOGGING_RULES": "*.warning=false",
}
SIZES, SMALL = (10_000, 25_000, 100_000), (1_000,)


def in_child(script: str, *words: object) -> dict[str, Any]:
    """Run one of the scripts in a process of its own and return what it told."""
    given = [sys.executable, str(SCRIPTS / script), *map(str, words)]
    said = subprocess.run(given, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True, env=ENV).stdout
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


@contextmanager
def desk_of(office: Path, place: int) -> Iterator[tuple[Path, Path]]:
    """A copy of an office, and the home of a person who saw a place last and has just backed the office up."""
    with tempfile.TemporaryDirectory(dir=BENCH, prefix="desk-") as folder:
        path, home = Path(folder) / "Bench.kndesk", Path(folder) / "KN Desk"  # as platformdirs names it
        shutil.copyfile(office, path)
        backups = home / "Sicherungen"
        backups.mkdir(parents=True)
        settings = {"window": {"window.place": place}, "recent": [str(path)]}
        (home / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        with closing(sqlite3.connect(path)) as bare:
            uuid = bare.execute("SELECT value FROM meta WHERE key = 'office'").fetchone()[0]
            step = bare.execute("SELECT max(id) FROM step").fetchone()[0]
        sheet = {"number": 1, "office": uuid, "made_at": datetime.now().astimezone().isoformat(), "reason": "Bench",
                 "version": 1, "step": step, "sha256": "", "size": 0}  # fmt: skip
        (backups / "Bench.kndesk").touch()
        (backups / "Bench.kndesk.json").write_text(json.dumps(sheet), encoding="utf-8")
        yield path, home


def starts(office: Path, times: int) -> Iterator[Line]:
    """The bare window and ours start by turns."""
    for place, what in ((1, "Maßnahmen"), (0, "Übersicht")):
        told: list[dict[str, Any]] = []
        bare: list[dict[str, Any]] = []
        with desk_of(office, place) as (path, home):
            for turn in range(times + 1):
                bare.append(in_child("bench_start.py", time.monotonic()))
                told.append(in_child("bench_start.py", time.monotonic(), path, home))
                if not turn:  # that one compiled what was edited
                    bare.clear()
                    told.clear()
        floor = median(one["shell"] for one in bare)
        if place:
            yield times_of("start to the painted shell", median(one["shell"] for one in told), floor, 1.6)
            imported = [float(len(one["imported"])) for one in told]
            yield at_most("  slow imports by then", max(imported), None, 0, "")
        yield times_of(f"start to the first rows ({what})", median(one["rows"] for one in told), floor, 4.0)
        memory = median(one["memory"] for one in told)
        yield at_most("  memory two seconds later", memory, median(one["memory"] for one in bare), 200, "MB")


def inside(office: Path, size: int, times: int) -> Iterator[Line]:
    """What is done in the list, while it is open."""
    bare_memory = in_child("bench_start.py", time.monotonic())["memory"]
    with desk_of(office, 8) as (path, home):
        told = in_child("bench_hands.py", path, home, times)
    found, floor, count = told["filter"], told["raw_filter"], told["raw_count"]
    limit = 30 if size <= 10_000 else 60
    yield at_most("filter key to painted page", median(found["painted"]), median(floor), limit)
    yield at_most("  p95", p95(found["painted"]), p95(floor), 150)
    yield at_most("  from there to the exact count", median(found["counted"]), median(count), 300)
    yield at_most("  window blocked at most", max(found["blocked"]), None, 50)
    yield at_most("Suche key to painted", median(told["find"]["painted"]), median(told["find"]["raw"]), 50)
    yield at_most("  p95", p95(told["find"]["painted"]), p95(told["find"]["raw"]), 150)
    for column, (taken, raw) in told["sort"].items():
        most = 100 if column in ("title", "end_planned") else 300
        yield at_most(f"sort by {column} to painted", median(taken), median(raw), most)
    for way, taken in told["scroll"].items():
        yield at_most(f"scroll by a {way}, p95", p95(taken), p95(told["bare_scroll"][way]), 16)
    yield at_most("key Down held, to painted, p95", p95(told["keys"]["painted"]), p95(told["bare_scroll"]["row"]), 16)
    yield at_most("  a row and its detail, window blocked, p95", p95(told["keys"]["blocked"]), None, 50)
    yield Line("  the first one, which is made then", told["made_detail"])
    raw = median(told["saves"]["raw"])
    yield times_of("save through the form: written", median(told["saves"]["written"]), raw, 5)
    yield Line("  until the form says so", median(told["saves"]["stored"]), raw)
    yield Line("  until the form is painted again", median(told["saves"]["painted"]), raw)
    yield Line("memory after the start", told["memory_start"], bare_memory, unit="MB")
    yield Line("  with the list", told["memory_list"], bare_memory, unit="MB")
    yield at_most("  after all this and a scroll through all", told["memory_scrolled"], bare_memory, 200, "MB")


def day(deeds: int) -> Iterator[Line]:
    """A day in the sample; a tenth of it is the beginning, another the end; times are the processor's."""
    with tempfile.TemporaryDirectory(dir=BENCH, prefix="desk-") as folder:
        told = in_child("bench_day.py", folder, deeds)
    first, last = 1, -1  # the first tenth opens every page and fills caches
    yield times_of(f"memory after {deeds:,} deeds, against after {deeds // 10:,}", *ends(told["memory"], 0), 1.1, "MB")
    yield Line("  widgets", *ends(told["widgets"], 0), unit="")
    before, after = told["took"][first], told["took"][last]
    ratio = median(after[name] / before[name] for name in before if name in after)
    yield times_of("  a deed at the end, against one of the second tenth", ratio, 1, 1.1, "×")
    for name in sorted(before.keys() & after.keys()):
        yield Line(f"    {name}", after[name], before[name])


def ends(values: list[float], first: int) -> tuple[float, float]:
    return values[-1], values[first]


def window_lines(sizes: tuple[int, ...] = (), deeds: int = 0, only: str = "", *, small: bool = False) -> Iterator[Line]:
    """Yield all lines about the window, or those of one part."""
    sizes = sizes or (SMALL if small else SIZES)
    deeds = deeds or (2_000 if small else 20_000)
    times = 3 if small else 7
    for size in sizes:
        if only == "day":
            break
        office = office_file(size, only_items=True)
        if only in ("", "start"):
            yield from (line.of(size) for line in starts(office, times))
        if only in ("", "inside"):
            yield from (line.of(size) for line in inside(office, size, 6 * times))
    if only in ("", "day"):
        yield from day(deeds)


def main() -> int:
    """Run everything and return 1 where a limit was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="an office of 1,000 Maßnahmen and 2,000 deeds only")
    parser.add_argument("--only", choices=("start", "inside", "day"), default="", help="a part of the table")
    parser.add_argument("--sizes", type=int, nargs="*", help="other numbers of Maßnahmen")
    parser.add_argument("--deeds", type=int, help="another number of deeds")
    asked = parser.parse_args()
    lines = window_lines(tuple(asked.sizes or ()), asked.deeds or 0, asked.only, small=asked.small)
    return show("window bench", lines)


if __name__ == "__main__":
    sys.exit(main())
