"""Editors of references: records are found by typing, and followed by a click."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec
from kn_desk.fields.text import visible
from kn_desk.services.references import Match
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.icons import icon
from kn_desk.ui.placeholder import Placeholder
from kn_desk.ui.style import Tokens

#: Finds records by what is typed: (typed, type names) -> matches.
Find = Callable[[str, tuple[str, ...]], list[Match]]


class FindingLine(QLineEdit):
    """A line that offers the records that what is typed may mean."""

    chosen = Signal(str, str)

    def __init__(self, find: Find, targets: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._targets = targets
        self._matches: list[Match] = []
        self._names = QStringListModel(self)
        self._offered = QCompleter(self._names, self)
        offered = self._offered
        offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(offered)
        self.textEdited.connect(self._offer)
        # Queued: Qt itself puts the words offered into the line, and that has to come first.
        queued = Qt.ConnectionType.QueuedConnection
        offered.activated[QModelIndex].connect(self._choose, queued)  # type: ignore[index]

    def offer_all(self) -> None:
        """Offer what fits what stands there now."""
        self._offer(self.text())
        if self._matches:
            self._offered.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self._popup_is_open():
            self.offer_all()
            return
        super().keyPressEvent(event)

    def _popup_is_open(self) -> bool:
        popup = self._offered.popup()
        return popup is not None and popup.isVisible()

    def _offer(self, typed: str) -> None:
        self._matches = self._find(typed, self._targets)
        self._names.setStringList([visible(f"{m.name}  ·  {m.label} {m.code}") for m in self._matches])

    def _choose(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._matches):
            match = self._matches[index.row()]
            self.setText(match.name)
            self.chosen.emit(match.id, match.name)


class RefEditor(Editor):
    """One record."""

    followed = Signal(str)

    def __init__(self, spec: FieldSpec, tokens: Tokens, find: Find, parent: QWidget | None = None) -> None:
        assert isinstance(spec.kind, Ref)
        self.line = FindingLine(find, spec.kind.targets)
        super().__init__(spec, self.line, parent)
        self._identity: str | None = None
        Placeholder(self.line, "tippen, um zu suchen", "suchen")
        self._follow = QAction(icon("arrow-right", tokens.text2), "Öffnen", self.line)
        self.line.addAction(self._follow, QLineEdit.ActionPosition.TrailingPosition)
        self._follow.triggered.connect(self._open)
        self.line.textEdited.connect(self._typed)
        self.line.chosen.connect(self._chosen)

    def show_value(self, value: Any, text: str) -> None:
        self._identity = value
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self._follow.setVisible(value is not None)

    def raw(self) -> str | None:
        return self._identity or self.line.text()

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)

    def _typed(self) -> None:
        self._identity = None
        self._follow.setVisible(False)
        self.edited.emit()

    def _chosen(self, identity: str) -> None:
        self._identity = identity
        self._follow.setVisible(True)
        self.edited.emit()

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

    def raw(self) -> tuple[str, ...]:
        """The ids, and what is typed and not chosen yet: it may be a Kennung or a name, else it is told to be none."""
        typed = self.line.text().strip()
        return (*self._ids(), typed) if typed else self._ids()

    def _ids(self) -> tuple[str, ...]:
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

    def _append(self, identity: str, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, identity)
        self.list.addItem(item)

    def _add(self, identity: str, name: str) -> None:
        if identity not in self._ids():
            self._append(identity, name)
            self._fit()
            self.edited.emit()
        self.line.clear()

    def _take_out(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._fit()
        self.edited.emit()

    def _follow(self, item: QListWidgetItem) -> None:
        self.followed.emit(item.data(Qt.ItemDataRole.UserRole))

    def _fit(self) -> None:
        rows = min(self.list.count(), 6)
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 20) + 14)
