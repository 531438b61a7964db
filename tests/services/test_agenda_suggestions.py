"""Suggestions for an agenda: each source with its reason, none twice, and taking them up as one step."""

from datetime import date
from typing import Any

import pytest

from kn_desk.records.contacts import Person
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import Obligation
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.records.minutes import Decision, Task
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.records.topics import Topic
from kn_desk.services.agenda_suggestions import Suggestion, suggestions, take_up
from tests.makers.offices import Opened, SettableClock

TODAY = date(2026, 6, 15)


class Coming:
    """A series, a meeting held on 4 June, and the one on 18 June."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.series = opened.add(MeetingSeries, title="Jour fixe")
        self.held = opened.add(
            Meeting, series=self.series, number="JF 2026/11", held_on=date(2026, 6, 4), status="minutes_draft"
        )
        self.next = opened.add(Meeting, series=self.series, number="JF 2026/12", held_on=date(2026, 6, 18))

    def add_item(self, **values: Any) -> AgendaItem:
        return self.opened.add(AgendaItem, **{"meeting": self.next, "title": "TOP", **values})

    def offered(self) -> list[Suggestion]:
        with self.opened.office.read() as reader:
            return suggestions(reader, self.opened.get(self.next))

    def said(self) -> list[tuple[str, str]]:
        return [(one.title, one.reason) for one in self.offered()]

    def take(self, *chosen: Suggestion) -> None:
        with self.opened.office.read() as reader:
            edits = take_up(reader, self.opened.get(self.next), chosen)
        self.opened.apply(*edits, verb="create")


@pytest.fixture
def coming(opened: Opened) -> Coming:
    return Coming(opened)


def test_an_empty_office_suggests_nothing(coming: Coming) -> None:
    assert coming.offered() == []


def test_what_was_postponed_comes_with_its_count(coming: Coming) -> None:
    coming.opened.add(AgendaItem, title="WLAN", meeting=coming.held, result="postponed")
    assert coming.said() == [("WLAN", "vertagt am 04.06.")]


def test_standing_items_that_are_missing_are_offered(coming: Coming) -> None:
    coming.opened.set(coming.series, standing_items="Offene Aufgaben\nVerschiedenes")
    coming.add_item(title="offene aufgaben")
    assert coming.said() == [("Verschiedenes", "Standard-TOP jeder Sitzung")]


def test_a_light_that_changed_since_the_last_meeting_is_offered(coming: Coming) -> None:
    item = coming.opened.add(StrategyItem, title="Glasfaser", end_planned=date(2026, 6, 10))
    coming.opened.add(StrategyItem, title="Schon damals kritisch", end_planned=date(2026, 6, 1))
    assert coming.said() == [("Glasfaser", "Kritisch seit der Sitzung am 04.06.")]
    coming.add_item(links=[item])
    assert coming.said() == []


def test_a_light_that_was_so_before_the_last_meeting_is_not(coming: Coming, clock: SettableClock) -> None:
    coming.opened.add(StrategyItem, title="Glasfaser", end_planned=date(2026, 6, 1))
    coming.opened.add(Meeting, series=coming.series, number="JF 2026/13", held_on=date(2026, 7, 9))
    coming.next = coming.opened.add(Meeting, series=coming.series, number="JF 2026/14", held_on=date(2026, 7, 23))
    clock.set(date(2026, 7, 10))
    assert coming.said() == []


def test_deadlines_within_the_threshold_are_offered(coming: Coming) -> None:
    coming.opened.add(Application, title="Alpenraum", deadline=date(2026, 6, 26), status="drafting")
    coming.opened.add(Application, title="Später", deadline=date(2026, 9, 1), status="drafting")
    smart = coming.opened.add(Application, title="Smart")
    coming.opened.add(Obligation, application=smart, kind="drawdown", due_on=date(2026, 6, 20))
    coming.opened.add(Obligation, application=smart, kind="drawdown", due_on=date(2026, 6, 10), status="dropped")
    assert coming.said() == [
        ("Smart: Mittelabruf", "Frist 20.06., in 5 Tagen"),
        ("Alpenraum", "Antragsfrist 26.06., in 11 Tagen"),
    ]


def test_open_need_of_a_decision_is_offered_with_its_source(coming: Coming) -> None:
    item = coming.opened.add(StrategyItem, title="Plattform", status="dropped", status_reason="Zu teuer")
    said = {"item": item, "text_problem": "Wer betreibt sie?"}
    coming.opened.add(StatusReport, **said, channel="sheet", decision_needed="open", reported_on=date(2026, 6, 1))
    assert coming.said() == [("Plattform", "Entscheidungsbedarf laut Rücklauf")]
    coming.opened.add(StatusReport, **said, decision_needed="done", reported_on=date(2026, 6, 2))
    assert coming.said() == []


def test_tasks_due_by_the_meeting_are_offered_and_finished_ones_are_not(coming: Coming) -> None:
    late = coming.opened.add(Task, title="Liste", due_on=date(2026, 6, 10), due_original=date(2026, 5, 1))
    coming.opened.add(Task, title="Bald", due_on=date(2026, 6, 17))
    coming.opened.add(Task, title="Fern", due_on=date(2026, 8, 17))
    coming.opened.add(Task, title="Fertig", due_on=date(2026, 6, 1), status="done", done_on=date(2026, 6, 1))
    assert [reason for _, reason in coming.said()] == [
        "überfällig seit 10.06., schon verschoben",
        "fällig am 17.06.",
    ]
    for day in (11, 12, 13):
        coming.opened.set(late, due_on=date(2026, 6, day))
    assert coming.said()[0][1] == "überfällig seit 13.06., 3-mal verschoben"


def test_decisions_due_for_review_and_ripe_topics_are_offered(coming: Coming) -> None:
    coming.opened.add(Decision, title="Mappen", decided_on=date(2025, 6, 1), review_on=date(2026, 6, 10))
    coming.opened.add(Topic, title="Leitlinie", proposed_on=date(2026, 5, 6))
    coming.opened.add(Topic, title="Zu früh", earliest=date(2026, 7, 1))
    coming.opened.add(Topic, title="Eilig", latest=date(2026, 6, 20))
    assert [reason for _, reason in coming.said()] == [
        "fällig seit 10.06.", "im Themenspeicher, bis 20.06.", "im Themenspeicher seit 06.05.",
    ]  # fmt: skip


def test_taking_up_puts_items_before_verschiedenes_as_one_step(coming: Coming) -> None:
    coming.add_item(title="Anfang", kind="standing", rank="b")
    last = coming.add_item(title="Verschiedenes", kind="misc", rank="d")
    person = coming.opened.add(Person, last_name="Muster")
    topic = coming.opened.add(Topic, title="Leitlinie", description="Mehrere Ämter fragen.", proposed_by=person)
    postponed = coming.opened.add(AgendaItem, title="WLAN", meeting=coming.held, result="postponed")
    coming.take(*coming.offered())
    with coming.opened.office.read() as reader:
        items = sorted(
            (one for one in reader.rows(AgendaItem) if one.meeting == coming.next.id), key=lambda one: one.rank or ""
        )
    assert [item.title for item in items] == ["Anfang", "WLAN", "Leitlinie", "Verschiedenes"]
    assert (items[1].origin, items[2].presenter, items[2].preparation) == (
        postponed.id, person.id, "Mehrere Ämter fragen.",
    )  # fmt: skip
    assert (coming.opened.get(topic).state, coming.opened.get(topic).agenda_item) == ("planned", items[2].id)
    assert items[-1].id == last.id
    assert coming.offered() == []
    coming.opened.undo()
    assert len(coming.offered()) == 2
