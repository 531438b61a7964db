"""What the Rücklauf-Abgleich says around its table: status bar, bottom bar, and where there is no row."""

from collections.abc import Sequence

from kn_desk.services.return_desk import ReturnDesk, findings_of_rows
from kn_desk.services.return_file import HomeFile, counted
from kn_desk.ui.pages.returns.tags import TOTALS

_STAYS = "Was nicht angehakt ist, bleibt unverändert."


def numbers_of(files: Sequence[HomeFile]) -> dict[str, int]:
    """Return how many differences of each kind are waiting in all files."""
    numbers = dict.fromkeys((total.kind for total in TOTALS), 0)
    for file in files:
        if file.is_waiting:
            for kind, number in counted(file.findings).items():
                numbers[kind] += number
    return numbers


def taken_of(desk: ReturnDesk, file: HomeFile) -> int:
    """Return how many differences are taken over; a proposal is one."""
    return sum(desk.way(file, row) in ("theirs", "other") for row in findings_of_rows(file.findings))


def changes(number: int) -> str:
    """Return "1 Änderung" or "10 Änderungen"."""
    return "1 Änderung" if number == 1 else f"{number} Änderungen"


def status(files: Sequence[HomeFile]) -> str:
    """Return "7 Dateien · 24 Änderungen, 3 Konflikte · noch nichts geschrieben"."""
    numbers = numbers_of(files)
    count = "1 Datei" if len(files) == 1 else f"{len(files)} Dateien"
    said = ", ".join(total.words(numbers[total.kind]) for total in TOTALS if numbers[total.kind])
    done = sum(file.seen is not None and file.seen.already is not None for file in files)
    written = "noch nichts geschrieben" if not done else f"{done} eingelesen"
    return " · ".join(filter(None, (count, said, written)))


def below(desk: ReturnDesk, file: HomeFile | None) -> tuple[str, str]:
    """Return the two lines of the bottom bar."""
    if file is None or file.seen is None:
        return (file.title if file else "", "Aus dieser Datei wird nichts übernommen.")
    if file.has_macros:
        return file.title, "Makros werden nie ausgeführt."
    is_open = desk.open_ones(file)
    conflicts = sum(one.verdict == "conflict" for one in is_open)
    unreadable = sum(one.verdict == "unreadable" for one in is_open)
    others = len(is_open) - conflicts - unreadable
    parts = []
    if conflicts:
        parts.append("1 Konflikt offen" if conflicts == 1 else f"{conflicts} Konflikte offen")
    if unreadable:
        parts.append("1 Wert unlesbar" if unreadable == 1 else f"{unreadable} Werte unlesbar")
    if others:
        parts.append(f"{others} noch zu entscheiden")
    if file.seen.already is not None:
        return f"{file.title}: {'zurückgewiesen' if file.seen.already.is_rejected else 'eingelesen'}", _STAYS
    ticked = taken_of(desk, file)
    settled = f"{changes(ticked)} angehakt" if ticked else "nichts angehakt" if file.findings else "keine Änderungen"
    return f"{file.title}: {', '.join(parts) or settled}", _STAYS


def can_take(desk: ReturnDesk, file: HomeFile) -> bool:
    """Whether there is something to write: of a sheet that was read before only what is accepted now."""
    is_read = file.seen is not None and not file.has_macros
    return is_read and (file.is_waiting or taken_of(desk, file) > 0)


def take_words(desk: ReturnDesk, file: HomeFile) -> str:
    """Return what the primary button says."""
    number = taken_of(desk, file)
    if number == 0 and file.is_waiting:
        return "Als zurück vermerken"
    return f"{changes(number)} übernehmen"


def nothing(file: HomeFile | None, *, filtered: bool) -> tuple[str, str]:
    """Return (sentence, step) for a file without a row to show."""
    if file is None:
        return "Keine Datei hat etwas von dieser Art.", "Alles zeigen"
    if file.refused is not None:
        return f"{file.path.name}\n\n{file.refused.what}\n{file.refused.todo}", ""
    if file.has_macros:
        return (
            f"{file.path.name}\n\nDie Datei enthält Makros. Makros werden nie ausgeführt. Nur die Zellwerte lesen?",
            "Nur Zellwerte lesen",
        )
    if filtered:
        return "In diesem Blatt ist nichts von dieser Art.", "Alles zeigen"
    if file.seen is not None and file.seen.already is not None:
        if file.seen.already.is_rejected:
            return "Dieses Blatt ist zurückgewiesen; die Stelle gilt weiter als offen.", ""
        return "Dieses Blatt ist eingelesen; es gibt nichts mehr zu übernehmen.", ""
    return "Das Blatt kam so zurück, wie es versandt wurde.", ""
