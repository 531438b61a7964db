"""A list as the window shows it: which records in which order with which columns; its paper, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kn_desk.fields.kinds import Choice, Day, Light, Links, Note, Ref, Text
from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.list_words import CODE, count_words, dotted, filter_words, kind_of, label_of, order_words
from kn_desk.services.overdue import is_overdue
from kn_desk.services.paper.parts import Cell, Column, Paper, Row, Table, Words, stand
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: More rows than this nobody reads on paper (some 60 pages); the workbook has all of them.
MOST_ROWS = 2000
_CHUNK = 500


@dataclass(frozen=True)
class Listed:
    """What a list shows. A view with an order of its own gives the ``ids`` and its filters in ``words``."""

    query: ListQuery
    columns: tuple[str, ...]
    stretched: str = ""
    ids: tuple[str, ...] | None = None
    words: str = ""
    most_rows: int = field(default=MOST_ROWS, compare=False)

    word = "Liste"

    @property
    def cls(self) -> type[Record]:
        """The type of the records."""
        return BY_NAME[self.query.type]

    @property
    def title(self) -> str:
        """What the list is a list of."""
        return self.cls.spec.plural

    @property
    def open_columns(self) -> tuple[str, ...]:
        """The columns that may leave the office: confidential ones stay."""
        fields = self.cls.spec.fields
        return tuple(name for name in self.columns if name not in fields or not fields[name].confidential)

    @property
    def withheld(self) -> str:
        """A sentence about the columns that are shown in the window and do not go out, "" without any."""
        names = [label_of(self.cls, name) for name in self.columns if name not in self.open_columns]
        return f"Vertraulich und deshalb nicht dabei: {', '.join(names)}." if names else ""

    def read_ids(self, reader: Reader) -> list[str]:
        """Return the ids of all records of the list, in its order."""
        return list(self.ids) if self.ids is not None else reader.ids(self.query)

    def filters(self, reader: Reader) -> str:
        """Return the filters in words, "" without any."""
        return self.words or filter_words(reader, self.query)

    def counted(self, reader: Reader, shown: int) -> str:
        """Return how many of how many are shown."""
        total = reader.count(ListQuery(self.query.type, trashed=self.query.trashed))
        return count_words(self.cls, shown, max(total, shown))

    @property
    def order(self) -> str:
        """The order in words, "" where the view has an order of its own."""
        return "" if self.ids is not None else order_words(self.query)

    def paper(self, reader: Reader, now: datetime) -> Paper:
        """Return the list as it goes to paper."""
        ids = self.read_ids(reader)
        printed = ids[: self.most_rows]
        lines = [f"Filter: {words}"] if (words := self.filters(reader)) else []
        counted = self.counted(reader, len(ids))
        lines.append(f"{counted}, {self.order}" if self.order else counted)
        if len(printed) < len(ids):
            lines.append(f"Auf Papier die ersten {dotted(len(printed))}; alle stehen in „Diese Liste exportieren“.")
        table = Table(tuple(map(self._column, self.open_columns)), tuple(self._rows(reader, printed)))
        blocks = (table,) if ids else (Words("Die Liste ist leer.", quiet=True),)
        return Paper(self.title, tuple(lines), blocks, stand(now), landscape=True, note=self.withheld)

    def _column(self, name: str) -> Column:
        return replace(column_of(self.cls, name), grows=name == self.stretched)

    def _rows(self, reader: Reader, ids: Sequence[str]) -> list[Row]:
        rows = []
        for start in range(0, len(ids), _CHUNK):
            chunk = list(ids[start : start + _CHUNK])
            records = reader.by_ids(self.cls, chunk)
            kept = reader.kept_of(self.cls, chunk)
            self._learn(reader, list(records.values()))
            rows += [
                Row(tuple(self._cell(reader, records[one], name, kept.get(one, {})) for name in self.open_columns))
                for one in chunk
                if one in records
            ]
        return rows

    def _learn(self, reader: Reader, records: Sequence[Record]) -> None:
        spec = self.cls.spec
        names = [n for n in self.columns if n in spec.fields and isinstance(spec.fields[n].kind, Ref | Links)]
        values = (getattr(record, name) for record in records for name in names)
        reader.learn_names(one for value in values for one in (value if isinstance(value, tuple) else (value,)) if one)

    def _cell(self, reader: Reader, record: Record, name: str, kept: dict[str, Any]) -> Cell:
        if name == CODE:
            return Cell(record.code, quiet=True)
        if name in self.cls.spec.computed:
            value = (kept.get(name) or record.compute(name, reader.near)).value
            return value_cell(reader, self.cls, name, value)
        told = {other: computed.value for other, computed in kept.items()}
        value = getattr(record, name)
        cell = value_cell(reader, self.cls, name, value)
        is_day = isinstance(kind_of(self.cls, name), Day)
        return replace(cell, alarm=is_day and is_overdue(self.cls.spec.name, name, value, told, reader.today))


def column_of(cls: type[Record], name: str) -> Column:
    """Return the column of a field, a computed value or the Kennung."""
    kind = kind_of(cls, name)
    whole = kind is None or not (isinstance(kind, Text | Note | Ref | Links) or type(kind) is Choice)
    return Column(label_of(cls, name), right=kind is not None and kind.right_aligned, whole=whole)


def value_cell(reader: Reader, cls: type[Record], name: str, value: Any) -> Cell:
    """Return a value of a record as a cell: a light as shape and word, references by name."""
    kind = kind_of(cls, name)
    if isinstance(kind, Light):
        signal = kind.states.get(value or "")
        return Cell(signal.word if signal else "", signal)
    if name in cls.spec.computed:
        return Cell(visible(cls.spec.computed[name].kind.show(value)))
    return Cell(visible(reader.show(cls.spec.fields[name], value)))
