"""Moving an application to another phase: which status it gets, asked where several fit; refused with the reason."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.errors import UserError
from kn_desk.records import funding_stages as stages
from kn_desk.services import pipeline
from kn_desk.services.pipeline import Card
from kn_desk.ui.context import Context


class Moves(QObject):
    """Writes changes of status, each as one step; the board shows what came of it."""

    #: A status was written or refused for an application.
    settled = Signal(str)

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner

    def move(self, card: Card, phase: str, at: QPoint) -> None:
        """Give an application the status of another phase; where several fit, a menu asks which."""
        statuses = pipeline.statuses_in(card.application.kind, phase)
        if not statuses:
            self._context.wishes.toast.emit(pipeline.no_way(card.application.kind, phase), False)
        elif len(statuses) == 1:
            self._set_status(card.id, statuses[0][0])
        else:
            self.menu(card, statuses).popup(at)

    def move_on(self, card: Card, step: int, at: QPoint) -> None:
        """Move to the phase before (-1) or after (1) that this kind of application has."""
        phase = pipeline.phase_beside(card.application.kind, card.phase, step)
        if phase is not None:
            self.move(card, phase, at)

    def menu(self, card: Card, statuses: list[tuple[str, str]]) -> QMenu:
        """Return a menu of statuses."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Status wählen")
        for status, word in statuses:
            action = QAction(word, menu, checkable=True)
            action.setChecked(status == card.application.status)
            action.triggered.connect(partial(self._set_status, card.id, status))
            menu.addAction(action)
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _set_status(self, identity: str, status: str, *_: object) -> None:
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        if record is None or getattr(record, "status", None) == status:
            return
        try:
            self._context.desk.change(record, {"status": status})
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
        else:
            self._context.wishes.toast.emit(f"{record.code} ist jetzt „{stages.STATUS.show(status)}“", True)
        self.settled.emit(identity)
