"""The Deckblatt: what this workbook is, of when, what is in it, and how to read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.book import Book
from kn_desk.exchange.looks import ACCENT, BORDER, FIELD, ON_ACCENT, TEXT2, Look, chip
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.page_lines import PageLines
from kn_desk.exchange.progress import SheetReport
from kn_desk.fields.choices import Tone

NAME = "Deckblatt"
_WIDTHS = (24, 21, 8, 3, 26, 8)
_ALL = len(_WIDTHS)
#: So many notes have room; the report of the export has them all.
_MOST_NOTES = 20
_LIGHTS: tuple[tuple[str, Tone, str], ...] = (
    ("● Im Plan", "ok", "Nichts zu tun"),
    ("▲ Verzögert", "warn", "Bald kümmern: etwas verspätet, etwas über dem Plan oder bald fällig"),
    ("■ Kritisch", "crit", "Jetzt kümmern: überfällig, deutlich verspätet oder deutlich über dem Plan"),
    ("○ Keine Meldung", "none", "Nichts gemeldet, nichts geplant oder nicht bewertet"),
)
_HELP = (
    "Jedes Blatt ist eine Excel-Tabelle: Die Pfeile im Spaltenkopf filtern und sortieren sie.",
    "Spaltenköpfe in grauer, nicht fetter Schrift stehen über berechneten Werten.",
    "Spalten ohne jeden Wert sind ausgeblendet. Gedruckt werden so viele Spalten, wie auf A4 lesbar sind.",
    "Lange Texte sind in der Zeile gekürzt zu sehen; vollständig stehen sie in der Zelle.",
    "Kam die Mappe per E-Mail, zeigt Excel sie zuerst geschützt: oben „Bearbeitung aktivieren“ wählen.",
    "Änderungen in dieser Mappe kommen nicht in KN Desk an.",
)

_BAND = Look(fill=ACCENT, colour=ON_ACCENT, bold=True, size=11, down="center", indent=1)
_TITLE = Look(bold=True, size=24, down="center")
_SUBTITLE = Look(colour=TEXT2, size=11, down="center")
_LABEL = Look(colour=TEXT2, down="center", line=BORDER)
_FACT = Look(down="center", line=BORDER)
_LONG_FACT = Look(down="center", line=BORDER, wrap=True, across="left")
_SECTION = Look(bold=True, size=12, down="bottom", line=FIELD)
_SHEET_LINK = Look(colour=ACCENT, underlined=True, down="center", line=BORDER)
_COUNT = Look(colour=TEXT2, down="center", line=BORDER, across="right", number_format="#,##0")
_TEXT = Look(down="center", wrap=True, across="left")


@dataclass(frozen=True)
class CoverFacts:
    """What the Deckblatt says about the workbook as a whole."""

    title: str
    subtitle: str
    stand: str
    number: str
    step: str
    scope: str
    confidentiality: str
    #: More lines below the scope: filters, say. They may be long.
    more: tuple[tuple[str, str], ...] = ()


def write_cover(book: Book, sheet: Worksheet, facts: CoverFacts, sheets: Sequence[SheetReport]) -> None:
    """Write the Deckblatt; it is the last that is written, since it tells of all the others."""
    lines = PageLines(book, sheet, _WIDTHS)
    lines.add(("Stadt Konstanz", _BAND), *[("", _BAND)] * (_ALL - 1), height=26)
    lines.add(height=12)
    lines.add((facts.title, _TITLE), height=36)
    lines.add((facts.subtitle, _SUBTITLE), height=24)
    for label, value in (
        ("Stand", f"{facts.stand} Uhr"), ("Exportnummer", facts.number), ("Letzter Schritt", facts.step),
        ("Umfang", facts.scope), ("Vertraulichkeit", facts.confidentiality),
    ):  # fmt: skip
        lines.add((label, _LABEL), (value, _FACT), *[("", _FACT)] * (_ALL - 2))
    for label, value in facts.more:
        lines.wide(value, _LONG_FACT, (label, _LABEL), columns=_ALL - 1)
    if book.notes:
        lines.heading("Nicht wie eingegeben", _SECTION, columns=_ALL)
        for note in book.notes[:_MOST_NOTES]:
            lines.wide(note, _TEXT, columns=_ALL)
        if len(book.notes) > _MOST_NOTES:
            lines.wide(f"… und {len(book.notes) - _MOST_NOTES} weitere.", _TEXT, columns=_ALL)
    lines.heading("Inhalt", _SECTION, columns=_ALL)
    _contents(lines, sheets)
    lines.heading("Ampeln", _SECTION, columns=_ALL)
    for words, tone, meaning in _LIGHTS:
        lines.add((words, chip(tone)), (meaning, Look(down="center", indent=1)))
    lines.heading("Hinweise", _SECTION, columns=_ALL)
    for sentence in _HELP:
        lines.wide(sentence, _TEXT, columns=_ALL)
    for_paper(sheet, area=f"A1:F{lines.number}", stand=facts.stand, orientation="portrait", one_page=True)
    lines.write()


def _contents(lines: PageLines, sheets: Sequence[SheetReport]) -> None:
    """List the sheets side by side in two columns, so that the Deckblatt stays one page."""
    half = (len(sheets) + 1) // 2
    for place in range(half):
        left = sheets[place]
        cells: list[tuple[object, Look] | None] = [(left.name, _SHEET_LINK), ("", _FACT), (left.rows, _COUNT), None]
        links = {0: left.name}
        if place + half < len(sheets):
            right = sheets[place + half]
            links[len(cells)] = right.name
            cells += [(right.name, _SHEET_LINK), (right.rows, _COUNT)]
        lines.add(*cells, links=links)
