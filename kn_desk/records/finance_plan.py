"""The Finanzierungsplan: what its lines add up to, whether both sides agree, its slices by year; in cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from kn_desk.fields.spec import Computed
from kn_desk.records.sentences import euros


class Line(Protocol):
    """What a sum needs of a line: its year, side ("expense" or "income"), planned and actual cents."""

    @property
    def year(self) -> int | None: ...
    @property
    def side(self) -> str | None: ...
    @property
    def plan(self) -> int | None: ...
    @property
    def actual(self) -> int | None: ...
    @property
    def eligible(self) -> bool | None: ...


@dataclass(frozen=True)
class YearSlice:
    """Jahresscheibe: planned and actual sums of one Haushaltsjahr; None holds the lines without a year."""

    year: int | None
    expense_plan: int = 0
    expense_actual: int = 0
    income_plan: int = 0
    income_actual: int = 0


def planned(lines: Iterable[Line], side: str) -> int:
    """Return the planned cents of one side."""
    return sum(line.plan or 0 for line in lines if line.side == side)


def actual_eligible(lines: Iterable[Line]) -> int:
    """Return the cents spent so far on lines that the funder accepts (zuwendungsfähiges Ist)."""
    return sum(line.actual or 0 for line in lines if line.side == "expense" and line.eligible is not False)


def balance(lines: Iterable[Line]) -> Computed:
    """Σ Einnahmen − Σ Ausgaben (Plan); None without lines. The hint gives both sums where they differ."""
    given = list(lines)
    if not given:
        return Computed(None, "Es gibt noch keinen Finanzierungsplan.")
    income, expense = planned(given, "income"), planned(given, "expense")
    value = income - expense
    sums = f"Einnahmen {euros(income)}, Ausgaben {euros(expense)}"
    return Computed(
        value,
        f"Einnahmen {euros(income)} − Ausgaben {euros(expense)} = {euros(value)}.",
        hint=f"Der Finanzierungsplan geht nicht auf: {sums}, Unterschied {euros(abs(value))}." if value else "",
    )


def remaining(plan: int | None, actual: int | None) -> Computed:
    """Noch verfügbar = Plan − Ist of one line; negative where more was spent."""
    if plan is None:
        return Computed(None, "Dafür fehlt noch: Plan.")
    spent = actual or 0
    return Computed(plan - spent, f"Plan {euros(plan)} − Ist {euros(spent)} = {euros(plan - spent)}.")


def year_slices(lines: Iterable[Line]) -> list[YearSlice]:
    """Return the Jahresscheiben in order of years, lines without a year last."""
    by_year: dict[int | None, list[Line]] = {}
    for line in lines:
        by_year.setdefault(line.year, []).append(line)
    return [
        YearSlice(
            year,
            expense_plan=planned(of_year, "expense"),
            expense_actual=sum(line.actual or 0 for line in of_year if line.side == "expense"),
            income_plan=planned(of_year, "income"),
            income_actual=sum(line.actual or 0 for line in of_year if line.side == "income"),
        )
        for year, of_year in sorted(by_year.items(), key=lambda entry: (entry[0] is None, entry[0] or 0))
    ]
