"""The table of a record's parts in a narrow pane: where columns have no room, the widest gives way, the light last."""

from kn_desk.fields.kinds import Light
from kn_desk.ui.record_table_view import RecordTableView

_LEAST = 110


class PartsTable(RecordTableView):
    """Stretches its first column, and hides others until all that is left can be read."""

    def _fit(self) -> None:
        if self.model() is None:
            return
        for number in range(len(self.shown_columns)):
            self.setColumnHidden(number, False)
        super()._fit()
        given = [number for number in range(1, len(self.shown_columns)) if not self._is_light(number)]
        for number in sorted(given, key=lambda number: (self.columnWidth(number), number), reverse=True):
            if self._left_for_first() >= _LEAST:
                break
            self.setColumnHidden(number, True)
        self.horizontalHeader().resizeSection(0, max(_LEAST, self._left_for_first()))

    def _left_for_first(self) -> int:
        header = self.horizontalHeader()
        return self.viewport().width() - (header.length() - header.sectionSize(0))

    def _is_light(self, number: int) -> bool:
        return isinstance(self.shown_columns[number].kind, Light)
