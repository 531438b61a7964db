"""Text from people is cleaned once, sorted as German dictionaries sort, found however it is typed, quoted shortly."""

import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.fields.text import clean, comparable, fold, german_key, quoted, straight, visible
from tests.makers.raw import HOSTILE

ANY_TEXT = (
    st.text()
    | st.sampled_from(HOSTILE)
    | st.text("aAäÄß -_x000D\r\n\x0b\x00\u0308\u200b\u00a0\u00ad\ufeff\ud800", max_size=12)
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Amt 10 ", "Amt 10"),
        ("\u00a0Amt\u202f", "Amt"),
        ("\u200bAmt\ufeff", "Amt"),
        ("Mu\u0308ller", "Müller"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a_x000D_\nb", "a\nb"),
        ("a_x000d_b", "a\nb"),
        ("aus\x0bWord", "aus\nWord"),
        ("a\u2028b\u2029c\u0085d", "a\nb\nc\nd"),
        ("a\tb", "a\tb"),
        ("\ud800\ufffe\uffff", "\ufffd\ufffd\ufffd"),
        ("👩‍👩‍👧 ❤\ufe0f", "👩‍👩‍👧 ❤\ufe0f"),
        ("Donau\u00addampf", "Donau\u00addampf"),
        ("=1+1", "=1+1"),
        ("_x0041_", "_x0041_"),
    ],
)
def test_text_is_cleaned(typed: str, stored: str) -> None:
    assert clean(typed) == (stored, 0)


def test_control_characters_go_and_are_counted() -> None:
    assert clean("a\x00b\x07c\x1fd\x7fe") == ("abcde", 4)


def test_what_a_removed_character_had_split_is_still_an_escape() -> None:
    assert clean("a_x00\x000D_b") == ("a\nb", 1)


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)[0]
    assert clean(cleaned) == (cleaned, 0)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    cleaned.encode()


def test_marks_that_turn_the_direction_are_seen() -> None:
    assert visible("Rechnung\u202efdp.exe\u2066") == "Rechnung\u2426fdp.exe\u2426"
    assert visible("Straße") == "Straße"


@pytest.mark.parametrize(
    "ordered",
    [
        ["M-2", "M-10", "M-100"],
        ["M-2026-009", "M-2026-010", "M-2027-001"],
        ["Amt 5", "Amt 40", "Amt 66"],
        ["Adler", "Ähre", "Amt"],
        ["Müll", "Müller", "Mulzer", "Mut"],
        ["Ofen", "Öffnung", "Ohr"],
        ["Masse", "Maßstab", "Mast"],
        ["Strasse", "Straßenbau", "Strauß"],
        ["Amt", "Amt A", "Amtsblatt"],
        ["digital", "Digitale Agenda", "„Digitale Stadt“", "Zoo"],
        ["Cafe", "Café Nord", "Cafeteria"],
        ["1. Quartal", "2. Quartal", "10. Quartal"],
        ["9", "10", "A"],
        ["Łódź", "Lübeck", "Lyon"],
        ["Ærø", "Affe"],
    ],
)
def test_keys_sort_as_german_does(ordered: list[str]) -> None:
    keys = [german_key(text) for text in ordered]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Müller", "Mu\u0308ller"),
        ("Müller", "Muller"),
        ("M-007", "M-7"),
        ("٣", "3"),
        ("ﬁnanz", "Finanz"),
    ],
)
def test_what_differs_in_writing_only_has_one_key(one: str, other: str) -> None:
    assert german_key(one) == german_key(other)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_in_text_sort_by_value(one: int, other: int) -> None:
    assert (german_key(f"M-{one}") < german_key(f"M-{other}")) == (one < other)


@pytest.mark.parametrize(
    "spellings",
    [
        ["Müller", "Mueller", "Muller", "MÜLLER", "Mu\u0308ller", "muel\u00adler", "Mül\u200bler"],
        ["Straße", "Strasse", "STRASSE", "STRAẞE"],
        ["Jour fixe", "JOUR FIXE"],
        ["Jour-fixe", "Jour\u2011fixe", "jour–fixe"],
        ["Größe", "Groesse", "Grösse", "Grosse"],
        ["O’Neill", "O'Neill"],
        ["Café", "Cafe", "CAFÉ"],
        ["Ａmt", "Amt"],
        ["ﬁnanz", "Finanz"],
        ["m²", "m2"],
    ],
)
def test_each_spelling_finds_the_others(spellings: list[str]) -> None:
    assert len(set(map(fold, spellings))) == 1


@given(st.text("aeiouäöüßMNs -", max_size=12), st.integers(0, 12))
def test_the_beginning_of_a_word_finds_it(word: str, length: int) -> None:
    assert fold(word).startswith(fold(word[:length]))


@given(ANY_TEXT)
def test_folding_and_keys_take_any_text(text: str) -> None:
    assert fold(text) == fold(unicodedata.normalize("NFD", text))
    assert german_key(text) == german_key(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    "typed", ["läuft", "LÄUFT", "La\u0308uft", " Läuft ", "L\u00adäuft", "Läu\u200bft", "Läuft.", "\u00a0läuft"]
)
def test_choices_compare_without_what_nobody_sees(typed: str) -> None:
    assert comparable(typed) == comparable("Läuft")


def test_straight_text_is_one_line_with_plain_dashes() -> None:
    assert straight("−5\u202f000 –\u200b x\n’") == "-5 000 - x '"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Amt", "„Amt“"),
        ("a\n  b", "„a b“"),
        ("\u202eabc", "„\u2426abc“"),
        ("x" * 61, f"„{'x' * 60}…“"),
        (True, "„WAHR“"),
        (False, "„FALSCH“"),
        (46056, "„46056“"),
        (1.5, "„1,5“"),
        (Decimal("-2.25"), "„-2,25“"),
        (date(2026, 2, 3), "„03.02.2026“"),
        (datetime(2026, 2, 3, 4, 5), "„03.02.2026 04:05“"),
        (time(4, 5), "„04:05“"),
        pytest.param(10**5000, "Dieser Wert", id="5001 digits"),
        (float("nan"), "Dieser Wert"),
        (Decimal("1e99999999999"), "Dieser Wert"),
        (b"x", "Dieser Wert"),
        ([], "Dieser Wert"),
    ],
)
def test_a_raw_value_is_quoted_as_german_writes_it(raw: object, shown: str) -> None:
    assert quoted(raw) == shown
