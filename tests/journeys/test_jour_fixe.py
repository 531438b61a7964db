"""A Jour fixe from the first TOP to the approved minutes."""

from datetime import UTC, datetime

from kn_desk.records.minutes import Task
from kn_desk.ui.pages.jour_fixe.view import MeetingView
from tests.journeys.conftest import Day
from tests.journeys.hands import Person

TOPIC = "Sensoren im Hafen"


def test_a_meeting_is_planned_led_minuted_and_approved(day: Day) -> None:
    person = day.begin()
    person.go("Jour fixe")
    before = _meeting(person)
    person.new()
    assert _meeting(person) != before
    person.hand_in("Neuer Tagesordnungspunkt", TOPIC)
    person.until(lambda: any(TOPIC in row for row in person.rows("Tagesordnung")))

    person.press("Einladen")
    person.stage.moment = datetime(2027, 1, 7, 13, 0, tzinfo=UTC)  # no meeting runs before its day
    person.press("Sitzung beginnen")
    person.row_of("Tagesordnung", TOPIC)
    person.tab("Protokoll")
    person.hand_in("Protokollzeile", "A @Musterle 15.12. Angebot einholen")
    person.until(lambda: person.rows("Protokolleinträge") != [])
    with person.stage.window.desk.read() as reader:
        assert "Angebot einholen" in [task.title for task in reader.rows(Task)]

    person.press("Sitzung beenden")
    person.press("Protokoll freigeben")
    person.until(lambda: person.sees("freigegeben"))
    assert not person.can("Neuer Tagesordnungspunkt")
    assert not person.can("Protokollzeile")
    assert day.answers.errors == []


def _meeting(person: Person) -> str:
    view = person.stage.page.view
    assert isinstance(view, MeetingView)
    assert view.sheet is not None
    return view.sheet.meeting.id
