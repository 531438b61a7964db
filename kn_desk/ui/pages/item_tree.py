"""The tree of goals, Handlungsfelder and Maßnahmen with their roll-ups, and the chosen one at the right."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.strategy import ActionField, Goal, StrategyItem
from kn_desk.services import item_tree
from kn_desk.services.desk import ListQuery
from kn_desk.services.item_tree import Node
from kn_desk.services.list_words import filter_words
from kn_desk.services.paper.listed import Listed
from kn_desk.ui.context import Context
from kn_desk.ui.models.item_tree import ItemTreeModel
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.list_filters import ListFilters
from kn_desk.ui.pages.plans import ITEMS
from kn_desk.ui.pages.with_detail import WithDetail
from kn_desk.ui.style import S
from kn_desk.ui.tree_view import ItemTree

_KEY = "strategy.tree.unfolded"
_TYPES: dict[str, type[Record]] = {"goal": Goal, "field": ActionField, "item": StrategyItem}


class ItemTreeView(WithDetail):
    """The view "Baum" of the place Strategie."""

    new_label = "Neue Maßnahme"
    concerns = item_tree.CONCERNS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._model = ItemTreeModel(self)
        #: Folded (False) and unfolded by hand; all else is unfolded down to the Handlungsfelder.
        self._unfolded: dict[str, bool] = context.memory.recall(_KEY, {})
        self._build()
        self._connect()
        self.reload()

    @property
    def tree(self) -> ItemTree:
        """The tree."""
        return self._tree

    @property
    def model(self) -> ItemTreeModel:
        """What the tree shows."""
        return self._model

    @property
    def filters(self) -> ListFilters:
        """The row above it."""
        return self._filters

    @property
    def current_node(self) -> Node | None:
        """The node that the keys are on."""
        return self._model.node_at(self._tree.currentIndex())

    def reload(self) -> None:
        """Read the tree anew; what is unfolded and chosen stays so."""
        current = self.current_node
        with self._context.desk.read() as reader:
            tops = item_tree.item_tree(reader, light=self._light, contains=self._filters.contains)
        self._tree.selectionModel().blockSignals(True)
        self._model.show(tops)
        self._unfold()
        if current is not None and (index := self._model.index_of(current.key)).isValid():
            self._tree.setCurrentIndex(index)
        self._tree.selectionModel().blockSignals(False)
        self.empty.show_state(
            "Kein Treffer für diese Filter."
            if self._filters.is_active
            else "Hier stehen die Ziele, und darunter die Maßnahmen, mit denen sie erreicht werden.",
            "Filter aufheben" if self._filters.is_active else self.new_label,
            "" if self._filters.is_active else self._context.desk.read_only,
        )
        self._stack.setCurrentWidget(self._tree if tops else self.empty)
        self.tell()

    def tell(self) -> None:
        nodes = self._model.nodes
        shown = len({node.id for node in nodes if node.kind == "item"})
        goals = sum(node.kind == "goal" and bool(node.id) for node in nodes)
        many = "1 Maßnahme" if shown == 1 else f"{shown} Maßnahmen"
        self.counted.emit(f"{many} in {goals} {'Ziel' if goals == 1 else 'Zielen'}")
        if self.isVisible():
            lights = {node.id: node.state.light for node in nodes if node.state is not None}
            counts = [
                f"{n} {w}"
                for c, w in (("crit", "kritisch"), ("warn", "verzögert"))
                if (n := list(lights.values()).count(c))
            ]
            self._context.wishes.status.emit(" · ".join(filter(None, [many, ", ".join(counts)])))

    def listed(self) -> Listed:
        ids = dict.fromkeys(node.id for node in self._model.nodes if node.kind == "item" and node.id)
        filtered = ListQuery(StrategyItem.spec.name, only=self._filters.only, contains=self._filters.contains)
        with self._context.desk.read() as reader:
            words = filter_words(reader, filtered)
        query = ListQuery(StrategyItem.spec.name)
        return Listed(query, ITEMS.columns, ITEMS.stretched, tuple(ids), words)

    def begin_new(self) -> None:
        self.show_new(StrategyItem, self._preset())

    def choose(self, identity: str) -> bool:
        self.freshen()
        if not self._go_to(identity):
            with self._context.desk.read() as reader:
                record = reader.record(identity)
            if not isinstance(record, Goal | ActionField | StrategyItem) or record.trashed is not None:
                return False
            self._filters.clear()
            if not self._go_to(identity):
                return False
        node = self.current_node
        if node is not None:
            self.show_detail(_TYPES[node.kind], identity)
        return True

    def search_here(self) -> None:
        self._filters.search_here()

    def trash_chosen(self) -> None:
        node = self.current_node
        if node is None or not node.id:
            return
        with self._context.desk.read() as reader:
            record = reader.record(node.id)
        try:
            if record is not None:
                self._context.desk.trash(record)
                self._context.wishes.toast.emit(f"{record.code} im Papierkorb", True)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)

    def show_chosen(self) -> None:
        node = self.current_node
        if node is not None and node.id and (self.detail is not None or self.is_wide):
            self.show_detail(_TYPES[node.kind], node.id)

    def after_close(self) -> None:
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_save(self, cls: type[Record], identity: str) -> None:
        self.freshen()
        self._go_to(identity)

    # --- inside

    @property
    def _light(self) -> str | None:
        chosen = self._filters.box("plan_light").chosen
        return chosen[0] if chosen else None

    def _build(self) -> None:
        theme = self._context.theme
        row = QHBoxLayout()
        row.setSpacing(S)
        self._filters = ListFilters(self._context, StrategyItem, ("plan_light",), "Im Baum")
        row.addWidget(self._filters, 1)
        self.more = QPushButton("Alles aufklappen")
        self.less = QPushButton("Zuklappen")
        row.addWidget(self.more)
        row.addWidget(self.less)
        self._column.addLayout(row)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._tree = ItemTree(theme)
        self._tree.setAccessibleName("Ziele und Maßnahmen")
        self._tree.setModel(self._model)
        self.empty = Empty(theme)
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self.empty)
        inside.addWidget(holder)
        self._column.addWidget(card, 1)

    def _connect(self) -> None:
        self._filters.changed.connect(self.reload)
        self.more.clicked.connect(lambda: self._unfold_all(True))
        self.less.clicked.connect(lambda: self._unfold_all(False))
        self._tree.expanded.connect(lambda index: self._remember(index, True))
        self._tree.collapsed.connect(lambda index: self._remember(index, False))
        self._tree.selectionModel().selectionChanged.connect(lambda: self._resting.start())
        self._tree.opened.connect(self._open)
        self._tree.delete_asked.connect(self.trash_chosen)
        self.empty.asked.connect(self._empty_asked)

    def _remember(self, index: QModelIndex, unfolded: bool) -> None:
        node = self._model.node_at(index)
        if node is not None and not self._filters.is_active:
            self._unfolded = {**self._unfolded, node.key: unfolded}
            self._context.memory.remember(_KEY, self._unfolded)

    def _unfold_all(self, unfolded: bool) -> None:
        self._unfolded = {node.key: unfolded for node in self._model.nodes if node.children}
        self._context.memory.remember(_KEY, self._unfolded)
        self._tree.blockSignals(True)
        if unfolded:
            self._tree.expandAll()
        else:
            self._tree.collapseAll()
        self._tree.blockSignals(False)
        self._tree.fit_columns()

    def _unfold(self) -> None:
        """Unfold as it was left; with a filter everything, for it shows only what passes."""
        if self._filters.is_active:
            self._tree.expandAll()
            return
        self._tree.blockSignals(True)
        for node in self._model.nodes:
            index = self._model.index_of(node.key)
            wanted = self._unfolded.get(node.key, node.kind == "goal")
            if node.children and self._tree.isExpanded(index) != wanted:
                self._tree.setExpanded(index, wanted)
        self._tree.blockSignals(False)
        self._tree.fit_columns()

    def _go_to(self, identity: str) -> bool:
        index = self._model.index_of(self._model.key_of(identity))
        current = self.current_node
        if current is not None and current.id == identity:
            index = self._tree.currentIndex()
        if not index.isValid():
            return False
        self._tree.setCurrentIndex(index)
        self._tree.scrollTo(index)
        return True

    def _open(self, node: Node) -> None:
        if node.id:
            self.follow(node.id)

    def _preset(self) -> dict[str, Any]:
        """A new Maßnahme begins with the goal and the Handlungsfeld on whose branch the keys are."""
        preset: dict[str, Any] = {}
        index = self._tree.currentIndex()
        while index.isValid():
            node = self._model.node_at(index)
            if node is not None and node.id:
                if node.kind == "field":
                    preset.setdefault("action_field", node.id)
                elif node.kind == "goal":
                    preset.setdefault("goals", (node.id,))
            index = index.parent()
        return preset

    def _empty_asked(self) -> None:
        if self._filters.is_active:
            self._filters.clear()
        else:
            self.begin_new()
