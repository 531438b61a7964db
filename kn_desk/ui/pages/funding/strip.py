"""The last phases as a strip below the lanes, where there is no room for them: one at a time unfolds."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from kn_desk.services.pipeline import Lane, whole_euros
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import pixmap
from kn_desk.ui.pages.funding.card_list import CardList
from kn_desk.ui.pages.funding.card_model import CardModel
from kn_desk.ui.pages.funding.drop import DropTarget
from kn_desk.ui.style import FIELD_ICON, RADIUS_FIELD, XS, S, Theme


class StripButton(QAbstractButton):
    """A chevron, the word of a phase and how many applications it has."""

    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__()
        self._theme = theme
        self._count = ""
        self.setText(word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)

    def set_count(self, number: int) -> None:
        """Say how many there are."""
        self._count = str(number)
        self.setAccessibleName(f"{self.text()}, {number} {'Antrag' if number == 1 else 'Anträge'}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self.text())
        count = QFontMetrics(self._theme.font()).horizontalAdvance(self._count)
        return QSize(XS + self._theme.px(FIELD_ICON) + XS + words + S + count + S, self._theme.row_height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._theme.px(FIELD_ICON)
        chevron = pixmap("chevron-down" if self.isChecked() else "chevron-right", tokens.text2, size)
        painter.drawPixmap(QPoint(XS, (self.height() - size) // 2), chevron)
        place = self.rect().adjusted(2 * XS + size, 0, 0, 0)
        for text, bold, ink in ((self.text(), True, tokens.text), (self._count, False, tokens.text2)):
            font = self._theme.font(bold=bold)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            place.setLeft(place.left() + QFontMetrics(font).horizontalAdvance(text) + S)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_FIELD, RADIUS_FIELD)
        painter.end()


class StripTile(DropTarget):
    """One folded phase; a card can be dropped on it."""

    toggled = Signal(str)

    def __init__(self, theme: Theme, phase: str, word: str) -> None:
        super().__init__(theme, phase)
        self.button = StripButton(theme, word)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.button.clicked.connect(self._toggle)

    def set_open(self, is_open: bool) -> None:
        """Point the chevron down or right."""
        self.button.setChecked(is_open)
        self.button.setToolTip(f"{self.button.text()} {'zuklappen' if is_open else 'aufklappen'}")

    def _toggle(self) -> None:
        self.toggled.emit(self.phase)


class Strip(QWidget):
    """Folded phases; the open one shows its cards side by side, and its sums in a line."""

    #: Another phase is open, or none ("").
    opened = Signal(str)

    def __init__(self, theme: Theme, phases: dict[str, str], models: dict[str, CardModel]) -> None:
        super().__init__()
        self._theme = theme
        self._models = models
        self._lanes: dict[str, Lane] = {}
        self.open_phase = ""
        self.tiles = {phase: StripTile(theme, phase, word) for phase, word in phases.items()}
        self._build(next(iter(phases)))
        for tile in self.tiles.values():
            tile.toggled.connect(self._toggle)

    def show_lanes(self, lanes: dict[str, Lane]) -> None:
        """Show the counts and sums of the folded phases."""
        self._lanes = lanes
        for phase, tile in self.tiles.items():
            tile.button.set_count(len(lanes[phase].cards))
        self._show_sums()

    def open(self, phase: str) -> None:
        """Unfold a phase, or none."""
        self.open_phase = phase
        for name, tile in self.tiles.items():
            tile.set_open(name == phase)
        if phase:
            self.list.setModel(self._models[phase])
        self.list.setVisible(bool(phase))
        self._show_sums()
        self.opened.emit(phase)

    def _build(self, first: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(XS)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(0, XS, 0, 0)
        row.setSpacing(S)
        for tile in self.tiles.values():
            row.addWidget(tile)
        row.addStretch(1)
        self._sums = Words(self._theme, points=9, colour="text2")
        row.addWidget(self._sums)
        column.addLayout(row)
        self.list = CardList(self._theme, self._models[first], flat=True)
        self.list.setVisible(False)
        column.addWidget(self.list)

    def _toggle(self, phase: str) -> None:
        self.open("" if phase == self.open_phase else phase)

    def _show_sums(self) -> None:
        lane = self._lanes.get(self.open_phase)
        self._sums.setVisible(lane is not None)
        if lane is None:
            return
        parts = (("Beantragt", lane.requested), ("Bewilligt", lane.granted), ("Eigenanteil", lane.own))
        self._sums.setText(" · ".join(f"{word} {whole_euros(cents)}" for word, cents in parts))
        self.list.setAccessibleName(f"{lane.word}, {len(lane.cards)} Anträge")
        self.list.setFixedHeight(self._height(lane))

    def _height(self, lane: Lane) -> int:
        """As high as the highest card, so that none is cut; a line where there is none."""
        rows = range(len(lane.cards))
        heights = [self.list.sizeHintForIndex(self.list.cards.index(row, 0)).height() for row in rows]
        return max(heights, default=self._theme.row_height)
