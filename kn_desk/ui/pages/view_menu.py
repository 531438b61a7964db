"""The button "Ansicht" above a list: named views chosen, saved, renamed, deleted."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.office import SavedView
from kn_desk.services.saved_views import ViewState, keep_view, rename_view, state_of, views_of
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.view_name import ViewNameDialog
from kn_desk.ui.icons import icon


class ViewMenu(QPushButton):
    """Offers the named views of the list of one type."""

    #: A ViewState to be shown.
    chosen = Signal(object)

    def __init__(self, context: Context, cls: type[Record], usual: ViewState, parent: QWidget | None = None) -> None:
        super().__init__("Ansicht", parent)
        self._context = context
        self._cls = cls
        self._usual = usual
        self._state = usual
        self.setAccessibleName("Ansicht wählen")
        self.setToolTip("Ansicht: Filter, Reihenfolge und Spalten unter einem Namen")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        context.theme.changed.connect(self._dress)
        self._dress()

    def show_state(self, state: ViewState) -> None:
        """Remember what the list shows now: that is what would be saved."""
        self._state = state

    def keep(self, name: str) -> None:
        """Keep what the list shows under a name."""
        try:
            keep_view(self._context.desk, self._cls.spec.name, name, self._state)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
        else:
            self._context.wishes.toast.emit(f"Ansicht „{name}“ gespeichert", True)

    def _views(self) -> list[SavedView]:
        with self._context.desk.read() as reader:
            return views_of(reader, self._cls.spec.name)

    def _fill(self) -> None:
        self._menu.clear()
        self._add("Wie am Anfang", self._usual)
        views = self._views()
        if views:
            self._menu.addSeparator()
        in_force = None
        for view in views:
            state = state_of(view, self._cls, self._usual)
            if self._add(view.title.replace("&", "&&"), state):
                in_force = view
        self._menu.addSeparator()
        self._menu.addAction("Speichern unter …").triggered.connect(partial(self._ask_name, in_force))
        if in_force is not None:
            title = in_force.title.replace("&", "&&")
            self._menu.addAction(f"„{title}“ umbenennen …").triggered.connect(partial(self._rename, in_force))
            self._menu.addAction(f"„{title}“ löschen").triggered.connect(partial(self._delete, in_force))

    def _add(self, words: str, state: ViewState) -> bool:
        """Offer a state; return whether it is what the list shows."""
        action = QAction(words, self._menu, checkable=True)
        action.setChecked(state == self._state)
        action.triggered.connect(partial(self._choose, state))
        self._menu.addAction(action)
        return state == self._state

    def _choose(self, state: ViewState, _: bool = False) -> None:
        self.chosen.emit(state)

    def _ask_name(self, in_force: SavedView | None, _: bool = False) -> None:
        taken = [view.title for view in self._views()]
        dialog = ViewNameDialog(self._context.theme, taken, in_force.title if in_force else "", self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.keep(dialog.name)
        dialog.deleteLater()

    def _rename(self, view: SavedView, _: bool = False) -> None:
        taken = [other.title for other in self._views() if other.id != view.id]
        dialog = ViewNameDialog(self._context.theme, taken, view.title, self.window(), renames=True)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.name != view.title:
            try:
                rename_view(self._context.desk, view, dialog.name)
            except UserError as error:
                self._context.wishes.toast.emit(str(error), False)
            else:
                self._context.wishes.toast.emit(f"Ansicht „{view.title}“ heißt jetzt „{dialog.name}“", True)
        dialog.deleteLater()

    def _delete(self, view: SavedView, _: bool = False) -> None:
        try:
            self._context.desk.trash(view)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
        else:
            self._context.wishes.toast.emit(f"Ansicht „{view.title}“ im Papierkorb", True)

    def _dress(self) -> None:
        self.setIcon(icon("bookmark", self._context.theme.tokens.text2))
