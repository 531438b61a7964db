"""Tabs as the look has them: indented like the heading above, a hairline below, the pages without a frame."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import hairline
from kn_desk.ui.style import L


class Tabs(QWidget):
    """A bar and the pages it chooses from; pages are named by themselves, since tabs can change places."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(L, 0, L, 0)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setDocumentMode(True)
        self.bar.setUsesScrollButtons(True)
        self.bar.setAccessibleName(name)
        row.addWidget(self.bar, 1)
        column.addLayout(row)
        line = QHBoxLayout()
        line.setContentsMargins(L, 0, L, 0)
        line.addWidget(hairline())
        column.addLayout(line)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show)

    def add(self, page: QWidget, word: str) -> None:
        """Add a page."""
        self._pages.append(page)
        self._stack.addWidget(page)
        self.bar.setTabData(self.bar.addTab(word), len(self._pages) - 1)

    def name(self, page: QWidget, word: str) -> None:
        """Give a page's tab another word."""
        self.bar.setTabText(self._tab(page), word)

    @property
    def current(self) -> QWidget:
        """The page shown."""
        return self._pages[self._stack.currentIndex()]

    def show_page(self, page: QWidget) -> None:
        """Show a page."""
        self.bar.setCurrentIndex(self._tab(page))

    def put_first(self, page: QWidget) -> None:
        """Let a page's tab stand first, and show it."""
        self.bar.moveTab(self._tab(page), 0)
        self.show_page(page)

    def _tab(self, page: QWidget) -> int:
        number = self._pages.index(page)
        return next(tab for tab in range(self.bar.count()) if self.bar.tabData(tab) == number)

    def _show(self, tab: int) -> None:
        number = self.bar.tabData(tab)
        if number is not None:
            self._stack.setCurrentIndex(number)
            self.changed.emit()
