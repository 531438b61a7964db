"""A list of records with filters, and the detail of the chosen one at its right: the view that most pages need."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.services.desk import ListQuery
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paste import read_paste
from kn_desk.services.saved_views import ViewState, state_from
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.bulk_edit import BulkEditDialog
from kn_desk.ui.dialogs.paste_preview import PasteDialog
from kn_desk.ui.icons import icon
from kn_desk.ui.models.columns import all_columns, column_of
from kn_desk.ui.models.record_table import RecordTableModel
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.list_filters import ListFilters
from kn_desk.ui.pages.record_menu import RecordMenu
from kn_desk.ui.pages.view_menu import ViewMenu
from kn_desk.ui.pages.with_detail import WithDetail
from kn_desk.ui.record_table_view import RecordTableView
from kn_desk.ui.style import L, S

#: Below this width of the row of filters, the buttons at its right are icons.
_WIDE_ROW = 820


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


class RecordList(WithDetail):
    """The list of one type of records."""

    def __init__(self, context: Context, plan: ListPlan, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._plan = plan
        self._cls = plan.cls
        self._key = f"list.{plan.cls.spec.name}"
        self._usual = ViewState(sort=plan.sort, descending=plan.descending, columns=plan.columns)
        self._clears_if_missed = False
        #: The row that was chosen and is not yet shown in the detail.
        self._chosen_last = ""
        self._filters: ListFilters
        self._model: RecordTableModel
        self.word, self.icon_name, self.new_label = plan.word, plan.icon_name, plan.new_label
        self.concerns = _concerns(plan.cls)
        self._build()
        self._connect()

    @property
    def table(self) -> RecordTableView:
        """The table."""
        return self._table

    @property
    def filters(self) -> ListFilters:
        """The row above it."""
        return self._filters

    @property
    def state(self) -> ViewState:
        """What the list shows."""
        query = self._model.query
        return ViewState(self._filters.only, self._filters.contains, query.sort, query.descending, tuple(self._names))

    def show_state(self, state: ViewState) -> None:
        """Show other filters, another order and other columns."""
        self._filters.show_state(state.only, state.contains)
        self._names = _known(self._cls, state.columns)
        self._fit_columns()
        self._apply(replace(self._model.query, sort=state.sort, descending=state.descending))

    def reload(self) -> None:
        chosen = self._table.selected_ids()
        self._table.blockSignals(True)
        self._filters.refill()
        self._model.reload()
        if chosen:
            self._table.choose_all(chosen)
        self._table.blockSignals(False)
        self.tell()

    def listed(self) -> Listed:
        return Listed(self._model.query, tuple(self._names), self._plan.stretched)

    def begin_new(self) -> None:
        if self.save():
            self._table.clearSelection()
            spec = self._cls.spec
            only = {name: values for name, values in self._filters.only.items() if name in spec.fields}
            self.show_new(self._cls, {name: values[0] for name, values in only.items() if len(values) == 1})

    def choose(self, identity: str) -> bool:
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        if not isinstance(record, self._cls) or record.trashed is not None:
            return False
        self.freshen()
        self._select(identity)
        self.show_detail(self._cls, identity)
        return True

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> bool:
        if type_name != self._cls.spec.name:
            return False
        if not self.choose(identity):
            self._context.desk.drop_drafts(identity)  # it was never stored: from now on it is the new one's
            self.begin_new()
        if self.detail is not None:
            self.detail.edit_form()
            self.detail.form.type_into(typed)
        return True

    def search_here(self) -> None:
        self._filters.search_here()

    def leave_detail(self) -> None:
        if self.detail is None and self._filters.contains:
            self._filters.search.clear()
        else:
            super().leave_detail()

    def show_chosen(self) -> None:
        identity, self._chosen_last = self._chosen_last, ""
        if identity:
            self.show_detail(self._cls, identity)

    def after_close(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_save(self, cls: type[Record], identity: str) -> None:
        self._select(identity)

    def trash_chosen(self) -> None:
        records = self._chosen()
        if not records:
            return
        try:
            self._context.desk.trash(*records)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        what = records[0].code if len(records) == 1 else f"{len(records)} {self._cls.spec.plural}"
        self._context.wishes.toast.emit(f"{what} im Papierkorb", True)

    def copy_chosen(self) -> None:
        number = len(self._table.selected_ids())
        if number:
            self._table.copy()
            self._context.wishes.toast.emit(f"{number} Zeilen kopiert" if number > 1 else "1 Zeile kopiert", False)

    def edit_chosen(self) -> None:
        records = self._chosen()
        if not records:
            self._context.wishes.toast.emit("Bitte erst Zeilen in der Liste wählen.", False)
        elif self.save():
            BulkEditDialog(self._context, self._cls, records, self.window()).open()

    def paste_rows(self) -> None:
        if not self.save():
            return
        shown = [column.name for column in self._model.columns]
        try:
            with self._context.desk.read() as reader:
                paste = read_paste(reader, self._cls, shown, QGuiApplication.clipboard().text())
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        PasteDialog(self._context, self._cls, paste, self.window()).open()

    def tell(self) -> None:
        filtered = self._filters.is_active
        complete = self._model.is_complete
        total = _german(self._model.total)
        shown = _german(self._model.rowCount()) if complete else "…"
        plural = self._cls.spec.plural if self._model.total != 1 else self._cls.spec.label
        self.counted.emit(f"{shown} von {total} {plural}" if filtered else f"{total} {plural}")
        nothing = complete and not self._model.rowCount()
        self._stack.setCurrentIndex(int(nothing))
        if nothing and filtered:
            self._empty.show_state("Kein Treffer für diese Filter.", "Filter aufheben")
        elif nothing:
            self._empty.show_state(self._plan.empty or f"Noch keine {self._cls.spec.plural}.", self._plan.new_label)

    def _build(self) -> None:
        memory, usual = self._context.memory, self._usual
        state = state_from(self._cls, memory.recall(f"{self._key}.state", usual.as_json()), usual)
        self._names = _known(self._cls, state.columns)
        row = QHBoxLayout()
        row.setSpacing(S)
        self._filters = ListFilters(self._context, self._cls, self._plan.filters)
        self._filters.show_state(state.only, "")
        self._views = ViewMenu(self._context, self._cls, usual)
        self._columns = QPushButton("Spalten")
        self._columns.setAccessibleName("Spalten wählen")
        self._columns.setToolTip("Spalten wählen")
        row.addWidget(self._filters, 1)
        row.addWidget(self._views)
        row.addWidget(self._columns)
        self._column.addLayout(row)
        self._column.addWidget(self._card(state), 1)
        self._dress()
        self._keep_state()

    def _card(self, state: ViewState) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._table = RecordTableView(self._context.theme, self._plan.stretched)
        self._table.setAccessibleName(self._cls.spec.plural)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        query = self._filtered(ListQuery(self._cls.spec.name, sort=state.sort, descending=state.descending))
        self._model = RecordTableModel(self._context.desk, self._cls, self._names, query, self._table)
        self._table.setModel(self._model)
        self._empty = Empty(self._context.theme)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        layout.addWidget(holder)
        return card

    def _connect(self) -> None:
        self._filters.changed.connect(self._filters_changed)
        self._views.chosen.connect(self.show_state)
        self._columns.clicked.connect(self._choose_columns)
        self._empty.asked.connect(self._empty_clicked)
        self._model.counted.connect(self.tell)
        self._table.current_changed.connect(self._current_changed)
        self._table.opened.connect(self._open)
        self._table.ordered.connect(self._keep_state)
        self._table.missed.connect(self._missed)
        self._table.delete_asked.connect(self.trash_chosen)
        self._table.paste_asked.connect(self.paste_rows)
        self._table.customContextMenuRequested.connect(self._show_menu)
        self._context.theme.changed.connect(self._dress)

    def _chosen(self) -> list[Record]:
        ids = self._table.selected_ids()
        with self._context.desk.read() as reader:
            found = reader.by_ids(self._cls, ids)
        return [found[identity] for identity in ids if identity in found]

    def _filtered(self, query: ListQuery) -> ListQuery:
        return replace(query, only=self._filters.only, contains=self._filters.contains)

    def _filters_changed(self) -> None:
        self._apply(self._model.query)

    def _apply(self, query: ListQuery) -> None:
        chosen = self._table.selected_ids()
        self._clears_if_missed = False
        self._model.show(self._filtered(query))
        if chosen:
            self._table.choose_all(chosen)
        self._keep_state()
        self.tell()

    def _keep_state(self) -> None:
        self._views.show_state(self.state)
        # What is typed into the search is not asked for again tomorrow.
        self._context.memory.remember(f"{self._key}.state", replace(self.state, contains="").as_json())

    def _select(self, identity: str) -> None:
        """Select a record, and take away the filters that hide it."""
        self._clears_if_missed = True
        if not self._table.choose(identity) and self._model.is_complete:
            self._missed(identity)

    def _missed(self, identity: str) -> None:
        if self._clears_if_missed and self._filters.is_active:
            self._filters.clear()
            self._table.choose(identity)

    def _empty_clicked(self) -> None:
        if self._filters.is_active:
            self._filters.clear()
        else:
            self.begin_new()

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        for name in all_columns(self._cls):
            action = QAction(column_of(self._cls, name).label.replace("&", "&&"), menu, checkable=True)
            action.setChecked(name in self._names)
            action.setEnabled(name != self._plan.stretched)
            action.toggled.connect(partial(self._show_column, name))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Wie am Anfang").triggered.connect(partial(self._set_columns, list(self._plan.columns)))
        menu.exec(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))
        menu.deleteLater()

    def _show_column(self, name: str, shown: bool) -> None:
        self._set_columns([*self._names, name] if shown else [other for other in self._names if other != name])

    def _set_columns(self, names: list[str], _: bool = False) -> None:
        self._names = names
        self._fit_columns()
        self._keep_state()

    def _show_menu(self, place: QPoint) -> None:
        menu = RecordMenu(self._context.theme, len(self._table.selected_ids()), self)
        menu.open_action.triggered.connect(self._open_current)
        menu.edit_action.triggered.connect(self.edit_chosen)
        menu.copy_action.triggered.connect(self.copy_chosen)
        menu.paste_action.triggered.connect(self.paste_rows)
        menu.trash_action.triggered.connect(self.trash_chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.viewport().mapToGlobal(place))

    def _current_changed(self, identity: str) -> None:
        if self.detail is None and not self.is_wide:
            return
        self._chosen_last = identity
        if self.detail is not None and not self._resting.isActive():
            self.show_chosen()
        # Whoever walks through the rows sees them at once, and the detail where the keys rest.
        self._resting.start()

    def _open(self, identity: str) -> None:
        self.show_detail(self._cls, identity)

    def _open_current(self) -> None:
        for identity in self._table.selected_ids()[:1]:
            self._open(identity)

    def _arrange(self) -> None:
        super()._arrange()
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Columns fit the width: fewer where the detail takes the room."""
        sizes = self._split.sizes()
        side = sizes[-1] if len(sizes) > 1 and not self._side.isHidden() and self.is_wide else 0
        room = self.width() - (side + 2 * L + 24)
        for button, words in ((self._views, "Ansicht"), (self._columns, "Spalten")):
            button.setText(words if room >= _WIDE_ROW else "")
        self._filters.set_narrow(room < _WIDE_ROW)
        wanted = [column_of(self._cls, name) for name in self._names]
        names = [column.name for column in self._table.fitting(wanted, room)]
        if [column.name for column in self._model.columns] != names:
            chosen = self._table.selected_ids()
            self._table.blockSignals(True)
            self._model.set_columns(names)
            if chosen:
                self._table.choose_all(chosen)
            self._table.blockSignals(False)

    def _dress(self) -> None:
        self._columns.setIcon(icon("columns-3", self._context.theme.tokens.text2))


def _concerns(cls: type[Record]) -> frozenset[str]:
    """The types whose change can change what the list shows."""
    looked_at = {child for spec in cls.spec.computed.values() for child, _ in spec.below}
    refs = {target for spec in cls.spec.refs for target in spec.kind.targets}  # type: ignore[attr-defined]
    return frozenset({cls.spec.name, "threshold"} | looked_at | refs)


def _known(cls: type[Record], names: tuple[str, ...]) -> list[str]:
    possible = all_columns(cls)
    return [name for name in names if name in possible]


def _german(number: int) -> str:
    return f"{number:,}".replace(",", ".")
