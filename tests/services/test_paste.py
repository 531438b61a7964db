"""Rows pasted from Excel become creations and updates, or say why not."""

from datetime import date

import pytest

from kn_desk.errors import UserError
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.minutes import Decision, Task
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.services.paste import MOST_ROWS, Paste, change_set, read_paste
from tests.makers.offices import Opened

SHOWN = ("code", "title", "light", "due_on")


@pytest.fixture
def window(opened: Opened) -> Desk:
    return Desk(opened.office, Author("Erika Muster", "window"), lambda change: None)


def pasted(opened: Opened, *lines: str, cls: type = Task, shown: tuple[str, ...] = SHOWN) -> Paste:
    with opened.office.read() as reader:
        return read_paste(reader, cls, shown, "\r\n".join(lines))


def findings(paste: Paste) -> list[list[str]]:
    return [[cell.finding for cell in row.cells] for row in paste.rows]


def test_labels_and_english_names_say_which_columns_there_are(opened: Opened) -> None:
    paste = pasted(opened, "Bis wann\tWAS *\tstatus", "1.9.2026\tAngebot\tIn Arbeit")
    assert [column.field and column.field.name for column in paste.columns] == ["due_on", "title", "status"]
    [row] = paste.rows
    assert paste.has_header
    assert (row.verb, row.name) == ("create", "Angebot")
    assert row.edit is not None
    assert row.edit.fields["due_on"].new == date(2026, 9, 1)


def test_without_a_header_the_shown_columns_count(opened: Opened) -> None:
    paste = pasted(opened, "\tAngebot einholen\t● Genug Zeit\t1.9.2026")
    assert not paste.has_header
    assert findings(paste) == [["same", "new", "ignored", "new"]]


def test_a_known_kennung_changes_its_record_and_nothing_else(opened: Opened, window: Desk) -> None:
    task = opened.add(Task, title="Angebot", due_on=date(2026, 9, 1), status="in_progress")
    paste = pasted(opened, "Kennung\tWas\tBis wann", f" {task.code.lower()} \tAngebot\t2.9.2026", "\tNeue\t")
    assert [row.verb for row in paste.rows] == ["update", "create"]
    assert findings(paste)[0] == ["same", "same", "changed"]
    assert paste.rows[0].cells[2].old == "01.09.2026"
    change = window.apply(change_set(paste.rows, window.author))
    assert (len(change.edits), change.verb) == (2, "import")
    assert (opened.get(task).due_on, opened.get(task).status) == (date(2026, 9, 2), "in_progress")
    window.undo()
    assert opened.get(task) == task


def test_an_empty_cell_clears_and_says_so(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot", due_on=date(2026, 9, 1))
    [row] = pasted(opened, "Kennung\tBis wann", f"{task.code}\t").rows
    assert (row.verb, row.cells[1].finding) == ("update", "cleared")


def test_a_required_field_cannot_be_cleared(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot")
    [row] = pasted(opened, "Kennung\tWas", f"{task.code}\t ").rows
    assert (row.verb, row.edit) == ("refused", None)
    assert "leer" in row.sentences[0]


def test_what_is_shown_the_same_is_no_change(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Amt für Digitalisierung und IT")
    person = opened.add(Person, last_name="Muster", first_name="Erika", unit=unit)
    task = opened.add(Task, title="Ein „Angebot“", responsible=person, description="Erste Zeile\nzweite Zeile")
    with opened.office.read() as reader:
        name = reader.name_of(person)
    line = f"{task.code}\tEin „Angebot“\t{name}\tErste Zeile zweite Zeile"
    [row] = pasted(opened, "Kennung\tWas\tWer\tBeschreibung", line).rows
    assert row.verb == "same"
    assert opened.get(task) == task


def test_an_unreadable_cell_keeps_its_row_out_with_a_sentence(opened: Opened) -> None:
    paste = pasted(opened, "Was\tBis wann", "Gut\t1.9.2026", "Schlecht\tnächste Woche")
    assert [row.verb for row in paste.rows] == ["create", "refused"]
    assert paste.rows[1].cells[1].finding == "unreadable"
    assert "nächste Woche" in paste.rows[1].sentences[0]
    assert paste.rows[1].sentences[0].startswith("Bis wann: ")


@pytest.mark.parametrize(
    ("code", "sentence"), [("A-1999-001", "gibt es nicht"), ("B", "passt hier nicht"), ("T", "Papierkorb")]
)
def test_a_kennung_that_does_not_fit_keeps_its_row_out(opened: Opened, code: str, sentence: str) -> None:
    decision, task = opened.add(Decision, title="Beschlossen"), opened.add(Task, title="Weg")
    opened.trash(task)
    [row] = pasted(opened, "Kennung\tWas", f"{ {'B': decision.code, 'T': task.code}.get(code, code) }\tx").rows
    assert row.verb == "refused"
    assert sentence in row.sentence


def test_the_same_kennung_twice_counts_once(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot")
    paste = pasted(opened, "Kennung\tWas", f"{task.code}\tEins", f"{task.code}\tZwei")
    assert [row.verb for row in paste.rows] == ["update", "refused"]
    assert "mehrfach" in paste.rows[1].sentence


def test_what_a_rule_of_the_record_forbids_stays_out(opened: Opened) -> None:
    paste = pasted(opened, "Was\tStatus", "Angebot\tErledigt")
    assert (paste.rows[0].verb, paste.rows[0].edit) == ("refused", None)
    assert "Datum" in paste.rows[0].sentence


def test_a_new_row_without_its_title_says_what_is_missing(opened: Opened) -> None:
    [row] = pasted(opened, "Was\tBis wann", "\t1.9.2026").rows
    assert (row.verb, row.sentence) == ("refused", "„Was“ fehlt.")


def test_persons_are_found_by_name_and_a_stranger_is_none(opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster", first_name="Erika")
    with opened.office.read() as reader:
        name = reader.name_of(person)
    paste = pasted(opened, "Was\tWer", f"Eins\t{name}", "Zwei\tNiemand", f"Drei\t{name}")
    assert [row.verb for row in paste.rows] == ["create", "refused", "create"]


def test_cells_with_line_breaks_and_quotes_are_read_as_excel_writes_them(opened: Opened) -> None:
    [row] = pasted(opened, "Was\tBeschreibung", '"Das ""Rathaus"""\t"Eins\nzwei\tdrei"').rows
    assert row.edit is not None
    assert row.edit.fields["title"].new == 'Das "Rathaus"'
    assert row.edit.fields["description"].new == "Eins\nzwei\tdrei"


def test_columns_that_are_unknown_computed_or_named_twice_are_not_taken(opened: Opened) -> None:
    paste = pasted(opened, "Was\tÜberfällig\tWas\tStatus\tBemerkung", "Eins\tJa\tZwei\tOffen\tx")
    assert [column.is_used for column in paste.columns] == [True, False, False, True, False]
    assert paste.rows[0].edit is not None
    assert paste.rows[0].edit.fields["title"].new == "Eins"


@pytest.mark.parametrize("text", ["", "\r\n\t\r\n", "   "])
def test_nothing_to_paste_is_said(opened: Opened, text: str) -> None:
    with pytest.raises(UserError, match="Zwischenablage"):
        pasted(opened, text)


def test_columns_of_which_none_can_be_taken_are_said(opened: Opened) -> None:
    with pytest.raises(UserError, match="Keine Spalte"):
        pasted(opened, "Kennung\tÜberfällig", "A-1\tJa")


def test_too_many_rows_are_said(opened: Opened) -> None:
    with pytest.raises(UserError, match=f"höchstens {MOST_ROWS}"):
        pasted(opened, "Was", *(f"Aufgabe {n}" for n in range(MOST_ROWS + 1)))


def test_odd_text_never_breaks_it(opened: Opened) -> None:
    for text in ('"offen', "a\0b\tc", "Was\n" + "x" * 200_000, "Was\n=1+1", "Was\n\u202eabc", '"' * 7):
        paste = pasted(opened, *text.split("\n"), shown=("title",))
        assert all(row.verb in ("create", "refused") for row in paste.rows)


def test_change_set_of_nothing_is_said(window: Desk) -> None:
    with pytest.raises(UserError, match="angehakt"):
        change_set([], window.author)


def test_a_rule_marks_the_cell_it_speaks_of_or_the_one_that_brought_it_up(opened: Opened) -> None:
    paste = pasted(opened, "Titel\tStatus", "WLAN\tGeplant", cls=StrategyItem, shown=("title",))
    assert paste.rows[0].sentence == "„Geplant“ braucht ein Handlungsfeld."
    assert findings(paste) == [["new", "unreadable"]]
    paste = pasted(opened, "Titel\tStatus\tHandlungsfeld", "WLAN\tGeplant\t", cls=StrategyItem, shown=("title",))
    assert findings(paste) == [["new", "new", "unreadable"]]
