"""A list of records as a table: SQL sorts and filters, the model holds what is seen."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kn_desk.fields.kinds import Day, Links, Ref
from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.services.desk import Desk, ListQuery, Reader
from kn_desk.services.overdue import is_overdue
from kn_desk.ui.models.columns import NAMED, Column, column_of
from kn_desk.ui.models.id_list import AT_ONCE, IdList

_PAGE = 32
_MOST_PAGES = 64

#: What delegates ask for besides the text: the value itself, and the reason of a computed one.
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
REASON_ROLE = Qt.ItemDataRole.UserRole + 2
RECORD_ROLE = Qt.ItemDataRole.UserRole + 3
#: Whether the day of a cell has passed with something left to do.
OVERDUE_ROLE = Qt.ItemDataRole.UserRole + 4

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One row as it is shown: the record, and per column the text, the value, the reason, and whether it is overdue."""

    record: Record
    texts: tuple[str, ...]
    values: tuple[Any, ...]
    reasons: tuple[str, ...]
    overdue: tuple[bool, ...]


class RecordTableModel(QAbstractTableModel):
    """The list of one record type; ``query`` says which records in which order.

    Short lists are complete as soon as they are shown. Of a long one the first rows are there within the moment, and
    all others, with ``counted``, a little later.
    """

    #: All rows are known: how many there are, and how many records the type has.
    counted = Signal(int, int)

    def __init__(
        self,
        desk: Desk,
        cls: type[Record],
        columns: list[str],
        query: ListQuery,
        parent: QObject,
        *,
        at_once: int = AT_ONCE,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cls = cls
        self._columns = [column_of(cls, name) for name in columns]
        self._query = query
        self._ids: list[str] = []
        self._total = 0
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._list = IdList(desk, self, at_once)
        self._list.began.connect(self._take_first)
        self._list.ended.connect(self._take_all)
        self.reload()

    @property
    def query(self) -> ListQuery:
        """What the list shows, and in which order."""
        return self._query

    @property
    def columns(self) -> list[Column]:
        """The columns shown."""
        return self._columns

    @property
    def ids(self) -> list[str]:
        """The ids of all records of the list that are known by now, in its order."""
        return self._ids

    @property
    def is_complete(self) -> bool:
        """Whether all rows are known."""
        return not self._list.is_reading

    @property
    def total(self) -> int:
        """How many records of the type there are, whatever the filters say."""
        return self._total

    def show(self, query: ListQuery) -> None:
        """Show another selection or order; of a long list, as soon as its first rows are known."""
        self._query = query
        self._ask(keep_rows=False)

    def set_columns(self, names: list[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = [column_of(self._cls, name) for name in names]
        self._pages.clear()
        self.endResetModel()

    def reload(self) -> None:
        """Read the list anew; the rows of a long one stay where they are until it is known."""
        with self._desk.read() as reader:
            self._total = reader.count(ListQuery(self._query.type, trashed=self._query.trashed))
        self._ask(keep_rows=True)

    def _ask(self, *, keep_rows: bool) -> None:
        self._keeps_rows = keep_rows and bool(self._ids)
        ids = self._list.ask(self._query, self._total, first=not self._keeps_rows)
        if ids is not None:
            self._replace(ids)
            self.counted.emit(len(ids), self._total)
        elif self._keeps_rows:
            self._pages.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._columns) - 1))

    def _take_first(self, ids: list[str]) -> None:
        if not self._keeps_rows:
            self._replace(ids)

    def _take_all(self, ids: list[str]) -> None:
        known = len(self._ids)
        if ids != self._ids:
            if 0 < known < len(ids) and ids[:known] == self._ids:
                self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
                self._pages.pop((known - 1) // _PAGE, None)  # it ends where the list has ended so far
                self._ids = ids
                self.endInsertRows()
            else:
                self._replace(ids)
        self.counted.emit(len(ids), self._total)

    def _replace(self, ids: list[str]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """Return the row of a record, -1 if the list does not show it."""
        return self._ids.index(identity) if identity in self._ids else -1

    def record_at(self, row: int) -> Record | None:
        """Return the record of a row."""
        return self._row(row).record if 0 <= row < len(self._ids) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right_aligned else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        row = self._row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()]
        if role == VALUE_ROLE:
            return row.values[index.column()]
        if role in (REASON_ROLE, Qt.ItemDataRole.ToolTipRole):
            return row.reasons[index.column()] or row.texts[index.column()]
        if role == RECORD_ROLE:
            return row.record
        if role == OVERDUE_ROLE:
            return row.overdue[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right_aligned else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._columns) and self._columns[column].sortable:
            descending = order == Qt.SortOrder.DescendingOrder
            self.show(replace(self._query, sort=self._columns[column].name, descending=descending))

    def _row(self, number: int) -> Row:
        page = number // _PAGE
        if page not in self._pages:
            with self._desk.read() as reader:
                self._pages[page] = self._read(reader, self._ids[page * _PAGE : (page + 1) * _PAGE])
            while len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][number % _PAGE]

    def _read(self, reader: Reader, ids: list[str]) -> list[Row]:
        records = reader.by_ids(self._cls, ids)
        kept = reader.kept_of(self._cls, ids)
        wanted = [
            column.field.name for column in self._columns if column.field and isinstance(column.field.kind, Ref | Links)
        ]
        reader.learn_names(
            identity
            for record in records.values()
            for name in wanted
            for identity in _identities(getattr(record, name))
        )
        # A record that went while the list was shown stays as an empty row until the list is read anew.
        return [
            self._shown(reader, records.get(identity) or self._cls(id=identity), kept.get(identity, {}))
            for identity in ids
        ]

    def _shown(self, reader: Reader, record: Record, kept: dict[str, Any]) -> Row:
        texts, values, reasons, overdue = [], [], [], []
        told = {name: computed.value for name, computed in kept.items()}
        for column in self._columns:
            text, value, reason = self._cell(reader, record, column, kept)
            texts.append(visible(text))
            values.append(value)
            reasons.append(reason)
            overdue.append(
                isinstance(column.kind, Day) and is_overdue(self._cls.spec.name, column.name, value, told, reader.today)
            )
        return Row(record, tuple(texts), tuple(values), tuple(reasons), tuple(overdue))

    def _cell(self, reader: Reader, record: Record, column: Column, kept: dict[str, Any]) -> tuple[str, Any, str]:
        if column.field is not None:
            value = getattr(record, column.name)
            return reader.show(column.field, value), value, ""
        if column.name == NAMED:
            shown = [*record.spec.part_of, *(other.name for other in self._columns)]
            name = reader.name_of(record, without=shown)
            return name, name, ""
        if column.kind is None:
            return record.code, record.code, ""
        computed = kept.get(column.name) or record.compute(column.name, reader.near)
        return column.kind.show(computed.value), computed.value, computed.reason


def _identities(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
