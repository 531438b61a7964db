"""A Förderantrag: begun, refused by a rule, and given a finance plan."""

from tests.journeys.conftest import Day

TITLE = "Hafen mit Daten"


def test_an_application_is_begun_refused_by_a_rule_and_gets_a_finance_plan(day: Day) -> None:
    person = day.begin()
    person.go("Förderung")
    person.view("Liste")
    person.new()
    person.write("Titel", TITLE)
    person.save()
    person.until(lambda: any(TITLE in row and "Idee" in row for row in person.rows("Förderanträge")))

    person.choose("Status", "Bewilligt")
    person.save()
    person.until(lambda: any("Bewilligt" in words and words.endswith(".") for words in person.labels()))
    assert any(TITLE in row and "Idee" in row for row in person.rows("Förderanträge"))
    person.choose("Status", "Antrag in Arbeit")
    person.save()
    person.until(lambda: any(TITLE in row and "Antrag in Arbeit" in row for row in person.rows("Förderanträge")))

    person.tab("Finanzplan")
    person.press("Finanzierungsplan-Zeile anlegen")
    person.write("Haushaltsjahr", "2027")
    person.write("Plan", "12500")
    person.save()
    person.until(lambda: any("12.500,00 €" in row for row in person.rows("Finanzierungsplan")))
    assert day.answers.errors == []
