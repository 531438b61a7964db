"""Pages on a printer or in a PDF."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from kn_desk.errors import UserError
from kn_desk.ui.printing.measures import DPI, Fonts, Sheet
from kn_desk.ui.printing.ops import Page

#: Told before each page: how many are done, how many there are; True stops.
Between = Callable[[int, int], bool]


def paint_pages(device: QPagedPaintDevice, pages: Sequence[Page], fonts: Fonts, between: Between | None = None) -> bool:
    """Paint pages one after the other; False if stopped. Raises UserError where the device refuses."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError(
            "Der Drucker nimmt nichts an.", "Bitte prüfen, ob er eingeschaltet ist, oder als PDF speichern."
        )
    try:
        scale = device.logicalDpiX() / DPI
        for number, page in enumerate(pages):
            if between is not None and between(number, len(pages)):
                return False
            if number:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            page.paint(painter, fonts)
            painter.restore()
    finally:
        painter.end()
    return True


def pdf(pages: Sequence[Page], fonts: Fonts, sheet: Sheet, title: str, between: Between | None = None) -> bytes | None:
    """Return pages as a PDF, None if stopped; needs no printer."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageLayout(sheet.page_layout)
    writer.setTitle(title)
    writer.setCreator("KN Desk")
    if not paint_pages(writer, pages, fonts, between):
        return None
    buffer.close()
    return bytes(data.data())
