"""Editors of references: records are found by typing, and followed by a click."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.ui.editors.editor import Editor, retype
from kn_desk.ui.editors.finding_line import Find, FindingLine
from kn_desk.ui.icons import icon
from kn_desk.ui.placeholder import Placeholder
from kn_desk.ui.style import Theme

#: Border and padding of a list, above and below its rows.
_LIST_EDGES = 12


class RefEditor(Editor):
    """One record; one that is not stored yet bears a sign."""

    followed = Signal(str)

    def __init__(self, spec: FieldSpec, theme: Theme, find: Find, parent: QWidget | None = None) -> None:
        assert isinstance(spec.kind, Ref)
        self.line = FindingLine(find, spec.kind.targets)
        super().__init__(spec, self.line, parent)
        self._theme = theme
        Placeholder(self.line, "tippen, um zu suchen", "suchen")
        self._follow = QAction("Öffnen", self.line)
        self.line.addAction(self._follow, QLineEdit.ActionPosition.TrailingPosition)
        self._follow.triggered.connect(self._open)
        self._is_new = QAction("Wird beim Speichern neu angelegt", self.line)
        self.line.addAction(self._is_new, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._dress)
        self._dress()
        self._mean(None)
        self.line.textEdited.connect(self._typed)
        self.line.chosen.connect(self._chosen)
        self.line.made.connect(self._take_made)

    def show_value(self, value: Any, text: str) -> None:
        self._mean(value)
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def put_back(self, value: Any, text: str) -> None:
        retype(self.line, text)
        self.line.close_offers()
        self._mean(value)

    def _dress(self) -> None:
        self._follow.setIcon(icon("arrow-right", self._theme.tokens.text2))
        self._is_new.setIcon(icon("plus", self._theme.tokens.accent))

    def raw(self) -> str | Record | None:
        """The id of a record, or one that is to be stored too, or what is typed."""
        return self._made or self._identity or self.line.text()

    def settle(self) -> None:
        if not self._made and not self._identity and not self.line.isReadOnly():
            self.line.take_only()

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)

    def _typed(self) -> None:
        self._mean(None)
        self.edited.emit()

    def _chosen(self, identity: str) -> None:
        self._mean(identity)
        self.edited.emit()

    def _take_made(self, record: Record) -> None:
        self._mean(None, record)
        self.edited.emit()

    def _mean(self, identity: str | None, made: Record | None = None) -> None:
        """What stands in the line means a record, one that is to be stored too, or nothing known."""
        self._identity: str | None = identity
        self._made: Record | None = made
        self._follow.setVisible(identity is not None)
        self._is_new.setVisible(made is not None)

    def _open(self) -> None:
        if self._identity:
            self.followed.emit(self._identity)


class LinksEditor(Editor):
    """Any number of records: a list, and a line below it that adds one; Entf takes one out."""

    followed = Signal(str)

    def __init__(self, spec: FieldSpec, find: Find, parent: QWidget | None = None) -> None:
        assert isinstance(spec.kind, Links)
        box = QWidget()
        self.list = QListWidget()
        self.list.setProperty("field", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long names end in "…"
        self.line = FindingLine(find, spec.kind.targets)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line)  # the first in the order of Tab, which enters at the focus proxy
        layout.insertWidget(0, self.list)
        super().__init__(spec, box, parent)
        self.setFocusProxy(self.line)
        Placeholder(self.line, "hinzufügen: tippen, um zu suchen", "hinzufügen")
        self.line.setAccessibleName(f"{spec.label}: hinzufügen")
        self.list.setAccessibleName(f"{spec.label}: Liste, Entf nimmt heraus")
        self.line.chosen.connect(self._add)
        self.line.made.connect(self._add_made)
        self.line.textEdited.connect(self.edited)
        self.list.itemActivated.connect(self._follow)
        take_out = QAction("Herausnehmen", self.list)
        take_out.setShortcut(Qt.Key.Key_Delete)
        take_out.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        take_out.triggered.connect(self._take_out)
        self.list.addAction(take_out)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_value(self, value: Any, text: str) -> None:
        """``text`` holds one name per line, in the order of ``value``."""
        self.list.clear()
        self.line.clear()
        for identity, name in zip(value or (), text.split("\n"), strict=False):
            self._append(identity, name)
        self._fit()

    def raw(self) -> tuple[str | Record, ...]:
        """The ids or, of what is to be stored too, the records, and what is typed and not chosen yet."""
        typed = self.line.text().strip()
        return (*self._held(), typed) if typed else self._held()

    def settle(self) -> None:
        if not self.line.isReadOnly():
            self.line.take_only()

    def _held(self) -> tuple[str | Record, ...]:
        return tuple(self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count()))

    def set_locked(self, locked: bool) -> None:
        self.line.setVisible(not locked)
        # Tab would be caught here by a proxy that nobody sees.
        self.setFocusProxy(None if locked else self.line)  # type: ignore[arg-type]  # Qt takes none
        for action in self.list.actions():
            action.setEnabled(not locked)

    def mark(self, faulty: bool) -> None:
        self.line.setProperty("fault", faulty)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _append(self, identity: str | Record, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, identity)
        self.list.addItem(item)

    def _add(self, identity: str, name: str) -> None:
        if identity not in self._held():
            self._append(identity, name)
            self._fit()
            self.edited.emit()
        self.line.clear()

    def _add_made(self, record: Record, name: str) -> None:
        self._append(record, f"{name} (neu)")
        self._fit()
        self.edited.emit()
        self.line.clear()

    def _take_out(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._fit()
        self.edited.emit()

    def _follow(self, item: QListWidgetItem) -> None:
        if isinstance(identity := item.data(Qt.ItemDataRole.UserRole), str):
            self.followed.emit(identity)

    def _fit(self) -> None:
        rows = min(self.list.count(), 6)
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + _LIST_EDGES)
