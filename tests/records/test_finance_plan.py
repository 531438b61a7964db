"""The Finanzierungsplan: whether both sides agree, and its slices by year."""

import pytest

from kn_desk.records import finance_plan
from kn_desk.records.finance_plan import YearSlice
from kn_desk.records.funding_parts import FinanceLine
from tests.makers.records import make


def expense(plan: int, year: int | None = 2026, actual: int | None = None, eligible: bool | None = True) -> FinanceLine:
    return make(FinanceLine, side="expense", plan=plan, actual=actual, year=year, eligible=eligible)


def income(plan: int, year: int | None = 2026) -> FinanceLine:
    return make(FinanceLine, side="income", plan=plan, year=year)


@pytest.mark.parametrize(
    ("received", "value", "hint"),
    [
        (10_000, 0, ""),
        (
            9_000,
            -1_000,
            "Der Finanzierungsplan geht nicht auf: Einnahmen 90,00 €, Ausgaben 100,00 €, Unterschied 10,00 €.",
        ),
        (10_001, 1, "Der Finanzierungsplan geht nicht auf: Einnahmen 100,01 €, Ausgaben 100,00 €, Unterschied 0,01 €."),
    ],
)
def test_both_sides_of_the_plan_have_to_agree(received: int, value: int, hint: str) -> None:
    found = finance_plan.balance([expense(4_000), expense(6_000), income(received)])

    assert (found.value, found.hint) == (value, hint)


def test_without_lines_there_is_nothing_to_balance() -> None:
    assert finance_plan.balance([]).value is None


def test_only_eligible_expenses_count_as_spent() -> None:
    lines = [
        expense(0, actual=100),
        expense(0, actual=20, eligible=False),
        expense(0, actual=3, eligible=None),
        income(9),
    ]

    assert finance_plan.actual_eligible(lines) == 103


def test_the_slices_are_one_per_year_and_what_has_no_year_comes_last() -> None:
    lines = [expense(5, None), expense(1, 2027, 1), income(2, 2026), expense(3, 2026), expense(4, 2026, 2)]

    assert finance_plan.year_slices(lines) == [
        YearSlice(2026, expense_plan=7, expense_actual=2, income_plan=2),
        YearSlice(2027, expense_plan=1, expense_actual=1),
        YearSlice(None, expense_plan=5),
    ]


@pytest.mark.parametrize(
    ("plan", "actual", "value"), [(100, 40, 60), (100, None, 100), (100, 101, -1), (None, 5, None)]
)
def test_what_remains_of_a_line_is_plan_less_actual(plan: int | None, actual: int | None, value: int | None) -> None:
    assert finance_plan.remaining(plan, actual).value == value
