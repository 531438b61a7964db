"""Records and steps as plain text and as JSON, for the command line; lists are in ``listing``."""

from collections.abc import Sequence
from typing import Any

from kn_desk.fields.kinds import Links, Moment, Ref
from kn_desk.fields.spec import Computed, FieldSpec, Record
from kn_desk.fields.text import visible
from kn_desk.records import agenda
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.services.listing import lights_of, numbers_of, statuses_of, table
from kn_desk.services.titles import title_of
from kn_desk.storage.history import EXISTENCE
from kn_desk.storage.reader import Reader

__all__ = ["as_json", "steps", "steps_as_json", "table", "whole", "whole_as_json"]


def as_json(reader: Reader, record: Record) -> dict[str, Any]:
    """Return id, code and all fields by their English names; references as codes, money as decimal strings."""
    values = {
        name: _json(reader, spec, getattr(record, name))
        for name, spec in record.spec.fields.items()
        if not spec.internal
    }
    return {"id": record.id, "code": record.code, **values}


def _json(reader: Reader, spec: FieldSpec, value: Any) -> Any:
    if isinstance(spec.kind, Links):
        return [reader.code_of(identity) for identity in value]
    if isinstance(spec.kind, Ref):
        return reader.code_of(value) if value else None
    return None if value is None else spec.kind.json(value)


def whole_as_json(reader: Reader, record: Record) -> dict[str, Any]:
    """Return a record with its computed values and their reasons, its parts, and what refers to it."""
    computed = {
        name: {
            "label": record.spec.computed[name].label,
            "value": None if value.value is None else record.spec.computed[name].kind.json(value.value),
            "text": record.spec.computed[name].kind.show(value.value),
            "reason": value.reason,
            "hint": value.hint,
        }
        for name, value in reader.computed(record).items()
    }
    return {
        "type": record.spec.name,
        "name": reader.name_of(record),
        **as_json(reader, record),
        "trashed": record.trashed is not None,
        "computed": computed,
        "hints": list(record.hints(reader.near)),
        "parts": {cls.spec.name: [as_json(reader, part) for part in parts] for cls, parts in reader.parts(record)},
        "links": [
            {"code": usage.record.code, "type": usage.record.spec.name, "name": reader.name_of(usage.record),
             "field": usage.field.name}
            for usage in reader.usages(record) if usage.record.trashed is None
        ],
    }  # fmt: skip


def whole(reader: Reader, record: Record) -> list[str]:
    """Return a record as lines for a person: its fields, computed values, hints, parts and links."""
    spec = record.spec
    trashed = " (im Papierkorb)" if record.trashed else ""
    lines = [f"{record.code}  {visible(reader.name_of(record))}  [{spec.label}]{trashed}", ""]
    pairs = [("Nr.", number)] if (number := _number_of(reader, record)) else []
    pairs += [
        (field.label, _shown(reader, record, field))
        for field in spec.fields.values()
        if not field.internal and getattr(record, field.name) not in (None, ())
    ]
    lines += _pairs(pairs)
    values = reader.computed(record)
    if values:
        told = ((spec.computed[name], value) for name, value in values.items())
        lines += ["", "Berechnet"]
        lines += _pairs([(one.label, _with_reason(one.kind.show(value.value), value)) for one, value in told])
    told_already = {value.hint for value in values.values()}
    if hints := [hint for hint in record.hints(reader.near) if hint not in told_already]:
        lines += ["", "Hinweise", *(f"  {hint}" for hint in hints)]
    here: set[str] = {record.id}
    for cls, parts in reader.parts(record):
        lines += ["", cls.spec.plural, *_parts(reader, record, parts)]
        here |= {part.id for part in parts}
    usages = [one for one in reader.usages(record) if one.record.trashed is None and one.record.id not in here]
    if usages:
        lines += ["", "Verknüpft"]
        lines += [
            f"  {usage.record.code}  {_named(reader, usage.record, record)}"
            f"  ({usage.record.spec.label}: {usage.field.label})"
            for usage in usages
        ]
    return lines


def _shown(reader: Reader, record: Record, field: FieldSpec) -> str:
    value = getattr(record, field.name)
    target = reader.record(value) if isinstance(field.kind, Ref) else None
    return _named(reader, target, record) if target else visible(reader.show(field, value))


def _named(reader: Reader, record: Record, beside: Record) -> str:
    """The name of a record; a TOP of another meeting is named with its meeting, since titles come again."""
    name = reader.name_of(record)
    if isinstance(record, AgendaItem) and record.meeting and record.meeting != getattr(beside, "meeting", None):
        name = f"{name} ({reader.name(record.meeting)})"
    return visible(name)


def _parts(reader: Reader, owner: Record, parts: Sequence[Record]) -> list[str]:
    """The parts of a record, each with its light or status; an agenda in its order, with its numbers."""
    numbers: dict[str, str] = {}
    items = [part for part in parts if isinstance(part, AgendaItem)]
    if items:
        parts, numbers = agenda.in_order(items), numbers_of(items)
    width = max(map(len, numbers.values()), default=0)
    rows = []
    for part in parts:
        number = f"{numbers.get(part.id, ''):<{width}}  " if width else ""
        rows.append((f"{part.code}  {number}{visible(reader.near.name_beside(part, owner))}", _standing(reader, part)))
    widest = min(max(len(name) for name, _ in rows), 80)
    return [f"  {name:<{widest}}  {standing}".rstrip() for name, standing in rows]


def _standing(reader: Reader, record: Record) -> str:
    """The main light of a record, else its status, "" without either."""
    for light in lights_of(type(record)):
        return light.kind.show(record.compute(light.name, reader.near).value)
    for field in statuses_of(type(record)):
        return visible(reader.show(field, getattr(record, field.name)))
    return ""


def _number_of(reader: Reader, record: Record) -> str:
    """The number of an item on its agenda, "" for anything else."""
    if not isinstance(record, AgendaItem):
        return ""
    meeting = reader.near.above(Meeting, record.meeting)
    items = reader.near.below(AgendaItem, "meeting", meeting) if meeting else ()
    return numbers_of([*items]).get(record.id, "")


def _with_reason(text: str, computed: Computed) -> str:
    hint = f"Hinweis: {computed.hint}" if computed.hint else ""
    gap = "\n" if "\n" in computed.reason else "  "  # a written sum stands by itself
    return gap.join(part for part in (text or "–", computed.reason, hint) if part)


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(label) for label, _ in pairs), default=0)
    return [f"  {label:<{width}}  {text.replace(chr(10), chr(10) + ' ' * (width + 4))}" for label, text in pairs]


def steps_as_json(reader: Reader, record: Record | None = None) -> list[dict[str, Any]]:
    """Return the steps, newest first, each with its changes; only those of one record if it is given."""
    by_step: dict[int, list[dict[str, Any]]] = {}
    for change in reader.past_changes(record.id if record else None):
        if change.name == EXISTENCE:
            continue
        by_step.setdefault(change.step.id, []).append(
            {
                "id": change.record,
                "code": reader.code_of(change.record),
                "field": change.name,
                "label": change.field.label if change.field else "früheres Feld",
                "old": _json(reader, change.field, change.old) if change.field else change.old,
                "new": _json(reader, change.field, change.new) if change.field else change.new,
                "old_text": visible(reader.show(change.field, change.old)) if change.field else "",
                "new_text": visible(reader.show(change.field, change.new)) if change.field else "",
            }
        )
    wanted = set(reader.steps_touching(record.id)) if record else None
    return [
        {
            "step": step.id, "uid": step.uid, "at": Moment().json(step.at), "day": step.day.isoformat(), "by": step.by,
            "source": step.source, "verb": step.verb, "reverts": step.reverts, "title": title_of(reader, step),
            "changes": by_step.get(step.id, []),
        }
        for step in reader.steps()
        if wanted is None or step.id in wanted
    ]  # fmt: skip


def steps(told: Sequence[dict[str, Any]]) -> list[str]:
    """Return steps (from ``steps_as_json``) as lines for a person; many changes in one step are counted."""
    lines = []
    for step in told:
        moment = Moment().show(Moment().read(step["at"]))
        lines.append(f"{step['step']:>5}  {moment}  {step['by']}  {step['title']}")
        changes = step["changes"]
        lines += [
            f"         {c['code']} {c['label']}: {c['old_text'] or 'leer'} → {c['new_text'] or 'leer'}"
            for c in changes[:12]
        ]
        if len(changes) > 12:
            lines.append(f"         … und {len(changes) - 12} weitere Werte")
    return lines
