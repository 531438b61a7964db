"""Numbers as people write them, money above all: read where certain, refused with what could be meant otherwise."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.errors import Unreadable
from kn_desk.fields.numbers import Decimals, Money, Number, Percent, Rate, YesNo, group_thousands
from tests.makers.raw import assert_told_in_german

MONEY = Money()
SIGNED = Money(signed=True)


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("1.234,56 €", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1234,5", 123450),
        ("1234.56", 123456),
        ("1234", 123400),
        ("1.234.567", 123456700),
        ("1,234,567", 123456700),
        ("1 234,56 EUR", 123456),
        ("1\u00a0234,56\u00a0€", 123456),
        ("1\u202f234,56 Euro", 123456),
        ("1'234.50", 123450),
        ("1’234,50", 123450),
        ("€ 12", 1200),
        ("EUR 12,50", 1250),
        ("12,-", 1200),
        ("12,– €", 1200),
        ("12,-- €", 1200),
        (",5", 50),
        ("0,00", 0),
        ("-0,00", 0),
        ("+5", 500),
        ("\u200b12 €\ufeff", 1200),
        ("9.999.999.999.999,99", 999_999_999_999_999),
        (12, 1200),
        (12.34, 1234),
        (0.1 + 0.2, 30),
        (12.345, 1235),
        (1234.5650000000001, 123457),
        (-0.0, 0),
        (-0.001, 0),
        (Decimal("12.34"), 1234),
        (" ", None),
        ("€", None),
    ],
)
def test_an_amount_is_read(raw: object, cents: int | None) -> None:
    assert MONEY.read(raw) == cents


@pytest.mark.parametrize("raw", ["-5", "−5", "–5", "- 5 €", "-5,00", "\u22125.00"])
def test_every_minus_sign_is_one(raw: str) -> None:
    assert SIGNED.read(raw) == -500


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("1.234", "„1.234“ ist nicht eindeutig (Tausender oder Nachkommastellen). Gemeint ist 1.234,00 €?"),
        ("1,234", "„1,234“ ist nicht eindeutig (Tausender oder Nachkommastellen). Gemeint ist 1.234,00 €?"),
        ("1.234 €", "Gemeint ist 1.234,00 €?"),
        ("-1.234", "Gemeint ist −1.234,00 €?"),
        ("12 TEUR", "„12 TEUR“ ist abgekürzt. Gemeint ist 12.000,00 €?"),
        ("12,5 T€", "Gemeint ist 12.500,00 €?"),
        ("12 Tsd. Euro", "Gemeint ist 12.000,00 €?"),
        ("1,5 Mio. €", "Gemeint ist 1.500.000,00 €?"),
        ("2 Millionen", "Gemeint ist 2.000.000,00 €?"),
        ("3k", "Gemeint ist 3.000,00 €?"),
        ("1 Mrd. €", "Gemeint ist 1.000.000.000,00 €?"),
        ("12,345", "Gemeint ist 12.345,00 €?"),
        ("12,3456", "höchstens zwei Stellen nach dem Komma"),
        ("0.234", "höchstens zwei Stellen"),
        ("-5", "Der Betrag darf nicht negativ sein. Ohne Minus: 5,00 €"),
        ("12 34", "keine Zahl, die sich sicher lesen lässt"),
        ("5-10", "keine Zahl"),
        ("1.23.456", "keine Zahl"),
        ("12 CHF", "keine Zahl"),
        ("ca. 500", "keine Zahl"),
        ("10²", "keine Zahl"),
        ("1e3", "keine Zahl"),
        ("0x10", "keine Zahl"),
        ("1_000", "keine Zahl"),
        ("n.n.", "keine Zahl"),
        ("NaN", "keine Zahl"),
        ("9" * 20, "zu groß"),
        ("9" * 5000, "zu lang"),
        (10_000_000_000_000, "zu groß"),
        (float("nan"), "keine endliche Zahl"),
        (float("inf"), "keine endliche Zahl"),
        (1e300, "zu groß"),
        (Decimal("1e999999"), "zu groß"),
        (Decimal("1e-999999"), "zu viele Stellen"),
        (Decimal("1." + "0" * 60 + "1"), "höchstens zwei Stellen"),
        (True, "eine Zahl erwartet"),
        (b"12", "eine Zahl erwartet"),
        ([12], "eine Zahl erwartet"),
        (datetime(2026, 2, 1), "vielleicht hat Excel daraus ein Datum gemacht"),
    ],
)
def test_an_amount_is_refused_with_what_could_be_meant(raw: object, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        MONEY.read(raw)
    assert message in str(refused.value)
    assert_told_in_german(refused.value)


def test_no_value_is_rounded_silently_but_what_excel_computed() -> None:
    assert MONEY.read(0.1 + 0.7) == 80
    with pytest.raises(Unreadable):
        MONEY.read("0,805")
    with pytest.raises(Unreadable):
        MONEY.read(Decimal("0.805"))


@given(st.integers(-(10**14), 10**14))
def test_an_amount_is_shown_as_german_writes_it(cents: int) -> None:
    shown = SIGNED.show(cents)
    assert shown.endswith(" €")
    assert shown[-5] == ","
    assert "−0,00" not in shown
    assert "-" not in shown
    assert SIGNED.read(shown.replace(" ", "\u00a0")) == cents


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("12,0", 12),
        ("12.0", 12),
        ("1.234", 1234),
        ("1 234", 1234),
        ("007", 7),
        (12, 12),
        (12.0, 12),
        (11.999999999999998, 12),
        (Decimal("12.00"), 12),
        ("0", 0),
    ],
)
def test_a_whole_number_is_read(raw: object, number: int) -> None:
    assert Number().read(raw) == number


@pytest.mark.parametrize("raw", ["12 Tage", "12 tage", "12Tage", "12 Tag", "12"])
def test_a_unit_may_stand_behind_a_number(raw: str) -> None:
    assert Number(unit="Tage").read(raw) == 12


def test_one_of_a_unit_is_shown_in_the_singular() -> None:
    days = Number(-5, 5, unit="Tage")
    assert [days.show(n) for n in (-1, 0, 1, 2)] == ["−1 Tag", "0 Tage", "1 Tag", "2 Tage"]


@pytest.mark.parametrize("raw", ["45 Min.", "45 min", "45 Min"])
def test_a_unit_may_lack_its_dot(raw: str) -> None:
    assert Number(unit="Min.").read(raw) == 45


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("1,5", "Hier wird eine ganze Zahl erwartet. Zum Beispiel: 3"),
        (1.5, "ganze Zahl"),
        ("6", "„6“ liegt außerhalb des Möglichen. Möglich ist 1 bis 3."),
        (0, "„0“ liegt außerhalb"),
        (-1.0, "„-1“ liegt außerhalb"),
        (True, "eine Zahl erwartet"),
        ("drei", "keine Zahl"),
        (Decimal("1e99999999999"), "zu groß"),
    ],
)
def test_a_whole_number_is_refused_with_a_sentence(raw: object, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Number(1, 3).read(raw)
    assert message in str(refused.value)
    assert_told_in_german(refused.value)


@pytest.mark.parametrize(
    ("raw", "number"),
    [("12,5", "12.50"), ("1.234,5", "1234.50"), ("12.5", "12.50"), ("-0,00", "0.00"), (0.1 + 0.2, "0.30"), (7, "7.00")],
)
def test_a_decimal_number_is_read(raw: object, number: str) -> None:
    value = Decimals().read(raw)
    assert str(value) == number


@pytest.mark.parametrize("raw", ["1.234", "1,234", "999.999"])
def test_a_decimal_number_of_two_readings_is_refused(raw: str) -> None:
    with pytest.raises(Unreadable, match="nicht eindeutig"):
        Decimals().read(raw)


def test_three_places_make_the_comma_certain_and_the_dot_not() -> None:
    assert Decimals(3).read("1,234") == Decimal("1.234")
    with pytest.raises(Unreadable, match="nicht eindeutig"):
        Decimals(3).read("1.234")


@pytest.mark.parametrize(
    ("raw", "percent"),
    [("40 %", 40), ("40%", 40), ("40", 40), (40, 40), ("40\u202f%", 40), ("0,4", None), ("140", None)],
)
def test_a_percentage_is_typed_as_percent(raw: object, percent: int | None) -> None:
    if percent is None:
        with pytest.raises(Unreadable):
            Percent().read(raw)
    else:
        assert Percent().read(raw) == percent


@pytest.mark.parametrize(
    ("raw", "percent"),
    [(0.4, 40), (0.29, 29), (0.57, 57), (1, 100), (0, 0), (1.0, 100), ("40 %", 40), (Decimal("0.07"), 7), (None, None)],
)
def test_a_percentage_in_a_cell_is_a_fraction(raw: object, percent: int | None) -> None:
    assert Percent().read_cell(raw) == percent


@pytest.mark.parametrize(
    ("raw", "rate"), [(0.6507, "65.07"), (1 / 3, "33.33"), (2.5, "250.00"), ("65,07 %", "65.07"), (0, "0")]
)
def test_a_rate_in_a_cell_is_a_fraction(raw: object, rate: str) -> None:
    assert Rate().read_cell(raw) == Decimal(rate)


@pytest.mark.parametrize(("kind", "raw"), [(Percent(), 40), (Percent(), 1.01), (Rate(), 65.07), (Rate(), Decimal(65))])
def test_a_percentage_without_its_sign_in_a_cell_is_asked_about(kind: Percent | Rate, raw: object) -> None:
    with pytest.raises(Unreadable, match=r"ohne Prozentzeichen in der Zelle\. Bitte als Prozentwert"):
        kind.read_cell(raw)


@pytest.mark.parametrize("raw", [True, float("nan"), float("inf"), Decimal("1e999999"), datetime(2026, 1, 1)])
def test_what_is_no_percentage_in_a_cell_is_refused(raw: object) -> None:
    for kind in (Percent(), Rate()):
        with pytest.raises(Unreadable):
            kind.read_cell(raw)


@pytest.mark.parametrize(
    "raw",
    ["ja", "Ja", "JA", "j", "x", "X", " ja ", "j\u00ada", "Ja.", "WAHR", "True", "1", 1, 1.0, True, "✓", "✔\ufe0f"],
)
def test_yes_is_read(raw: object) -> None:
    assert YesNo().read(raw) is True


@pytest.mark.parametrize("raw", ["nein", "Nein", "n", "FALSCH", "0", 0, 0.0, False, "-", "–"])
def test_no_is_read(raw: object) -> None:
    assert YesNo().read(raw) is False


@pytest.mark.parametrize(
    "raw", ["vielleicht", "2", 2, 0.5, ".", "ja nein", b"ja", [True], datetime(2026, 1, 1), float("nan")]
)
def test_neither_yes_nor_no_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable, match="weder Ja noch Nein"):
        YesNo().read(raw)


def test_thousands_are_grouped_with_dots() -> None:
    assert group_thousands(Decimal("1234567.5"), 2) == "1.234.567,50"
    assert group_thousands(-1234, 0) == "−1.234"
    assert group_thousands(0, 1) == "0,0"


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_amounts_sort_by_value(one: int, other: int) -> None:
    assert (SIGNED.sort_key(one) < SIGNED.sort_key(other)) == (one < other)  # type: ignore[operator]
