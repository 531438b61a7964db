"""The sheet Auswertung: three small tables and native charts over them, where there is something to count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kn_desk.exchange.book import Book
from kn_desk.exchange.charts import Bars, bar_chart
from kn_desk.exchange.cover import NAME as COVER
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.looks import ACCENT, BORDER, FIELD, RAIL, TEXT2, TONES, Look
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.page_lines import PageLines
from kn_desk.exchange.progress import SheetReport
from kn_desk.fields.choices import Tone
from kn_desk.records.funding import Application
from kn_desk.records.funding_stages import PHASES, phase_of
from kn_desk.records.minutes import Task
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.strategy import ActionField, StrategyItem

NAME = "Auswertung"
_WIDTHS = (30, 16, 16, 12, 18, 7, 3, 16, 16, 16, 16, 16, 16)
_CHART = "H"
#: Lines that a chart takes.
_LINES = 16

_TITLE = Look(bold=True, size=14, down="center")
_SECTION = Look(bold=True, size=12, down="bottom")
_LINK = Look(colour=ACCENT, size=9, underlined=True, down="center")
_NOTE = Look(colour=TEXT2, size=9, down="center")
_HEADER = Look(bold=True, fill=RAIL, line=FIELD, down="center", wrap=True, across="left")
_HEADER_RIGHT = Look(bold=True, fill=RAIL, line=FIELD, down="center", wrap=True, across="right")
_NAME = Look(line=BORDER, down="center")
_LIGHT_ORDER: tuple[Tone, ...] = ("crit", "warn", "ok", "none")


#: The name of a row and its numbers.
Row = tuple[str, Sequence[float]]


@dataclass(frozen=True)
class Block:
    """One small table and the chart over it."""

    title: str
    note: str
    headers: tuple[str, ...]
    rows: Sequence[Row]
    number_format: str
    bars: Bars


def write(book: Book, near: LoadedNear, stand: str) -> list[SheetReport]:
    """Write the sheet; nothing where there is nothing to count."""
    blocks = [block for block in (_lights(near), _funding(near), _tasks(near)) if block is not None]
    if not blocks:
        return []
    sheet = book.sheet(book.names.sheet(NAME))
    lines = PageLines(book, sheet, _WIDTHS)
    lines.add((NAME, _TITLE), height=24)
    lines.add(("Zum Deckblatt", _LINK), (f"Stand {stand}", _NOTE), links={0: COVER})
    for block in blocks:
        first = lines.number + 1
        lines.add((block.title, _SECTION), height=30)
        lines.add((block.note, _NOTE))
        header = lines.number + 1
        lines.add((block.headers[0], _HEADER), *((word, _HEADER_RIGHT) for word in block.headers[1:]), height=22)
        value = Look(line=BORDER, down="center", across="right", number_format=block.number_format)
        for name, numbers in block.rows:
            lines.add((name, _NAME), *((number, value) for number in numbers))
        sheet.add_chart(bar_chart(sheet, block.bars, header, lines.number), f"{_CHART}{first + 1}")
        while lines.number < first + _LINES:
            lines.add(height=16)
    for_paper(sheet, area=f"A1:M{lines.number}", stand=stand, one_page=True)
    lines.write()
    return [SheetReport(sheet.title, sum(len(block.rows) for block in blocks))]


def _lights(near: LoadedNear) -> Block | None:
    """Count the Plan-Ampeln per Handlungsfeld; what is done or dropped counts too, as its light says."""
    items = [item for item in near.rows(StrategyItem) if not item.archived]
    if not items:
        return None
    fields = sorted(
        near.rows(ActionField), key=lambda field: (len(field.number or ""), field.number or "", field.title)
    )
    groups = [(field.title, field.id) for field in fields] + [("Ohne Handlungsfeld", None)]
    lights = {item.id: item.compute("plan_light", near).value for item in items}
    rows: list[Row] = []
    for title, identity in groups:
        of_group = [lights[item.id] for item in items if item.action_field == identity]
        if of_group:
            rows.append((title, [*(of_group.count(tone) for tone in _LIGHT_ORDER), len(of_group)]))
    words = tuple(PLAN_LIGHT.show(tone) for tone in _LIGHT_ORDER)
    return Block(
        "Ampeln je Handlungsfeld", "Maßnahmen nach ihrer Plan-Ampel, ohne archivierte.",
        ("Handlungsfeld", *words, "Alle"), rows, "0;-0;",
        Bars("Ampeln je Handlungsfeld", "Handlungsfeld", "Maßnahmen", tuple(TONES[tone].mark for tone in _LIGHT_ORDER),
             "0", max(counts[-1] for _, counts in rows), stacked=True, lying=True),
    )  # fmt: skip


def _funding(near: LoadedNear) -> Block | None:
    applications = [one for one in near.rows(Application) if not one.archived]
    if not applications:
        return None
    rows: list[Row] = []
    for phase, word in PHASES.options.items():
        of_phase = [one for one in applications if phase_of(one.status) == phase]
        if of_phase:
            requested = sum(one.amount_requested or 0 for one in of_phase)
            granted = sum(one.amount_granted or 0 for one in of_phase)
            rows.append((f"{word} ({len(of_phase)})", [requested / 100, granted / 100]))
    return Block(
        "Förderung nach Phase", "In Klammern die Zahl der Anträge; Beträge sind Summen.",
        ("Phase", "Beantragt", "Bewilligt"), rows, '#,##0.00 "€"',
        Bars("Förderung nach Phase", "Phase", "Betrag", ("5E97D1", ACCENT), _euros(rows), 0, labelled=False),
    )  # fmt: skip


def _euros(rows: Sequence[Row]) -> str:
    most = max((max(sums) for _, sums in rows), default=0)
    return '#,##0.0,, "Mio. €"' if most >= 2_000_000 else '#,##0 "€"'


def _tasks(near: LoadedNear) -> Block | None:
    tasks = [task for task in near.rows(Task) if not task.is_over and not task.archived]
    if not tasks:
        return None
    counts = list(_by_due(tasks, near))
    return Block(
        "Offene Aufgaben nach Termin", "Gezählt vom Stand dieser Mappe an.",
        ("Fällig", "Aufgaben"), counts, "0",
        Bars("Offene Aufgaben nach Termin", "Fällig", "Aufgaben", (ACCENT,), "0", max(count for _, [count] in counts)),
    )  # fmt: skip


def _by_due(tasks: Sequence[Task], near: LoadedNear) -> Iterator[Row]:
    left = [None if task.due_on is None else (task.due_on - near.today).days for task in tasks]
    known = [days for days in left if days is not None]
    yield "Überfällig", [sum(days < 0 for days in known)]
    yield "In 7 Tagen", [sum(0 <= days <= 7 for days in known)]
    yield "In 30 Tagen", [sum(7 < days <= 30 for days in known)]
    yield "Später", [sum(days > 30 for days in known)]
    yield "Ohne Termin", [left.count(None)]
