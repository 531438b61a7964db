"""The Abdeckung on paper: those without a Lotse first, then by Dezernat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kn_desk.records.coverage import COVERAGE
from kn_desk.records.sentences import day
from kn_desk.services.coverage_overview import Holder, UnitRow, overview
from kn_desk.services.paper.parts import Cell, Column, Paper, Row, Table, Words, stand
from kn_desk.storage.reader import Reader


@dataclass(frozen=True)
class ShownCoverage:
    """The Abdeckung as the view shows it: its two filters, and the same in words."""

    dezernat: str | None = None
    light: str | None = None
    words: str = ""

    word = "Abdeckung"

    def paper(self, reader: Reader, now: datetime) -> Paper:
        """Return the Abdeckung as it goes to paper."""
        found = overview(reader, dezernat=self.dezernat, light=self.light)
        known = found.coverage
        rows: list[Row] = []
        for group in found.groups:
            rows.append(Row((Cell(f"{group.title}  {group.counted}"),), group=True))
            rows += [_row(row) for row in group.rows]
        columns = (
            Column("Amt oder Betrieb", grows=True),
            Column("Stand", whole=True),
            Column("Digital Lotse/Lotsin"),
            Column("Vertretung"),
            Column("Vorgesehen"),
            Column("Seit", whole=True),
            Column("Bis", whole=True),
        )
        lines = [f"Filter: {self.words}"] if self.words else []
        lines.append(f"{known.covered} von {known.wanted} Ämtern und Betrieben haben einen Digital Lotsen.")
        nothing = Words("Kein Amt passt zu diesen Filtern.", quiet=True)
        blocks = (Table(columns, tuple(rows)),) if rows else (nothing,)
        return Paper("Abdeckung Digital Lotsen", tuple(lines), blocks, stand(now), landscape=True)


def _row(row: UnitRow) -> Row:
    signal = COVERAGE.states[row.light]
    vacant = f"ohne seit {day(row.vacant_since)}" if row.vacant_since else ""
    return Row((
        Cell(row.name),
        Cell(signal.word, signal),
        Cell(_names(row.mains) or vacant),
        Cell(_names(row.deputies)),
        Cell(_names(row.coming)),
        Cell(day(row.since) if row.since else ""),
        Cell(day(row.until) if row.until and not row.is_vacant else ""),
    ))  # fmt: skip


def _names(holders: Iterable[Holder]) -> str:
    return "; ".join(one.name for one in holders)
