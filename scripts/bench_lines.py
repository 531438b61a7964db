"""Lines of the benchmark's table: what was measured, beside its floor, its ratio to that and its limit."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "out" / "bench"


@dataclass(frozen=True)
class Line:
    """One line of the table; times in milliseconds, memory in megabytes."""

    what: str
    measured: float
    floor: float | None = None
    limit: str = ""
    fine: bool | None = None
    unit: str = "ms"

    def of(self, records: int) -> "Line":
        """The line as one about an office of so many records."""
        return replace(self, what=f"{records:>7,}: {self.what}")

    def cells(self) -> tuple[str, ...]:
        ratio = f"{self.measured / self.floor:.2f} ×" if self.floor else ""
        floor = f"{self.floor:,.2f} {self.unit}" if self.floor is not None else ""
        verdict = "" if self.fine is None else "ok" if self.fine else "MISSED"
        return self.what, f"{self.measured:,.2f} {self.unit}", floor, ratio, self.limit, verdict


def times_of(line: str, measured: float, floor: float, most: float, unit: str = "ms") -> Line:
    """A line whose limit is a multiple of its floor."""
    return Line(line, measured, floor, f"≤ {most:g} ×", measured <= most * floor, unit)


def at_most(line: str, measured: float, floor: float | None, most: float, unit: str = "ms") -> Line:
    """A line whose limit is a time or a size."""
    return Line(line, measured, floor, f"≤ {most:,.0f} {unit}", measured <= most, unit)


def milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def medians(*calls: Callable[[], object], times: int) -> list[float]:
    """The median of each call; they take turns, so that what disturbs the machine disturbs all of them."""
    taken: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(times):
        for call, into in zip(calls, taken, strict=True):
            into.append(milliseconds(call))
    return [statistics.median(one) for one in taken]


def p95(values: list[float]) -> float:
    """The value that 95 of a hundred are not above."""
    return sorted(values)[int(len(values) * 0.95)]


def show(title: str, lines: Iterator[Line]) -> int:
    """Print the lines as they come, and return 1 where a limit was missed."""
    print(f"KN Desk {title}, {datetime.now():%Y-%m-%d %H:%M}, Python {sys.version.split()[0]}\n")
    head = ("what", "measured", "floor", "ratio", "limit", "")
    widths = (62, 13, 13, 9, 10, 6)
    missed = 0
    for cells in (head, tuple("-" * width for width in widths)):
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)))
    for line in lines:
        missed += line.fine is False
        first, *others = line.cells()
        print("  ".join([f"{first:<{widths[0]}}", *(f"{c:>{w}}" for c, w in zip(others, widths[1:], strict=True))]))
        sys.stdout.flush()
    print(f"\n{missed} limits missed." if missed else "\nAll limits are kept.")
    if sys.platform != "win32" and os.getloadavg()[1] > (os.cpu_count() or 1):
        print("This machine has other things to do: only the ratios say something.")
    return 1 if missed else 0
