"""What taking over leads to: the Plan-Ampel of a Maßnahme afterwards, and who changed our value, when and by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kn_desk.fields.days import BERLIN
from kn_desk.records.office import Sheet
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import StatusReport
from kn_desk.records.sentences import day
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.return_file import Column, HomeFile, Rule
from kn_desk.services.return_rules import Afterwards
from kn_desk.services.returned import Finding, Key, Preview
from kn_desk.services.take_return import planned
from kn_desk.storage.reader import Reader


class Outlook:
    """The record as it will be once some cells are taken over."""

    def __init__(self, reader: Reader, seen: Preview, keys: frozenset[Key]) -> None:
        plan = list(planned(seen, keys, reader.today))
        self._seen = seen
        self._after = {one.after.id: one.after for one in plan}
        self._near = Afterwards(reader.near, plan)

    def light(self, item: str) -> str:
        """Return the code of the Plan-Ampel that a Maßnahme will have."""
        record = self._after.get(item, self._seen.records[item])
        code: str = record.compute("plan_light", self._near).value
        return code


def lights_after(reader: Reader, file: HomeFile, rules: Mapping[Column, Rule], items: Sequence[str]) -> dict[str, str]:
    """Return {id of a Maßnahme: code of its Plan-Ampel after taking over} where it becomes another one.

    What was computed before is not computed again: a light looks only at its Maßnahme and at what is below it.
    """
    seen, keys = file.decided(), file.taken(rules)
    taken: dict[str, set[tuple[Key, str]]] = {}
    for one in seen.findings:
        if one.key in keys:
            owner = seen.records.get(one.record)
            item = owner.item if isinstance(owner, Milestone) else one.record
            taken.setdefault(item or "", set()).add((one.key, repr(one.theirs)))
    signs = {item: frozenset(taken[item]) for item in items if item in taken}
    unknown = [item for item, sign in signs.items() if file.lights.get(item, (None,))[0] != sign]
    if unknown:
        outlook = Outlook(reader, seen, keys)
        file.lights |= {item: (signs[item], outlook.light(item)) for item in unknown}
    now = reader.kept_of(StrategyItem, list(signs))
    return {item: file.lights[item][1] for item in signs if now[item]["plan_light"].value != file.lights[item][1]}


def consequence(reader: Reader, seen: Preview, keys: frozenset[Key], one: Finding, value: Any) -> tuple[str, str]:
    """Return (code of the Plan-Ampel, words) for a value of a cell, if ``keys`` are taken over; ("", "") without one.

    The words are "Kritisch: 91 Tage nach Plan" where the value is the forecast, else the word of the light alone.
    """
    item = seen.records.get(one.record)
    if one.cls is not StrategyItem or not isinstance(item, StrategyItem):
        return "", ""
    code = Outlook(reader, seen, keys).light(item.id)
    word = PLAN_LIGHT.states[code].word
    if one.field == "end_forecast" and isinstance(value, date) and item.end_planned is not None:
        days = (value - item.end_planned).days
        if days > 0:
            return code, f"{word}: {'1 Tag' if days == 1 else f'{days} Tage'} nach Plan"
    return code, word


@dataclass(frozen=True)
class OurChange:
    """How our value came about: the day, who, a sentence with both values, and where it came from."""

    on: date
    by: str
    sentence: str
    source: str


def our_change(reader: Reader, seen: Preview, one: Finding) -> OurChange | None:
    """Return the last change of our value, None where it never changed since its record was made."""
    record = seen.reports.get(one.record) if one.cls is StatusReport else seen.records.get(one.record)
    if record is None or one.spec is None:
        return None
    for change in reader.past_changes(record.id):
        if change.field is None or change.field.name != one.field:
            continue
        at = change.step.at.astimezone(BERLIN)
        old, new = (" ".join(reader.show(change.field, value).split()) or "leer" for value in (change.old, change.new))
        said = f"setzt {old} auf {new}" if change.old is not None else f"trägt {new} ein"
        sentence = f"{day(at.date())}, {at:%H:%M} Uhr: {change.step.by} {said}."
        return OurChange(at.date(), change.step.by, sentence, _source(reader, change.step.source))
    return None


def _source(reader: Reader, source: str) -> str:
    kind, _, identity = source.partition(":")
    if kind != "sheet":
        return ""
    sheet = reader.record(identity)
    unit = reader.name(sheet.unit) if isinstance(sheet, Sheet) else ""
    return f"Aus der Lotsenmappe {unit}".strip()
