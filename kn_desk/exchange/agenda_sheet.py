"""The agenda of a Jour fixe as it is handed round: one page, with room for notes; afterwards with the results."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kn_desk.exchange.book import Book
from kn_desk.exchange.cover import NAME as COVER
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.looks import ACCENT, BORDER, FIELD, RAIL, TEXT2, Look
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.page_lines import PageLines
from kn_desk.exchange.progress import SheetReport
from kn_desk.records import agenda
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.records.minutes import ENTRY_LETTERS, MinuteEntry
from kn_desk.records.workdays import weekday
from kn_desk.services.paper.people import people_of

_WIDTHS = (6, 8, 6, 54, 17, 20, 34, 3, 14)
_TOPIC, _NOTES = 4, 7
#: Points on the page that the items share, so that there is room to write beside them.
_NOTE_ROOM = 340

_TITLE = Look(bold=True, size=18, down="center")
_LINE = Look(size=11, down="center")
_LABEL = Look(colour=TEXT2, down="top", wrap=False)
_FACT = Look(down="top", wrap=True, across="left")
_HEADER = Look(bold=True, fill=RAIL, line=FIELD, down="center", across="left")
_PLAIN = Look(size=11, wrap=True, line=BORDER, across="left")
_TOP = Look(bold=True, size=11, wrap=True, line=BORDER, across="left")
_MINUTES = Look(size=11, line=BORDER, across="left", number_format="0")
_LINK = Look(colour=ACCENT, size=9, underlined=True, down="center")
_BACK = {len(_WIDTHS) - 1: COVER}
_SUM = Look(bold=True, down="center", across="left")


def write(book: Book, near: LoadedNear, stand: str) -> list[SheetReport]:
    """Write an agenda for the next meeting of each series and for its last one; those without items are left out."""
    written = []
    for meeting in _meetings(near):
        items = list(near.below(AgendaItem, "meeting", meeting))
        if not items:
            continue
        words = meeting.number or (f"{meeting.held_on:%d.%m.%Y}" if meeting.held_on else meeting.code)
        name = book.names.sheet(f"Agenda {words}")
        _Agenda(book, near, meeting, items).write(name, stand)
        written.append(SheetReport(name, len(items)))
    return written


def _meetings(near: LoadedNear) -> list[Meeting]:
    found: list[Meeting] = []
    held = [m for m in near.rows(Meeting) if m.held_on is not None and m.status != "cancelled"]
    for series in dict.fromkeys(meeting.series for meeting in held):
        days = sorted((m for m in held if m.series == series), key=lambda m: (m.held_on or date.max, m.id))
        coming = [m for m in days if m.held_on and m.held_on >= near.today]
        past = [m for m in days if m.held_on and m.held_on < near.today]
        found += coming[:1] + past[-1:]
    return found


class _Agenda:
    """The sheet of one meeting."""

    def __init__(self, book: Book, near: LoadedNear, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
        self._book = book
        self._near = near
        self._meeting = meeting
        self._items = agenda.in_order(items)
        self._over = meeting.held_on is not None and meeting.held_on < near.today

    def write(self, name: str, stand: str) -> None:
        sheet = self._book.sheet(name)
        lines = PageLines(self._book, sheet, _WIDTHS)
        self._head(lines)
        lines.add(height=10)
        last = "Ergebnis" if self._over else "Notizen"
        lines.add(
            ("TOP", _HEADER), ("Beginn", _HEADER), ("Min.", _HEADER), ("Thema", _HEADER), ("Art", _HEADER),
            ("Berichterstattung", _HEADER), (last, _HEADER), height=22,
        )  # fmt: skip
        header = lines.number
        self._rows(lines)
        length = agenda.length(self._items, self._meeting.start, self._meeting.end)
        lines.add(height=6)
        lines.add(None, None, None, (f"{length.sentence}", _SUM), height=20)
        sheet.freeze_panes = f"A{header + 1}"
        for_paper(sheet, area=f"A1:G{lines.number}", titles=f"{header}:{header}", stand=stand)
        lines.write()

    def _head(self, lines: PageLines) -> None:
        meeting = self._meeting
        series = self._near.above(MeetingSeries, meeting.series)
        title = f"Tagesordnung {series.title if series else 'Jour fixe'}"
        # The way back stands beside the page, it is not printed.
        lines.add((title, _TITLE), *[None] * (len(_WIDTHS) - 2), ("Zum Deckblatt", _LINK), height=32, links=_BACK)
        times = "–".join(f"{time:%H:%M}" for time in (meeting.start, meeting.end) if time)
        day = f"{weekday(meeting.held_on)}, {meeting.held_on:%d.%m.%Y}" if meeting.held_on else ""
        said = (meeting.number, day, f"{times} Uhr" if times else "", meeting.place)
        lines.add(("  ·  ".join(filter(None, said)), _LINE), height=22)
        for label, names in people_of(self._near, self._meeting):
            text = "; ".join(names)
            lines.wide(text, _FACT, (label, _LABEL), None, None, columns=4)

    def _rows(self, lines: PageLines) -> None:
        least = min(max(_NOTE_ROOM / len(self._items), 32), 66) if not self._over else 24
        numbers = agenda.numbers(self._items)
        starts = agenda.starts(self._items, self._meeting.start) if self._meeting.start else {}
        minutes = agenda.minutes_of(self._items)
        kinds = AgendaItem.spec.fields["kind"].kind
        for item in self._items:
            number = item.number_fixed or numbers[item.id]
            top, plain, small = _TOP if "." not in number else _PLAIN, _PLAIN, _MINUTES
            if item.proposal:  # its line stands below the proposal
                top, plain, small = (replace(look, line=None) for look in (top, plain, small))
            note = self._note(item)
            height = max(lines.height(item.title, _TOPIC), lines.height(note, _NOTES)) + 4
            lines.add(
                (number, top), (starts.get(item.id), replace(small, number_format="hh:mm")), (minutes[item.id], small),
                (item.title, top), (kinds.show(item.kind), plain), (self._near.name(item.presenter), plain),
                (note, plain), height=height if item.proposal else max(height, least),
            )  # fmt: skip
            if item.proposal:
                self._proposal(lines, item.proposal, least)

    def _proposal(self, lines: PageLines, proposal: str, least: float) -> None:
        """What the meeting is asked to decide, below the title."""
        text, empty = f"Beschlussvorschlag: {proposal}", ("", _PLAIN)
        height = max(lines.height(text, _TOPIC) + 4, least - 18)
        lines.add(empty, empty, empty, (text, _PLAIN), *[empty] * 3, height=height)

    def _note(self, item: AgendaItem) -> str:
        """Room for notes; of a past meeting what came of the item."""
        if not self._over:
            return ""
        said = [AgendaItem.spec.fields["result"].kind.show(item.result)] if item.result else []
        for entry in self._near.below(MinuteEntry, "agenda_item", item):
            said.append(f"{ENTRY_LETTERS.get(entry.kind or 'info', 'I')}  {entry.text}")
        return "\n".join(said)
