"""The Zeitplan of all Maßnahmen, with the chosen one at the right."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.sentences import day
from kn_desk.records.strategy import StrategyItem
from kn_desk.services import item_schedule
from kn_desk.services.desk import ListQuery
from kn_desk.services.item_schedule import Schedule
from kn_desk.services.paper.listed import Listed
from kn_desk.ui.context import Context
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.plans import ITEMS
from kn_desk.ui.pages.timeline.chart import Chart
from kn_desk.ui.pages.timeline.filters import PlanFilters
from kn_desk.ui.pages.timeline.legend import Legend
from kn_desk.ui.pages.timeline.scale import ZOOMS
from kn_desk.ui.pages.with_detail import WithDetail

_KEY = "strategy.timeline"


class TimelineView(WithDetail):
    """The view "Zeitplan" of the place Strategie."""

    new_label = "Neue Maßnahme"
    concerns = item_schedule.CONCERNS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._schedule: Schedule | None = None
        self._build()
        self._connect()
        self.reload()

    @property
    def chart(self) -> Chart:
        """The chart."""
        return self._chart

    @property
    def main_widget(self) -> QWidget | None:
        return self._chart if self._chart.isVisible() else None

    @property
    def filters(self) -> PlanFilters:
        """The filter row."""
        return self._filters

    @property
    def empty(self) -> Empty:
        """What is shown where there is no Maßnahme."""
        return self._empty

    def reload(self) -> None:
        """Read the plan anew."""
        with self._context.desk.read() as reader:
            # What was remembered may be gone: the row drops what it cannot offer.
            self._filters.show_fields(item_schedule.fields_of_items(reader))
            self._schedule = item_schedule.schedule(reader, **self._filters.wanted)
        self._chart.show_schedule(self._schedule)
        filtered = bool(self._filters.wanted)
        self._empty.show_state(
            "Keine Maßnahme passt zu diesen Filtern."
            if filtered
            else "Hier stehen die Maßnahmen im Lauf der Zeit: Plan, Ist, Prognose und Meilensteine.",
            "Filter aufheben" if filtered else self.new_label,
            "" if filtered else self._context.desk.read_only,
        )
        self._stack.setCurrentWidget(self._whole if self._schedule.groups else self._empty)
        self.tell()

    def tell(self) -> None:
        plan = self._schedule
        if plan is None:
            return
        shown = len(plan.bars)
        many = "1 Maßnahme" if plan.total == 1 else f"{plan.total} Maßnahmen"
        counted = f"{shown} von {plan.total} Maßnahmen" if self._filters.wanted else many
        self.counted.emit(counted)
        if self.isVisible():
            chosen = ["1 ausgewählt"] if self._chart.current_id else []
            lights = [
                f"{n} {word}" for code, word in (("crit", "kritisch"), ("warn", "verzögert")) if (n := plan.count(code))
            ]
            ahead = [f"nächster Meilenstein {day(plan.next_mark.on)}"] if plan.next_mark else []
            self._context.wishes.status.emit(
                " · ".join([counted, *chosen, ", ".join(lights), *ahead]).replace(" ·  · ", " · ")
            )

    def listed(self) -> Listed:
        only = {"light": "plan_light"}
        chosen = {only.get(name, name): (value,) for name, value in self._filters.wanted.items()}
        query = ListQuery(StrategyItem.spec.name, only=chosen)
        return Listed(query, ITEMS.columns, ITEMS.stretched)

    def begin_new(self) -> None:
        preset: dict[str, Any] = {}
        if field := self._filters.wanted.get("action_field"):
            preset["action_field"] = field
        self.show_new(StrategyItem, preset)

    def choose(self, identity: str) -> bool:
        self.freshen()
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        if not isinstance(record, StrategyItem) or record.trashed is not None:
            return False
        if not self._chart.choose(identity):
            self._filters.clear()
            self._chart.choose(identity)
        self.show_detail(StrategyItem, identity)
        self.tell()
        return True

    def search_here(self) -> None:
        self._filters.boxes["action_field"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def trash_chosen(self) -> None:
        identity = self._chart.current_id
        if not identity:
            return
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        try:
            if record is not None:
                self._context.desk.trash(record)
                self._context.wishes.toast.emit(f"{record.code} im Papierkorb", True)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)

    def show_chosen(self) -> None:
        identity = self._chart.current_id
        if identity and (self.detail is not None or self.is_wide):
            self.show_detail(StrategyItem, identity)
        self.tell()

    def after_close(self) -> None:
        self._chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_save(self, cls: type[Record], identity: str) -> None:
        self.freshen()
        if not self._chart.choose(identity):
            self._filters.clear()
            self._chart.choose(identity)

    def _build(self) -> None:
        memory = self._context.memory
        self._filters = PlanFilters(self._context.theme, memory.recall(f"{_KEY}.filters", {}))
        self._column.addWidget(self._filters)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        inside.addWidget(holder)
        zoom = memory.recall(f"{_KEY}.zoom", "quarter")
        self._chart = Chart(
            self._context.theme, zoom if zoom in ZOOMS else "quarter", memory.recall(f"{_KEY}.folded", [])
        )
        self._filters.show_zoom(self._chart.scale.zoom)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._chart, 1)
        whole.addWidget(Legend(self._context.theme))
        self._empty = Empty(self._context.theme)
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self._empty)
        self._column.addWidget(card, 1)

    def _connect(self) -> None:
        self._filters.changed.connect(self._filter_changed)
        self._filters.today_wanted.connect(self._chart.go_to_today)
        self._filters.zoom_wanted.connect(self._zoom)
        self._chart.zoomed.connect(self._zoomed)
        self._chart.chosen.connect(lambda: self._resting.start())
        self._chart.opened.connect(self.follow)
        self._chart.folded_changed.connect(self._folded)
        self._empty.asked.connect(self._empty_asked)

    def _filter_changed(self) -> None:
        self._context.memory.remember(f"{_KEY}.filters", self._filters.wanted)
        self.reload()

    def _zoom(self, zoom: str) -> None:
        self._chart.set_zoom(zoom)
        self._filters.show_zoom(zoom)
        self._context.memory.remember(f"{_KEY}.zoom", zoom)

    def _zoomed(self, zoom: str) -> None:
        self._filters.show_zoom(zoom)
        self._context.memory.remember(f"{_KEY}.zoom", zoom)

    def _folded(self, groups: list[str]) -> None:
        self._context.memory.remember(f"{_KEY}.folded", groups)

    def _empty_asked(self) -> None:
        if self._filters.wanted:
            self._filters.clear()
        else:
            self.begin_new()
