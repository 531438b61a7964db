"""Icons: Lucide drawings in the colour of the text beside them."""

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kn_desk.paths import resources

#: The largest icon at the usual text size.
_SIZE = 20


@cache
def _drawing(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _coloured(name: str, colour: str) -> bytes:
    return _drawing(name).replace("currentColor", colour).encode()


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 2.0) -> QPixmap:
    """Return an icon of ``size`` logical pixels, sharp on screens up to ``ratio``."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(_coloured(name, colour))).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: str, faint: str = "") -> QIcon:
    """Return an icon for the text size in force; ``faint`` is its colour where it is disabled."""
    size = round(_SIZE * max(1.0, QGuiApplication.font().pointSizeF() / 10))  # an icon is never shown larger than drawn
    made = QIcon(pixmap(name, colour, size))
    if faint:
        made.addPixmap(pixmap(name, faint, size), QIcon.Mode.Disabled)
    return made


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="kn-desk-")


@cache
def coloured_file(name: str, colour: str) -> Path:
    """Return a file with the icon in a colour, gone when the program ends: style sheets take files only."""
    path = Path(_folder().name) / f"{name}-{colour.strip('#')}.svg"
    path.write_bytes(_coloured(name, colour))
    return path
