"""A meeting on paper: before it the agenda with room for notes, after it the minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kn_desk.fields.text import visible
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import ENTRY_KINDS, Decision, MinuteEntry, Task
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.sentences import day
from kn_desk.records.workdays import weekday
from kn_desk.services.meeting_times import AgendaRow, MeetingSheet, meeting_sheet
from kn_desk.services.paper.parts import Block, Cell, Column, Heading, Paper, Row, Table, Words, pairs, stand
from kn_desk.services.paper.people import people_of
from kn_desk.storage.reader import Reader

#: Millimetres of an item, so that there is room to write beside it: shared by all, within these bounds.
_NOTE_ROOM = 112
_LEAST_ROOM, _MOST_ROOM = 11.0, 22.0
_AFTER = frozenset({"minutes_draft", "approved"})


@dataclass(frozen=True)
class ShownMeeting:
    """One meeting, as agenda or as minutes."""

    identity: str
    minutes: bool = False

    @property
    def word(self) -> str:
        """What it is called where there is a choice."""
        return "Protokoll" if self.minutes else "Tagesordnung"

    def paper(self, reader: Reader, now: datetime) -> Paper | None:
        """Return the meeting as it goes to paper, None if it is gone."""
        meeting = reader.record(self.identity)
        if not isinstance(meeting, Meeting):
            return None
        sheet = meeting_sheet(reader, meeting, now)
        return minutes_paper(reader, sheet, now) if self.minutes else agenda_paper(reader, sheet, now)


def papers_of(meeting: Meeting) -> list[ShownMeeting]:
    """Return what can be printed of a meeting, the likeliest first."""
    agenda, minutes = ShownMeeting(meeting.id), ShownMeeting(meeting.id, minutes=True)
    if meeting.status in _AFTER:
        return [minutes, agenda]
    return [agenda, minutes] if meeting.status == "running" else [agenda]


def agenda_paper(reader: Reader, sheet: MeetingSheet, now: datetime) -> Paper:
    """Return the agenda with a column for notes."""
    room = min(max(_NOTE_ROOM / max(len(sheet.rows), 1), _LEAST_ROOM), _MOST_ROOM)
    columns = (
        Column("TOP", whole=True),
        Column("Beginn", whole=True),
        Column("Min.", right=True),
        Column("Thema", grows=True),
        Column("Art"),
        Column("Berichterstattung"),
        Column("Notizen", width=72),
    )
    table = Table(columns, tuple(Row(_agenda_cells(row), room=room) for row in sheet.rows))
    used, rest, over = sheet.sentence
    blocks: list[Block] = [_people(reader, sheet.meeting)]
    blocks.append(table if sheet.rows else Words("Die Tagesordnung ist leer.", quiet=True))
    if sheet.rows and used:
        blocks.append(Words(" · ".join(filter(None, (used, rest)))))
    if over:
        blocks.append(Words(over, PLAN_LIGHT.states["warn"]))
    title = f"Tagesordnung {_series(sheet)}"
    return Paper(title, (_when(sheet.meeting),), tuple(blocks), stand(now), landscape=True)


def minutes_paper(reader: Reader, sheet: MeetingSheet, now: datetime) -> Paper:
    """Return the minutes: item by item, then all decisions and all tasks."""
    meeting = sheet.meeting
    blocks: list[Block] = [_people(reader, meeting, held=True)]
    if not meeting.is_approved:
        blocks.append(Words("Entwurf: Das Protokoll ist noch nicht freigegeben.", quiet=True))
    found: list[MinuteEntry] = []
    for row in sheet.rows:
        entries = list(reader.near.below(MinuteEntry, "agenda_item", row.item))
        entries.sort(key=lambda entry: (entry.rank or "", entry.id))
        found += entries
        blocks += _item(reader, row, entries)
    blocks += _decisions(reader, [entry.decision for entry in found if entry.decision])
    blocks += _tasks(reader, [entry.task for entry in found if entry.task])
    if meeting.is_approved:
        by = f" von {visible(reader.name(meeting.approved_by))}" if meeting.approved_by else ""
        on = f" am {day(meeting.approved_on)}" if meeting.approved_on else ""
        blocks.append(Words(f"Freigegeben{on}{by}.", quiet=True))
    return Paper(f"Protokoll {_series(sheet)}", (_when(meeting),), tuple(blocks), stand(now))


def _series(sheet: MeetingSheet) -> str:
    return visible(sheet.series.title) if sheet.series else "Jour fixe"


def _when(meeting: Meeting) -> str:
    times = "–".join(f"{time:%H:%M}" for time in (meeting.start, meeting.end) if time)
    on = f"{weekday(meeting.held_on)}, {day(meeting.held_on)}" if meeting.held_on else "ohne Datum"
    return " · ".join(filter(None, (meeting.number, on, f"{times} Uhr" if times else "", visible(meeting.place or ""))))


def _people(reader: Reader, meeting: Meeting, *, held: bool = False) -> Table:
    told = people_of(reader.near, meeting, held=held)
    return pairs([(label, Cell(visible("; ".join(names)))) for label, names in told], width=26, lines=False)


def _agenda_cells(row: AgendaRow) -> tuple[Cell, ...]:
    item, top = row.item, row.depth == 0
    # The reason may begin with a light's words; on paper the words are enough.
    below = [row.reason, f"Beschlussvorschlag: {item.proposal}" if item.proposal else ""]
    return (
        Cell(row.number, bold=top),
        Cell(f"{row.begin:%H:%M}" if row.begin else ""),
        Cell(str(row.planned) if row.planned else ""),
        Cell(visible(item.title), bold=top, below=visible("\n".join(filter(None, below)))),
        Cell(row.kind),
        Cell(visible(row.presenter)),
        Cell(),
    )


def _item(reader: Reader, row: AgendaRow, entries: list[MinuteEntry]) -> Iterator[Block]:
    result = AgendaItem.spec.fields["result"].kind.show(row.item.result)
    right = [result, f"{row.spent} Min." if row.spent is not None else "", visible(row.presenter)]
    yield Heading(f"{row.number}  {visible(row.item.title)}", " · ".join(filter(None, right)))
    if row.item.proposal:
        yield Words(f"Beschlussvorschlag: {visible(row.item.proposal)}", quiet=True)
    if entries:
        columns = (Column(width=26), Column(grows=True), Column(width=46))
        yield Table(columns, tuple(_entry(reader, entry) for entry in entries))


def _entry(reader: Reader, entry: MinuteEntry) -> Row:
    kind = ENTRY_KINDS.get(entry.kind or "info", "")
    became = Cell()
    task = reader.near.above(Task, entry.task)
    decision = reader.near.above(Decision, entry.decision)
    if task is not None:
        became = Cell(task.code, below=_who_when(reader, task.responsible, task))
    elif decision is not None:
        votes = decision.compute("votes", reader.near)
        became = Cell(decision.code, below=votes.reason if votes.value else "")
    return Row((Cell(kind, quiet=True), Cell(visible(entry.text)), became))


def _who_when(reader: Reader, who: str | None, task: Task) -> str:
    until = f"bis {day(task.due_on)}" if task.due_on else ""
    return visible("\n".join(filter(None, (reader.name(who), until))))


def _decisions(reader: Reader, ids: list[str]) -> Iterator[Block]:
    found = reader.by_ids(Decision, ids)
    if not found:
        return
    yield Heading("Beschlüsse und Festlegungen")
    voted = any(one.compute("votes", reader.near).value for one in found.values())
    votes_column = (Column("Stimmen", whole=True),) if voted else ()
    columns = (Column("Nr.", whole=True), Column("Wortlaut", grows=True), *votes_column, Column("Umsetzungsstand"))
    kind = Decision.spec.fields["implementation"].kind
    rows = []
    for one in (found[identity] for identity in ids if identity in found):
        signal = kind.states.get(one.implementation or "")  # type: ignore[attr-defined]
        votes = (Cell(one.compute("votes", reader.near).value or ""),) if voted else ()
        words = Cell(visible(one.text or one.title))
        rows.append(Row((Cell(one.code), words, *votes, Cell(signal.word if signal else "", signal))))
    yield Table(columns, tuple(rows))


def _tasks(reader: Reader, ids: list[str]) -> Iterator[Block]:
    found = reader.by_ids(Task, ids)
    if not found:
        return
    yield Heading("Aufgaben")
    columns = (
        Column("Nr.", whole=True),
        Column("Was", grows=True),
        Column("Wer"),
        Column("Bis wann", whole=True),
        Column("Status"),
    )
    rows = []
    for one in (found[identity] for identity in ids if identity in found):
        late = bool(one.compute("overdue", reader.near).value)
        due = Cell(day(one.due_on) if one.due_on else "–", alarm=late)
        status = Cell(Task.spec.fields["status"].kind.show(one.status))
        who = Cell(visible(reader.name(one.responsible)))
        rows.append(Row((Cell(one.code), Cell(visible(one.title)), who, due, status)))
    yield Table(columns, tuple(rows))
