"""One Lotsenmappe: Deckblatt, data sheets, hidden lists, and the very hidden sheet that knows where it comes from."""

from collections.abc import Sequence
from pathlib import Path

from kn_desk.exchange.book import Book, new_book
from kn_desk.exchange.looks import Look
from kn_desk.exchange.lotse_check import check_lotse_workbook
from kn_desk.exchange.lotse_cover import LotseFacts, write_lotse_cover
from kn_desk.exchange.lotse_forms import Form
from kn_desk.exchange.lotse_sheet import protect, write_form
from kn_desk.exchange.row_xml import letter, row, text_cell
from kn_desk.exchange.sheet_format import COVER, KN, LISTS, SheetFormat

_CELL = Look(number_format="@")


def write_lotse_workbook(path: Path, forms: Sequence[Form], facts: LotseFacts, origin: SheetFormat) -> None:
    """Write a Lotsenmappe to ``path`` and read it again. Raises NotAsWritten where it is not what was meant."""
    with new_book() as book:
        cover = book.sheet(book.names.sheet(COVER))
        for form in forms:
            write_form(book, form, f"{form.name} · {facts.unit}", facts.stand, COVER)
        lists = book.sheet(book.names.sheet(LISTS))
        book.lists.write(book.workbook, lists, book.looks)
        protect(lists)
        _write_origin(book, origin)
        write_lotse_cover(book, cover, facts, forms)
        properties = book.workbook.properties
        properties.title = f"Stand der Maßnahmen {facts.period}, {book.text.line(facts.unit)}"
        properties.creator = properties.lastModifiedBy = "KN Desk"
        properties.subject = f"Export {facts.number}"
        properties.language = "de-DE"
        book.save(path)
    check_lotse_workbook(path, forms, origin)


def _write_origin(book: Book, origin: SheetFormat) -> None:
    sheet = book.sheet(book.names.sheet(KN))
    sheet.sheet_state = "veryHidden"
    for column in "AB":
        sheet.column_dimensions[column].width = 40
    protect(sheet)
    first, *others = origin.to_rows()
    style = book.looks.number(_CELL, sheet)
    with book.row_file(sheet) as file:
        for number, texts in enumerate(others, 2):
            cells = (text_cell(f"{letter(place)}{number}", style, text) for place, text in enumerate(texts, 1))
            file.write(row(number, "".join(cells), 15))
    sheet.append([book.looks.cell(sheet, text, _CELL) for text in first])
