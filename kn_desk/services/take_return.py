"""Taking over what came home: one ChangeSet with the records, the Statusmeldung, the proposals and the Rücklauf."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kn_desk.fields.spec import Record
from kn_desk.records.change import Change, ChangeSet, Edit, creation, update
from kn_desk.records.office import SheetReturn
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.edit import new_record
from kn_desk.services.proposals import proposed
from kn_desk.services.returned import Finding, Key, Preview
from kn_desk.storage.office_file import Office

#: What a Statusmeldung keeps of its Maßnahme, as it is at that moment.
_AT_THAT_MOMENT = ("status", "progress", "end_forecast")


@dataclass(frozen=True)
class Planned:
    """A record as it will be, the edit that makes it so, and the key of the decision for each of its fields."""

    edit: Edit
    before: Record | None
    after: Record
    keys: Mapping[str, Key]


def planned(preview: Preview, keys: frozenset[Key], today: date) -> Iterator[Planned]:
    """Yield everything that taking over these cells changes in the record."""
    chosen = [one for one in preview.findings if one.key in keys and one.can_take and one.record and one.field]
    by_record: dict[str, dict[str, Finding]] = {}
    texts: dict[str, dict[str, Finding]] = {}
    for one in chosen:
        of = texts if one.cls is StatusReport else by_record
        of.setdefault(one.record, {})[one.field] = one
    after: dict[str, Record] = {}
    for identity, cells in by_record.items():
        values = {name: one.theirs for name, one in cells.items()}
        before = preview.records[identity]
        after[identity] = replace(before, **values)
        if edit := update(before, values):
            yield Planned(edit, before, after[identity], {name: one.key for name, one in cells.items()})
    items = [key for key in {**by_record, **texts} if isinstance(preview.records[key], StrategyItem)]
    for identity in items if preview.may_report else ():
        item = after.get(identity, preview.records[identity])
        yield from _report(preview, item, texts.get(identity, {}), today)
    for record, names in proposed(preview, keys):
        yield Planned(creation(record), None, record, names)


def _report(preview: Preview, item: Record, texts: Mapping[str, Finding], today: date) -> Iterator[Planned]:
    """The Statusmeldung of the period: the one that there is, or a new one."""
    values: dict[str, Any] = {name: getattr(item, name) for name in _AT_THAT_MOMENT}
    values |= {name: one.theirs for name, one in texts.items()} | {"reported_on": today}
    keys = {name: one.key for name, one in texts.items()}
    before = preview.reports.get(item.id)
    if before is not None:
        if edit := update(before, values):
            yield Planned(edit, before, replace(before, **values), keys)
        return
    sender = preview.sheet.person if preview.sheet else None
    values |= {"item": item.id, "period": preview.returned.period, "channel": "sheet", "reported_by": sender}
    record = new_record(StatusReport, values)
    yield Planned(creation(record), None, record, keys)


def change_set(
    preview: Preview, keys: frozenset[Key], by: str, today: date, *, rejected: bool = False
) -> ChangeSet | None:  # fmt: skip
    """Return the one step that takes these cells over and writes down the Rücklauf, or that it was ``rejected``.

    None where the same file was read before and nothing more of it is chosen.
    """
    keys = frozenset(one.key for one in preview.findings if one.can_take and one.key in keys)
    edits = [one.edit for one in planned(preview, keys, today)]
    already = preview.already
    if already is not None:
        told = {"accepted": (already.accepted or 0) + len(keys), "merged_on": today, **_left(preview, keys)}
        more = update(already, told) if edits else None
        edits += [more] if more else []
    else:
        edits.append(creation(_return(preview, keys, None if rejected else today, today)))
    if not edits:
        return None
    return ChangeSet(tuple(edits), "import", by, f"sheet:{preview.returned.sheet or preview.returned.checksum[:12]}")


def apply(office: Office, preview: Preview, by: str, keys: frozenset[Key] | None = None) -> Change | None:
    """Take over what is ticked (or just these cells); None where there is nothing to write.

    Raises Conflict where a value was changed after the preview, Refused where a rule forbids it; nothing is written
    then.
    """
    change = change_set(preview, preview.ticked if keys is None else keys, by, office.today)
    return office.apply(change) if change else None


def _left(preview: Preview, keys: frozenset[Key]) -> dict[str, int]:
    """How many differences are left, by what they are."""
    open_ones = [one for one in preview.findings if one.key not in keys]
    return {
        "refused": sum(one.can_take and one.verdict not in ("conflict", "unknown_row") for one in open_ones),
        "conflicts": sum(one.verdict == "conflict" for one in open_ones),
        "unreadable": sum(one.verdict == "unreadable" for one in open_ones),
    }


def _return(preview: Preview, keys: frozenset[Key], merged_on: date | None, today: date) -> SheetReturn:
    """The Rücklauf: what became of each difference; the values themselves are in the history."""
    decisions = [
        {"sheet": one.sheet, "record": one.record, "field": one.field, "verdict": one.verdict, "taken": one.key in keys}
        for one in preview.findings
    ]
    sheet = preview.sheet
    return new_record(SheetReturn, {
        "sheet": sheet.id if sheet else None,
        "received_on": today,
        "received_from": sheet.person if sheet else None,
        "file_name": preview.returned.file_name[:200],
        "merged_on": merged_on,
        "accepted": len(keys),
        **_left(preview, keys),
        "changes": json.dumps(decisions, ensure_ascii=False, sort_keys=True),
        "checksum": preview.returned.checksum,
    })  # fmt: skip
