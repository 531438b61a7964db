"""Several records edited at once: the same new values for all of them, as one step."""

from collections.abc import Mapping, Sequence
from typing import Any

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Data, Links
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records.change import Change, ChangeSet, Edit, update
from kn_desk.services.desk import Desk, Reader

#: What stands in a field of which the records have different values.
DIFFERENT = "verschieden"


def fields_for_many(cls: type[Record]) -> list[FieldSpec]:
    """Return the fields that make sense for several records: all that a form has, but what must be unique."""
    alone = {name for group in cls.spec.unique if len(group) == 1 for name in group}
    return [
        spec
        for spec in cls.spec.fields.values()
        if not spec.internal and spec.name not in alone and not isinstance(spec.kind, Data)
    ]


def shared_text(reader: Reader, spec: FieldSpec, records: Sequence[Record]) -> str:
    """Return the text of the value that all records have in a field, else DIFFERENT; "leer" for none."""
    values = {getattr(record, spec.name) for record in records}
    if len(values) > 1:
        return DIFFERENT
    return reader.show(spec, next(iter(values))) or "leer"


def edits_for_many(
    records: Sequence[Record], values: Mapping[str, Any], added: Mapping[str, tuple[str, ...]]
) -> tuple[Edit, ...]:
    """Return one edit for each record that changes: new ``values``, and links that are ``added`` to what is there."""
    edits = []
    for record in records:
        wanted = dict(values)
        for name, ids in added.items():
            wanted[name] = tuple(sorted({*getattr(record, name), *ids}))
        if edit := update(record, wanted):
            edits.append(edit)
    return tuple(edits)


def change_many(
    desk: Desk, records: Sequence[Record], values: Mapping[str, Any], added: Mapping[str, tuple[str, ...]]
) -> Change:
    """Give all records the same values as one step. Raises UserError, where a rule forbids it for any of them too."""
    if not values and not added:
        raise UserError("Kein Feld ist zum Ändern angehakt.")
    edits = edits_for_many(records, values, added)
    if not edits:
        raise UserError("Es gibt nichts zu ändern.", "Alle Werte stehen schon so da.")
    return desk.apply(ChangeSet(edits, "edit", desk.author.by, desk.author.source))


def keeps_old(spec: FieldSpec) -> bool:
    """Return whether new values of a field come beside the old ones: links do."""
    return isinstance(spec.kind, Links)
