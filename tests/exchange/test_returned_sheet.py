"""A sheet that came home is recognised, whatever was done to it, and what cannot be told for sure is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.errors import UserError
from kn_desk.exchange.sheet_format import (
    CONTACT,
    FIELD_ROW,
    FIRST_ROW,
    HEADER_ROW,
    ID,
    ITEMS,
    KN,
    LISTS,
    MILESTONES,
    PROPOSALS,
    TASKS,
    SheetFormat,
)  # fmt: skip
from kn_desk.records.contacts import Person
from kn_desk.records.office import Sheet
from kn_desk.services.returned import Preview
from kn_desk.storage.backup import back_up, restore
from tests.makers.libreoffice import convert, needs_libreoffice
from tests.makers.lotsenmappe import SentOut, at, column, fill, send, verdicts, workbook_of
from tests.makers.offices import Desk, Opened

Look = Callable[[Workbook], Preview]


@pytest.fixture
def sent(opened: Opened) -> SentOut:
    return send(opened, texts={0: "Vergabe fertig"})


@pytest.fixture
def look(sent: SentOut, tmp_path: Path) -> Look:
    """Save a workbook under the name it was sent with, and look at it."""

    def saved(book: Workbook, name: str = "KN_Massnahmen_Hochbauamt_2026-H1.xlsx") -> Preview:
        path = tmp_path / name
        book.save(path)
        return sent.look(path)

    return saved


def page_of(book: Workbook, name: str) -> Worksheet:
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def changed(sent: SentOut) -> Workbook:
    """The workbook with one change: the progress of the second Maßnahme."""
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=0.55)
    return book


def only_the_change(sent: SentOut, seen: Preview) -> bool:
    """Whether the one change was found, ticked, and nothing else."""
    found = {key: verdict for key, verdict in verdicts(seen).items() if verdict != "missing_row"}
    return found == {(sent.items[1].code, "progress"): "change"} and seen.ticked == {
        (ITEMS, sent.items[1].id, "progress")
    }


def test_a_sheet_that_nobody_touched_is_unchanged(sent: SentOut, look: Look) -> None:
    seen = look(workbook_of(sent))
    assert (seen.findings, seen.notes) == ((), ())
    assert seen.unchanged == len(sent.format.values)


def test_one_change_is_found_where_it_stands(sent: SentOut, look: Look) -> None:
    seen = look(changed(sent))
    assert only_the_change(sent, seen)
    found = at(seen, "progress")
    assert (found.base, found.theirs, found.ours, found.row) == (10, 55, 10, FIRST_ROW + 1)
    assert found.place == f"E{FIRST_ROW + 1}"


def test_sorted_rows_keep_their_keys(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + 2)]
    for number, row in enumerate(reversed(rows)):
        for place, value in enumerate(row, 1):
            page.cell(FIRST_ROW + number, place).value = value
    assert only_the_change(sent, look(book))


def test_moved_and_inserted_columns_are_found_by_their_hidden_names(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.move_range(f"D1:D{page.max_row}", cols=20)
    page.insert_cols(5, 2)
    page.cell(HEADER_ROW, 5).value = "Meine Notiz"
    page.cell(FIRST_ROW, 5).value = "nachfragen"
    assert only_the_change(sent, look(book))


def test_renamed_columns_are_found_by_their_hidden_names(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    for cell in page[HEADER_ROW]:
        cell.value = f"Spalte {cell.column}"
    assert only_the_change(sent, look(book))


def test_without_hidden_names_the_headers_do(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.delete_rows(FIELD_ROW)
    page.cell(HEADER_ROW - 1, column_of(page, HEADER_ROW - 1, "Fortschritt")).value = " FORT\u00adSCHRITT\u00a0\n"
    assert only_the_change(sent, look(book))


def column_of(page: Worksheet, row: int, header: str) -> int:
    return next(int(cell.column or 0) for cell in page[row] if cell.value == header)


def test_rows_above_the_header(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page_of(book, ITEMS).insert_rows(1, 2)
    assert only_the_change(sent, look(book))


def test_a_deleted_column_is_said_and_changes_nothing(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.delete_cols(column(page, "status"))
    seen = look(book)
    assert only_the_change(sent, seen)
    assert "Blatt „Maßnahmen“: Die Spalte „Status“ fehlt; sie bleibt, wie sie ist." in seen.notes


def test_a_column_that_is_there_twice_is_not_read(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.cell(FIELD_ROW, 20).value = "status"
    page.cell(FIRST_ROW, 20).value = "Pausiert"
    fill(book, ITEMS, 0, status="Idee")
    seen = look(book)
    assert only_the_change(sent, seen)
    assert "Blatt „Maßnahmen“: Die Spalte „Status“ gibt es mehrmals; sie wird nicht gelesen." in seen.notes


def test_without_the_column_of_keys_a_sheet_is_not_read(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page_of(book, ITEMS).delete_cols(1)
    seen = look(book)
    assert not seen.ticked
    assert any("Die Spalte mit den Schlüsseln (kn_id) fehlt" in note for note in seen.notes)


def test_a_copied_row_is_applied_nowhere(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    for place, cell in enumerate(list(page[FIRST_ROW]), 1):
        page.cell(FIRST_ROW + 3, place).value = cell.value
    fill(book, ITEMS, 3, progress=0.9)
    seen = look(book)
    doubles = [one for one in seen.findings if one.verdict == "double_row"]
    assert [one.row for one in doubles] == [FIRST_ROW, FIRST_ROW + 3]
    assert doubles[0].sentence.startswith(f"Die Zeilen {FIRST_ROW} und {FIRST_ROW + 3} tragen dieselbe Kennung")
    assert seen.ticked == {(ITEMS, sent.items[1].id, "progress")}


def test_a_deleted_row_deletes_nothing(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page_of(book, ITEMS).delete_rows(FIRST_ROW)
    seen = look(book)
    assert only_the_change(sent, seen)
    assert [(one.code, one.verdict, one.can_take) for one in seen.findings if not one.field] == [
        (sent.items[0].code, "missing_row", False)
    ]


def test_a_row_with_an_unknown_key(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.cell(FIRST_ROW + 3, 1).value = "0190-unbekannt"
    fill(book, ITEMS, 3, progress=0.9)
    seen = look(book)
    assert [one.sentence for one in seen.findings if one.verdict == "unknown_row"] == [
        "Den Eintrag dieser Zeile gibt es in KN Desk nicht (mehr)."
    ]


def test_a_row_that_was_added_below(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    fill(book, ITEMS, 4, progress=0.9, text_done="Neues Projekt")
    seen = look(book)
    assert ["Neue Vorschläge" in one.sentence for one in seen.findings if one.verdict == "unknown_row"] == [True]


def test_a_row_of_another_unit_is_not_read(sent: SentOut, look: Look, opened: Opened) -> None:
    foreign = opened.add(type(sent.items[0]), title="Fremdes")
    book = changed(sent)
    page_of(book, ITEMS).cell(FIRST_ROW + 3, 1).value = foreign.id
    fill(book, ITEMS, 3, progress=0.9)
    assert any("war nicht in dieser Mappe" in one.sentence for one in look(book).findings)


def test_what_was_trashed_meanwhile_is_said(sent: SentOut, look: Look, opened: Opened) -> None:
    opened.trash(sent.items[1])
    seen = look(changed(sent))
    assert any(one.sentence.endswith("liegt im Papierkorb.") for one in seen.findings)
    assert not seen.ticked


def test_a_renamed_sheet_is_found_by_its_fields(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    book[ITEMS].title = "Projekte Ida"
    seen = look(book)
    assert only_the_change(sent, seen)
    assert "Das Blatt „Maßnahmen“ heißt jetzt „Projekte Ida“." in seen.notes


def test_a_deleted_sheet_is_said(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    del book[TASKS]
    seen = look(book)
    assert "Das Blatt „Aufgaben“ fehlt." in seen.notes
    assert seen.count("missing_row") == len(sent.tasks)
    assert only_the_change(sent, seen)


def test_further_sheets_are_said(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    book.create_sheet("Notizen")["A1"] = "x"
    copy = book.copy_worksheet(page_of(book, ITEMS))
    copy.title = "Maßnahmen (2)"
    seen = look(book)
    assert only_the_change(sent, seen)
    assert [note for note in seen.notes if "gehört nicht zur Mappe" in note] == [
        "Das Blatt „Notizen“ gehört nicht zur Mappe und wird nicht gelesen.",
        "Das Blatt „Maßnahmen (2)“ gehört nicht zur Mappe und wird nicht gelesen.",
    ]


def test_without_its_hidden_sheet_the_office_knows_what_was_sent(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    del book[KN], book[LISTS]
    seen = look(book, "Rückmeldung Ida.xlsx")  # type: ignore[call-arg]
    assert only_the_change(sent, seen)
    assert seen.sheet == sent.sheet
    assert any("Das verborgene Blatt „_kn“ fehlt. Verglichen wird mit den Werten" in note for note in seen.notes)


def test_without_the_cover_too_the_name_of_the_file_does(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    del book[KN], book["Deckblatt"]
    assert only_the_change(sent, look(book))


def test_without_any_trace_nothing_is_ticked(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    del book[KN], book["Deckblatt"]
    seen = look(book, "Kopie.xlsx")  # type: ignore[call-arg]
    assert verdicts(seen) == {
        (sent.items[0].code, "text_done"): "conflict",  # of which period it is, nobody knows
        (sent.items[1].code, "progress"): "conflict",
    }
    assert not seen.ticked
    assert any("jede Abweichung ein Konflikt" in note for note in seen.notes)


def test_a_hidden_sheet_that_was_changed_is_not_trusted(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page_of(book, KN)["B6"] = "anders"
    seen = look(book)
    assert verdicts(seen) == {(sent.items[1].code, "progress"): "conflict"}
    assert any("wurde verändert" in note for note in seen.notes)


def test_two_opinions_about_what_was_sent_are_no_base(sent: SentOut, look: Look) -> None:
    values = dict(sent.format.values)
    values[ITEMS, sent.items[0].id, "progress"] = "77"
    sent.format = replace(sent.format, values=values)
    seen = look(changed(sent))
    assert verdicts(seen) == {(sent.items[1].code, "progress"): "conflict"}
    assert any("sagen Verschiedenes" in note for note in seen.notes)


def test_what_the_office_forgot_is_in_the_sheet(sent: SentOut, look: Look, opened: Opened) -> None:
    opened.set(sent.sheet, values=None)
    assert only_the_change(sent, look(changed(sent)))


def test_the_sheet_of_another_office(sent: SentOut, look: Look) -> None:
    sent.format = replace(sent.format, office="0190-andere")
    with pytest.raises(UserError, match="gehört zu einer anderen KN-Desk-Datei"):
        look(changed(sent))


def test_a_newer_format_is_refused(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page_of(book, KN)["B1"] = "2"
    with pytest.raises(UserError, match="Formatversion 2"):
        look(book)


def test_a_workbook_of_somebody_else(look: Look) -> None:
    book = Workbook()
    page_of(book, "Sheet").append(["Titel", "Status", "Fortschritt"])
    with pytest.raises(UserError, match="nicht von KN Desk erstellt"):
        look(book)


def test_a_lotsenmappe_without_its_data_sheets(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    for name in (ITEMS, MILESTONES, TASKS, PROPOSALS, CONTACT):
        del book[name]
    with pytest.raises(UserError, match="keines der Blätter mehr"):
        look(book)


def test_empty_sheets_are_said(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, MILESTONES)
    page.delete_rows(1, page.max_row)
    seen = look(book)
    assert only_the_change(sent, seen)
    assert any("Die Überschriften sind nicht zu erkennen" in note for note in seen.notes)


def test_a_lost_branch_is_said_first(desk: Desk, tmp_path: Path) -> None:
    """A sheet that was sent after the backup that is now the file again."""
    with desk.opened() as opened:
        before = send(opened)
        opened.set(before.sheet, values=None)
    backup = back_up(desk.path, desk.home.backups, "Test")
    with desk.opened() as opened:
        opened.set(before.items[1], progress=30)
        with opened.office.read() as reader:
            step = reader.last_step()
            assert step is not None
        before.format = replace(before.format, step=step.uid)
        book = workbook_of(before)
    restore(backup.path, desk.path, desk.home)
    fill(book, ITEMS, 1, progress=0.55)
    book.save(tmp_path / "Mappe.xlsx")
    with desk.opened() as opened:
        before.opened = opened
        seen = before.look(tmp_path / "Mappe.xlsx")
    assert "eine Sicherung wiederhergestellt" in seen.notes[0]
    assert only_the_change(before, seen)


def test_the_values_sent_are_the_base_never_the_history(sent: SentOut, look: Look, opened: Opened) -> None:
    """Ours was changed and the Lotse left the cell alone: nothing to do, whatever the record says."""
    opened.set(sent.items[1], progress=80)
    assert look(workbook_of(sent)).findings == ()
    assert verdicts(look(changed(sent))) == {(sent.items[1].code, "progress"): "conflict"}


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("nächste Woche", "ist kein Datum"),
        ("03/04/2026", "ist nicht eindeutig"),
        ("31.02.2026", "gibt es nicht"),
        ("n.n.", "ist kein Datum"),
        ("morgen", "ist kein Datum"),
        ("15.12.", "ist kein Datum"),
        ("Feb 26", "ist kein Datum"),
        (46056, "ist kein Datum"),
        (datetime(2026, 12, 15, 10, 30), "ohne Uhrzeit"),
        ("15.12.0026", "ist nicht plausibel"),
    ],
)
def test_a_day_that_cannot_be_read_for_sure(sent: SentOut, look: Look, raw: object, word: str) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, end_forecast=raw)
    page = page_of(book, ITEMS)
    page.cell(FIRST_ROW + 1, column(page, "end_forecast")).number_format = (
        "General" if isinstance(raw, int) else "dd.mm.yyyy hh:mm"
    )
    found = at(look(book), "end_forecast")
    assert (found.verdict, found.ticked, found.can_take) == ("unreadable", False, False)
    assert word in found.sentence


@pytest.mark.parametrize("raw", ["3.2.26", "03.02.2026", "2026-02-03", date(2026, 2, 3), "Di, 3. Februar 2026"])
def test_a_day_that_can_be_read(sent: SentOut, look: Look, raw: object) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, end_forecast=raw)
    assert at(look(book), "end_forecast").theirs == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(0.5, 50), ("50 %", 50), (1, 100), ("1.234", None), ("12 TEUR", None), (55, None), (1e300, None), (-0.1, None)],
)
def test_a_percentage_as_it_may_come(sent: SentOut, look: Look, raw: object, expected: int | None) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=raw)
    found = at(look(book), "progress")
    assert (found.theirs, found.verdict) == (expected, "change" if expected else "unreadable")


@pytest.mark.parametrize("raw", ["pausiert", "PAUSIERT ", "Pau\u00adsiert", "Pausiert\u200b"])
def test_a_choice_as_it_may_be_typed(sent: SentOut, look: Look, raw: str) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, status=raw)
    assert at(look(book), "status").theirs == "paused"


@pytest.mark.parametrize("raw", ["Fertig", "Pausirt", 1, True])
def test_what_is_no_choice_is_asked(sent: SentOut, look: Look, raw: object) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, status=raw)
    found = at(look(book), "status")
    assert found.verdict == "unreadable"
    assert "steht nicht zur Auswahl" in found.sentence


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("07141", "07141"), (7531900, "7531900"), ("+49 7531 900-0", "+49 7531 900-0"), ("=1+1", None),
     (date(2026, 1, 2), None), (1.234567890123457e19, None), ("a_x000D_b", "a b"), ("Tel\u00a0u\u0308", "Tel ü")],
)  # fmt: skip
def test_a_text_as_excel_may_have_changed_it(sent: SentOut, look: Look, raw: object, expected: str | None) -> None:
    book = workbook_of(sent)
    fill(book, CONTACT, 0, phone=raw)
    found = at(look(book), "phone")
    assert (found.theirs, found.verdict) == (expected, "change" if expected else "unreadable")


def test_a_text_that_looks_like_a_formula_comes_home_as_it_went(sent: SentOut, look: Look, opened: Opened) -> None:
    for text in ("=1+1", "+49", "-1", "@SUM(A1)", "#REF!", "_x0041_", "\u202eabc", "'x"):
        opened.set(sent.person, room=text)
        sent.person = opened.get(sent.person)
        assert isinstance(sent.person, Person)
        value = sent.person.room
        values = {**sent.format.values, (CONTACT, sent.person.id, "room"): f'"{value}"'.replace("\n", "\\n")}
        sent.format = replace(sent.format, values=values)
        opened.set(sent.sheet, values=sent.format.to_json())
        book = workbook_of(sent)
        # The writer's own cleaner shows marks that turn the reading direction, and escapes what Excel would decode.
        page = page_of(book, CONTACT)
        cell = page.cell(FIRST_ROW, column(page, "room"))
        cell.value, cell.data_type = str(value).replace("\u202e", "\u2426").replace("_x0041_", "_x005F_x0041_"), "s"
        assert look(book).findings == (), text


@pytest.mark.parametrize(
    ("raw", "word"), [("=1+1", "Formel ohne Ergebnis"), ("#N/A", "Fehlerwert"), ("#REF!", "Fehlerwert")]
)
def test_an_error_or_uncomputed_formula_is_never_an_emptied_cell(
    sent: SentOut, look: Look, raw: str, word: str
) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=raw)
    found = at(look(book), "progress")
    assert (found.verdict, found.ticked) == ("unreadable", False)
    assert word in found.sentence
    assert f"E{FIRST_ROW + 1}" in found.sentence


def test_an_emptied_cell_is_shown_and_never_ticked(sent: SentOut, look: Look) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=None)
    found = at(look(book), "progress")
    assert (found.verdict, found.ticked, found.can_take, found.sentence) == ("cleared", False, True, "")


def test_merged_cells_are_said_with_their_range(sent: SentOut, look: Look) -> None:
    book = workbook_of(sent)
    page_of(book, ITEMS).merge_cells(f"E{FIRST_ROW}:E{FIRST_ROW + 1}")
    found = [one for one in look(book).findings if one.field == "progress"]
    assert [one.verdict for one in found] == ["unreadable", "unreadable"]
    assert f"Die Zellen E{FIRST_ROW}:E{FIRST_ROW + 1} sind verbunden" in found[0].sentence


def test_proposals_are_found(sent: SentOut, look: Look) -> None:
    book = workbook_of(sent)
    fill(book, PROPOSALS, 0, title="Digitales Fundbüro", benefit="Weniger Wege", end_planned="irgendwann")
    fill(book, PROPOSALS, 3, description="ohne Titel")
    seen = look(book)
    found = {(one.row, one.field): (one.verdict, one.ticked) for one in seen.findings}
    assert found == {
        (FIRST_ROW, "title"): ("proposal", True),
        (FIRST_ROW, "benefit"): ("proposal", True),
        (FIRST_ROW, "end_planned"): ("unreadable", False),
        (FIRST_ROW + 3, "title"): ("unreadable", False),
        (FIRST_ROW + 3, "description"): ("proposal", False),
    }


def test_the_words_of_then_are_understood(sent: SentOut, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """A choice was renamed between out and home: what nobody touched is unchanged, a change is the right one."""
    book = workbook_of(sent)
    fill(book, ITEMS, 1, status="Pausiert")
    kind = type(sent.items[0]).spec.fields["status"].kind
    options = dict(kind.options) | {"running": "Läuft", "paused": "Ruht"}  # type: ignore[attr-defined]
    monkeypatch.setattr(kind, "options", options)
    monkeypatch.setattr(kind, "_codes", {word.casefold(): code for code, word in options.items()})
    seen = look(book)
    assert {(one.field, one.theirs) for one in seen.findings} == {("status", "paused")}


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_file_saved_by_libreoffice(sent: SentOut, tmp_path: Path, kind: str) -> None:
    book = changed(sent)
    fill(book, ITEMS, 2, end_forecast=None, text_next="=nichts\n+ alles")
    page = page_of(book, ITEMS)
    page.cell(FIRST_ROW + 2, column(page, "text_next")).data_type = "s"
    book.save(tmp_path / "Mappe.xlsx")
    seen = sent.look(convert(tmp_path, kind, tmp_path / "Mappe.xlsx")[0])
    assert verdicts(seen) == {
        (sent.items[1].code, "progress"): "change",
        (sent.items[2].code, "end_forecast"): "cleared",
        (sent.items[2].code, "text_next"): "change",
    }
    assert at(seen, "text_next").theirs == "=nichts\n+ alles"
    assert ("Dateiformat" in at(seen, "end_forecast").sentence) == (kind == "xls")


def test_the_sheet_of_a_record_is_whole(sent: SentOut, opened: Opened) -> None:
    stored = opened.again(Sheet, sent.sheet.id)
    assert stored.values is not None
    assert SheetFormat.from_json(stored.values) == sent.format
    assert SheetFormat.from_rows(sent.format.to_rows()) == sent.format


def test_openpyxl_may_have_saved_it_again(sent: SentOut, look: Look, tmp_path: Path) -> None:
    changed(sent).save(tmp_path / "einmal.xlsx")
    assert only_the_change(sent, look(load_workbook(tmp_path / "einmal.xlsx")))


def test_an_id_is_never_taken_from_a_header(sent: SentOut, look: Look) -> None:
    seen = look(changed(sent))
    assert all(row.record != ID for row in seen.returned.rows)
