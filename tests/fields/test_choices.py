"""Choices are read by their German word however it is written; a typo is answered with the nearest words."""

from itertools import pairwise

import pytest

from kn_desk.errors import Unreadable
from kn_desk.fields.choices import Choice, Light, signals
from kn_desk.fields.text import comparable
from kn_desk.records.catalogue import RECORDS
from tests.makers.raw import assert_told_in_german

STATUS = Choice(
    {
        "running": "Läuft",
        "waiting": "Wartet auf …",
        "mail": "E-Mail",
        "office": "Referat/Stabsstelle",
        "street": "Straße",
    }
)
MANY = Choice({
    "digital_divide": "Digitale Spaltung", "privacy": "Datenschutz", "sovereignty": "Datenhoheit",
    "schedule": "Termin", "finance": "Finanzierung", "staff": "Personal", "tech": "Technik", "acceptance": "Akzeptanz",
})  # fmt: skip
LIGHT = Light(signals("Im Plan", "Verzögert", "Kritisch", "Keine Meldung"))
KINDS = {
    **{f"{cls.spec.name}.{name}": spec.kind for cls in RECORDS for name, spec in cls.spec.fields.items()},
    **{f"{cls.spec.name}.{name}": spec.kind for cls in RECORDS for name, spec in cls.spec.computed.items()},
}
ALL_CHOICES = {name: kind for name, kind in KINDS.items() if isinstance(kind, Choice)}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Läuft", "running"),
        ("läuft", "running"),
        ("LÄUFT", "running"),
        ("La\u0308uft", "running"),
        (" Läuft\u00a0", "running"),
        ("Läu\u00adft", "running"),
        ("Läu\u200bft", "running"),
        ("\ufeffLäuft.", "running"),
        ("running", "running"),
        ("Wartet auf …", "waiting"),
        ("Wartet auf ...", "waiting"),
        ("Wartet  auf", "waiting"),
        ("E\u2011Mail", "mail"),
        ("e–mail", "mail"),
        ("Ｅ-Ｍａｉｌ", "mail"),
        ("STRASSE", "street"),
        ("", None),
        (None, None),
    ],
)
def test_a_choice_is_read_however_it_is_written(raw: object, code: str | None) -> None:
    assert STATUS.read(raw) == code


@pytest.mark.parametrize("raw", ["● Im Plan", "●Im Plan", "Im Plan", "im plan", "●\ufe0e Im Plan", "ok"])
def test_a_light_is_read_with_and_without_its_symbol(raw: str) -> None:
    assert LIGHT.read(raw) == "ok"


def test_a_short_list_is_named_in_full() -> None:
    with pytest.raises(Unreadable) as refused:
        STATUS.read("Leuft")
    assert refused.value.what == "„Leuft“ steht nicht zur Auswahl."
    assert refused.value.todo == "Möglich: Läuft, Wartet auf …, E-Mail, Referat/Stabsstelle, Straße."


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Datenschuz", "Gemeint vielleicht: Datenschutz, Datenhoheit?"),
        ("Datnhoheit", "Gemeint vielleicht: Datenhoheit?"),
        ("Daten", "Gemeint vielleicht: Datenschutz, Datenhoheit, Termin?"),
        ("Finanzen", "Gemeint vielleicht: Finanzierung?"),
        ("xyz", "Möglich sind 8 Einträge, zum Beispiel Digitale Spaltung."),
    ],
)
def test_a_typo_is_answered_with_the_nearest_words(typed: str, near: str) -> None:
    with pytest.raises(Unreadable) as refused:
        MANY.read(typed)
    assert refused.value.todo == near
    assert_told_in_german(refused.value)


def test_at_most_three_words_are_proposed() -> None:
    with pytest.raises(Unreadable) as refused:
        Choice({f"c{n}": f"Straße {n}" for n in range(40)}).read("Strasse 99")
    assert refused.value.todo.count(",") == 2


@pytest.mark.parametrize("raw", [True, 1.5, b"L", [], 7, "x" * 100_000, pytest.param(10**5000, id="5001 digits")])
def test_what_is_no_word_of_it_is_refused(raw: object) -> None:
    for kind in (STATUS, MANY, LIGHT):
        with pytest.raises(Unreadable, match="steht nicht zur Auswahl") as refused:
            kind.read(raw)
        assert_told_in_german(refused.value)


def test_a_number_may_be_a_word() -> None:
    assert Choice({"one": "1", "two": "2"}).read(2) == "two"


def test_choices_sort_in_their_order_and_lights_worst_first() -> None:
    assert sorted(STATUS.options, key=STATUS.sort_key) == list(STATUS.options)
    assert sorted(LIGHT.options, key=LIGHT.sort_key) == ["crit", "warn", "ok", "none"]


def test_a_code_that_is_gone_is_shown_and_sorts_last() -> None:
    assert STATUS.show("gone") == "gone"
    assert STATUS.sort_key("gone") > max(map(STATUS.sort_key, STATUS.options))


def test_each_state_of_a_light_has_word_symbol_and_tone() -> None:
    assert [(state.symbol, state.tone) for state in LIGHT.states.values()] == [
        ("■", "crit"),
        ("▲", "warn"),
        ("●", "ok"),
        ("○", "none"),
    ]
    assert LIGHT.show("warn") == "▲ Verzögert"


@pytest.mark.parametrize("kind", ALL_CHOICES.values(), ids=ALL_CHOICES)
def test_no_two_words_of_a_choice_can_be_taken_for_each_other(kind: Choice) -> None:
    words = sorted(map(comparable, kind.options.values()))
    assert all(one != other for one, other in pairwise(words))
    for code, word in kind.options.items():
        assert kind.read(word) == code
        assert kind.read(code) == code
        assert kind.read(word.upper()) == code
