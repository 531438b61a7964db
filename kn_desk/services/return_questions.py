"""The questions to a Lotse about a sheet that came home, as a mail asks them."""

from collections.abc import Iterator

from kn_desk.services.return_file import HomeFile
from kn_desk.services.returned import Finding
from kn_desk.storage.reader import Reader

_EMPTY = "nichts"


def subject_of(file: HomeFile, period: str) -> str:
    """Return the subject of the mail."""
    number = len(file.questions)
    words = "1 Rückfrage" if number == 1 else f"{number} Rückfragen"
    return f"{words} zum Stand der Maßnahmen {period}: {file.title}".replace("  ", " ")


def body_of(reader: Reader, file: HomeFile) -> str:
    """Return the text of the mail without its salutation, one paragraph per cell in the order of the sheet."""
    asked = [one for one in file.findings if one.key in file.questions]
    paragraphs = "\n\n".join(f"{number}. {_question(reader, one)}" for number, one in enumerate(asked, start=1))
    what = "ist eine Frage" if len(asked) == 1 else f"sind {len(asked)} Fragen"
    return (
        f"vielen Dank für die Rückmeldung. Beim Einlesen der Mappe {what} offen geblieben:\n\n{paragraphs}\n\n"
        "Eine kurze Antwort auf diese E-Mail genügt.\n\nVielen Dank und freundliche Grüße"
    )


def _question(reader: Reader, one: Finding) -> str:
    return " ".join(_sentences(reader, one))


def _sentences(reader: Reader, one: Finding) -> Iterator[str]:
    spec = one.spec
    whom = " ".join(filter(None, (one.code, one.name))) or f"Blatt „{one.sheet}“, Zeile {one.row}"
    if spec is None:
        yield f"{whom}: {one.sentence}"
        return
    where = f" (Zelle {one.place})" if one.place else ""
    if one.verdict == "unreadable":
        yield f"{whom}, {spec.label}{where}: In der Mappe steht „{one.raw if one.raw is not None else _EMPTY}“."
        yield one.sentence
        return
    theirs, ours, base = (" ".join(reader.show(spec, v).split()) or _EMPTY for v in (one.theirs, one.ours, one.base))
    yield f"{whom}, {spec.label}{where}: In der Mappe steht {theirs}."
    if one.verdict == "conflict":
        yield f"Bei uns steht inzwischen {ours}." + (f" Beim Versand war es {base}." if one.base_known else "")
        yield "Was gilt?"
    else:
        yield f"Bisher war es {base}. Stimmt das so?" if one.base_known and one.record else "Stimmt das so?"
