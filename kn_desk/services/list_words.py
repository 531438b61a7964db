"""What a list shows, said in plain German: its filters, its order, how many of how many."""

from collections.abc import Sequence
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


def sorts(cls: type[Record], name: str) -> bool:
    """Return whether a list can be sorted by a column: by what is computed only where that is kept."""
    if name in cls.spec.computed:
        return cls.spec.computed[name].kept or cls.spec.computed[name].sorted_by is not None
    return name == CODE or (name in cls.spec.fields and cls.spec.fields[name].kind.sortable)


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


def light_words(reader: Reader, query: ListQuery, columns: Sequence[str]) -> str:
    """Return "3 kritisch, 6 verzögert" of the first kept light among the columns of a list, "" without any."""
    computed = BY_NAME[query.type].spec.computed
    kept = [(name, computed[name].kind) for name in columns if name in computed and computed[name].kept]
    for name, kind in [(name, kind) for name, kind in kept if isinstance(kind, Light)][:1]:
        counts = reader.counts_by(query, name)
        told = [(counts.get(code, 0), s.word) for code, s in kind.states.items() if s.tone in ("crit", "warn")]
        return ", ".join(f"{dotted(number)} {word[0].lower()}{word[1:]}" for number, word in told if number)
    return ""


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
