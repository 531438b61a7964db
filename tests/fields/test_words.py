"""Text of one line and of several, forms, ranks among siblings, and bundles of JSON."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.errors import Unreadable
from kn_desk.fields.words import Data, Note, Pattern, Rank, Text, between
from tests.makers.raw import assert_told_in_german

RANKS = st.from_regex(r"[0-9a-z]{0,6}[1-9a-z]", fullmatch=True)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  zwei\n Zeilen\t", "zwei Zeilen"),
        ("a\u00a0b\u202fc\u2003d", "a b c d"),
        ("07141", "07141"),
        (7141, "7141"),
        (7141.0, "7141"),
        (3.5, "3,5"),
        (1e-7, "0,0000001"),
        (Decimal("3.50"), "3,50"),
        (-0.0, "0"),
        ("=SUMME(A1)", "=SUMME(A1)"),
        ("\u200b", None),
    ],
)
def test_a_line_of_text_is_read(raw: object, text: str | None) -> None:
    assert Text().read(raw) == text


def test_lines_stay_in_a_note() -> None:
    assert Note().read(" eins\r\n  zwei\x0bdrei ") == "eins\n  zwei\ndrei"


@pytest.mark.parametrize(
    "raw", [True, b"a", [], {}, float("nan"), float("inf"), Decimal("NaN"), Decimal("1e999999"), object()]
)
def test_what_is_no_text_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable) as refused:
        Text().read(raw)
    assert_told_in_german(refused.value)


@pytest.mark.parametrize("raw", [date(2026, 2, 1), datetime(2026, 2, 1), time(1, 2)])
def test_a_date_that_excel_made_of_a_text_is_asked_about(raw: object) -> None:
    with pytest.raises(Unreadable, match="als Text formatieren"):
        Text().read(raw)


@pytest.mark.parametrize("raw", [1.234567890123457e19, 1e300, pytest.param(10**5000, id="5001 digits")])
def test_a_long_number_that_excel_has_cut_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable, match="15 Stellen"):
        Text().read(raw)


def test_too_long_a_text_is_refused_with_both_lengths() -> None:
    assert Text(5).read("12345") == "12345"
    with pytest.raises(Unreadable, match=r"zu lang \(1\.000\.000 Zeichen\)\. Möglich sind 100\.000 Zeichen\."):
        Note().read("x" * 1_000_000)


def test_text_goes_into_a_cell_unchanged() -> None:
    assert Text().cell("=1+1") == "=1+1"


@pytest.mark.parametrize("raw", ["amt@", "@", "Amt 10", "x" * 200])
def test_a_form_is_asked_for_with_an_example(raw: str) -> None:
    with pytest.raises(Unreadable, match=r"nicht die erwartete Form\. Zum Beispiel: a@b\.de"):
        Pattern(r"[^@\s]+@[^@\s]+", "a@b.de").read(raw)


@pytest.mark.parametrize("raw", ["A", "0", "a0", "ä", "a b", "-"])
def test_what_is_no_rank_is_refused(raw: str) -> None:
    with pytest.raises(Unreadable, match="Reihenfolge"):
        Rank().read(raw)


@given(RANKS, RANKS)
def test_there_is_a_rank_between_any_two(one: str, other: str) -> None:
    low, high = sorted((one, other))
    made = between(low, high)
    assert low < made
    assert made < high or low == high
    assert Rank().read(made) == made


@given(RANKS)
def test_there_is_a_rank_before_and_after_any(rank: str) -> None:
    assert between(None, rank) < rank < between(rank, None)


def test_ranks_grow_slowly_when_rows_are_appended() -> None:
    last = between(None, None)
    for _ in range(200):
        following = between(last, None)
        assert following > last
        last = following
    assert len(last) <= 60


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_rows_moved_anywhere_keep_their_order(places: list[int]) -> None:
    ranks: list[str] = []
    for place in places:
        at = min(place, len(ranks))
        ranks.insert(at, between(ranks[at - 1] if at else None, ranks[at] if at < len(ranks) else None))
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("raw", "bundle"),
    [('{"b": 1, "a": "ü"}', '{"a": "ü", "b": 1}'), ([1, 2], "[1, 2]"), ("null", "null"), ('"\\ud800"', '"\ufffd"')],
)
def test_json_is_kept_in_one_form(raw: object, bundle: str) -> None:
    assert Data().read(raw) == bundle


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        "NaN",
        "1e400",
        "[" * 100_000,
        float("inf"),
        {1: 2, "a": 3},
        b"{}",
        pytest.param(10**5000, id="5001 digits"),
        {"a": object()},
    ],
)
def test_what_is_no_json_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable, match="kein JSON"):
        Data().read(raw)
