"""A list of records with filters, and the detail of the chosen one at its right: the view that most pages need."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Choice, Ref
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import Change
from kn_desk.services.desk import ListQuery
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.models.columns import all_columns, column_of
from kn_desk.ui.models.record_table import RecordTableModel
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.view import View
from kn_desk.ui.record_table_view import RecordTableView
from kn_desk.ui.style import XL, L, M, S

_QUIET_MS = 100
_DETAIL = {1600: 460, 1280: 380, 0: 340}


@dataclass(frozen=True)
class ListPlan:
    """What a list of one type shows: columns (most important first), the stretched one, its filters."""

    cls: type[Record]
    columns: tuple[str, ...]
    stretched: str
    filters: tuple[str, ...] = ()
    sort: str = "code"
    descending: bool = False
    word: str = "Liste"
    icon_name: str = "list"
    new_label: str = ""
    empty: str = ""


class RecordList(View):
    """The list of one type of records."""

    def __init__(self, context: Context, plan: ListPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._plan = plan
        self._key = f"list.{plan.cls.spec.name}"
        self.word, self.icon_name, self.new_label = plan.word, plan.icon_name, plan.new_label
        self._filters: dict[str, QComboBox] = {}
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._build()
        self._connect()
        self._apply()

    @property
    def table(self) -> RecordTableView:
        """The table."""
        return self._table

    @property
    def detail(self) -> DetailPane | None:
        """The detail, once a record was chosen."""
        return self._detail

    def update_after(self, change: Change) -> None:
        names = {edit.type for edit in change.edits}
        if names & self._concerns:
            chosen = self._table.selected_ids()
            self._table.blockSignals(True)
            self._model.reload()
            for identity in chosen[:1]:
                self._table.choose(identity)
            self._table.blockSignals(False)
            self.tell()
        if self._detail is not None:
            self._detail.update_after(change)

    def begin_new(self) -> None:
        detail = self._shown_detail()
        if detail.save():
            self._table.clearSelection()
            detail.show_new(self._preset())

    def choose(self, identity: str) -> bool:
        if not self._table.choose(identity):
            with self._context.desk.read() as reader:
                record = reader.record(identity)
            if not isinstance(record, self._plan.cls) or record.trashed is not None:
                return False
            self._clear()
            if not self._table.choose(identity):
                return False
        self._show_detail(identity)
        return True

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> bool:
        if type_name != self._plan.cls.spec.name:
            return False
        if not self.choose(identity):
            self._context.desk.drop_drafts(identity)  # it was never stored: from now on it is the new one's
            self.begin_new()
        detail = self._shown_detail()
        detail.edit_form()
        detail.form.type_into(typed)
        return True

    def save(self) -> bool:
        return self._detail is None or self._detail.save()

    def search_here(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def leave_detail(self) -> None:
        if self._detail is not None and self._detail.isVisible():
            if self._detail.form.is_dirty:
                self._detail.form.discard()
            else:
                self._close_detail()
        elif self._search.text():
            self._search.clear()

    def trash_chosen(self) -> None:
        ids = self._table.selected_ids()
        if not ids:
            return
        with self._context.desk.read() as reader:
            records = list(reader.by_ids(self._plan.cls, ids).values())
        try:
            self._context.desk.trash(*records)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        what = records[0].code if len(records) == 1 else f"{len(records)} {self._plan.cls.spec.plural}"
        self._context.wishes.toast.emit(f"{what} im Papierkorb", True)

    def copy_chosen(self) -> None:
        self._table.copy()
        self._context.wishes.toast.emit(f"{len(self._table.selected_ids())} Zeilen kopiert", False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        outer.addWidget(self._split)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(L, 0, L, L)
        column.setSpacing(M)
        column.addLayout(self._filter_row())
        column.addWidget(self._card(), 1)
        self._split.addWidget(left)
        self._split.setStretchFactor(0, 1)
        self._detail: DetailPane | None = None

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        theme = self._context.theme
        self._search = QLineEdit()
        self._search.setPlaceholderText("In der Liste suchen  Strg+F")
        self._search.setAccessibleName("In der Liste suchen")
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", theme.tokens.text2), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setMinimumWidth(150)
        self._search.setMaximumWidth(280)
        row.addWidget(self._search, 2)
        for name in self._plan.filters:
            box = QComboBox()
            box.setAccessibleName(f"Filter {column_of(self._plan.cls, name).label}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.setMaximumWidth(210)
            self._filters[name] = box
            row.addWidget(box, 1)
        self._fill_filters()
        row.addStretch(1)
        self._clear_button = QPushButton("Filter aufheben")
        self._clear_button.setProperty("link", True)
        row.addWidget(self._clear_button)
        self._columns_button = QPushButton("Spalten")
        self._columns_button.setIcon(icon("columns-3", theme.tokens.text2))
        self._columns_button.setAccessibleName("Spalten wählen")
        row.addWidget(self._columns_button)
        return row

    def _card(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        names = self._context.memory.recall(f"{self._key}.columns", list(self._plan.columns))
        known = [name for name in names if name in all_columns(self._plan.cls)]
        self._table = RecordTableView(self._context.theme, self._plan.stretched)
        self._table.setAccessibleName(self._plan.cls.spec.plural)
        self._model = RecordTableModel(self._context.desk, self._plan.cls, known, self._remembered_query(), self._table)
        self._table.setModel(self._model)
        self._names = known
        self._empty = QWidget()
        inside = QVBoxLayout(self._empty)
        inside.setContentsMargins(XL, XL, XL, XL)
        self._empty_words = Words(self._context.theme, colour="text2", wrap=True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_button = QPushButton()
        inside.addStretch(1)
        inside.addWidget(self._empty_words)
        inside.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(2)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        layout.addWidget(holder)
        return card

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda: self._quiet.start())
        self._quiet.timeout.connect(self._apply)
        for box in self._filters.values():
            box.activated.connect(self._apply)
        self._clear_button.clicked.connect(self._clear)
        self._columns_button.clicked.connect(self._choose_columns)
        self._empty_button.clicked.connect(self._empty_clicked)
        self._table.current_changed.connect(self._current_changed)
        self._table.opened.connect(self._open)
        self._table.delete_asked.connect(self.trash_chosen)

    @property
    def _concerns(self) -> set[str]:
        """The types whose change can change what the list shows."""
        cls = self._plan.cls
        looked_at = {child for spec in cls.spec.computed.values() for child, _ in spec.below}
        refs = {target for spec in cls.spec.refs for target in spec.kind.targets}  # type: ignore[attr-defined]
        return {cls.spec.name, "threshold"} | looked_at | refs

    def _remembered_query(self) -> ListQuery:
        sort = self._context.memory.recall(f"{self._key}.sort", [self._plan.sort, self._plan.descending])
        name = sort[0] if sort and sort[0] in all_columns(self._plan.cls) else self._plan.sort
        return ListQuery(self._plan.cls.spec.name, sort=name, descending=bool(sort[-1]))

    def _fill_filters(self) -> None:
        for name, box in self._filters.items():
            column = column_of(self._plan.cls, name)
            box.clear()
            box.addItem(f"{column.label}: alle", None)
            for value, word in self._options(name):
                box.addItem(word, value)

    def _options(self, name: str) -> list[tuple[Any, str]]:
        kind = column_of(self._plan.cls, name).kind
        if isinstance(kind, Choice):
            return list(kind.options.items())
        if isinstance(kind, Ref):
            cls = BY_NAME[kind.target]
            order = "number" if "number" in cls.spec.fields else cls.spec.named_by[0]
            with self._context.desk.read() as reader:
                return [(r.id, reader.name_of(r)) for r in reader.page(ListQuery(cls.spec.name, sort=order), limit=60)]
        return [(True, "Ja"), (False, "Nein")]

    def _preset(self) -> dict[str, Any]:
        """A new record begins with what the filters show, as far as it can be typed in."""
        return {
            name: box.currentData()
            for name, box in self._filters.items()
            if box.currentData() is not None and name in self._plan.cls.spec.fields
        }

    def _apply(self) -> None:
        only = {name: (box.currentData(),) for name, box in self._filters.items() if box.currentData() is not None}
        chosen = self._table.selected_ids()
        self._model.show(replace(self._model.query, only=only, contains=self._search.text()))
        for identity in chosen[:1]:
            self._table.choose(identity)
        for box in self._filters.values():
            box.setProperty("active", box.currentData() is not None)
        self._clear_button.setVisible(bool(only or self._search.text()))
        self.tell()

    def tell(self) -> None:
        query = self._model.query
        shown = self._model.rowCount()
        with self._context.desk.read() as reader:
            total = reader.count(ListQuery(query.type))
        plural = self._plan.cls.spec.plural
        filtered = bool(query.only or query.contains)
        self.counted.emit(f"{shown} von {total} {plural}" if filtered else f"{total} {plural}")
        self._stack.setCurrentWidget(self._table if shown else self._empty)
        if not shown:
            self._empty_words.setText(
                "Kein Treffer für diese Filter." if filtered else self._plan.empty or f"Noch keine {plural}."
            )
            self._empty_button.setText("Filter aufheben" if filtered else self._plan.new_label)
            self._empty_button.setVisible(filtered or bool(self._plan.new_label))
        self._context.memory.remember(f"{self._key}.sort", [query.sort, query.descending])

    def _clear(self) -> None:
        self._search.clear()
        for box in self._filters.values():
            box.setCurrentIndex(0)
        self._apply()

    def _empty_clicked(self) -> None:
        if self._model.query.only or self._model.query.contains:
            self._clear()
        else:
            self.begin_new()

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        for name in all_columns(self._plan.cls):
            action = QAction(column_of(self._plan.cls, name).label, menu, checkable=True)
            action.setChecked(name in self._names)
            action.setEnabled(name != self._plan.stretched)
            action.toggled.connect(lambda shown, name=name: self._show_column(name, shown))
            menu.addAction(action)
        menu.addSeparator()
        usual = QAction(QIcon(), "Wie am Anfang", menu)
        usual.triggered.connect(lambda: self._set_columns(list(self._plan.columns)))
        menu.addAction(usual)
        menu.exec(self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft()))

    def _show_column(self, name: str, shown: bool) -> None:
        self._set_columns([*self._names, name] if shown else [other for other in self._names if other != name])

    def _set_columns(self, names: list[str]) -> None:
        self._names = names
        self._context.memory.remember(f"{self._key}.columns", names)
        self._arrange()

    def _current_changed(self, identity: str) -> None:
        if self._detail is not None and self._detail.isVisible():
            self._detail.show_record(identity)
        elif self.window().width() >= 1100:
            self._show_detail(identity)

    def _open(self, identity: str) -> None:
        self._show_detail(identity)

    def _show_detail(self, identity: str) -> None:
        self._shown_detail().show_record(identity)

    def _shown_detail(self) -> DetailPane:
        if self._detail is None:
            self._detail = DetailPane(self._context, self._plan.cls)
            self._detail.closed.connect(self._close_detail)
            self._detail.saved.connect(self._saved)
            self._split.addWidget(self._detail)
            self._split.setStretchFactor(1, 0)
        self._detail.setVisible(True)
        self._arrange()
        return self._detail

    def _close_detail(self) -> None:
        if self._detail is not None:
            self._detail.setVisible(False)
        self._table.setFocus()
        self._arrange()

    def _saved(self, identity: str) -> None:
        if not self._table.choose(identity):
            self._clear()
            self._table.choose(identity)

    def _arrange(self) -> None:
        """Columns and detail fit the width: fewer columns where the detail takes the room."""
        width = self.window().width()
        detail = self._detail is not None and self._detail.isVisible()
        if self._detail is not None and detail:
            side = next(pixels for least, pixels in _DETAIL.items() if width >= least)
            self._detail.setMinimumWidth(min(side, 320))
            if self._split.sizes()[-1] < 200:
                self._split.setSizes([self.width() - side, side])
        room = self.width() - ((self._split.sizes()[-1] if detail else 0) + 2 * L + 24)
        wanted = [column_of(self._plan.cls, name) for name in self._names]
        names = [column.name for column in self._table.fitting(wanted, room)]
        if [column.name for column in self._model.columns] != names:
            chosen = self._table.selected_ids()
            self._table.blockSignals(True)
            self._model.set_columns(names)
            for identity in chosen[:1]:
                self._table.choose(identity)
            self._table.blockSignals(False)
