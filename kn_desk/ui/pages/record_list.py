"""A list of records with filters, and the detail of the chosen one at its right: the view that most pages need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.services.desk import ListQuery
from kn_desk.services.list_words import dotted, light_words
from kn_desk.services.saved_views import ViewState, state_from
from kn_desk.ui.context import Context
from kn_desk.ui.icons import icon
from kn_desk.ui.models.columns import all_columns, column_of
from kn_desk.ui.models.record_table import RecordTableModel
from kn_desk.ui.pages.column_menu import ColumnMenu
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.list_filters import ListFilters
from kn_desk.ui.pages.row_deeds import RowDeeds
from kn_desk.ui.pages.view_menu import ViewMenu
from kn_desk.ui.pages.with_detail import WithDetail
from kn_desk.ui.record_table_view import RecordTableView
from kn_desk.ui.style import L, S

if TYPE_CHECKING:  # imported when first wanted: the start is short
    from kn_desk.services.paper.listed import Listed

#: Below this width of the row of filters, the buttons at its right are icons.
_WIDE_ROW = 820
#: Of so many records at the most it is counted how many are red and yellow.
_MOST_COUNTED = 2000


@dataclass(frozen=True)
class ListPlan:
    """What a list of one type shows: columns (most important first), the stretched one, its filters."""

    cls: type[Record]
    columns: tuple[str, ...]
    stretched: str
    filters: tuple[str, ...] = ()
    #: What is filtered at first.
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
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
        self._usual = ViewState(plan.only, sort=plan.sort, descending=plan.descending, columns=plan.columns)
        self._clears_if_missed = False
        self._count = self._lights = ""
        self._counting = QTimer(self, singleShot=True, interval=0)
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

    def listed(self) -> "Listed":
        from kn_desk.services.paper.listed import Listed

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
            self.detail.form.keep_draft()
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
            self._stay_if_asked(identity)

    def _stay_if_asked(self, wanted: str) -> None:
        """Where one goes on with what is typed, its row stays chosen."""
        pane = self.detail
        record = pane.record if pane is not None else None
        if pane is None or not pane.is_dirty or (record is not None and record.id == wanted):
            return
        self._table.blockSignals(True)
        if record is None or not self._table.choose(record.id):
            self._table.clearSelection()
        self._table.blockSignals(False)
        self._say_chosen()

    def after_close(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_save(self, cls: type[Record], identity: str) -> None:
        if identity not in self._table.selected_ids():  # of several that are chosen, all stay so
            self._select(identity)

    def trash_chosen(self) -> None:
        self._deeds.trash()

    def copy_chosen(self) -> None:
        self._deeds.copy()

    def edit_chosen(self) -> None:
        self._deeds.edit()

    def paste_rows(self) -> None:
        self._deeds.paste()

    def chosen_records(self) -> Sequence[Record]:
        return self._deeds.records() or super().chosen_records()

    def tell(self) -> None:
        filtered = self._filters.is_active
        complete = self._model.is_complete
        total = dotted(self._model.total)
        shown = dotted(self._model.rowCount()) if complete else "…"
        plural = self._cls.spec.plural if self._model.total != 1 else self._cls.spec.label
        self._count = f"{shown} von {total} {plural}" if filtered else f"{total} {plural}"
        self.counted.emit(self._count)
        self._lights = ""
        self._counting.start()
        self._say_chosen()
        nothing = complete and not self._model.rowCount()
        self._stack.setCurrentIndex(int(nothing))
        if nothing and filtered:
            self._empty.show_state("Kein Treffer für diese Filter.", "Filter aufheben")
        elif nothing:
            sentence = self._plan.empty or f"Noch keine {self._cls.spec.plural}."
            self._empty.show_state(sentence, self._plan.new_label, self._context.desk.read_only)

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
        self._table.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        query = self._filtered(ListQuery(self._cls.spec.name, sort=state.sort, descending=state.descending))
        self._model = RecordTableModel(self._context.desk, self._cls, self._names, query, self._table)
        self._table.setModel(self._model)
        self._table.let_arrange(self._context.memory.recall(f"{self._key}.widths", {}))
        self._deeds = RowDeeds(self._context, self._cls, self._table, self)
        self._empty = Empty(self._context.theme)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        layout.addWidget(holder)
        return card

    def _connect(self) -> None:
        self._filters.changed.connect(self._filters_changed)
        self._views.chosen.connect(self.show_state)
        self._columns.clicked.connect(self._choose_columns)
        self._table.horizontalHeader().customContextMenuRequested.connect(self._choose_columns_at)
        self._empty.asked.connect(self._empty_clicked)
        self._model.counted.connect(self.tell)
        self._counting.timeout.connect(self._count_lights)
        self._table.selectionModel().selectionChanged.connect(self._say_chosen)
        self._table.current_changed.connect(self._current_changed)
        self._table.opened.connect(self._open)
        self._table.ordered.connect(self._keep_state)
        self._table.sized.connect(self._keep_widths)
        self._table.moved.connect(self._move_columns)
        self._table.missed.connect(self._missed)
        self._table.delete_asked.connect(self._deeds.trash)
        self._table.paste_asked.connect(self._deeds.paste)
        self._table.customContextMenuRequested.connect(self._deeds.show_menu)
        self._context.theme.changed.connect(self._dress)

    def _say_chosen(self) -> None:
        """In the status bar: how many there are, how many of them are chosen, and what the light says."""
        if self.isVisible():
            chosen = sum(part.height() for part in self._table.selectionModel().selection().toList())
            outside = "" if chosen else self._not_listed
            which = f"{outside} nicht in der gefilterten Liste" if outside else ""
            parts = [self._count, f"{dotted(chosen)} ausgewählt" if chosen else which, self._lights]
            self._context.wishes.status.emit(" · ".join(filter(None, parts)))

    def _count_lights(self) -> None:
        """Say how many are red and yellow, once the list is painted; of a long one that would take too long."""
        if self._model.total <= _MOST_COUNTED and self.isVisible():
            with self._context.desk.read() as reader:
                self._lights = light_words(reader, self._model.query, self._names)
            self._say_chosen()

    def _filtered(self, query: ListQuery) -> ListQuery:
        return replace(query, only=self._filters.only, contains=self._filters.contains)

    def _filters_changed(self) -> None:
        self._apply(self._model.query)

    def _apply(self, query: ListQuery) -> None:
        shown = self.detail.record if self.detail is not None else None
        chosen = self._table.selected_ids() or ([shown.id] if shown is not None else [])
        self._clears_if_missed = False
        self._model.show(self._filtered(query))
        if chosen:
            self._table.choose_all(chosen)
        if self._not_listed and self.detail is not None and not self.detail.is_dirty:
            self._side.setVisible(False)  # the keyboard stays where it is: in the search, say
            self._arrange()
        self._keep_state()
        self.tell()

    @property
    def _not_listed(self) -> str:
        """The Kennung of the record in the detail where the list does not show it, else ""."""
        record = self.detail.record if self.detail is not None else None
        hidden = record is not None and self._model.is_complete and self._table.records.row_of(record.id) < 0
        return record.code if record is not None and hidden else ""

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

    def _choose_columns_at(self, place: QPoint) -> None:
        self._choose_columns(place=self._table.horizontalHeader().mapToGlobal(place))

    def _choose_columns(self, *_: object, place: QPoint | None = None) -> None:
        columns = [column_of(self._cls, name) for name in all_columns(self._cls)]
        menu = ColumnMenu(columns, self._names, self._plan.stretched, self)
        menu.changed.connect(self._set_columns)
        menu.reset_wanted.connect(self._reset_columns)
        menu.popup(place or self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _reset_columns(self) -> None:
        self._table.let_arrange({})
        self._keep_widths({})
        self._set_columns(list(self._plan.columns))

    def _move_columns(self, shown: list[str]) -> None:
        """Columns were moved; those that have no room just now stay behind them."""
        self._set_columns([*shown, *(name for name in self._names if name not in shown)])

    def _set_columns(self, names: list[str]) -> None:
        self._names = names
        self._fit_columns()
        self._keep_state()

    def _keep_widths(self, widths: dict[str, int]) -> None:
        self._context.memory.remember(f"{self._key}.widths", widths)

    def _current_changed(self, identity: str) -> None:
        if self.detail is None and not self.is_wide:
            return
        self._chosen_last = identity
        # What is typed may have to be asked about, and not while the mouse still holds the row.
        if self.detail is not None and not self._resting.isActive() and not self.detail.is_dirty:
            self.show_chosen()
        # Whoever walks through the rows sees them at once, and the detail where the keys rest.
        self._resting.start()

    def _open(self, identity: str) -> None:
        self.show_detail(self._cls, identity)

    def _arrange(self) -> None:
        super()._arrange()
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Columns fit the width: fewer where the detail takes the room."""
        sizes = self._split.sizes()
        side = sizes[-1] if len(sizes) > 1 and not self._side.isHidden() and self.is_wide else 0
        room = self.width() - (side + 2 * L + 24)
        wanted = [column_of(self._cls, name) for name in self._names]
        names = [column.name for column in self._table.fitting(wanted, room)]
        told = f"{len(names)} von {len(wanted)} Spalten" if len(names) < len(wanted) else ""
        self._columns.setToolTip(f"{told} haben Platz. Spalten wählen" if told else "Spalten wählen")
        for button, words in ((self._views, "Ansicht"), (self._columns, told or "Spalten")):
            button.setText(words if room >= _WIDE_ROW else "")
        self._filters.set_narrow(room < _WIDE_ROW)
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
