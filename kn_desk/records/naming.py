"""How a record is called by people: the shown values of the fields that name it, references by their names."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from typing import Any

from kn_desk.fields.kinds import Choice, Links, Ref
from kn_desk.fields.spec import AnyKind, FieldSpec, Record

GONE = "(gelöscht)"


class Naming(ABC):
    """Knows the names of records; where these are found is said by whoever derives from it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    @abstractmethod
    def find(self, identity: str) -> Record | None:
        """Return any record by its id, trashed or not."""

    def name(self, identity: str | None) -> str:
        """Return the readable name of a record by its id, "" without one."""
        if not identity:
            return ""
        if identity not in self._names:
            self._names[identity] = ""  # a ring of names ends here
            record = self.find(identity)
            self._names[identity] = self.name_of(record) if record else GONE
        return self._names[identity]

    def name_of(self, record: Record, *, without: Collection[str] = ()) -> str:
        """Return the readable name of a record; ``without`` fields that stand beside it anyway."""
        names = [name for name in record.spec.named_by if name not in without]
        named = [(record.spec.fields[name], getattr(record, name)) for name in names]
        parts = [(spec.kind, text) for spec, value in named if (text := self.show(spec, value))]
        told = [text for kind, text in parts if not (isinstance(kind, Choice) and _is_told(text, parts))]
        return record.spec.joined_by.join(told) or record.code

    def name_beside(self, record: Record, owner: Record) -> str:
        """Return the readable name of a record where it is listed under ``owner``, whose name it does not repeat."""
        without = [name for name in record.spec.named_by if getattr(record, name) == owner.id]
        short = self.name_of(record, without=without)
        return self.name_of(record) if short == record.code else short

    def show(self, spec: FieldSpec, value: Any) -> str:
        """Return the German text of a field's value; references by name."""
        if isinstance(spec.kind, Ref):
            return self.name(value)
        if isinstance(spec.kind, Links):
            names = [self.name(identity) for identity in value or ()]
            return ("; " if any("," in name for name in names) else ", ").join(names)
        return spec.kind.show(value)


def _is_told(word: str, parts: Iterable[tuple[AnyKind, str]]) -> bool:
    """Whether another part of a name begins with the word of a choice, a count aside (2. Zwischennachweis)."""
    told = re.compile(rf"(\d+\. )?{re.escape(word)}(?!\w)", re.IGNORECASE)
    return any(told.match(text) for kind, text in parts if not isinstance(kind, Choice))
