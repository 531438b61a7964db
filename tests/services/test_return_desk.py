"""The Rücklauf-Abgleich without its window: files, decisions, rules, questions, and taking over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from kn_desk.errors import UserError
from kn_desk.exchange.question_mail import question_draft
from kn_desk.exchange.return_batch import files_in, read_all
from kn_desk.exchange.sheet_format import FIRST_ROW, ITEMS, PROPOSALS
from kn_desk.records.change import Change
from kn_desk.records.identity import new_id
from kn_desk.records.office import SheetReturn
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.services.return_desk import Outdated, ReturnDesk, findings_of_rows
from kn_desk.services.return_detail import detail_of, sender_of
from kn_desk.services.return_file import HomeFile, counted
from kn_desk.services.return_outlook import Outlook
from kn_desk.services.return_rows import Group, groups_of, quiet_cells
from kn_desk.services.returned import Finding
from tests.makers.lotsenmappe import SentOut, fill, send, workbook_of
from tests.makers.offices import Opened

PLANNED = date(2026, 12, 31)
Edit = Callable[[Workbook], object]


@dataclass
class Office:
    """A sheet that was sent, and the desk at which what comes home is looked at."""

    sent: SentOut
    folder: Path
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        office = self.sent.opened.office
        self.window = Desk(office, Author("Erika Muster", "window"), self._told)
        self.desk = ReturnDesk(self.window)

    def _told(self, change: Change) -> None:
        self.changes.append(change)
        self.desk.grow_stale()

    def read(self, edit: Edit, name: str = "Mappe.xlsx") -> HomeFile:
        """Fill the sheet in, and read it as it came back."""
        book = workbook_of(self.sent)
        edit(book)
        path = self.folder / name
        book.save(path)
        return read_all(self.sent.opened.office, [path])[0]

    def home(self, edit: Edit, name: str = "Mappe.xlsx") -> HomeFile:
        """Fill the sheet in, read it, and put it into the list."""
        file = self.read(edit, name)
        self.desk.take_in([file])
        return self.desk.files[-1]

    def item(self, place: int) -> StrategyItem:
        return self.sent.opened.get(self.sent.items[place])

    def groups(self, file: HomeFile, *, kind: str = "", unchanged: bool = False) -> list[Group]:
        with self.window.read() as reader:
            return groups_of(reader, file, kind=kind, unchanged=unchanged)


@pytest.fixture
def office(opened: Opened, tmp_path: Path) -> Office:
    return Office(send(opened, number=4, texts={0: "Vergabe fertig"}), tmp_path)


def change_progress(book: Workbook) -> None:
    fill(book, ITEMS, 1, progress=0.6)


def everything(book: Workbook) -> None:
    """A change, a conflict to be, something unreadable, emptied, missing, and two proposals."""
    fill(book, ITEMS, 0, progress=0.55, text_done=None)
    fill(book, ITEMS, 1, end_forecast=PLANNED + timedelta(days=91))
    fill(book, ITEMS, 2, end_forecast="nächste Woche", text_next="Abnahme")
    fill(book, PROPOSALS, 0, title="Termin-Erinnerung", benefit="Weniger versäumte Termine")
    fill(book, PROPOSALS, 1, title="Fundsachen online")
    book[ITEMS].delete_rows(FIRST_ROW + 3)


def of(file: HomeFile, name: str, code: str = "") -> Finding:
    found = [one for one in file.findings if one.field == name and code in ("", one.code)]
    assert len(found) == 1, file.findings
    return found[0]


def conflicting(office: Office) -> tuple[HomeFile, Finding]:
    file = office.home(everything)
    office.sent.opened.set(office.sent.items[1], end_forecast=PLANNED + timedelta(days=15))
    office.desk.grow_stale()
    office.desk.freshen(file)
    return file, of(file, "end_forecast", office.item(1).code)


def test_a_change_is_taken_by_itself_and_kept_out_by_a_decision(office: Office) -> None:
    file = office.home(change_progress)
    one = of(file, "progress")
    assert office.desk.way(file, [one]) == "theirs"
    office.desk.toggle(file, [one])
    assert office.desk.way(file, [one]) == "ours"
    office.desk.take_over(file)
    assert office.item(1).progress == 10
    assert office.sent.opened.sql("select accepted, refused from sheet_return") == [(0, 1)]


def test_taking_over_is_one_step_with_the_return_and_its_undo_brings_the_file_back(office: Office) -> None:
    file = office.home(change_progress)
    before = len(office.changes)
    office.desk.take_over(file)
    assert len(office.changes) == before + 1
    assert office.item(1).progress == 60
    office.desk.freshen(file)
    assert not file.is_waiting
    office.window.undo()
    office.desk.freshen(file)
    assert office.item(1).progress == 10
    assert file.is_waiting
    assert office.desk.way(file, [of(file, "progress")]) == "theirs"


def test_a_conflict_is_open_until_somebody_chooses(office: Office) -> None:
    file, one = conflicting(office)
    assert office.desk.way(file, [one]) == ""
    assert one in office.desk.open_ones(file)
    office.desk.decide(file, [one], "theirs")
    assert one not in office.desk.open_ones(file)
    office.desk.take_over(file)
    assert office.item(1).end_forecast == PLANNED + timedelta(days=91)


def test_the_box_of_a_conflict_takes_the_decision_back(office: Office) -> None:
    file, one = conflicting(office)
    office.desk.toggle(file, [one])
    assert office.desk.way(file, [one]) == "theirs"
    office.desk.toggle(file, [one])
    assert office.desk.way(file, [one]) == ""


def test_the_box_for_all_leaves_conflicts_alone(office: Office) -> None:
    file, one = conflicting(office)
    office.desk.toggle_all(file, file.findings)
    assert office.desk.way(file, [of(file, "text_done")]) == "theirs", "what was emptied is a person's decision now"
    assert office.desk.way(file, [one]) == ""
    office.desk.toggle_all(file, file.findings)
    assert office.desk.way(file, [of(file, "progress")]) == "ours"


def test_a_decision_falls_where_our_value_changed_and_comes_back_with_it(office: Office) -> None:
    file, one = conflicting(office)
    office.desk.decide(file, [one], "theirs")
    office.sent.opened.set(office.sent.items[1], end_forecast=PLANNED + timedelta(days=20))
    office.desk.grow_stale()
    office.desk.freshen(file)
    assert office.desk.way(file, [of(file, "end_forecast", one.code)]) == ""
    office.sent.opened.undo()
    office.desk.grow_stale()
    office.desk.freshen(file)
    assert office.desk.way(file, [of(file, "end_forecast", one.code)]) == "theirs"


def test_a_change_after_the_comparison_refuses_and_makes_it_anew(office: Office) -> None:
    file = office.home(everything)
    cleared = of(file, "text_done")
    office.desk.decide(file, [cleared], "theirs")
    office.sent.opened.set(office.sent.items[0], progress=33)
    with pytest.raises(Outdated, match="neu gemacht"):
        office.desk.take_over(file)
    assert office.sent.opened.sql("select count(*) from sheet_return") == [(0,)]
    assert of(file, "progress").verdict == "conflict"
    assert office.desk.way(file, [of(file, "text_done")]) == "theirs"


def test_another_value_is_taken_in_the_place_of_an_unreadable_one(office: Office) -> None:
    file = office.home(everything)
    one = of(file, "end_forecast", office.item(2).code)
    assert one in office.desk.open_ones(file)
    assert file.may_type(one)
    office.desk.type_other(file, one, PLANNED, "31.12.2026")
    assert one not in office.desk.open_ones(file)
    office.desk.take_over(file)
    assert office.item(2).end_forecast == PLANNED


def test_a_rule_takes_or_keeps_a_column_in_all_files_and_a_decision_stands_above_it(office: Office) -> None:
    file, one = conflicting(office)
    column = ("strategy_item", "end_forecast")
    assert column in office.desk.columns()
    office.desk.set_rule(column, "take")
    assert office.desk.way(file, [one]) == "theirs"
    assert office.desk.way(file, [of(file, "end_forecast", office.item(2).code)]) == "", "unreadable stays out"
    office.desk.decide(file, [one], "ours")
    assert office.desk.way(file, [one]) == "ours"
    office.desk.set_rule(("strategy_item", "progress"), "keep")
    assert office.desk.way(file, [of(file, "progress")]) == "ours"
    office.desk.set_rule(("strategy_item", "progress"), None)
    assert office.desk.way(file, [of(file, "progress")]) == "theirs"


def test_what_a_rule_of_the_record_forbids_no_column_rule_ticks(office: Office) -> None:
    file = office.home(lambda book: fill(book, ITEMS, 1, status="Abgeschlossen"))
    one = of(file, "status")
    assert (one.ticked, bool(one.sentence)) == (False, True)
    office.desk.set_rule(("strategy_item", "status"), "take")
    assert office.desk.way(file, [one]) == ""


def test_a_proposal_is_one_thing_however_many_cells_it_has(office: Office) -> None:
    file = office.home(everything)
    assert counted(file.findings) == {"change": 4, "conflict": 0, "unreadable": 1, "proposal": 2, "row": 1}
    rows = [row for row in findings_of_rows(file.findings) if row[0].verdict == "proposal"]
    assert [len(row) for row in rows] == [2, 1]
    office.desk.toggle(file, rows[0])
    office.desk.take_over(file)
    titles = [one.title for one in _items(office) if one.kind == "proposal"]
    assert titles == ["Fundsachen online"]


def test_a_row_without_its_record_becomes_a_proposal_only_if_it_is_wanted(office: Office) -> None:
    def lose_record(book: Workbook) -> None:
        book[ITEMS].cell(FIRST_ROW + 1, 1).value = new_id()
        fill(book, ITEMS, 1, progress=0.6)

    file = office.home(lose_record)
    rows = [row for group in office.groups(file) for row in group.rows]
    unknown = next(row for row in rows if row.verdict == "unknown_row")
    assert (unknown.label, office.desk.way(file, unknown.findings)) == ("Zeile 6", "")
    assert "als neuer Vorschlag angelegt werden" in unknown.sentence
    office.desk.toggle_all(file, file.findings)
    assert office.desk.way(file, unknown.findings) == ""
    office.desk.toggle(file, unknown.findings)
    office.desk.take_over(file)
    made = [one for one in _items(office) if one.kind == "proposal"]
    assert [(one.title, one.description) for one in made] == [
        ("Maßnahme 1", "Status: In Umsetzung\nFortschritt: 60 %\nEnde (Prognose): 01.12.2026")
    ]


def test_a_sheet_that_is_sent_back_changes_nothing_and_is_known_as_returned(office: Office) -> None:
    file = office.home(everything)
    before = _items(office)
    office.desk.reject(file)
    assert _items(office) == before
    assert office.sent.opened.sql("select accepted from sheet_return") == [(0,)]
    office.desk.freshen(file)
    assert not file.is_waiting
    assert file.seen is not None
    assert file.seen.notes[0].startswith("Zurückgewiesen am ")
    assert office.desk.period_words() == "Berichtszeitraum 2026-H1 · 0 von 1 zurück"


def test_what_is_taken_of_a_rejected_sheet_after_all_makes_it_a_return(office: Office) -> None:
    file = office.home(change_progress)
    office.desk.reject(file)
    office.desk.freshen(file)
    office.desk.decide(file, [of(file, "progress")], "theirs")
    office.desk.take_over(file)
    office.desk.freshen(file)
    assert file.seen is not None
    assert file.seen.notes[0].endswith(": 1 Änderung übernommen.")
    assert office.sent.opened.sql("select accepted, refused from sheet_return") == [(1, 0)]
    assert office.desk.period_words() == "Berichtszeitraum 2026-H1 · 1 von 1 zurück"


def test_an_untouched_sheet_can_be_noted_as_returned_once(office: Office) -> None:
    file = office.home(lambda book: None)
    assert file.findings == ()
    office.desk.take_over(file)
    office.desk.freshen(file)
    with pytest.raises(UserError, match="nichts angehakt"):
        office.desk.take_over(file)


def test_the_same_file_twice_is_said_and_the_same_path_again_keeps_the_decisions(office: Office) -> None:
    file = office.home(change_progress)
    twin = office.folder / "Kopie.xlsx"
    twin.write_bytes(file.path.read_bytes())
    office.desk.take_in(read_all(office.sent.opened.office, [twin]))
    assert [one.refused is None for one in office.desk.files] == [True, False]
    assert "dieselbe Datei wie „Mappe.xlsx“" in str(office.desk.files[1].refused)
    office.desk.toggle(file, [of(file, "progress")])
    again = office.read(change_progress)
    office.desk.take_in([again])
    assert len(office.desk.files) == 2
    assert office.desk.way(again, [of(again, "progress")]) == "ours"


def test_two_files_of_one_sheet_know_of_one_another(office: Office) -> None:
    first = office.home(change_progress)
    second = office.home(lambda book: fill(book, ITEMS, 1, progress=0.7), "Zweite.xlsx")
    assert office.desk.others_of(first) == [second]
    office.desk.take_over(first)
    office.desk.freshen(second)
    assert office.desk.others_of(second) == []
    assert of(second, "progress").verdict == "conflict"


def test_a_refused_file_stands_in_the_list_and_the_others_go_on(office: Office) -> None:
    bad = office.folder / "kaputt.xlsx"
    bad.write_bytes(b"")
    good = office.read(change_progress)
    read = read_all(office.sent.opened.office, [bad, good.path])
    office.desk.take_in(read)
    assert [one.refused is None for one in office.desk.files] == [False, True]
    assert office.desk.files[0].findings == ()
    assert not office.desk.files[0].is_waiting


def test_reading_can_be_stopped(office: Office) -> None:
    good = office.read(change_progress)
    seen: list[str] = []
    with pytest.raises(UserError, match="abgebrochen"):
        read_all(
            office.sent.opened.office,
            [good.path, good.path],
            lambda done, total, words: seen.append(words),
            lambda: bool(seen),
        )
    assert seen == ["Wird gelesen: Mappe.xlsx"]


def test_a_folder_stands_for_the_workbooks_in_it(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.ods", "~$b.xlsx", ".c.xlsx", "Mail.eml"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "Ordner.xlsx").mkdir()
    single = tmp_path / "Mail.eml"
    assert [path.name for path in files_in([tmp_path, single])] == ["a.ods", "b.xlsx", "Mail.eml"]
    with pytest.raises(UserError, match="keine Excel-Mappe"):
        files_in([tmp_path / "Ordner.xlsx"])


def test_nothing_of_a_file_with_macros_is_shown_before_somebody_agreed(office: Office) -> None:
    path = office.read(change_progress).path
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    office.desk.take_in(read_all(office.sent.opened.office, [path]))
    file = office.desk.files[0]
    assert (file.findings, file.is_waiting, office.groups(file)) == ((), False, [])
    file.has_macros = False
    assert len(file.findings) == 1


def test_rows_are_grouped_by_record_then_whole_rows_then_proposals(office: Office) -> None:
    file, _ = conflicting(office)
    groups = office.groups(file)
    assert [group.title for group in groups] == [
        "Maßnahme 0", "Maßnahme 1", "Maßnahme 2", "Ganze Zeilen", "Neue Vorschläge",
    ]  # fmt: skip
    assert [(row.label, row.sent, row.theirs, row.ours) for row in groups[0].rows] == [
        ("Fortschritt", "0 %", "55 %", "unverändert"),
        ("Erreicht", "Vergabe fertig", "leer", "unverändert"),
    ]
    conflict = groups[1].rows[0]
    assert (conflict.theirs, conflict.ours) == ("01.04.2027", "15.01.2027")
    assert conflict.by_theirs.startswith("Muster, ")
    assert conflict.by_ours.startswith("Muster, ")
    unreadable = groups[2].rows[0]
    assert (unreadable.theirs, unreadable.ours) == ("„nächste Woche“", "unverändert")
    assert unreadable.sentence.endswith("Bleibt draußen.")
    assert groups[4].rows[0].label == "Termin-Erinnerung"


def test_only_one_kind_can_be_shown_and_what_is_unchanged_too(office: Office) -> None:
    file, _ = conflicting(office)
    assert [row.verdict for group in office.groups(file, kind="conflict") for row in group.rows] == ["conflict"]
    assert file.seen is not None
    rows = [row for group in office.groups(file, unchanged=True) for row in group.rows]
    assert sum(row.verdict is None for row in rows) == quiet_cells(file.seen) == file.seen.unchanged


def test_the_light_afterwards_follows_what_is_taken(office: Office) -> None:
    file, one = conflicting(office)
    assert file.seen is not None
    with office.window.read() as reader:
        kept = Outlook(reader, file.decided(), file.taken({})).light(one.record)
        office.desk.decide(file, [one], "theirs")
        taken = Outlook(reader, file.decided(), file.taken({})).light(one.record)
    office.desk.take_over(file)
    with office.window.read() as reader:
        stored = reader.kept_of(StrategyItem, [one.record])[one.record]["plan_light"].value
    assert (kept, taken, stored) == ("warn", "crit", "crit")


def test_a_conflict_says_who_wrote_what_when_and_what_it_leads_to(office: Office) -> None:
    file, one = conflicting(office)
    row = office.groups(file, kind="conflict")[0].rows[0]
    with office.window.read() as reader:
        detail = detail_of(reader, file, row, file.taken({}))
        sender = sender_of(reader, file)
    assert detail is not None
    assert detail.theirs is not None
    assert detail.ours is not None
    assert detail.theirs.light == ("crit", "Kritisch: 91 Tage nach Plan")
    assert detail.ours.light == ("warn", "Verzögert: 15 Tage nach Plan")
    assert detail.change is not None
    assert detail.change.sentence.endswith("Uhr: Erika Muster setzt 01.12.2026 auf 15.01.2027.")
    assert sender is not None
    assert (sender.name, sender.contact) == ("Ida Muster, Hochbauamt", "07531 900-0")
    assert one.code == detail.code


def test_our_value_from_an_earlier_sheet_says_so(office: Office) -> None:
    first = office.home(change_progress)
    second = office.home(lambda book: fill(book, ITEMS, 1, progress=0.7), "Zweite.xlsx")
    office.desk.take_over(first)
    office.desk.freshen(second)
    row = office.groups(second)[0].rows[0]
    with office.window.read() as reader:
        detail = detail_of(reader, second, row, second.taken({}))
    assert detail is not None
    assert detail.change is not None
    assert detail.change.source == "Aus der Lotsenmappe Hochbauamt"


def test_questions_become_one_mail_and_a_marked_cell_is_no_longer_open(office: Office) -> None:
    file, one = conflicting(office)
    unreadable = of(file, "end_forecast", office.item(2).code)
    office.desk.ask(file, one)
    office.desk.ask(file, unreadable)
    assert unreadable not in office.desk.open_ones(file)
    assert office.desk.undecided_work == [file]
    with office.window.read() as reader:
        draft = question_draft(reader, file)
    assert draft.subject == "2 Rückfragen zum Stand der Maßnahmen 2026-H1: Hochbauamt"
    assert "1. " in draft.body
    assert "In der Mappe steht 01.04.2027. Bei uns steht inzwischen 15.01.2027." in draft.body
    assert "In der Mappe steht „nächste Woche“." in draft.body
    office.desk.ask(file, unreadable)
    assert unreadable in office.desk.open_ones(file)


def test_the_words_about_the_period_count_what_is_back(office: Office) -> None:
    assert office.desk.period_words() == "Berichtszeitraum 2026-H1 · 0 von 1 zurück"
    file = office.home(change_progress)
    office.desk.take_over(file)
    assert office.desk.period_words() == "Berichtszeitraum 2026-H1 · 1 von 1 zurück"


def test_a_dropped_file_leaves_nothing(office: Office) -> None:
    file = office.home(change_progress)
    office.desk.drop(file)
    assert office.desk.files == []
    with office.window.read() as reader:
        assert reader.rows(SheetReturn) == []
        assert [one.text_done for one in reader.rows(StatusReport)] == ["Vergabe fertig"]


def _items(office: Office) -> list[StrategyItem]:
    with office.window.read() as reader:
        return reader.rows(StrategyItem)
