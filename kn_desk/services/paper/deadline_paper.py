"""The Fristen on paper, in the groups of the list."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kn_desk.fields.text import visible
from kn_desk.services.deadline_groups import Filter, all_groups
from kn_desk.services.deadline_kinds import KINDS, Deadline
from kn_desk.services.deadline_list import deadlines
from kn_desk.services.list_words import dotted
from kn_desk.services.paper.parts import Cell, Column, Paper, Row, Table, Words, stand
from kn_desk.storage.reader import Reader


@dataclass(frozen=True)
class ShownDeadlines:
    """The Fristen that a list shows: filters, the same in words, and the last day that is looked at."""

    only: Filter = field(default_factory=Filter)
    words: str = ""
    until: date | None = None

    word = "Fristen"
    title = "Fristen"

    def read(self, reader: Reader) -> tuple[list[Deadline], int]:
        """Return the Fristen shown, and how many there are without the filter."""
        found = deadlines(reader, self.until)
        return [one for one in found if self.only.passes(one, reader.today)], len(found)

    def paper(self, reader: Reader, now: datetime) -> Paper:
        """Return the Fristen as they go to paper."""
        found, total = self.read(reader)
        lines = [f"Filter: {self.words}"] if self.words else []
        plural = "Fristen" if total != 1 else "Frist"
        many = (
            f"{dotted(total)} {plural}" if len(found) == total else f"{dotted(len(found))} von {dotted(total)} {plural}"
        )
        until = f" bis {self.until:%d.%m.%Y}" if self.until else ""
        rows: list[Row] = []
        for group in all_groups(found, reader.today):
            rows.append(Row((Cell(group.title),), group=True))
            rows += [_row(one, late=group.overdue) for one in group.deadlines]
        columns = (
            Column("Frist", whole=True),
            Column("Was", grows=True),
            Column("Art"),
            Column("Wer"),
            Column("Kennung", whole=True),
        )
        blocks = (Table(columns, tuple(rows)),) if rows else (Words("Es steht keine Frist an.", quiet=True),)
        return Paper(self.title, (*lines, f"{many}{until}"), blocks, stand(now), landscape=True)


def _row(one: Deadline, *, late: bool) -> Row:
    title, context = visible(one.title).replace("\n", " "), visible(one.context)
    return Row((
        Cell(f"{one.on:%d.%m.%Y}", alarm=late),
        Cell(title, below=context),
        Cell(KINDS[one.kind].word),
        Cell(visible(one.who)),
        Cell(one.code, quiet=True),
    ))  # fmt: skip
