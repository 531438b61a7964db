"""Columns of a list: a stored field, a computed value, or the Kennung."""

from dataclasses import dataclass

from kn_desk.fields.spec import AnyKind, FieldSpec, Record
from kn_desk.services.list_words import CODE, kind_of, label_of, sorts

__all__ = ["CODE", "NAMED", "Column", "all_columns", "column_of"]

#: What the fields that name a record say together, those left out that have a column of their own.
NAMED = "named"


@dataclass(frozen=True)
class Column:
    """One column of a list of records."""

    name: str
    label: str
    kind: AnyKind | None
    field: FieldSpec | None = None
    sortable: bool = True

    @property
    def right_aligned(self) -> bool:
        """Whether its values stand at the right: numbers do."""
        return self.kind is not None and self.kind.right_aligned


def column_of(cls: type[Record], name: str) -> Column:
    """Return the column of a field, of a computed value, of the Kennung or of the whole name by its name."""
    if name == NAMED:
        return Column(NAMED, "Bezeichnung", None, sortable=False)
    return Column(name, label_of(cls, name), kind_of(cls, name), cls.spec.fields.get(name), sorts(cls, name))


def all_columns(cls: type[Record]) -> list[str]:
    """Return the names of all columns that a list of this type can show."""
    kept = [name for name in cls.spec.computed if sorts(cls, name)]
    return [CODE, *(f.name for f in cls.spec.fields.values() if not f.internal), *kept]
