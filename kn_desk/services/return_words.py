"""What came home, as the command line says it: lines for a person, or JSON."""

from collections.abc import Iterator
from typing import Any

from kn_desk.services.returned import VERDICTS, Finding, Preview
from kn_desk.storage.reader import Reader

_EMPTY = "leer"


def as_json(seen: Preview, one: Finding) -> dict[str, Any]:
    """Return a finding with values as JSON holds them; what could not be read is the text in the cell."""
    return {
        "file": seen.returned.file_name,
        "sheet": one.sheet,
        "row": one.row,
        "cell": one.place or None,
        "code": one.code or None,
        "field": one.field or None,
        "base": _json(one, one.base),
        "theirs": _json(one, one.theirs) if one.raw is None else str(one.raw),
        "ours": _json(one, one.ours),
        "verdict": one.verdict,
        "ticked": one.ticked,
        "sentence": one.sentence or None,
    }


def _json(one: Finding, value: Any) -> Any:
    return None if value is None or one.spec is None else one.spec.kind.json(value)


def lines(reader: Reader, seen: Preview) -> Iterator[str]:
    """Yield what was found in a file, first in numbers, then difference by difference."""
    yield f"{seen.returned.file_name}: {summary(seen)}"
    for note in seen.notes:
        yield f"  ! {note}"
    for one in seen.findings:
        yield f"  {'+' if one.ticked else '-'} {_line(reader, one)}"


def summary(seen: Preview) -> str:
    """Return how many cells have which verdict."""
    counted = [(word, seen.count(verdict)) for verdict, word in VERDICTS.items()]
    return ", ".join([f"{word}: {number}" for word, number in counted if number] + [f"Unverändert: {seen.unchanged}"])


def _line(reader: Reader, one: Finding) -> str:
    spec = one.spec
    whom = " ".join(filter(None, (one.code, one.name))) or f"{one.sheet}, Zeile {one.row}"
    what = f"{whom}, {spec.label} ({one.place})" if spec and one.place else f"{whom}, {spec.label}" if spec else whom
    said = f" {one.sentence}" if one.sentence else ""
    if spec is None or one.verdict == "unreadable":
        return f"{VERDICTS[one.verdict]}: {what}.{said}"

    def shown(value: Any) -> str:
        return " ".join(reader.show(spec, value).split()) or _EMPTY

    if one.verdict == "conflict":
        sent = shown(one.base) if one.base_known else "unbekannt"
        values = f"versandt {sent}, in der Mappe {shown(one.theirs)}, jetzt {shown(one.ours)}"
    elif one.verdict == "proposal":
        values = shown(one.theirs)
    else:
        values = f"{shown(one.ours)} → {shown(one.theirs)}"
    return f"{VERDICTS[one.verdict]}: {what}: {values}.{said}"
