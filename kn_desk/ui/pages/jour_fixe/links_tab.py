"""The tab "Verknüpft" of an item: what it is about, where it comes from, and what came of it."""

from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import MinuteEntry, Task
from kn_desk.records.topics import Topic
from kn_desk.services.desk import Reader
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.pages.jour_fixe.elided import Elided
from kn_desk.ui.pages.reading_tab import ReadingTab
from kn_desk.ui.pages.record_link import RecordLink
from kn_desk.ui.style import XS, S


def linked(reader: Reader, item: AgendaItem) -> dict[str, list[tuple[str, Record, str]]]:
    """Return, by heading, (words, record, quiet words) of all that an item hangs together with."""
    near = reader.near
    groups: dict[str, list[tuple[str, Record, str]]] = {}
    about = [record for record in (reader.record(one) for one in item.links) if record is not None]
    groups["Betrifft"] = [(reader.name_of(one), one, f"{one.code} · {one.spec.label}") for one in about]
    tasks = near.below(Task, "agenda_item", item)
    entries = near.below(MinuteEntry, "agenda_item", item)
    made = [reader.record(entry.decision) for entry in entries if entry.decision]
    results: list[Record] = [*tasks, *(one for one in made if one is not None)]
    groups["Daraus wurde"] = [(reader.name_of(one), one, f"{one.code} · {one.spec.label}") for one in results]
    groups["Themenspeicher"] = [(one.title, one, one.code) for one in near.below(Topic, "agenda_item", item)]
    groups["Frühere TOP"] = _chain(reader, item)
    groups["Spätere TOP"] = [
        (later.title, later, _where(reader, later)) for later in near.below(AgendaItem, "origin", item)
    ]
    return {title: rows for title, rows in groups.items() if rows}


def _chain(reader: Reader, item: AgendaItem) -> list[tuple[str, Record, str]]:
    rows: list[tuple[str, Record, str]] = []
    seen = {item.id}
    before = reader.near.above(AgendaItem, item.origin)
    while before is not None and before.id not in seen:
        seen.add(before.id)
        rows.append((before.title, before, _where(reader, before)))
        before = reader.near.above(AgendaItem, before.origin)
    return rows


def _where(reader: Reader, item: AgendaItem) -> str:
    meeting = reader.near.above(Meeting, item.meeting)
    result = item.spec.fields["result"].kind.show(item.result)
    return " · ".join(filter(None, (meeting.words if meeting else "", result)))


class LinksTab(ReadingTab):
    """Reads only; each line is followed by a click."""

    def show_item(self, reader: Reader, item: AgendaItem) -> int:
        """Show what an item hangs together with; return how much it is."""
        groups = linked(reader, item)
        column = self.begin(XS)
        for number, (title, rows) in enumerate(groups.items()):
            if number:
                column.addSpacing(S)
                column.addWidget(hairline())
                column.addSpacing(XS)
            column.addWidget(Words(self._theme, f"{title}  {len(rows)}", bold=True))
            for words, record, quiet in rows:
                link = RecordLink(record, visible(words))
                link.followed.connect(self.followed)
                column.addWidget(link)
                below = Elided(self._theme, points=9, colour="text2")
                below.setContentsMargins(XS, 0, 0, 0)
                below.say(quiet)
                column.addWidget(below)
        if not groups:
            words = "Nichts verknüpft. Unter „Vorbereitung“, Feld „Betrifft“, lässt sich etwas verknüpfen."
            column.addWidget(Words(self._theme, words, colour="text2", wrap=True))
        self.end(column)
        return sum(map(len, groups.values()))
