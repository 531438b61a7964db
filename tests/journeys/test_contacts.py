"""A new Lotsin, from her name to the coverage."""

from kn_desk.ui.pages.coverage.view import CoverageView
from tests.journeys.conftest import Day
from tests.journeys.hands import Person


def test_a_person_becomes_lotsin_and_the_coverage_shows_it(day: Day) -> None:
    person = day.begin()
    person.go("Digital Lotsen")
    assert _figure(person) == "21 von 23 Ämtern und Betrieben"

    person.view("Personen")
    person.new()
    person.write("Name", "Musterhaus")
    person.write("Vorname", "Lena")
    person.link("Stelle", "Kulturamt")
    person.save()
    person.until(lambda: any("Musterhaus" in row for row in person.rows("Personen")))

    person.view("Lotsen")
    person.new()
    person.link("Person", "Musterhaus")
    person.link("Stelle", "Kulturamt")
    person.write("Von", "1.12.2026")
    person.save()
    person.until(lambda: any("Musterhaus" in row and "Kulturamt" in row for row in person.rows("Lotsenrollen")))

    person.view("Abdeckung")
    assert _figure(person) == "22 von 23 Ämtern und Betrieben"
    person.undo()
    person.until(lambda: _figure(person).startswith("21 "))
    assert day.answers.errors == []


def _figure(person: Person) -> str:
    view = person.stage.page.view
    assert isinstance(view, CoverageView)
    return view.figure
