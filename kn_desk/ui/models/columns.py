"""Columns of a list: a stored field, a computed value, or the Kennung."""

from dataclasses import dataclass

from kn_desk.fields.kinds import Light
from kn_desk.fields.spec import AnyKind, FieldSpec, Record

CODE = "code"


@dataclass(frozen=True)
class Column:
    """One column of a list of records."""

    name: str
    label: str
    kind: AnyKind | None
    field: FieldSpec | None = None
    sortable: bool = True

    @property
    def is_light(self) -> bool:
        """Whether it shows a light."""
        return isinstance(self.kind, Light)

    @property
    def right_aligned(self) -> bool:
        """Whether its values stand at the right: numbers do."""
        return self.kind is not None and self.kind.right_aligned


def column_of(cls: type[Record], name: str) -> Column:
    """Return the column of a field, of a computed value or of the Kennung by its name."""
    if name == CODE:
        return Column(CODE, "Kennung", None)
    if name in cls.spec.computed:
        spec = cls.spec.computed[name]
        return Column(name, spec.label, spec.kind, None, spec.kept or spec.sorted_by is not None)
    field = cls.spec.fields[name]
    return Column(name, field.label, field.kind, field, field.kind.sortable)


def all_columns(cls: type[Record]) -> list[str]:
    """Return the names of all columns that a list of this type can show."""
    kept = [spec.name for spec in cls.spec.computed.values() if spec.kept or spec.sorted_by]
    return [CODE, *(f.name for f in cls.spec.fields.values() if not f.internal), *kept]
