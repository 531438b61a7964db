"""A view with the detail of what is chosen at its right, or as a drawer over it where the window is narrow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.records.change import Change
from kn_desk.ui.context import Context
from kn_desk.ui.pages.side import Fade, side_width, stands_beside
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import L, M

if TYPE_CHECKING:  # imported when first wanted: the start is short
    from kn_desk.services.paper.printable import Printable
    from kn_desk.ui.pages.detail import DetailPane

_QUIET_MS = 120
#: No detail beside a view is narrower.
_LEAST = 320


class WithDetail(View):
    """Holds one detail per type of record, each made when it is first wanted."""

    #: Types whose change can change what the view shows.
    concerns: frozenset[str] = frozenset()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._details: dict[type[Record], DetailPane] = {}
        self._stale = False
        #: The width that the detail was given last; a hand at the splitter may have changed it since.
        self._given = 0
        #: Started with each step of the keys; the detail follows once they rest.
        self._resting = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._resting.timeout.connect(self.show_chosen)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._side = QStackedWidget(self)
        self._side.setVisible(False)
        self._fade = Fade(context.theme, self)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        left = QWidget()
        #: What the view shows goes in here.
        self._column = QVBoxLayout(left)
        self._column.setContentsMargins(L, 0, L, L)
        self._column.setSpacing(M)
        self._split.addWidget(left)
        self._split.setStretchFactor(0, 1)

    @property
    def head_place(self) -> QVBoxLayout:
        return self._column

    @property
    def detail(self) -> "DetailPane | None":
        """The detail that is shown."""
        chosen = self._side.currentWidget()
        return next((pane for pane in self._details.values() if pane is chosen and not self._side.isHidden()), None)

    @property
    def is_wide(self) -> bool:
        """Whether the detail has a place beside the view; large text needs more room."""
        return stands_beside(self.window().width(), self._context.theme.scale)

    def show_detail(self, cls: type[Record], identity: str) -> None:
        """Show a record in its detail; what is typed in another one is saved first."""
        self._resting.stop()
        if self._leave_for(cls):
            self._shown(cls).show_record(identity)

    def show_new(self, cls: type[Record], values: dict[str, Any]) -> None:
        """Begin a new record in its detail."""
        self._resting.stop()
        if self.save():
            self._shown(cls).show_new(values)

    def follow(self, identity: str) -> None:
        """Let the window open a record; where that is here, the keyboard goes into its detail."""
        self._context.wishes.follow.emit(identity)
        if self.isVisible() and self.detail is not None and (tabs := self.detail.findChild(QTabBar)) is not None:
            tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_detail(self) -> None:
        """Close the detail and give the keyboard back."""
        self._resting.stop()
        self._side.setVisible(False)
        self._arrange()
        self.after_close()

    def detail_made(self, cls: type[Record], pane: "DetailPane") -> None:
        """Dress a new detail (hook)."""

    def show_chosen(self) -> None:
        """The keys rest on something (hook): show it."""

    def after_close(self) -> None:
        """The detail was closed (hook): take the keyboard."""

    def after_save(self, cls: type[Record], identity: str) -> None:
        """A record was saved in the detail (hook)."""

    def reload(self) -> None:
        """Read anew what the view shows (hook)."""

    def freshen(self) -> None:
        """Read anew if something changed while nobody looked."""
        if self._stale:
            self._stale = False
            self.reload()

    def update_after(self, change: Change) -> None:
        if {edit.type for edit in change.edits} & self.concerns:
            self._stale = True
            if self.isVisible():
                self.freshen()
        for pane in self._details.values():
            pane.update_after(change)

    def save(self) -> bool:
        return all(pane.save() for pane in self._details.values())

    def store(self) -> bool:
        return self.detail is None or self.detail.store()

    def printable(self) -> "Sequence[Printable]":
        from kn_desk.services.paper.record_paper import ShownRecord

        record = self.detail.record if self.detail is not None else None
        return [*super().printable(), *([ShownRecord(record.id, record.code)] if record is not None else [])]

    def chosen_records(self) -> Sequence[Record]:
        record = self.detail.record if self.detail is not None else None
        return () if record is None else (record,)

    def leave_detail(self) -> None:
        pane = self.detail
        if pane is not None and not pane.step_back():
            self.close_detail()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        self.freshen()
        self.tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._resting.stop()

    def _leave_for(self, cls: type[Record]) -> bool:
        """Save what is typed in the details of other types."""
        return all(pane.save() for other, pane in self._details.items() if other is not cls)

    def _shown(self, cls: type[Record]) -> "DetailPane":
        if cls not in self._details:
            from kn_desk.ui.pages.detail import DetailPane

            pane = DetailPane(self._context, cls)
            self.detail_made(cls, pane)
            pane.closed.connect(self.close_detail)
            pane.saved.connect(lambda identity: self.after_save(cls, identity))
            self._side.addWidget(pane)
            self._details[cls] = pane
        self._side.setCurrentWidget(self._details[cls])
        self._side.setVisible(True)
        self._arrange()
        return self._details[cls]

    def _arrange(self) -> None:
        side = min(side_width(self.window().width(), self._context.theme.scale), self.width())
        shown = not self._side.isHidden()
        if not self.is_wide:
            if self._side.parentWidget() is not self:
                self._side.setParent(self)
                self._side.setVisible(shown)
            self._side.setMinimumWidth(side)
            self._fade.lay_over(self._side, side, self.rect())
            return
        self._fade.hide()
        if self._split.indexOf(self._side) < 0:
            self._split.addWidget(self._side)
            self._split.setStretchFactor(1, 0)
            self._side.setVisible(shown)
        self._side.setMinimumWidth(min(side, _LEAST))
        if shown and (self._split.sizes()[-1] < _LEAST or side != self._given):
            self._given = side
            self._split.setSizes([self.width() - side, side])
