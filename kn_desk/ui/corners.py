"""The round corners of a card: what fills it to its edge leaves them free."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from kn_desk.ui.style import RADIUS_CARD

#: A card has an edge of one pixel, and what is in it stands inside that.
_RADIUS = RADIUS_CARD - 1


def leave_corners(widget: QWidget) -> None:
    """Show nothing of a widget in the corners of the card around it; to be called whenever it gets another size."""
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(widget.rect()), _RADIUS, _RADIUS)
    widget.setMask(QRegion(shape.toFillPolygon().toPolygon()))
