"""The tabs of a detail: as many as have room, whole; the menu at their end has all of them."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QTabWidget, QToolButton, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.style import L, Theme


class _Bar(QTabBar):
    """A bar that says how wide a tab is."""

    def width_of(self, number: int) -> int:
        return self.tabSizeHint(number).width()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class DetailTabs(QTabWidget):
    """Leaves out the last tabs where there is no room for them, never the one in use."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitting = False
        self._bar = _Bar()
        self.setTabBar(self._bar)
        self.setDocumentMode(True)
        self._bar.setElideMode(Qt.TextElideMode.ElideNone)
        self._bar.setUsesScrollButtons(False)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._all = QToolButton()
        self._all.setAccessibleName("Alle Reiter")
        self._all.setToolTip("Alle Reiter")
        self._all.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._all.setProperty("corner", True)
        menu = QMenu(self._all)
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        self._all.setMenu(menu)
        self.setCornerWidget(self._all)
        self.currentChanged.connect(self.fit)
        theme.changed.connect(self._dress)
        self._dress()

    def name(self, page: QWidget, words: str) -> None:
        """Give a page's tab other words."""
        if words != self.tabText(self.indexOf(page)):
            self.setTabText(self.indexOf(page), words)
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self.fit()

    def fit(self, *_: object) -> None:
        """Show the tabs that have room."""
        if self._fitting or not self.count():
            return
        self._fitting = True
        widths = [self._bar.width_of(number) for number in range(self.count())]
        room = self.width() - 2 * L
        if sum(widths) > room:
            room = self.width() - L - self._all.sizeHint().width()
        current = self.currentIndex()
        self.setTabVisible(current, True)  # before any other: Qt goes to whichever comes first where it is not
        left = room - widths[current]
        full = False
        for number, width in enumerate(widths):
            if number != current:
                full = full or width > left
                left -= 0 if full else width
                self.setTabVisible(number, not full)
        self._all.setVisible(full)
        self._fitting = False

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for number in range(self.count()):
            action = menu.addAction(self.tabText(number))
            action.setCheckable(True)
            action.setChecked(number == self.currentIndex())
            action.setEnabled(self.isTabEnabled(number))
            action.triggered.connect(partial(self._go, number))

    def _go(self, number: int, *_: object) -> None:
        self.setCurrentIndex(number)
        self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        self._all.setIcon(icon("chevron-down", self._theme.tokens.text2))
        self.fit()
