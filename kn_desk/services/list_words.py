"""What a list shows, said in plain German: its filters, its order, how many of how many."""

from typing import Any

from kn_desk.fields.kinds import Light, Links, Ref
from kn_desk.fields.spec import AnyKind, Record
from kn_desk.fields.text import visible
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

CODE = "code"


def label_of(cls: type[Record], name: str) -> str:
    """Return what a column of a list is called."""
    if name == CODE:
        return "Kennung"
    return cls.spec.computed[name].label if name in cls.spec.computed else cls.spec.fields[name].label


def kind_of(cls: type[Record], name: str) -> AnyKind | None:
    """Return the kind of a column's values, None for the Kennung."""
    if name == CODE:
        return None
    return cls.spec.computed[name].kind if name in cls.spec.computed else cls.spec.fields[name].kind


def filter_words(reader: Reader, query: ListQuery) -> str:
    """Return "Handlungsfeld: Mobilität · Plan-Ampel: Kritisch · enthält „WLAN“", "" where nothing is filtered."""
    cls = BY_NAME[query.type]
    parts = [
        f"{label_of(cls, name)}: {' oder '.join(_value(reader, cls, name, value) for value in values)}"
        for name, values in query.only.items()
    ]
    if typed := " ".join(query.contains.split()):
        parts.append(f"enthält „{visible(typed)}“")
    if query.trashed:
        parts.append("im Papierkorb")
    return " · ".join(parts)


def order_words(query: ListQuery) -> str:
    """Return "nach Ende (Plan), absteigend"."""
    label = label_of(BY_NAME[query.type], query.sort)
    return f"nach {label}, absteigend" if query.descending else f"nach {label}"


def count_words(cls: type[Record], shown: int, total: int) -> str:
    """Return "26 von 120 Maßnahmen", or "120 Maßnahmen" where all are shown."""
    plural = cls.spec.plural if total != 1 else cls.spec.label
    return f"{dotted(total)} {plural}" if shown == total else f"{dotted(shown)} von {dotted(total)} {plural}"


def dotted(number: int) -> str:
    """Return 12.345."""
    return f"{number:,}".replace(",", ".")


def _value(reader: Reader, cls: type[Record], name: str, value: Any) -> str:
    kind = kind_of(cls, name)
    if value is None:
        return "leer"
    if kind is None:
        return str(value)
    if isinstance(kind, Ref | Links):
        return visible(reader.name(value)).replace("\n", " ")
    if isinstance(kind, Light) and value in kind.states:
        return kind.states[value].word
    return visible(kind.show(value))
