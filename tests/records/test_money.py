"""Sums about funding: each formula with its written sum, rounded half-even only where a percentage is applied."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.records import money
from kn_desk.records.money import Share

CENTS = st.integers(0, 10**13)
SMART_GREEN_CITY = (950_000_000, 1_460_000_000)  # Bewilligt, zuwendungsfähig


def test_smart_green_city_is_granted_ten_thousand_euros_more_than_its_rate_gives() -> None:
    found = money.quota(*SMART_GREEN_CITY, Decimal("65.00"))

    assert found.value == Decimal("65.07")
    assert found.reason == "Bewilligt 9.500.000,00 € ÷ zuwendungsfähig 14.600.000,00 € = 65,07 %."
    assert found.hint == "Der Bescheid nennt 65,00 %, das wären 9.490.000,00 €: Bewilligt sind 10.000,00 € mehr."


@pytest.mark.parametrize(
    ("granted", "hint"),
    [
        (50_000, ""),
        (50_100, ""),
        (50_101, "Der Bescheid nennt 50,00 %, das wären 500,00 €: Bewilligt sind 1,01 € mehr."),
        (49_900, ""),
        (49_899, "Der Bescheid nennt 50,00 %, das wären 500,00 €: Bewilligt sind 1,01 € weniger."),
    ],
)
def test_the_rate_is_hinted_at_from_more_than_one_euro(granted: int, hint: str) -> None:
    assert money.quota(granted, 100_000, Decimal("50.00")).hint == hint


def test_the_tolerance_of_the_rate_can_be_set() -> None:
    assert money.quota(50_101, 100_000, Decimal("50.00"), tolerance=101).hint == ""
    assert money.quota(50_001, 100_000, Decimal("50.00"), tolerance=0).hint != ""


@pytest.mark.parametrize(
    ("granted", "eligible", "value"),
    [
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 16, "6.25"),
        (12_345, 1_000_000, "1.23"),  # 1.2345: 4 is even
        (12_355, 1_000_000, "1.24"),
        (1, 20_000, "0.00"),  # exactly half a hundredth goes to the even 0
        (3, 20_000, "0.02"),  # 0.015 goes to the even 0.02
        (0, 100, "0.00"),
        (300, 200, "150.00"),
    ],
)
def test_the_quota_is_rounded_half_even_to_two_places(granted: int, eligible: int, value: str) -> None:
    assert money.quota(granted, eligible).value == Decimal(value)


@pytest.mark.parametrize(
    ("granted", "eligible", "reason"),
    [
        (None, 100, "Dafür fehlt noch: Bewilligt."),
        (None, None, "Dafür fehlt noch: Bewilligt, zuwendungsfähige Ausgaben."),
        (100, 0, "Die zuwendungsfähigen Ausgaben sind 0,00 €, daraus ergibt sich keine Quote."),
    ],
)
def test_without_its_inputs_there_is_no_quota(granted: int | None, eligible: int | None, reason: str) -> None:
    found = money.quota(granted, eligible)

    assert found.value is None
    assert found.reason == reason


@pytest.mark.parametrize(
    ("rate", "cents", "value"),
    [("50", 1, 0), ("50", 3, 2), ("50", 5, 2), ("65", 1_460_000_000, 949_000_000), ("33.33", 100, 33), ("0", 99, 0)],
)
def test_a_rate_is_applied_half_even_to_the_cent(rate: str, cents: int, value: int) -> None:
    assert money.apply_rate(Decimal(rate), cents) == value


@given(CENTS)
def test_a_whole_is_a_hundred_percent(cents: int) -> None:
    assert money.apply_rate(Decimal("100.00"), cents) == cents


@pytest.mark.parametrize(
    ("given_", "value", "reason"),
    [
        ((100, 60, None, None), 40, "Gesamtausgaben 1,00 € − Bewilligt 0,60 € = Eigenanteil 0,40 €."),
        (
            (1_460_000_000, 950_000_000, 10_000_000, 5_000_000),
            495_000_000,
            "Gesamtausgaben 14.600.000,00 € − Bewilligt 9.500.000,00 € − Drittmittel 100.000,00 € "
            "− Einnahmen 50.000,00 € = Eigenanteil 4.950.000,00 €.",
        ),
        ((100, 100, 0, 0), 0, "Gesamtausgaben 1,00 € − Bewilligt 1,00 € = Eigenanteil 0,00 €."),
        (
            (100, 100, 1, None),
            -1,
            "Gesamtausgaben 1,00 € − Bewilligt 1,00 € − Drittmittel 0,01 € = Eigenanteil −0,01 €.",
        ),
    ],
)
def test_the_own_share_is_what_nobody_else_pays(
    given_: tuple[int, int, int | None, int | None], value: int, reason: str
) -> None:
    found = money.own_share(*given_)

    assert (found.value, found.reason, found.hint) == (value, reason, "")


def test_before_the_decision_the_own_share_reckons_with_the_requested_amount_and_says_so() -> None:
    found = money.own_share(100, None, requested=70)

    assert found.value == 30
    assert found.reason == "Gesamtausgaben 1,00 € − Beantragt 0,70 € = Eigenanteil 0,30 €."
    assert found.hint == "Noch nicht bewilligt: Gerechnet ist mit dem beantragten Betrag."


@pytest.mark.parametrize(("total", "granted"), [(None, 60), (100, None), (None, None)])
def test_without_total_or_grant_there_is_no_own_share(total: int | None, granted: int | None) -> None:
    assert money.own_share(total, granted).value is None


@pytest.mark.parametrize(
    ("called", "value", "hint"),
    [(0, 100, ""), (40, 60, ""), (100, 0, ""), (101, -1, "Abgerufen sind 0,01 € mehr als bewilligt.")],
)
def test_open_is_what_was_granted_and_not_called(called: int, value: int, hint: str) -> None:
    found = money.open_amount(100, called)

    assert (found.value, found.hint) == (value, hint)
    assert found.reason.startswith("Bewilligt 1,00 € − abgerufen")


def test_the_quota_in_force_is_that_of_the_bescheid() -> None:
    share = money.share_in_force(Decimal("65.00"), *SMART_GREEN_CITY)

    assert share is not None
    assert share.words == "Quote laut Bescheid 65,00 %"
    assert share.of(100_000) == 65_000


def test_without_a_rate_in_the_bescheid_the_quota_in_force_is_exact() -> None:
    share = money.share_in_force(None, *SMART_GREEN_CITY)

    assert share is not None
    assert share.words == "Quote 9.500.000,00 € ÷ 14.600.000,00 €"
    assert share.of(1_460_000_000) == 950_000_000


@pytest.mark.parametrize(("granted", "eligible"), [(None, 100), (100, None), (100, 0)])
def test_there_may_be_no_quota_in_force(granted: int | None, eligible: int | None) -> None:
    assert money.share_in_force(None, granted, eligible) is None


def half() -> Share:
    share = money.share_in_force(Decimal("50"), None, None)
    assert share is not None
    return share


@pytest.mark.parametrize(
    ("actual", "value"), [(0, 0), (100_000, 50_000), (199_999, 100_000), (200_000, 100_000), (300_000, 100_000)]
)
def test_the_expected_grant_is_the_share_of_what_was_spent_at_most_what_was_granted(actual: int, value: int) -> None:
    assert money.expected_grant(100_000, half(), actual).value == value


def test_the_expected_grant_writes_out_its_sum() -> None:
    assert money.expected_grant(100_000, half(), 300_000).reason == (
        "Quote laut Bescheid 50,00 % × Ist 3.000,00 € = 1.500,00 €, höchstens Bewilligt 1.000,00 €: 1.000,00 €."
    )


@pytest.mark.parametrize(
    ("actual", "paid", "value", "hint"),
    [
        (100_000, 0, 50_000, ""),
        (100_000, 50_000, 0, ""),
        (100_000, 60_000, -10_000, ""),
        (240_000, 0, 120_000, "Davon liegen 200,00 € über dem bewilligten Betrag."),
    ],
)
def test_prefinancing_is_the_share_of_what_was_spent_less_what_was_paid(
    actual: int, paid: int, value: int, hint: str
) -> None:
    found = money.prefinancing(half(), actual, paid, granted=100_000)

    assert (found.value, found.hint) == (value, hint)


def test_prefinancing_writes_out_its_sum() -> None:
    assert money.prefinancing(half(), 100_000, 20_000).reason == (
        "Ist 1.000,00 € × Quote laut Bescheid 50,00 % = 500,00 € − ausgezahlt 200,00 € = 300,00 €."
    )


@pytest.mark.parametrize(
    ("expected", "paid", "value", "reason"),
    [
        (100, 101, 1, "Ausgezahlt 1,01 € − erwartet 1,00 € = 0,01 €."),
        (100, 100, 0, "Ausgezahlt 1,00 € − erwartet 1,00 € = 0,00 €, also nichts zurückzuzahlen."),
        (100, 40, 0, "Ausgezahlt 0,40 € − erwartet 1,00 € = −0,60 €, also nichts zurückzuzahlen."),
    ],
)
def test_what_was_paid_beyond_the_expected_may_have_to_be_paid_back(
    expected: int, paid: int, value: int, reason: str
) -> None:
    assert (money.repayment(expected, paid).value, money.repayment(expected, paid).reason) == (value, reason)


@given(CENTS, CENTS, CENTS)
def test_expected_and_repayment_fit_together(granted: int, actual: int, paid: int) -> None:
    expected = money.expected_grant(granted, half(), actual).value
    back = money.repayment(expected, paid).value

    assert 0 <= expected <= granted
    assert back == max(0, paid - expected)
    assert (back == 0) or (paid - back == expected)


@pytest.mark.parametrize(
    ("requested", "probability", "value"),
    [
        (100_000, 60, 60_000),
        (100_000, 0, 0),
        (100_000, 100, 100_000),
        (1, 50, 0),
        (3, 50, 2),
        (None, 50, None),
        (1, None, None),
    ],
)
def test_the_pipeline_value_is_the_request_times_its_chance(
    requested: int | None, probability: int | None, value: int | None
) -> None:
    assert money.pipeline_value(requested, probability).value == value


def test_the_pipeline_adds_up_and_says_what_it_could_not_count() -> None:
    found = money.pipeline_total([60_000, None, 40_050])

    assert found.value == 100_050
    assert found.reason == "Summe aus 2 Anträgen (Beantragt × Erfolgsaussicht) = 1.000,50 €."
    assert found.hint == "1 ohne Betrag oder Erfolgsaussicht nicht mitgezählt."
    assert money.pipeline_total([]).value == 0


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [
        ([], "Bisher ist nichts abgerufen."),
        ([100], "1,00 € = abgerufen 1,00 €."),
        ([100, 250], "1,00 € + 2,50 € = abgerufen 3,50 €."),
        ([100] * 5, "5 Beträge, zusammen abgerufen 5,00 €."),
    ],
)
def test_a_total_is_written_out_as_long_as_it_can_be_read(amounts: list[int], reason: str) -> None:
    assert money.total(amounts, "abgerufen").value == sum(amounts)
    assert money.total(amounts, "abgerufen").reason == reason


@pytest.mark.parametrize(
    ("budget", "rate", "co_financing", "value", "hint"),
    [
        (100_000, "60", None, 60_000, ""),
        (100_000, "60", 40_000, 60_000, ""),
        (100_000, "60", 30_000, 60_000, "Es bleiben 400,00 €, als Kofinanzierung eingetragen sind 300,00 €."),
        (None, "60", None, None, ""),
        (100, None, None, None, ""),
    ],
)
def test_a_partner_gets_its_rate_of_its_budget(
    budget: int | None, rate: str | None, co_financing: int | None, value: int | None, hint: str
) -> None:
    found = money.partner_grant(budget, Decimal(rate) if rate else None, co_financing)

    assert (found.value, found.hint) == (value, hint)
