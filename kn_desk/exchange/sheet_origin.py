"""Where a Lotsenmappe comes from, and what was written into it: by its sheet "_kn", and by the office's own record."""

import json
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field

from kn_desk.errors import UserError
from kn_desk.exchange.file_kind import NotAdmitted
from kn_desk.exchange.sheet_format import COVER, NAME, VERSION, Sent, SheetFormat, UnknownFormat
from kn_desk.exchange.sheet_reader import ReadBook, ReadSheet
from kn_desk.fields.text import comparable
from kn_desk.records.office import Sheet
from kn_desk.storage.reader import Reader

_GONE = "Das verborgene Blatt „_kn“ fehlt."
_CHANGED = "Das verborgene Blatt „_kn“ ist unvollständig oder wurde verändert."
_ERASED = "Seit dem Versand wurde eine Person gelöscht; wo sie vorkam, ist nicht bekannt, was versandt wurde."
_OWN_VALUES = "Verglichen wird mit den Werten, die KN Desk beim Versand aufgehoben hat."


@dataclass(frozen=True)
class Origin:
    """Whose sheet it is; ids are "" and ``sent`` is None where that is not known."""

    sheet: str = ""
    period: str = ""
    unit: str = ""
    step: str = ""
    sent: Sent | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    #: There is a sign that KN Desk has made it.
    is_known: bool = False


def origin_of(reader: Reader, book: ReadBook, file_name: str, ids: Set[str]) -> Origin:
    """Return where a workbook comes from; ``ids`` are those of its rows.

    Raises UserError for the sheet of another office, and for one of a newer program.
    """
    found = _hidden_sheet(book)
    inside = _inside(found) if found is not None else None
    if inside is not None:
        return _with_inside(reader, inside)
    record = _record_by_marks(reader, book, file_name, ids)
    kept = _kept(record)
    if found is not None:
        # There was something, and it no longer says what was sent: neither side is trusted.
        return Origin(*_about(record), notes=(_CHANGED,), is_known=True)
    if kept is None:
        return Origin(*_about(record), notes=(_GONE,), is_known=record is not None)
    agreed = _without_labels(kept.values, reader.erased().values())
    erased = (_ERASED,) if len(agreed) < len(kept.values) else ()
    return _from(kept, agreed, (f"{_GONE} {_OWN_VALUES}", *erased))


def _hidden_sheet(book: ReadBook) -> ReadSheet | None:
    """The sheet "_kn", by what stands in it and not by its name."""
    return next((sheet for sheet in book.sheets if sheet.cell(0, 0) == NAME), None)


def _inside(sheet: ReadSheet) -> SheetFormat | None:
    """What "_kn" says, None where it is not as it was written. Raises UnknownFormat for a newer one."""
    version = sheet.cell(0, 1)
    number = str(int(version)) if isinstance(version, float) and version.is_integer() else str(version)
    if number.isdigit() and int(number) != VERSION:
        raise UnknownFormat(
            f"Die Mappe hat die Formatversion {number}; dieses Programm kennt {VERSION}.",
            "Bitte mit der Programmversion einlesen, mit der sie geschrieben wurde, oder das Programm erneuern.",
        )
    try:
        return SheetFormat.from_rows(sheet.rows)
    except UserError:
        return None


def _with_inside(reader: Reader, inside: SheetFormat) -> Origin:
    """A whole "_kn": compared with what the office keeps, if it keeps anything."""
    if inside.office != reader.meta().get("office"):
        raise NotAdmitted(
            "Die Mappe gehört zu einer anderen KN-Desk-Datei.",
            "Bitte die Datei öffnen, aus der sie versandt wurde.",
            details=f"office {inside.office}",
        )
    record = reader.record(inside.sheet)
    kept = _kept(record if isinstance(record, Sheet) else None)
    if kept is None or kept == inside:
        return _from(inside, inside.values, ())
    if _head(kept) == _head(inside) and reader.erased():
        # Whoever erased a person has changed what the office kept, and only that.
        agreed = {key: stored for key, stored in inside.values.items() if kept.values.get(key) == stored}
        return _from(inside, agreed, (_ERASED,))
    return _from(inside, None, ("Die Mappe und KN Desk sagen Verschiedenes darüber, was versandt wurde.",))


def _without_labels(kept: Sent, labels: Collection[str]) -> Sent:
    """What was kept, without texts about an erased person: in the sheet the old name stands, which is no change."""
    inside = [json.dumps(label, ensure_ascii=False)[1:-1] for label in labels]
    return {key: stored for key, stored in kept.items() if not any(label in stored for label in inside)}


def _from(format_: SheetFormat, sent: Sent | None, notes: tuple[str, ...]) -> Origin:
    return Origin(
        format_.sheet, format_.period, format_.unit, format_.step, sent, _words(format_), notes, is_known=True
    )  # fmt: skip


def _words(format_: SheetFormat) -> Mapping[str, Mapping[str, str]]:
    """The words that the sheet offered for each choice, where it says them."""
    text = format_.words
    try:
        words = json.loads(text) if text else {}
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}


def _head(format_: SheetFormat) -> list[str]:
    return [repr(value) for name, value in vars(format_).items() if name != "values"]


def _about(record: Sheet | None) -> tuple[str, str, str]:
    return (record.id, record.period or "", record.unit or "") if record else ("", "", "")


def _kept(record: Sheet | None) -> SheetFormat | None:
    """What the office kept when the sheet was sent, None where that is not known."""
    if record is None or record.values is None:
        return None
    try:
        return SheetFormat.from_json(record.values)
    except UserError:
        return None


def _record_by_marks(reader: Reader, book: ReadBook, file_name: str, ids: Set[str]) -> Sheet | None:
    """The office's record of a sheet without "_kn": by the export number on the Deckblatt, else by the file's name.

    Every row has to be one that was sent in it; where two records would fit, none does.
    """
    sheets = [(record, kept) for record in reader.rows(Sheet) if (kept := _kept(record)) is not None]
    fits = [record for record, kept in sheets if ids and ids <= {identity for _, identity, _ in kept.values}]
    words = _cover_words(book)
    by_number = [record for record in fits if record.export_id and record.export_id in words]
    by_name = [record for record in fits if record.file_name == file_name]
    found = by_number or by_name
    return found[0] if len(found) == 1 else None


def _cover_words(book: ReadBook) -> set[str]:
    """All texts on the Deckblatt, each also word by word."""
    texts = [
        cell
        for sheet in book.sheets
        if comparable(sheet.name) == comparable(COVER)
        for row in sheet.rows
        for cell in row
        if isinstance(cell, str)
    ]
    return {*texts, *(word for text in texts for word in text.split())}
