"""All there is to say about one row of the Rücklauf-Abgleich, and about who sent the sheet."""

from dataclasses import dataclass

from kn_desk.records.contacts import Person
from kn_desk.records.sentences import day
from kn_desk.services.return_file import HomeFile
from kn_desk.services.return_outlook import OurChange, consequence, our_change
from kn_desk.services.return_rows import EMPTY, UNKNOWN, Row
from kn_desk.services.returned import VERDICTS, Finding, Key
from kn_desk.storage.reader import Reader

NO_LIGHT = ("", "")


@dataclass(frozen=True)
class Side:
    """A value as people read it, who wrote it when, and (code, words) of the Plan-Ampel that it leads to."""

    value: str
    by: str = ""
    light: tuple[str, str] = NO_LIGHT


@dataclass(frozen=True)
class Detail:
    """One row; ``theirs`` and ``ours`` are None where there is no value to compare."""

    title: str
    code: str
    name: str
    sent: str = ""
    sent_on: str = ""
    theirs: Side | None = None
    ours: Side | None = None
    sentence: str = ""
    #: (label, value) of each cell of a proposal.
    fields: tuple[tuple[str, str], ...] = ()
    change: OurChange | None = None


@dataclass(frozen=True)
class Sender:
    """Who sent a sheet: a heading (Lotse, Lotsin), lines about the person, and one about the way of the sheet."""

    heading: str
    name: str
    contact: str
    way: str


def detail_of(reader: Reader, file: HomeFile, row: Row, keys: frozenset[Key]) -> Detail | None:
    """Return what is to be said about a row if ``keys`` are taken over, None about one that is as it was sent."""
    one = row.first
    if one is None or file.seen is None:
        return None
    sentence = one.sentence if one.verdict == "unreadable" else row.sentence
    if one.spec is None:
        return Detail(VERDICTS[one.verdict], one.code or row.label, one.name, sentence=one.sentence)
    if not one.record:
        shown = ((f.spec.label, reader.show(f.spec, f.theirs)) for f in row.findings if f.spec)
        title = "Neuer Vorschlag" if one.verdict != "unreadable" else row.label
        return Detail(title, f"Zeile {one.row}", "Neue Vorschläge", sentence=sentence, fields=tuple(shown))
    sheet = file.seen.sheet
    change = our_change(reader, file.seen, one)
    base = (reader.show(one.spec, one.base) or "–") if one.base_known else UNKNOWN
    same = one.base_known and one.ours == one.base
    return Detail(
        row.label,
        one.code,
        one.name,
        base,
        day(sheet.sent_on) if sheet and sheet.sent_on else "",
        _theirs(reader, file, row, one, keys),
        Side(
            reader.show(one.spec, one.ours) or EMPTY,
            "unverändert seit dem Versand" if same else f"{change.by}, {day(change.on)}" if change else "",
            _light(reader, file, one, keys - {one.key}, one.ours),
        ),
        sentence,
        (),
        None if same else change,
    )


def _theirs(reader: Reader, file: HomeFile, row: Row, one: Finding, keys: frozenset[Key]) -> Side:
    by = f"{_name(file.sender) if file.sender else 'Blatt'}, {day(file.saved_on)}"
    if one.verdict == "unreadable" or one.spec is None:
        return Side(row.theirs, by)
    light = _light(reader, file, one, keys | {one.key}, one.theirs)
    return Side(reader.show(one.spec, one.theirs) or EMPTY, by, light)


def _light(reader: Reader, file: HomeFile, one: Finding, keys: frozenset[Key], value: object) -> tuple[str, str]:
    """Only of a conflict, and of what may be decided: everywhere else there is nothing to weigh."""
    if file.seen is None or one.verdict != "conflict":
        return NO_LIGHT
    return consequence(reader, file.seen, keys, one, value)


def sender_of(reader: Reader, file: HomeFile) -> Sender | None:
    """Return who sent a sheet, None where that is not known."""
    if file.seen is None or file.returned is None:
        return None
    sheet, person = file.seen.sheet, file.sender
    parts = [f"Blatt gesendet {sheet.sent_on:%d.%m.}" if sheet and sheet.sent_on else "", _home(file)]
    way = ", ".join(filter(None, parts))
    if person is None:
        return Sender("Blatt", file.title, "", way)
    contact = " · ".join(filter(None, (person.phone, person.email)))
    return Sender(_word(person), ", ".join(filter(None, (_name(person), reader.name(person.unit)))), contact, way)


def _home(file: HomeFile) -> str:
    already = file.seen.already if file.seen else None
    if already is not None and already.received_on is not None:
        return f"zurück {day(already.received_on)}"
    return f"Datei vom {day(file.saved_on)}: {file.path.name}"


def _word(person: Person) -> str:
    return {"ms": "Lotsin", "mr": "Lotse"}.get(person.salutation or "", "Lotse/Lotsin")


def _name(person: Person) -> str:
    return " ".join(filter(None, (person.first_name, person.last_name)))
