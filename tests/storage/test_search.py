"""Search: what is typed is text, umlauts fold, and only what lives is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.storage.lists import ListQuery
from tests.makers.offices import Opened


def found(opened: Opened, typed: str) -> set[str]:
    with opened.office.read() as reader:
        return {reader.name_of(record) for record in reader.find(typed)}


def contained(opened: Opened, typed: str, cls: type[Record] = Goal) -> set[str]:
    with opened.office.read() as reader:
        return {reader.name_of(record) for record in reader.page(ListQuery(cls.spec.name, contains=typed))}


HOSTILE = [
    "%", "_", "'", '"', "*", "NEAR(", "NEAR(a b, 2)", "a AND", "OR", "NOT", "-", "^a", "a:b", "name:a", "{name}: a",
    "(", ")", '"unclosed', "''", "\\", ";", "--", "/*", "$", "?", ":id", "a\0b", "\0", "\ud800", "\ufffe", "😀", "ﬁ",
    "ا", "字", "ⅷ", "__", "_a_", "a_b", "x" * 5000, "a " * 500, " ".join(map(str, range(3000))), "ab" * 500_000,
    " ", "\t\n", "", "²", "𝟘", "ẞ", "ͅ",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_text_that_is_typed_is_an_error(opened: Opened, typed: str) -> None:
    opened.add(Goal, title="Teilhabe")

    found(opened, typed)
    assert contained(opened, typed) <= {"Teilhabe"}


@given(typed=st.text(st.characters(codec=None), max_size=20))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_is_an_error(opened: Opened, typed: str) -> None:
    found(opened, typed)
    contained(opened, typed)


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "*", "O'Ha", '"%_*'])
def test_signs_of_query_languages_are_found_as_they_stand(opened: Opened, typed: str) -> None:
    opened.add(Goal, title="O'Hara \"%_* GmbH")
    opened.add(Goal, title="Ohne Zeichen")

    assert contained(opened, typed) == {"O'Hara \"%_* GmbH"}


@pytest.mark.parametrize(
    "typed", ["Bürgerdienste", "buergerdienste", "BÜRGERDIENSTE", "burgerdienste", "bürg", "Bu\u0308rger"]
)
def test_umlauts_are_found_however_they_are_typed(opened: Opened, typed: str) -> None:
    opened.add(Goal, title="Bürgerdienste online")
    opened.add(Goal, title="Straßenbau")

    assert found(opened, typed) == contained(opened, typed) == {"Bürgerdienste online"}
    assert found(opened, "strasse") == {"Straßenbau"}


def test_every_typed_word_begins_a_word_in_any_order_and_any_field(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Hochbauamt", short_name="65")
    opened.add(Person, last_name="Müller", first_name="Anna", unit=unit)
    opened.add(Person, last_name="Müller", first_name="Bernd")

    assert found(opened, "ann mül") == {"Müller, Anna"}
    assert found(opened, "mueller") == {"Müller, Anna", "Müller, Bernd"}
    assert found(opened, "nna") == set()


def test_a_record_is_found_by_its_code(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.add(StrategyItem, title="Serviceportal")

    assert found(opened, goal.code) == found(opened, goal.code.lower()) == {"Teilhabe"}


def test_only_what_lives_is_found_and_always_under_its_new_name(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.set(goal, title="Mitwirkung")
    assert (found(opened, "teilhabe"), found(opened, "mitwirkung")) == (set(), {"Mitwirkung"})

    opened.trash(goal)
    assert found(opened, "mitwirkung") == set()
    opened.restore(goal)
    assert found(opened, "mitwirkung") == {"Mitwirkung"}
    opened.undo()
    opened.purge(goal)
    assert found(opened, "mitwirkung") == set()
    opened.undo()
    opened.undo()
    assert found(opened, "mitwirkung") == {"Mitwirkung"}
    opened.sql("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")


def test_what_the_program_keeps_for_itself_is_not_searched(opened: Opened) -> None:
    with opened.office.read() as reader:
        assert [record.code for record in reader.find("deadline.crit")] == []
        assert len(reader.find("Fristampel")) >= 1


def test_hits_are_as_many_as_asked_for(opened: Opened) -> None:
    for number in range(5):
        opened.add(Goal, title=f"Teilhabe {number}")

    with opened.office.read() as reader:
        assert [record.code for record in reader.find("teilhabe", limit=2)] == ["Z-2026-005", "Z-2026-004"]
