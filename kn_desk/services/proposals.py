"""New Maßnahmen of the kind Vorschlag: from the rows of "Neue Vorschläge", and from a row that has no record."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kn_desk.errors import Unreadable
from kn_desk.fields.text import clean, fold
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.edit import new_record
from kn_desk.services.returned import Finding, Key, Preview, Returned, ReturnedRow
from kn_desk.storage.reader import Reader

TITLE = "title"
_THERE = "Einen Vorschlag mit diesem Titel gibt es schon ({code})."


def proposals(reader: Reader, returned: Returned) -> Iterator[Finding]:
    """Yield what stands in the rows of the Lotse's own, cell by cell."""
    rows = [row for row in returned.proposals if any(_holds(cell.raw) or cell.fault for cell in row.cells)]
    if not rows:
        return
    titled: dict[str, StrategyItem | None] = {**_titled(reader, returned)}
    for row in rows:
        found = list(_cells(row, ticked=returned.sent is not None))
        title = next((one.theirs for one in found if one.field == TITLE and one.verdict == "proposal"), None)
        if title is None:
            yield from _without_title(row, found)
            continue
        word = fold(title)
        if word in titled:
            yield from _known(found, titled[word])
        else:
            yield from found
        titled.setdefault(word, None)


def instead(reader: Reader, returned: Returned, found: Finding, row: ReturnedRow) -> Finding:
    """Let a person make a Vorschlag of a row of "Maßnahmen" whose record is not there: never by itself.

    What was filled in becomes its Beschreibung: it was meant for a Maßnahme that does not exist.
    """
    try:
        title = StrategyItem.spec.fields[TITLE].kind.read(row.title)
    except Unreadable:
        title = None
    if title is None:
        return found
    known = _titled(reader, returned).get(fold(title))
    if known is not None:
        return replace(
            found, sentence=f"{found.sentence} Einen Vorschlag mit diesem Titel gibt es schon ({known.code})."
        )
    values = {TITLE: title, "description": "\n".join(_filled_in(row)) or None}
    sentence = f"{found.sentence} Die Zeile kann als neuer Vorschlag angelegt werden."
    return replace(found, makes=values, can_take=True, sentence=sentence, cls=StrategyItem)


def _filled_in(row: ReturnedRow) -> Iterator[str]:
    for cell in row.cells:
        if cell.fault or not _holds(cell.raw):
            continue
        try:
            text = cell.spec.kind.show(cell.spec.kind.read_cell(cell.raw))
        except Unreadable:
            text = clean(str(cell.raw))[0]
        yield f"{cell.spec.label}: {text}"


def _titled(reader: Reader, returned: Returned) -> dict[str, StrategyItem]:
    """The Lotse's proposals that there are already, by their title."""
    return {
        fold(item.title): item
        for item in reader.rows(StrategyItem)
        if item.origin == "lotse" and item.lead_unit == (returned.unit or None)
    }


def _holds(raw: object) -> bool:
    return raw is not None and (not isinstance(raw, str) or bool(raw.strip()))


def _cells(row: ReturnedRow, *, ticked: bool) -> Iterator[Finding]:
    for cell in row.cells:
        found = Finding(
            row.sheet, row.number, cell.place, "", "", "", cell.cls, cell.field, "unreadable", raw=cell.raw,
            from_formula=cell.from_formula,
        )  # fmt: skip
        if cell.fault:
            yield replace(found, sentence=cell.fault)
            continue
        try:
            value = cell.spec.kind.read_cell(cell.raw)
        except Unreadable as error:
            yield replace(found, sentence=str(error))
            continue
        if value is not None:
            yield replace(found, verdict="proposal", theirs=value, ticked=ticked, can_take=True, raw=None)


def _without_title(row: ReturnedRow, found: list[Finding]) -> Iterator[Finding]:
    if not any(one.field == TITLE for one in found):
        cls = row.cells[0].cls
        sentence = f"„{cls.spec.fields[TITLE].label}“ fehlt; ohne ihn wird der Vorschlag nicht aufgenommen."
        yield Finding(row.sheet, row.number, "", "", "", "", cls, TITLE, "unreadable", sentence=sentence)
    for one in found:
        yield replace(one, ticked=False, can_take=False)


def _known(found: list[Finding], item: StrategyItem | None) -> Iterator[Finding]:
    """A proposal of this title is there already, or stands in the sheet twice."""
    if item is None:
        for one in found:
            yield replace(one, ticked=False, sentence=one.sentence or "Der Titel steht zweimal in der Mappe.")
        return
    is_same = all(one.verdict == "proposal" and getattr(item, one.field) == one.theirs for one in found)
    for one in found:
        ours = replace(one, ours=getattr(item, one.field))
        if is_same:
            yield replace(ours, verdict="same", ticked=False, can_take=False)
        else:
            sentence = one.sentence or _THERE.format(code=item.code)
            yield replace(ours, ticked=False, sentence=sentence)


def proposed(preview: Preview, keys: frozenset[Key]) -> Iterator[tuple[StrategyItem, Mapping[str, Key]]]:
    """Yield the new records that the chosen cells and rows make, each with the keys of its fields."""
    new = {"kind": "proposal", "origin": "lotse", "lead_unit": preview.returned.unit or None}
    for one in preview.findings:
        if one.makes is not None and one.key in keys:
            yield new_record(StrategyItem, {**one.makes, **new}), dict.fromkeys(one.makes, one.key)
    rows: dict[tuple[str, int | None], dict[str, Finding]] = {}
    for one in preview.findings:
        if one.verdict == "proposal" and one.key in keys:
            rows.setdefault((one.sheet, one.row), {})[one.field] = one
    for cells in rows.values():
        if TITLE in cells:
            values: dict[str, Any] = {name: one.theirs for name, one in cells.items()}
            yield new_record(StrategyItem, values | new), {name: one.key for name, one in cells.items()}
