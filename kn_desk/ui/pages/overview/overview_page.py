"""The page of the briefing: the view, and at its right, as high as the page, how the office stands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kn_desk.ui.context import Context
from kn_desk.ui.pages.overview.aside import Aside
from kn_desk.ui.pages.overview.view import OverviewView
from kn_desk.ui.pages.page import Page
from kn_desk.ui.style import XS

_ASIDE = {1600: 460, 1280: 380}
_DRAWER = 400


class OverviewPage(Page):
    """Below 1280 the aside is a drawer over the page (F4)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._overview = OverviewView(context)
        self._drawn = False
        super().__init__(context, "overview", "Übersicht", [self._overview], parent)

    @property
    def aside(self) -> Aside:
        """What stands at the right."""
        return self._overview.aside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        super()._build()
        column = self.layout()
        assert column is not None
        # The sentence belongs to the heading.
        column.setSpacing(XS)
        left = QWidget()
        left.setLayout(column)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(left, 1)
        self._overview.drawer_button.clicked.connect(self._toggle)
        self._overview.left.connect(self._close)
        self.aside.close_button.clicked.connect(self._close)
        self._context.theme.changed.connect(self._arrange)
        drawer = QShortcut(QKeySequence(Qt.Key.Key_F4), self)
        drawer.activated.connect(self._toggle)
        self._arrange()

    def _toggle(self) -> None:
        self._drawn = not self._drawn
        self._arrange()
        if self._drawn and not self._is_wide:
            self.aside.prepare.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self._drawn:
            self._toggle()
            self._overview.drawer_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _scale(self) -> float:
        """How much larger than usual the text is: the aside grows with it, and becomes a drawer sooner."""
        return max(1.0, self._context.theme.font().pointSizeF() / 10)

    @property
    def _is_wide(self) -> bool:
        return self.window().width() >= min(_ASIDE) * self._scale

    def _arrange(self) -> None:
        aside, width = self.aside, self.window().width()
        self._overview.drawer_button.setVisible(not self._is_wide)
        aside.close_button.setVisible(not self._is_wide)
        if self._is_wide:
            self._drawn = False
            side = next(pixels for least, pixels in _ASIDE.items() if width >= least * self._scale)
            aside.setFixedWidth(round(side * self._scale))
            if self._row.indexOf(aside) < 0:
                self._row.addWidget(aside)
            aside.setVisible(True)
        else:
            if self._row.indexOf(aside) >= 0:
                self._row.removeWidget(aside)
            if aside.parentWidget() is not self:
                aside.setParent(self)
            side = min(round(_DRAWER * self._scale), self.width())
            aside.setFixedWidth(side)
            aside.setGeometry(self.width() - side, 0, side, self.height())
            aside.setVisible(self._drawn)
            aside.raise_()
        self._overview.drawer_button.setChecked(self._drawn)
