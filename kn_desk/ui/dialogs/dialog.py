"""What all dialogs share: heading, body that scrolls where it must, buttons at the bottom right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.style import XL, L, M, S, Theme

_WIDEST, _HIGHEST = 900, 600


def grow(dialog: QDialog, theme: Theme, wanted: QSize) -> None:
    """Give a dialog the size it wants, larger with larger text, but no larger than there is room on its screen.

    900 × 600 there always is: the window itself needs more.
    """
    room = dialog.screen().availableSize()
    room -= QSize(0, dialog.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
    dialog.resize((wanted * theme.scale).boundedTo(room.expandedTo(QSize(_WIDEST, _HIGHEST))))


class _Body(QWidget):
    """As high as its words are at the width that it has: a label alone counts with more lines than it then takes."""

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.minimumHeightForWidth(max(self.width(), hint.width())))


class Dialog(QDialog):
    """A dialog of at most 900 × 600; fill ``body``, add buttons with ``add_button``."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._width: int | None = None
        self._was_shown = False
        self.setWindowTitle(title)
        self.setMaximumSize(_WIDEST, _HIGHEST)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = _Body()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(XL, L, XL, L)
        self.body.setSpacing(M)
        #: The heading.
        self.title = Words(theme, title, points=12, bold=True, wrap=True)
        self.body.addWidget(self.title)
        area.setWidget(self._inside)
        outer.addWidget(area, 1)
        outer.addWidget(hairline())
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(XL, M, XL, M)
        self._buttons.setSpacing(S)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)

    def add_button(self, words: str, *, primary: bool = False) -> QPushButton:
        """Add a button at the right and return it."""
        button = QPushButton(words)
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        self._buttons.addWidget(button)
        return button

    def add_text(self, text: str, *, quiet: bool = False) -> Words:
        """Add a paragraph."""
        words = Words(self.theme, text, colour="text2" if quiet else "text", wrap=True)
        self.body.addWidget(words)
        return words

    def fit(self, width: int) -> None:
        """Take a width (larger with larger text) and, once it is shown, the height that the body needs in it."""
        self._width = width
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._was_shown:
            self._was_shown = True
            grow(self, self.theme, self.size())
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        if self._width is None:
            return
        for child in self.findChildren(QWidget):
            child.ensurePolished()  # the style sheet decides how high buttons and fields are
        scale = self.theme.scale
        if self._buttons.sizeHint().width() > _WIDEST:
            # At large text long answers stand below one another.
            self._buttons.setDirection(QBoxLayout.Direction.TopToBottom)
        self.body.invalidate()
        self.body.activate()
        wide = min(max(round(self._width * scale), self._buttons.sizeHint().width()), _WIDEST)
        high = self.body.heightForWidth(wide) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        self.resize(wide, min(high + self._buttons.sizeHint().height() + 2, _HIGHEST))
