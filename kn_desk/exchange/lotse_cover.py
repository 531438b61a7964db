"""The Deckblatt of a Lotsenmappe: for whom it is, until when and where to it comes back, and how to fill it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.book import Book
from kn_desk.exchange.looks import ACCENT, BORDER, FIELD, ON_ACCENT, TEXT2, Look, chip
from kn_desk.exchange.lotse_forms import Form
from kn_desk.exchange.lotse_sheet import GREY, YELLOW, YELLOW_HEADER, protect
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.page_lines import PageLines
from kn_desk.exchange.sheet_format import PROPOSALS
from kn_desk.fields.choices import Tone
from kn_desk.records.workdays import weekday

_WIDTHS = (22, 16, 30, 30)
_ALL = len(_WIDTHS)
_LIGHTS: tuple[tuple[str, Tone, str], ...] = (
    ("● Im Plan", "ok", "Nichts zu tun"),
    ("▲ Verzögert", "warn", "Etwas verspätet oder bald fällig"),
    ("■ Kritisch", "crit", "Überfällig oder deutlich verspätet"),
    ("○ Keine Meldung", "none", "Nichts gemeldet oder nicht bewertet"),
)

_BAND = Look(fill=ACCENT, colour=ON_ACCENT, bold=True, size=11, down="center", indent=1)
_TITLE = Look(bold=True, size=22, down="center")
_SUBTITLE = Look(colour=TEXT2, size=13, down="center")
_LABEL = Look(colour=TEXT2, down="center", line=BORDER)
_FACT = Look(down="center", line=BORDER)
_BOLD = Look(bold=True, size=11, down="center", line=BORDER)
_SECTION = Look(bold=True, size=12, down="bottom", line=FIELD)
_SHEET_LINK = Look(colour=ACCENT, underlined=True, down="center", line=BORDER)
_COUNT = Look(colour=TEXT2, down="center", line=BORDER, across="left", number_format="#,##0")
_TEXT = Look(down="center", wrap=True, across="left")
_MEANING = Look(down="center", indent=1)


@dataclass(frozen=True)
class LotseFacts:
    """What the Deckblatt says about the workbook as a whole."""

    unit: str
    lotse: str
    period: str
    due_on: date
    return_to: str
    stand: str
    number: str


def write_lotse_cover(book: Book, sheet: Worksheet, facts: LotseFacts, forms: Sequence[Form]) -> None:
    """Write the Deckblatt; the last that is written, since it tells of all the others."""
    lines = PageLines(book, sheet, _WIDTHS)
    lines.add(("Stadt Konstanz", _BAND), *[("", _BAND)] * (_ALL - 1), height=26)
    lines.add(height=10)
    lines.add((f"Stand der Maßnahmen {facts.period}", _TITLE), height=34)
    lines.add((facts.unit, _SUBTITLE), height=24)
    due = f"{weekday(facts.due_on)}, {facts.due_on:%d.%m.%Y}"
    for label, value, look in (
        ("Rückgabe bis", due, _BOLD), ("Rückgabe an", facts.return_to, _BOLD),
        ("Digital Lotse/Lotsin", facts.lotse or "nicht benannt", _FACT),
        ("Umfang", "Maßnahmen in Ihrer Federführung, ohne abgeschlossene und verworfene", _FACT),
        ("Stand", f"{facts.stand} Uhr", _FACT), ("Exportnummer", facts.number, _FACT),
        ("Vertraulichkeit", "Nur für den Dienstgebrauch; enthält dienstliche Kontaktdaten", _FACT),
    ):  # fmt: skip
        lines.add((label, _LABEL), (value, look), *[("", look)] * (_ALL - 2))
    lines.heading("So geht es", _SECTION, columns=_ALL)
    for number, sentence in enumerate(_steps(facts), 1):
        lines.wide(f"{number}.  {sentence}", _TEXT, columns=_ALL)
    lines.heading("Blätter", _SECTION, columns=_ALL)
    for form in forms:
        count = f"{len(form.rows)} freie Zeilen" if form.name == PROPOSALS else _entries(form.count)
        lines.add(
            (form.name, _SHEET_LINK), (count, _COUNT), (form.task, _FACT), ("", _FACT), links={0: form.name}
        )  # fmt: skip
    lines.heading("Farben und Zeichen", _SECTION, columns=_ALL)
    yellow = Look(fill=YELLOW, bold=True, down="center", line=YELLOW_HEADER)
    lines.add(("Gelb", yellow), ("Zum Ausfüllen; der Spaltenkopf ist fett", _MEANING))
    lines.add(("Grau", Look(fill=GREY, colour=TEXT2, down="center", line=BORDER)), ("Gesperrt, zur Ansicht", _MEANING))
    for words, tone, meaning in _LIGHTS:
        lines.add((words, chip(tone)), (meaning, _MEANING))
    for_paper(sheet, area=f"A1:D{lines.number}", stand=facts.stand, orientation="portrait", one_page=True)
    protect(sheet)
    lines.write()


def _steps(facts: LotseFacts) -> tuple[str, ...]:
    return (
        "Kam die Mappe per E-Mail, zeigt Excel sie zuerst geschützt: oben „Bearbeitung aktivieren“ wählen.",
        "Auf „Maßnahmen“, „Meilensteine“ und „Aufgaben“ die gelben Felder prüfen und ändern, was nicht mehr stimmt. "
        "Was stimmt, bleibt stehen; ein geleertes Feld heißt, dass der Wert entfallen soll.",
        "Neue Ideen auf „Neue Vorschläge“ eintragen und auf „Kontakt“ die Erreichbarkeit prüfen.",
        "Filtern und Spaltenbreiten ändern geht. Zeilen, Spalten und Blätter bitte stehen lassen.",
        f"Als Excel-Mappe speichern und bis {facts.due_on:%d.%m.%Y} zurückgeben. Nichts wird ungesehen übernommen.",
    )


def _entries(count: int) -> str:
    return "1 Eintrag" if count == 1 else f"{count} Einträge"
