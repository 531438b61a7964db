"""The row above a list: search, filters, and one way to clear them; what is in force is marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kn_desk.fields.kinds import Choice, Light, Ref
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.desk import ListQuery
from kn_desk.ui.context import Context
from kn_desk.ui.icons import icon
from kn_desk.ui.models.columns import column_of
from kn_desk.ui.pages.filter_box import FilterBox, Values
from kn_desk.ui.search_line import SearchLine
from kn_desk.ui.style import S

_QUIET_MS = 100
_MOST_OPTIONS = 60
_PRESSING: Values = ("crit", "warn")


class ListFilters(QWidget):
    """Search and filters of the list of one type; a named view may bring filters of its own."""

    changed = Signal()

    def __init__(
        self, context: Context, cls: type[Record], names: tuple[str, ...], where: str = "In der Liste"
    ) -> None:
        super().__init__()
        self._where = where
        self._context = context
        self._cls = cls
        self._names = names
        self._narrow = False
        self._boxes: dict[str, FilterBox] = {}
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._build()
        self._connect()
        self._mark()

    @property
    def only(self) -> dict[str, Values]:
        """The values of each filter in force."""
        return {name: box.chosen for name, box in self._boxes.items() if box.chosen}

    @property
    def contains(self) -> str:
        """What is typed."""
        return self.search.text()

    @property
    def is_active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.only or self.contains.strip())

    def box(self, name: str) -> FilterBox:
        """The filter of a column."""
        return self._boxes[name]

    def show_state(self, only: Mapping[str, Sequence[Any]], contains: str) -> None:
        """Show filters without telling."""
        with QSignalBlocker(self.search):
            self.search.setText(contains)
        for name in [name for name in self._boxes if name not in self._names and name not in only]:
            self._boxes.pop(name).deleteLater()
        for name in only:
            if name not in self._boxes:
                self._add_box(name)
        for name, box in self._boxes.items():
            box.choose(only.get(name, ()))
        self._quiet.stop()
        self._mark()

    def clear(self) -> None:
        """Filter nothing, and tell."""
        self.show_state({}, "")
        self.changed.emit()

    def refill(self) -> None:
        """Offer what there is now; what is chosen stays."""
        for name, box in self._boxes.items():
            box.offer(self._options(name), self._together(name))

    def set_narrow(self, narrow: bool) -> None:
        """Say less where there is little room."""
        self._narrow = narrow
        self.clear_button.setText("" if narrow else "Filter aufheben")
        self.clear_button.setIcon(icon("x", self._context.theme.tokens.accent) if narrow else QIcon())

    def search_here(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S)
        self.search = SearchLine(self._context.theme, self._where, least=110)
        self._row.addWidget(self.search, 4)
        self.clear_button = QPushButton("Filter aufheben")
        self.clear_button.setAccessibleName("Filter aufheben")
        self.clear_button.setToolTip("Filter aufheben")
        self.clear_button.setProperty("link", True)
        self._row.addWidget(self.clear_button)
        self._row.addStretch()
        for name in self._names:
            self._add_box(name)

    def _add_box(self, name: str) -> None:
        box = FilterBox(column_of(self._cls, name).label)
        box.offer(self._options(name), self._together(name))
        box.activated.connect(self._tell)
        self._row.insertWidget(1 + len(self._boxes), box)
        self._boxes[name] = box

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self._quiet.timeout.connect(self._tell)
        self.clear_button.clicked.connect(self.clear)
        self._context.theme.changed.connect(self._dress)

    def _options(self, name: str) -> list[tuple[Any, str]]:
        kind = column_of(self._cls, name).kind
        if isinstance(kind, Light):
            return [(code, signal.word) for code, signal in kind.states.items()]
        if isinstance(kind, Choice):
            return list(kind.options.items())
        if isinstance(kind, Ref):
            cls = BY_NAME[kind.target]
            order = "number" if "number" in cls.spec.fields else cls.spec.named_by[0]
            with self._context.desk.read() as reader:
                found = reader.page(ListQuery(cls.spec.name, sort=order), limit=_MOST_OPTIONS)
                return [(record.id, reader.name_of(record)) for record in found]
        return [(True, "Ja"), (False, "Nein")]

    def _together(self, name: str) -> list[Values]:
        """What is often wanted at once: of a light, all that needs attention."""
        kind = column_of(self._cls, name).kind
        return [_PRESSING] if isinstance(kind, Light) and set(_PRESSING) <= kind.states.keys() else []

    def _typed(self) -> None:
        self._quiet.start()

    def _tell(self) -> None:
        self._quiet.stop()
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        self.clear_button.setVisible(self.is_active)
        for box in self._boxes.values():
            box.setFont(self._context.theme.font(bold=bool(box.chosen)))

    def _dress(self) -> None:
        self.set_narrow(self._narrow)
        self._mark()
