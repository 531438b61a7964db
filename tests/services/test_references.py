"""Finding the record a person means: by Kennung, by name, never by a guess."""

from datetime import date
from typing import Any

import pytest

from kn_desk.errors import Unreadable
from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import Task
from kn_desk.records.office import DocumentLink
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services.new_by_name import new_by_name
from kn_desk.services.references import everywhere, is_named, matches, read_value
from tests.makers.anything import TODAY
from tests.makers.offices import Opened


def meant(opened: Opened, cls: type[Record], field: str, raw: object) -> Any:
    with opened.office.read() as reader:
        return read_value(reader, cls.spec.fields[field], raw, TODAY)


@pytest.fixture
def office(opened: Opened) -> Opened:
    opened.add(OrgUnit, name="Hochbauamt", short_name="HBA")
    opened.add(OrgUnit, name="Tiefbauamt")
    opened.add(OrgUnit, name="Bürgeramt")
    return opened


@pytest.mark.parametrize(
    "raw", ["OE-2026-001", "oe-2026-001", " OE-2026-001 ", "OE-2026-001 Hochbauamt", "Hochbauamt", "HOCHBAUAMT", "hba"]
)
def test_a_record_is_meant_by_kennung_name_or_kuerzel(office: Opened, raw: str) -> None:
    identity = meant(office, StrategyItem, "lead_unit", raw)

    assert office.again(OrgUnit, identity).name == "Hochbauamt"


def test_an_umlaut_may_be_typed_in_two_ways(office: Opened) -> None:
    identities = {
        meant(office, StrategyItem, "lead_unit", raw) for raw in ("Bürgeramt", "Buergeramt", "BU\u0308RGERAMT")
    }

    assert len(identities) == 1


@pytest.mark.parametrize("raw", [None, "", "   "])
def test_nothing_means_nobody(office: Opened, raw: object) -> None:
    assert meant(office, StrategyItem, "lead_unit", raw) is None
    assert meant(office, StrategyItem, "participating_units", raw) == ()


def test_a_name_that_nobody_has_brings_the_nearest(office: Opened) -> None:
    with pytest.raises(Unreadable) as caught:
        meant(office, StrategyItem, "lead_unit", "Hochbauant")

    assert caught.value.what == "Federführendes Amt: „Hochbauant“ wurde nicht gefunden."
    assert caught.value.todo.startswith("Gemeint vielleicht: Hochbauamt (OE-2026-001)")
    with pytest.raises(Unreadable, match=r"nicht gefunden\. Bitte aus der Liste wählen oder neu anlegen"):
        meant(office, StrategyItem, "lead_unit", "Zyx")


def test_a_name_that_two_have_is_asked_for_by_kennung(office: Opened) -> None:
    office.add(OrgUnit, name="Hochbauamt")

    with pytest.raises(
        Unreadable, match=r"„Hochbauamt“ gibt es mehrfach\. Bitte die Kennung angeben: OE-2026-001, OE-2026-004"
    ):
        meant(office, StrategyItem, "lead_unit", "Hochbauamt")


def test_a_name_in_the_papierkorb_is_no_longer_meant(office: Opened) -> None:
    second = office.add(OrgUnit, name="Hochbauamt")
    office.trash(second)

    assert meant(office, StrategyItem, "lead_unit", "Hochbauamt") != second.id


def test_a_kennung_of_another_type_is_refused_with_what_fits(office: Opened) -> None:
    goal = office.add(Goal, title="Teilhabe")

    with pytest.raises(Unreadable, match=rf"{goal.code} passt hier nicht \(Ziel\)\. Möglich ist: Organisationseinheit"):
        meant(office, StrategyItem, "lead_unit", goal.code)


def test_links_are_read_from_lists_with_commas_semicolons_and_names(office: Opened) -> None:
    both = meant(office, StrategyItem, "participating_units", "OE-2026-002, Hochbauamt")

    assert both == tuple(sorted(both))
    assert {office.again(OrgUnit, one).name for one in both} == {"Hochbauamt", "Tiefbauamt"}
    assert meant(office, StrategyItem, "participating_units", "Tiefbauamt; HBA; ;HBA") == both
    assert meant(office, StrategyItem, "participating_units", ["Tiefbauamt", "HBA"]) == both


def test_persons_with_a_comma_in_their_names_are_found_in_a_list(office: Opened) -> None:
    anna = office.add(Person, last_name="Müller", first_name="Anna")
    bernd = office.add(Person, last_name="Maier", first_name="Bernd")

    assert meant(office, Task, "responsible", "Müller, Anna") == anna.id
    assert meant(office, Task, "support", "Müller, Anna") == (anna.id,)
    assert {meant(office, Task, "responsible", typed) for typed in ("Anna Müller", "mueller anna")} == {anna.id}
    with pytest.raises(Unreadable, match="nicht gefunden"):
        meant(office, Task, "responsible", "Anna")
    assert meant(office, Task, "support", "Müller, Anna; Maier, Bernd") == tuple(sorted((anna.id, bernd.id)))
    assert meant(office, Task, "support", f"{anna.code},{bernd.code}") == tuple(sorted((anna.id, bernd.id)))


def test_a_field_without_targets_takes_any_record(office: Opened) -> None:
    goal = office.add(Goal, title="Teilhabe")

    assert meant(office, DocumentLink, "about", f"Teilhabe; {goal.code}") == (goal.id,)


@pytest.mark.parametrize("raw", ["\ud800", "%", "'; DROP TABLE goal", "a" * 100_000, "\x00x", "😀"])
def test_odd_text_is_not_found_and_no_more_than_that(office: Opened, raw: str) -> None:
    with pytest.raises(Unreadable):
        meant(office, StrategyItem, "lead_unit", raw)


def test_every_other_kind_reads_its_own_text_and_errors_bear_the_label(office: Opened) -> None:
    assert meant(office, StrategyItem, "cost_total", "1.234,56 €") == 123456
    assert meant(office, Task, "due_on", "morgen").isoformat() == "2026-06-16"
    with pytest.raises(Unreadable, match=r"^Gesamtkosten: "):
        meant(office, StrategyItem, "cost_total", "viel")


def test_what_is_not_stored_yet_stands_for_itself(office: Opened) -> None:
    [offer] = new_by_name("Petra Neuner", ("person",))

    assert offer.label == "Neue Person „Petra Neuner“ anlegen"
    assert offer.new is not None
    assert meant(office, Task, "responsible", offer.new) == offer.new.id
    assert meant(office, Task, "support", [offer.new]) == (offer.new.id,)


@pytest.mark.parametrize(
    ("typed", "last", "first"),
    [("Petra Neuner", "Neuner", "Petra"), ("Neuner, Petra", "Neuner", "Petra"), (" Neuner ", "Neuner", None)],
)
def test_a_new_person_has_the_two_names_that_were_typed(typed: str, last: str, first: str | None) -> None:
    [offer] = new_by_name(typed, ("person", "task"))

    assert isinstance(offer.new, Person)
    assert (offer.new.last_name, offer.new.first_name) == (last, first)


def test_only_what_a_name_is_enough_for_can_be_made_of_a_name() -> None:
    assert [offer.label for offer in new_by_name("Steg", ("tag", "org_unit", "meeting"))] == [
        "Neue Stelle „Steg“ anlegen",
        "Neues Schlagwort „Steg“ anlegen",
    ]
    assert new_by_name("  ", ("person",)) == new_by_name("x" * 81, ("person",)) == []


def test_names_that_have_what_is_typed_come_first(office: Opened) -> None:
    office.add(StrategyItem, title="Mona", description="Über das Serviceportal")
    office.add(StrategyItem, title="Zum Serviceportal")
    office.add(StrategyItem, title="Serviceportal Konstanz")
    office.add(StrategyItem, title="Alte Wege", description="Serviceportal")
    with office.office.read() as reader:
        found = [match.name for match in everywhere(reader, "serviceportal")]
        chosen = [match.name for match in matches(reader, "serviceportal", ("strategy_item",))]

    assert found[:2] == chosen[:2] == ["Serviceportal Konstanz", "Zum Serviceportal"]
    assert set(found) == set(chosen) == {*found[:2], "Mona", "Alte Wege"}


def test_of_one_name_a_massnahme_comes_before_the_item_of_an_agenda(office: Opened) -> None:
    meeting = office.add(Meeting, held_on=date(2026, 12, 10))
    office.add(AgendaItem, title="Serviceportal", meeting=meeting.id)
    item = office.add(StrategyItem, title="Serviceportal Konstanz")
    with office.office.read() as reader:
        assert everywhere(reader, "serviceportal")[0].id == item.id


def test_a_name_is_known_by_the_beginnings_of_its_words() -> None:
    assert is_named("petra neu", "Neuner, Petra")
    assert not is_named("petra x", "Neuner, Petra")
