"""What is painted on a page: a few kinds of marks, each at its place, in units of the page."""

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from kn_desk.ui.lights import paint_shape
from kn_desk.ui.printing.measures import Fonts, points


@dataclass(frozen=True)
class TextMark:
    """One line of text; ``x`` is its left edge, ``y`` its baseline. ``even``: figures stand below one another."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: str
    even: bool = False

    def paint(self, painter: QPainter, fonts: Fonts) -> None:
        """Paint it."""
        painter.setFont(fonts.font(self.size, self.bold))
        painter.setPen(QColor(self.colour))
        if not self.even:
            painter.drawText(QPointF(self.x, self.y), self.text)
            return
        x = self.x
        for sign, step in zip(self.text, fonts.steps(self.text, self.size, self.bold), strict=True):
            spare = step - fonts.advance(sign, self.size, self.bold)
            painter.drawText(QPointF(x + spare / 2, self.y), sign)
            x += step


@dataclass(frozen=True)
class LineMark:
    """A horizontal line."""

    x: float
    y: float
    width: float
    colour: str
    thick: float = 0.5

    def paint(self, painter: QPainter, fonts: Fonts) -> None:
        """Paint it."""
        painter.setPen(QPen(QColor(self.colour), points(self.thick)))
        painter.drawLine(QLineF(self.x, self.y, self.x + self.width, self.y))


@dataclass(frozen=True)
class ShapeMark:
    """The shape of a light, around its centre."""

    x: float
    y: float
    symbol: str
    colour: str
    size: float

    def paint(self, painter: QPainter, fonts: Fonts) -> None:
        """Paint it; the shape is drawn in points, so that its outline has the right thickness."""
        painter.save()
        painter.translate(self.x, self.y)
        painter.scale(points(1), points(1))
        paint_shape(painter, self.symbol, QPointF(0, 0), QColor(self.colour), self.size)
        painter.restore()


Mark = TextMark | LineMark | ShapeMark


@dataclass
class Page:
    """One page."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words on the page, line by line as they were set."""
        return "\n".join(mark.text for mark in self.marks if isinstance(mark, TextMark))

    def paint(self, painter: QPainter, fonts: Fonts) -> None:
        """Paint it; the painter counts in units of the page."""
        for mark in self.marks:
            mark.paint(painter, fonts)
