"""The workplace of a meeting: list, agenda and item side by side as far as there is room."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kn_desk.records.jour_fixe import Meeting
from kn_desk.ui.context import Context
from kn_desk.ui.models.agenda_model import AgendaModel
from kn_desk.ui.models.meeting_list_model import MeetingListModel
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.jour_fixe.agenda_pane import AgendaPane
from kn_desk.ui.pages.jour_fixe.heading import MeetingHeading
from kn_desk.ui.pages.jour_fixe.item_pane import ItemPane
from kn_desk.ui.pages.jour_fixe.meeting_list import MeetingList, list_width
from kn_desk.ui.pages.side import Fade, side_width, stands_beside
from kn_desk.ui.style import M


class Workplace(QWidget):
    """Arranges the parts; the right side is a drawer where the window is narrow."""

    #: The right side was closed.
    closed = Signal()

    def __init__(
        self, context: Context, meetings: MeetingListModel, agenda: AgendaModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        #: Whether the right side is wanted; None: wherever there is room for it.
        self._opened: bool | None = None
        self._has_item = False
        self.detail: DetailPane | None = None
        self.list = MeetingList(context.theme, meetings)
        self.heading = MeetingHeading(context.theme, meetings)
        self.middle = AgendaPane(context.theme, agenda)
        self.pane = ItemPane(context)
        self._fade = Fade(context.theme, self)
        self._build()
        self._connect()

    @property
    def is_drawer(self) -> bool:
        """Whether the right side opens only when it is asked for, and lies over the agenda."""
        return not stands_beside(self.window().width(), self._context.theme.scale)

    @property
    def has_list(self) -> bool:
        """Whether the list of meetings has room of its own."""
        return bool(self._list_width)

    @property
    def shows_detail(self) -> bool:
        """Whether the right side shows the meeting itself."""
        return self.detail is not None and self._side.currentWidget() is self.detail

    @property
    def side_is_open(self) -> bool:
        """Whether the right side is seen."""
        return not self._side.isHidden()

    def show_item(self, has_item: bool) -> None:
        """Let the right side show the chosen item, if there is one."""
        self._has_item = has_item
        self.arrange()

    def back_to_item(self) -> None:
        """Let the right side show the item instead of the meeting."""
        self._side.setCurrentWidget(self.pane)
        self.arrange()

    def show_detail(self, meeting: str) -> None:
        """Let the right side show what there is to say about the meeting itself, and who takes part."""
        if self.detail is None:
            self.detail = DetailPane(self._context, Meeting)
            self.detail.closed.connect(self.back_to_item)
            self._side.addWidget(self.detail)
        self.detail.show_record(meeting)
        self._side.setCurrentWidget(self.detail)
        self.open_side(True)

    def open_side(self, wanted: bool | None) -> None:
        """Open or close the right side; None opens it wherever there is room."""
        self._opened = wanted
        self.arrange()

    def close_side(self) -> None:
        """Close the right side, and go back to the agenda."""
        self.open_side(False)
        self.middle.table.setFocus()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give each part the room that it has at this width and text size."""
        self.list.setVisible(self.has_list)
        self.list.setFixedWidth(max(self._list_width, 1))
        self.heading.set_narrow(not self.has_list)
        side = min(side_width(self.window().width(), self._context.theme.scale), self.width())
        self._side.setFixedWidth(side)
        wanted = self._opened if self._opened is not None else not self.is_drawer
        self._side.setVisible(wanted and (self.shows_detail or self._has_item))
        if self.is_drawer:
            self._whole.removeWidget(self._side)
            self._fade.lay_over(self._side, side, self.rect())
            return
        self._fade.hide()
        if self._whole.indexOf(self._side) < 0:
            self._whole.addWidget(self._side)

    @property
    def _list_width(self) -> int:
        scale = self._context.theme.scale
        return round(list_width(round(self.window().width() / scale)) * scale)

    def _build(self) -> None:
        whole = self._whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        #: Has the page's heading at its top; the right side is as high as the page.
        self.column = QVBoxLayout()
        self.column.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, M, 0, 0)
        middle.setSpacing(M)
        middle.addWidget(self.heading)
        middle.addWidget(self.middle, 1)
        row.addLayout(middle, 1)
        self.column.addLayout(row, 1)
        whole.addLayout(self.column, 1)
        self._side = QStackedWidget(self)
        self._side.addWidget(self.pane)

    def _connect(self) -> None:
        self._context.theme.changed.connect(self.arrange)
        self.pane.closed.connect(self.close_side)
