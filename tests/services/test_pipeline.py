"""The board of applications: phases, sums, the next date, filters, ways from phase to phase."""

from datetime import timedelta
from typing import Any

import pytest

from kn_desk.records import funding_stages as stages
from kn_desk.records.application_dates import dates_of
from kn_desk.records.contacts import OrgUnit
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import DeadlineRule, Drawdown, Notice, Obligation
from kn_desk.services import application_dates, application_sums, pipeline
from kn_desk.services.pipeline import Board, Card, Filter, Lane
from tests.makers.anything import TODAY
from tests.makers.offices import Opened

EURO = 100
GRANTED = {"decided_on": TODAY, "period_from": TODAY, "period_to": TODAY + timedelta(days=400)}


def in_days(days: int) -> Any:
    return TODAY + timedelta(days=days)


def read(opened: Opened, only: Filter | None = None) -> Board:
    with opened.office.read() as reader:
        return pipeline.board(reader, only or Filter())


def lane(board: Board, phase: str) -> Lane:
    return next(lane for lane in board.lanes if lane.phase == phase)


def card(opened: Opened, title: str) -> Card:
    return next(card for card in read(opened).cards if card.title == title)


def test_an_empty_office_has_six_empty_lanes(opened: Opened) -> None:
    board = read(opened)
    assert [lane.word for lane in board.lanes] == list(stages.PHASES.options.values())
    assert board.total == 0
    assert {(lane.requested, lane.granted, lane.own) for lane in board.lanes} == {(None, None, None)}


def test_each_status_stands_in_one_phase_and_the_card_says_it_only_where_it_differs(opened: Opened) -> None:
    opened.add(Application, title="Eingereichter", status="submitted", submitted_on=TODAY)
    opened.add(Application, title="Nachgefordert", status="requested", submitted_on=TODAY)
    cards = lane(read(opened), "submitted").cards
    assert {card.title: card.status for card in cards} == {"Eingereichter": "", "Nachgefordert": "Nachforderung"}


def test_the_sums_of_a_phase_are_exact_and_leave_out_what_nobody_entered(opened: Opened) -> None:
    opened.add(Application, title="A", cost_total=100_000_01, amount_requested=80_000_00)
    opened.add(Application, title="B", cost_total=50_000_00, amount_requested=30_000_50)
    opened.add(Application, title="C")
    found = lane(read(opened), "preparing")
    assert (found.requested, found.granted, found.own) == (110_000_50, None, 39_999_51)
    assert found.shows_requested


def test_the_cards_of_a_granted_phase_show_what_was_granted(opened: Opened) -> None:
    opened.add(
        Application, title="SGC", status="running", amount_requested=10_000_000 * EURO, amount_granted=9_500_000 * EURO,
        cost_total=14_600_000 * EURO, cost_eligible=14_600_000 * EURO, **GRANTED,
    )  # fmt: skip
    found = card(opened, "SGC")
    assert (found.amount, found.quota) == ("9.500.000 €", "65,07 %")
    assert not lane(read(opened), "running").shows_requested


@pytest.mark.parametrize(
    ("cents", "words"),
    [(None, "–"), (0, "0 €"), (1_250_000_00, "1.250.000 €"), (50, "0 €"), (150, "2 €"), (250, "2 €"), (-150, "−2 €")],
)
def test_euros_on_the_board_are_whole_and_rounded_half_even(cents: int | None, words: str) -> None:
    assert pipeline.whole_euros(cents) == words


def test_the_pipeline_value_counts_only_what_is_not_decided(opened: Opened) -> None:
    opened.add(Application, title="A", amount_requested=100_000 * EURO, probability=40)
    opened.add(Application, title="B", status="submitted", submitted_on=TODAY, amount_requested=50_000 * EURO,
               probability=50)  # fmt: skip
    opened.add(Application, title="C", status="rejected", amount_requested=70_000 * EURO, probability=90)
    assert read(opened).pipeline.value == 65_000 * EURO


def test_the_next_date_of_a_draft_is_its_own_deadline_before_that_of_the_programme(opened: Opened) -> None:
    programme = opened.add(Programme, name="P", cutoff=in_days(90))
    opened.add(Application, title="Eigene", programme=programme, deadline=in_days(11))
    opened.add(Application, title="Geerbt", programme=programme)
    own, inherited = card(opened, "Eigene").due, card(opened, "Geerbt").due
    assert own is not None
    assert (own.words, own.left, own.level) == ("Antragsfrist", "11 Tage", "warn")
    assert inherited is not None
    assert (inherited.words, inherited.on, inherited.level) == ("Ausschlussfrist", in_days(90), "ok")


def test_the_next_date_of_a_running_one_is_its_first_open_duty(opened: Opened) -> None:
    running = opened.add(Application, title="Läuft", status="running", amount_granted=1, **GRANTED)
    opened.add(Obligation, application=running, kind="interim_proof", due_on=in_days(3), status="done")
    opened.add(Obligation, application=running, kind="progress_report", due_on=in_days(66))
    opened.add(Obligation, application=running, kind="drawdown", title="Abruf 14", due_on=in_days(21))
    due = card(opened, "Läuft").due
    assert due is not None
    assert (due.words, due.left, due.overdue) == ("Mittelabruf", "21 Tage", False)


def test_what_was_handed_in_without_a_duty_has_no_deadline_but_its_day(opened: Opened) -> None:
    opened.add(Application, title="Weg", status="submitted", submitted_on=in_days(-38))
    due = card(opened, "Weg").due
    assert due is not None
    assert (due.words, due.left, due.level, due.on) == ("Eingereicht am", "ohne Frist", "none", in_days(-38))


def test_the_most_urgent_card_comes_first_and_those_without_a_date_last_by_title(opened: Opened) -> None:
    opened.add(Application, title="Zuletzt")
    opened.add(Application, title="Ähnlich")
    opened.add(Application, title="Spät", deadline=in_days(60))
    opened.add(Application, title="Früh", deadline=in_days(2))
    assert [card.title for card in lane(read(opened), "preparing").cards] == ["Früh", "Spät", "Ähnlich", "Zuletzt"]


def test_filters_narrow_the_board_and_the_total_stays(opened: Opened) -> None:
    programme = opened.add(Programme, name="P")
    unit = opened.add(OrgUnit, name="Hochbauamt")
    opened.add(Application, title="A", programme=programme, deadline=in_days(-3))
    opened.add(Application, title="B", lead_unit=unit, deadline=in_days(5))
    opened.add(Application, title="C", deadline=in_days(25))
    opened.add(Application, title="D")

    def titles(**only: str) -> list[str]:
        found = read(opened, Filter(**only))
        assert found.total == 4
        return sorted(card.title for card in found.cards)

    assert titles(programme=programme.id) == ["A"]
    assert titles(lead_unit=unit.id) == ["B"]
    assert [titles(due=due) for due in ("overdue", "crit", "warn", "none")] == [["A"], ["B"], ["B", "C"], ["D"]]
    assert read(opened).programmes == ((programme.id, "P"),)
    assert read(opened).units == ((unit.id, "Hochbauamt"),)


def test_counts_tell_overdue_from_urgent(opened: Opened) -> None:
    for days in (-3, 5, 25, 28, 80):
        opened.add(Application, title=f"In {days}", deadline=in_days(days))
    board = read(opened)
    assert (board.count("crit", overdue=True), board.count("crit"), board.count("warn")) == (1, 1, 2)
    assert board.due_words() == ["1 überfällig", "1 Frist in 7 Tagen, 2 in 30 Tagen"]


def test_a_competition_steps_over_the_phase_that_it_does_not_have() -> None:
    assert pipeline.phase_beside("grant", "running", 1) == "proof"
    assert pipeline.phase_beside("competition", "running", 1) == "closed"
    assert pipeline.phase_beside("competition", "closed", -1) == "running"
    assert pipeline.phase_beside("grant", "preparing", -1) is None
    assert pipeline.phase_beside("grant", "unsuccessful", 1) is None
    assert "Nachweis" in pipeline.no_way("competition", "proof")


def test_the_statuses_of_a_phase_are_those_of_the_kind() -> None:
    assert [status for status, _ in pipeline.statuses_in("grant", "submitted")] == ["submitted", "requested"]
    assert [status for status, _ in pipeline.statuses_in("prize", "submitted")] == ["submitted", "nominated", "final"]
    assert pipeline.statuses_in("prize", "proof") == []


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "heute"), (1, "morgen"), (11, "11 Tage"), (729, "729 Tage"), (800, "2 Jahre"), (2000, "5 Jahre"),
     (-1, "seit gestern"), (-3, "seit 3 Tagen")],
)  # fmt: skip
def test_what_is_left_is_said_in_words(days: int, words: str) -> None:
    assert application_dates.remaining(in_days(days), TODAY) == words


def test_the_dates_of_an_application_come_in_order_with_the_end_of_the_grant_as_a_landmark(opened: Opened) -> None:
    running = opened.add(Application, title="Läuft", status="running", amount_granted=1, decided_on=TODAY,
                         period_from=TODAY, period_to=in_days(50))  # fmt: skip
    duty = opened.add(Obligation, application=running, kind="final_proof", due_on=in_days(90))
    paid = opened.add(
        Drawdown, application=running, amount=100, state="paid", paid_on=TODAY, use_by=in_days(42),
    )  # fmt: skip
    with opened.office.read() as reader:
        dates = dates_of(running, [duty], [paid], None, reader.near)
    assert [(due.words, due.task) for due in dates] == [
        ("Auszahlung verbrauchen", True), ("Bewilligung endet", False), ("Verwendungsnachweis", True),
    ]  # fmt: skip


def test_the_deadline_is_not_said_twice_where_a_duty_says_it(opened: Opened) -> None:
    draft = opened.add(Application, title="Entwurf", deadline=in_days(20))
    duty = opened.add(Obligation, application=draft, kind="application_deadline", due_on=in_days(20))
    with opened.office.read() as reader:
        assert len(dates_of(draft, [duty], [], None, reader.near)) == 1


def test_why_a_date_is_what_it_is_stands_as_a_sum(opened: Opened) -> None:
    rule = opened.add(DeadlineRule, kind="final_proof", anchor="period_end", offset=6, unit="months", source="Bescheid")
    anchor = in_days(30)
    due = rule.due(anchor)
    assert due is not None
    duty = opened.add(Obligation, kind="final_proof", rule=rule, anchor_on=anchor, due_on=due.on, explanation="Nr. 5.3")
    moved = opened.add(Obligation, kind="final_proof", rule=rule, anchor_on=anchor, due_on=due.on + timedelta(days=1))
    bare = opened.add(Obligation, kind="publicity", due_on=in_days(3))
    with opened.office.read() as reader:
        kept, changed, plain = (application_dates.why(one, reader.near) for one in (duty, moved, bare))
    assert [(line.sign, line.words) for line in kept.lines][:3] == [
        ("", "Ende Bewilligungszeitraum"), ("+", "Bescheid, ungeprüft"), ("=", "fällig"),
    ]  # fmt: skip
    assert kept.lines[3].words == "intern, 10 Arbeitstage vorher"
    assert kept.note == "Nr. 5.3"
    assert "eingetragen, der Bescheid geht vor" in [line.words for line in changed.lines]
    assert plain.note == "Für diesen Tag ist noch keine Begründung eingetragen."


def test_money_is_set_as_sums_with_their_formulas(opened: Opened) -> None:
    granted = opened.add(
        Application, title="SGC", status="running", cost_total=14_600_000 * EURO, cost_eligible=14_600_000 * EURO,
        amount_granted=9_500_000 * EURO, third_party=600_000 * EURO, **GRANTED,
    )  # fmt: skip
    opened.add(Drawdown, application=granted, amount=6_118_400 * EURO, state="used", paid_on=TODAY)
    with opened.office.read() as reader:
        rows = {row.label: row for row in application_sums.sum_rows(granted, reader.near)}
    assert rows["Gesamtausgaben"].formula == ""
    assert (rows["Eigenanteil"].figure, rows["Eigenanteil"].formula) == (
        "4.500.000,00 €", "= Gesamt − Bewilligt − Drittmittel (600.000,00 €)",
    )  # fmt: skip
    assert rows["Förderquote"].figure == "65,07 %"
    assert (rows["Offen"].figure, rows["Offen"].formula) == (
        "3.381.600,00 €", "= Bewilligt − Abgerufen (6.118.400,00 €)",
    )  # fmt: skip
    assert "Pipelinewert" not in rows


def test_before_the_decision_the_sums_use_what_was_asked_for(opened: Opened) -> None:
    draft = opened.add(Application, title="E", cost_total=240_000 * EURO, cost_eligible=240_000 * EURO,
                       amount_requested=180_000 * EURO, probability=40)  # fmt: skip
    with opened.office.read() as reader:
        rows = {row.label: row for row in application_sums.sum_rows(draft, reader.near)}
        state = application_sums.state_of(draft, reader.near)
    assert rows["Eigenanteil"].formula == "= Gesamt − Beantragt"
    assert rows["Förderquote"].figure == "75,00 %"
    assert (rows["Pipelinewert"].figure, state) == ("72.000,00 €", "Noch kein Bescheid")
    assert "Offen" not in rows


def test_the_newest_notice_holds_and_says_what_it_changed(opened: Opened) -> None:
    first = opened.add(Notice, kind="grant", dated_on=in_days(-400), amount=11_400_000 * EURO)
    second = opened.add(Notice, kind="amendment", dated_on=in_days(-100), amount=9_500_000 * EURO)
    newest, older = application_sums.versions([second, first])
    assert (newest.number, newest.title, newest.in_force, newest.change) == (
        2, "Änderungsbescheid", True, "− 1.900.000,00 €",
    )  # fmt: skip
    assert older.below.endswith("ersetzt")


def test_the_list_says_of_each_application_what_its_card_says(opened: Opened) -> None:
    running = opened.add(Application, title="A", status="running", decided_on=TODAY, amount_granted=5 * EURO,
                         period_from=in_days(-9), period_to=in_days(90))  # fmt: skip
    opened.add(Obligation, application=running, kind="publicity", due_on=in_days(-5))
    paid = opened.add(Application, title="B", status="running", decided_on=TODAY, amount_granted=5 * EURO,
                      period_from=in_days(-9), period_to=in_days(90))  # fmt: skip
    opened.add(Drawdown, application=paid, amount=100, state="planned", needed_until=in_days(20))
    opened.add(Application, title="C", status="drafting", deadline=in_days(60))
    lost = opened.add(Application, title="D", status="rejected", decided_on=TODAY)
    opened.add(Obligation, application=lost, kind="publicity", due_on=in_days(-5))
    opened.office.refresh()
    with opened.office.read() as reader:
        kept = reader.kept(Application)
    cards = {card.title: card for card in read(opened).cards}
    assert {title: card.due.level if card.due else "none" for title, card in cards.items()} == {
        title: kept[card.id, "next_light"] for title, card in cards.items()
    }
    assert [kept[cards[title].id, "next_light"] for title in "ABCD"] == ["crit", "warn", "ok", "none"]
