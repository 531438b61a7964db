"""What was typed and never saved, in words: each field with its first words."""

from collections.abc import Mapping

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.reader import Reader

_MOST_FIELDS = 6
_LONGEST = 60


def draft_words(reader: Reader, type_name: str, typed: Mapping[str, str]) -> str:
    """Return a line for each field (name -> text as it was kept), the first ones of its type first."""
    fields = [spec for spec in BY_NAME[type_name].spec.fields.values() if typed.get(spec.name)]
    lines = [f"{spec.label}: {_short(_shown(reader, spec, typed[spec.name]))}" for spec in fields[:_MOST_FIELDS]]
    more = len(fields) - _MOST_FIELDS
    lines += ["und 1 weiteres Feld"] if more == 1 else [f"und {more} weitere Felder"] if more > 1 else []
    emptied = [spec.label for spec in BY_NAME[type_name].spec.fields.values() if typed.get(spec.name) == ""]
    return "\n".join([*lines, *([f"Geleert: {', '.join(emptied[:_MOST_FIELDS])}"] if emptied else [])])


def _shown(reader: Reader, spec: FieldSpec, text: str) -> str:
    """As people read it: records by their names, choices by their words, what cannot be read as it was typed."""
    if isinstance(spec.kind, Ref | Links):
        parts = [part.strip() for part in text.split(";")]
        return "; ".join(reader.name(part) if reader.record(part) is not None else part for part in parts)
    try:
        return reader.show(spec, spec.kind.read(text, today=reader.today))
    except UserError:
        return text


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"
