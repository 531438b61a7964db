"""The return, against an independent oracle of its table; what is shown is what is taken over, and can be undone."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kn_desk.exchange.sheet_format import CONTACT, ITEMS, MILESTONES, PROPOSALS, TASKS
from kn_desk.fields.spec import Record
from kn_desk.records.change import Conflict, Refused
from kn_desk.records.contacts import Person
from kn_desk.records.minutes import Task
from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.merge_return import preview
from kn_desk.services.returned import Finding, Key, Preview, Returned, ReturnedCell, ReturnedRow
from kn_desk.services.take_return import apply
from tests.makers.lotsenmappe import SentOut, send
from tests.makers.offices import Desk, Opened

Raw = dict[tuple[str, str, str], object]


def home(sent: SentOut, changed: Raw | None = None, *, known: bool = True, **others: Any) -> Returned:
    """What comes home: every cell as it was sent, but for the changed ones (raw values, as a cell holds them)."""
    inputs = INPUTS
    rows = []
    number = 5
    for sheet, records in sent.rows.items():
        for record in records:
            cells = []
            for place, (name, cls) in enumerate(inputs[sheet].items()):
                key = (sheet, record.id, name)
                stored = json.loads(sent.format.values[key])
                kind = cls.spec.fields[name].kind
                raw = None if stored is None else kind.cell(kind.load(stored))
                cells.append(ReturnedCell(cls, name, f"{'DEFGHIJ'[place]}{number}", (changed or {}).get(key, raw)))
            rows.append(ReturnedRow(sheet, number, record.id, tuple(cells)))
            number += 1
    text = repr((sorted((changed or {}).items()), sorted(others)))
    values: dict[str, Any] = {
        "file_name": "Mappe.xlsx", "checksum": hashlib.sha256(text.encode()).hexdigest(), "sheet": sent.sheet.id,
        "period": sent.period.id, "unit": sent.unit.id, "sent": sent.format.values if known else None,
        "rows": tuple(rows),
    }  # fmt: skip
    return Returned(**values | others)


INPUTS: dict[str, dict[str, type[Record]]] = {
    ITEMS: {
        "status": StrategyItem, "progress": StrategyItem, "end_forecast": StrategyItem, "text_done": StatusReport,
        "text_next": StatusReport, "text_problem": StatusReport,
    },
    MILESTONES: {"due_forecast": Milestone, "done_on": Milestone},
    TASKS: {"status": Task, "done_on": Task},
    CONTACT: {"phone": Person, "room": Person, "email": Person, "absent_until": Person},
}  # fmt: skip


def look(sent: SentOut, returned: Returned) -> Preview:
    with sent.opened.office.read() as reader:
        return preview(reader, returned)


def take(sent: SentOut, seen: Preview, keys: frozenset[Key] | None = None) -> bool:
    """Take over, and return whether anything was written."""
    return apply(sent.opened.office, seen, "Erika Muster", keys) is not None


def everything(opened: Opened) -> dict[str, Record]:
    """All records of the file that a return could touch, by id."""
    with opened.office.read() as reader:
        return {one.id: one for cls in _TOUCHABLE for one in reader.rows(cls)}


_TOUCHABLE: tuple[type[Record], ...] = (StrategyItem, StatusReport, Milestone, Task, Person, Sheet, SheetReturn)


def one(seen: Preview) -> Finding:
    assert len(seen.findings) == 1, seen.findings
    return seen.findings[0]


@pytest.fixture
def sent(opened: Opened) -> SentOut:
    return send(opened, texts={0: "Vergabe fertig"})


def key(sent: SentOut, name: str = "progress", place: int = 1) -> Key:
    return (ITEMS, sent.items[place].id, name)


# --- The table, row by row ----------------------------------------------------------------------------------


def test_untouched_is_unchanged_whatever_the_record_says(sent: SentOut) -> None:
    sent.opened.set(sent.items[1], progress=99)
    seen = look(sent, home(sent))
    assert (seen.findings, seen.unchanged) == ((), len(sent.format.values))


def test_a_change_by_the_lotse_is_ticked_and_taken(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent): 0.6}))
    found = one(seen)
    assert (found.verdict, found.base, found.theirs, found.ours, found.ticked) == ("change", 10, 60, 10, True)
    assert take(sent, seen)
    assert sent.opened.get(sent.items[1]).progress == 60


def test_the_same_on_both_sides_is_nothing_to_do(sent: SentOut) -> None:
    sent.opened.set(sent.items[1], progress=60)
    found = one(look(sent, home(sent, {key(sent): 0.6})))
    assert (found.verdict, found.ticked, found.can_take) == ("same", False, False)


def test_a_conflict_shows_all_three_and_ticks_nothing(sent: SentOut) -> None:
    sent.opened.set(sent.items[1], progress=70)
    seen = look(sent, home(sent, {key(sent): 0.6}))
    found = one(seen)
    assert (found.verdict, found.base, found.theirs, found.ours, found.ticked) == ("conflict", 10, 60, 70, False)
    take(sent, seen)
    assert sent.opened.get(sent.items[1]).progress == 70
    take(sent, replace(seen, already=None), frozenset([found.key]))
    assert sent.opened.get(sent.items[1]).progress == 60


def test_an_emptied_cell_counts_only_if_it_is_chosen(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent): None}))
    found = one(seen)
    assert (found.verdict, found.ticked, found.can_take) == ("cleared", False, True)
    take(sent, seen, frozenset([found.key]))
    assert sent.opened.get(sent.items[1]).progress is None


def test_emptied_on_our_side_too_is_the_same(sent: SentOut) -> None:
    sent.opened.set(sent.items[1], progress=None)
    assert one(look(sent, home(sent, {key(sent): None}))).verdict == "same"


def test_emptied_here_and_changed_there_is_a_conflict(sent: SentOut) -> None:
    sent.opened.set(sent.items[1], progress=70)
    assert one(look(sent, home(sent, {key(sent): None}))).verdict == "conflict"


def test_where_an_empty_cell_may_be_an_error_it_is_said(sent: SentOut) -> None:
    found = one(look(sent, home(sent, {key(sent): None}, empties_known=False)))
    assert "Bitte nachfragen" in found.sentence


def test_without_a_base_every_difference_is_a_conflict(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent): 0.6}, known=False))
    assert (one(seen).verdict, one(seen).base_known, seen.ticked) == ("conflict", False, frozenset())
    assert look(sent, home(sent, known=False)).findings == ()


def test_what_cannot_be_read_stays_out(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent, "end_forecast"): "nächste Woche"}))
    found = one(seen)
    assert (found.verdict, found.raw, found.can_take) == ("unreadable", "nächste Woche", False)
    assert found.sentence.startswith("„nächste Woche“ ist kein Datum.")
    take(sent, seen, frozenset([found.key]))
    assert sent.opened.get(sent.items[1]).end_forecast == date(2026, 12, 1)


# --- What becomes of it -------------------------------------------------------------------------------------


def test_taking_over_writes_one_step_with_the_statusmeldung(sent: SentOut) -> None:
    opened = sent.opened
    changed = {key(sent): 0.6, key(sent, "text_done"): "Angebote da", (TASKS, sent.tasks[0].id, "status"): "In Arbeit"}
    seen = look(sent, home(sent, changed))
    assert {one.verdict for one in seen.findings} == {"change"}
    assert take(sent, seen)
    with opened.office.read() as reader:
        step = reader.last_step()
        assert step is not None
        assert (step.verb, step.source) == ("import", f"sheet:{sent.sheet.id}")
        report = next(one for one in reader.rows(StatusReport) if one.item == sent.items[1].id)
        back = reader.rows(SheetReturn)[0]
    assert (report.period, report.channel, report.reported_by) == (sent.period.id, "sheet", sent.person.id)
    assert (report.status, report.progress, report.end_forecast) == ("running", 60, date(2026, 12, 1))
    assert (report.text_done, report.text_next) == ("Angebote da", None)
    assert (back.sheet, back.accepted, back.conflicts, back.refused) == (sent.sheet.id, 3, 0, 0)
    assert opened.get(sent.tasks[0]).status == "in_progress"
    opened.undo()
    assert opened.get(sent.items[1]).progress == 10
    with opened.office.read() as reader:
        assert not reader.rows(SheetReturn)
        assert all(one.item != sent.items[1].id for one in reader.rows(StatusReport))


def test_the_statusmeldung_of_the_period_is_updated_where_there_is_one(sent: SentOut) -> None:
    report = sent.reports[sent.items[0].id]
    take(sent, look(sent, home(sent, {key(sent, "text_done", 0): "Auftrag erteilt"})))
    now = sent.opened.get(report)
    assert (now.text_done, now.status, now.progress) == ("Auftrag erteilt", "running", 0)
    with sent.opened.office.read() as reader:
        assert len(reader.rows(StatusReport)) == 1


def test_the_texts_are_compared_with_the_statusmeldung_of_the_period(sent: SentOut) -> None:
    report = sent.reports[sent.items[0].id]
    sent.opened.set(report, text_done="Von Hand nachgetragen")
    found = one(look(sent, home(sent, {key(sent, "text_done", 0): "Auftrag erteilt"})))
    assert (found.verdict, found.base, found.ours) == ("conflict", "Vergabe fertig", "Von Hand nachgetragen")


def test_a_report_of_another_period_does_not_count(sent: SentOut) -> None:
    other = sent.opened.add(ReportingPeriod, label="2025-H2")
    sent.opened.add(StatusReport, item=sent.items[1], period=other, reported_on=date(2026, 5, 1), text_done="Altes")
    assert look(sent, home(sent)).findings == ()
    assert one(look(sent, home(sent, {key(sent, "text_done"): "Neues"}))).verdict == "change"


def test_the_same_file_twice_changes_nothing(sent: SentOut) -> None:
    returned = home(sent, {key(sent): 0.6})
    take(sent, look(sent, returned))
    before = everything(sent.opened)
    again = look(sent, returned)
    assert again.ticked == frozenset()
    assert again.notes[0].startswith("Schon eingelesen am ")
    assert not take(sent, again)
    assert everything(sent.opened) == before


def test_what_was_refused_is_not_offered_by_itself_again(sent: SentOut) -> None:
    returned = home(sent, {key(sent): 0.6})
    take(sent, look(sent, returned), frozenset())
    again = look(sent, returned)
    assert (one(again).verdict, again.ticked) == ("change", frozenset())
    assert take(sent, again, frozenset([one(again).key]))
    assert sent.opened.get(sent.items[1]).progress == 60
    with sent.opened.office.read() as reader:
        assert [one.accepted for one in reader.rows(SheetReturn)] == [1]


def test_a_sheet_without_any_difference_is_home_all_the_same(sent: SentOut) -> None:
    take(sent, look(sent, home(sent)))
    with sent.opened.office.read() as reader:
        assert reader.computed(sent.opened.get(sent.sheet))["state"].value == "ok"


def test_the_file_saved_once_more_offers_nothing_twice(sent: SentOut) -> None:
    """Other bytes, the same values: changes are the same on both sides, proposals are known."""
    row = ReturnedRow(PROPOSALS, 5, "", (ReturnedCell(StrategyItem, "title", "C5", "Fundbüro"),))
    take(sent, look(sent, home(sent, {key(sent): 0.6}, proposals=(row,))))
    again = look(sent, home(sent, {key(sent): 0.6}, proposals=(row,), checksum="anders"))
    assert {one.verdict for one in again.findings} == {"same"}
    assert again.ticked == frozenset()


def test_somebody_who_changes_the_record_meanwhile_is_not_overwritten(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent): 0.6}))
    sent.opened.set(sent.items[1], progress=80)
    with pytest.raises(Conflict):
        take(sent, seen)
    assert sent.opened.get(sent.items[1]).progress == 80


def test_a_closed_period_takes_no_texts(sent: SentOut) -> None:
    sent.opened.set(sent.period, closed=True)
    seen = look(sent, home(sent, {key(sent): 0.6, key(sent, "text_done"): "Zu spät"}))
    assert seen.ticked == {key(sent)}
    assert "ist abgeschlossen" in seen.notes[0]
    take(sent, seen)
    assert sent.opened.get(sent.items[1]).progress == 60
    with sent.opened.office.read() as reader:
        assert len(reader.rows(StatusReport)) == 1


def test_an_older_sheet_after_a_newer_one_is_warned_of(sent: SentOut) -> None:
    newer = sent.opened.add(
        Sheet, run=sent.sheet.run, unit=sent.unit, period=sent.period, sent_on=date(2026, 6, 10),
        values=sent.format.to_json(),
    )  # fmt: skip
    sent.opened.add(SheetReturn, sheet=newer, received_on=date(2026, 6, 12), merged_on=date(2026, 6, 12))
    notes = look(sent, home(sent)).notes
    assert notes == (
        "Diese Mappe wurde am 01.06.2026 versandt. Eine neuere, versandt am 10.06.2026, ist schon eingelesen "
        "(am 12.06.2026).",
    )


def test_a_restored_branch_is_said(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent): 0.6}, step="0190-unbekannt"))
    assert "eine Sicherung wiederhergestellt" in seen.notes[0]
    assert one(seen).verdict == "change"


def test_an_erased_person_is_not_brought_back(desk: Desk) -> None:
    with desk.opened() as opened:
        sent = send(opened)
        returned = home(sent, {(CONTACT, sent.person.id, "phone"): "07531 900-99"})
        opened.office.erase(sent.person.id, "ehem. Lotsin Hochbauamt", [], "Erika Muster", desk.home)
        seen = look(sent, returned)
        assert (one(seen).verdict, seen.ticked) == ("unknown_row", frozenset())
        assert "wurde gelöscht" in one(seen).sentence
        take(sent, seen)
        assert opened.get(sent.person).phone is None


# --- Rules --------------------------------------------------------------------------------------------------


def test_what_a_rule_forbids_is_not_ticked_and_says_why(sent: SentOut) -> None:
    seen = look(sent, home(sent, {key(sent, "status"): "Abgeschlossen", key(sent): 1}))
    assert seen.ticked == {key(sent)}
    blocked = next(one for one in seen.findings if one.field == "status")
    assert (blocked.verdict, blocked.sentence) == ("change", "„Abgeschlossen“ braucht das Ende (Ist).")
    take(sent, seen)
    assert (sent.opened.get(sent.items[1]).status, sent.opened.get(sent.items[1]).progress) == ("running", 100)
    with pytest.raises(Refused):
        take(sent, replace(seen, already=None, records=seen.records), frozenset([blocked.key]))


def test_two_cells_that_only_go_together(sent: SentOut) -> None:
    task = sent.tasks[0].id
    alone = look(sent, home(sent, {(TASKS, task, "status"): "Erledigt"}))
    assert alone.ticked == frozenset()
    both = look(sent, home(sent, {(TASKS, task, "status"): "Erledigt", (TASKS, task, "done_on"): date(2026, 6, 1)}))
    assert len(both.ticked) == 2
    take(sent, both)
    assert sent.opened.get(sent.tasks[0]).status == "done"


def test_a_milestone_that_is_reached_lets_its_measure_end(sent: SentOut) -> None:
    """The rule looks at how everything will be once it is taken over."""
    item, milestone = sent.items[0], sent.milestones[0]
    sent.opened.set(milestone, mandatory=True)
    sent.opened.set(item, end_actual=date(2026, 6, 1))
    done: Raw = {key(sent, "status", 0): "Abgeschlossen"}
    assert "Pflicht-Meilenstein" in one(look(sent, home(sent, done))).sentence
    reached: Raw = {(MILESTONES, milestone.id, "done_on"): date(2026, 6, 1)}
    seen = look(sent, home(sent, {**done, **reached}))
    assert len(seen.ticked) == 2
    take(sent, seen)
    assert sent.opened.get(item).status == "done"


# --- Proposals ----------------------------------------------------------------------------------------------


def proposal(number: int, **raw: object) -> ReturnedRow:
    cells = (ReturnedCell(StrategyItem, name, f"C{number}", value) for name, value in raw.items())
    return ReturnedRow(PROPOSALS, number, "", tuple(cells))


def test_a_proposal_becomes_a_measure(sent: SentOut) -> None:
    row = proposal(5, title="Fundbüro", description=None, benefit="Weniger Wege", end_planned="31.12.2027")
    seen = look(sent, home(sent, proposals=(row, proposal(6, title=None, benefit="  "))))
    assert [(one.field, one.verdict, one.ticked) for one in seen.findings] == [
        ("title", "proposal", True), ("benefit", "proposal", True), ("end_planned", "proposal", True),
    ]  # fmt: skip
    take(sent, seen)
    with sent.opened.office.read() as reader:
        made = next(one for one in reader.rows(StrategyItem) if one.title == "Fundbüro")
    assert (made.kind, made.origin, made.status, made.lead_unit) == ("proposal", "lotse", "idea", sent.unit.id)
    assert (made.benefit, made.end_planned) == ("Weniger Wege", date(2027, 12, 31))


def test_the_same_title_twice_is_taken_once(sent: SentOut) -> None:
    seen = look(sent, home(sent, proposals=(proposal(5, title="Fundbüro"), proposal(6, title="fundbuero "))))
    assert [one.ticked for one in seen.findings] == [True, False]
    assert seen.findings[1].sentence == "Der Titel steht zweimal in der Mappe."


def test_a_known_proposal_with_other_words_is_asked(sent: SentOut) -> None:
    sent.opened.add(StrategyItem, title="Fundbüro", kind="proposal", origin="lotse", lead_unit=sent.unit)
    seen = look(sent, home(sent, proposals=(proposal(5, title="Fundbüro", benefit="Neu"),)))
    assert seen.ticked == frozenset()
    assert "gibt es schon (M-" in seen.findings[0].sentence


def unknown(title: str, identity: str = "0190-fort", **raw: object) -> ReturnedRow:
    """A row of "Maßnahmen" that has no record, or none any more."""
    cells = (ReturnedCell(INPUTS[ITEMS][name], name, "E9", value) for name, value in raw.items())
    return ReturnedRow(ITEMS, 9, identity, tuple(cells), f"M-9 {title}".strip(), title)


def row_of(sent: SentOut, row: ReturnedRow) -> tuple[Preview, Finding]:
    returned = home(sent)
    seen = look(sent, replace(returned, rows=(*returned.rows, row)))
    return seen, one(seen)


@pytest.mark.parametrize("identity", ["0190-fort", ""])
def test_a_row_without_a_record_can_be_made_a_proposal_but_never_by_itself(sent: SentOut, identity: str) -> None:
    row = unknown("Fundbüro", identity, progress=0.4, end_forecast="irgendwann", text_next="Los geht's", status=None)
    seen, found = row_of(sent, row)
    assert (found.verdict, found.ticked, found.can_take) == ("unknown_row", False, True)
    assert found.sentence.endswith("Die Zeile kann als neuer Vorschlag angelegt werden.")
    take(sent, seen)
    with sent.opened.office.read() as reader:
        assert len(reader.rows(StrategyItem)) == len(sent.items)
        assert reader.rows(SheetReturn)[0].refused == 0
    take(sent, replace(seen, already=None), frozenset([found.key]))
    with sent.opened.office.read() as reader:
        made = next(one for one in reader.rows(StrategyItem) if one.title == "Fundbüro")
    assert (made.kind, made.origin, made.lead_unit, made.progress) == ("proposal", "lotse", sent.unit.id, None)
    assert made.description == "Fortschritt: 40 %\nEnde (Prognose): irgendwann\nNächste Schritte: Los geht's"
    sent.opened.undo()
    with sent.opened.office.read() as reader:
        assert len(reader.rows(StrategyItem)) == len(sent.items)


def test_a_row_without_record_and_title_is_only_said(sent: SentOut) -> None:
    for title in ("", "x" * 201):
        _, found = row_of(sent, unknown(title, progress=0.4))
        assert (found.can_take, found.makes) == (False, None)


def test_a_row_whose_proposal_there_is_already_is_not_offered_again(sent: SentOut) -> None:
    sent.opened.add(StrategyItem, title="Fundbüro", kind="proposal", origin="lotse", lead_unit=sent.unit)
    _, found = row_of(sent, unknown("fundbuero", progress=0.4))
    assert not found.can_take
    assert "gibt es schon (M-" in found.sentence


def test_a_row_in_the_papierkorb_or_of_another_sheet_is_no_proposal(sent: SentOut) -> None:
    other = sent.opened.add(StrategyItem, title="Fremdes")
    _, found = row_of(sent, unknown("Fremdes", other.id, progress=0.4))
    assert not found.can_take
    sent.opened.trash(other)
    _, found = row_of(sent, unknown("Fremdes", other.id, progress=0.4))
    assert not found.can_take


def test_only_measures_become_proposals(sent: SentOut) -> None:
    cell = ReturnedCell(Milestone, "due_forecast", "E9", date(2026, 9, 1))
    _, found = row_of(sent, ReturnedRow(MILESTONES, 9, "0190-fort", (cell,), "MS-1 Netz", "Netz"))
    assert not found.can_take
