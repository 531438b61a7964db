"""The Verlauf of a record, step by step: what was done when by whom, and its changes in the order of the form."""

from dataclasses import dataclass
from typing import Any

from kn_desk.fields.kinds import Links, Moment
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import visible
from kn_desk.services.titles import title_of
from kn_desk.storage.reader import Reader

_MOST = 200


@dataclass(frozen=True)
class PastValue:
    """A field with its texts before and after; ``value`` is the old one, to be taken again where ``offered``."""

    field: FieldSpec
    old: str
    new: str
    value: Any
    offered: bool


@dataclass(frozen=True)
class PastStep:
    """What one step did to a record; ``born`` where it made it."""

    title: str
    below: str
    values: tuple[PastValue, ...]
    born: bool


def past_steps(reader: Reader, record: Record) -> list[PastStep]:
    """Return the last steps that changed a record, newest first."""
    changes = reader.past_changes(record.id)
    born = changes[-1].step.id if changes else 0
    order = [*record.spec.fields]
    found: list[PastStep] = []
    by_step: dict[int, list[Any]] = {}
    for change in changes[:_MOST]:
        by_step.setdefault(change.step.id, []).append(change)
    for number, of_step in by_step.items():
        step = of_step[0].step
        known = [change for change in of_step if change.field is not None and change.field.name != "trashed"]
        values = [
            PastValue(
                change.field,
                visible(reader.show(change.field, change.old)),
                visible(reader.show(change.field, change.new)),
                change.old,
                getattr(record, change.field.name) != change.old and not isinstance(change.field.kind, Links),
            )
            for change in sorted(known, key=lambda change: order.index(change.field.name))
        ]
        is_born = number == born
        title = (
            ("Angelegt aus dem Beispiel" if step.verb == "sample" else "Angelegt")
            if is_born
            else title_of(reader, step)
        )
        below = f"{Moment().show(step.at)} · {step.by}"
        found.append(PastStep(title, below, tuple(values), is_born))
    return found
