"""A scroll bar that keeps its place, so that nothing jumps, but shows nothing where there is nothing to scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea


def keep_place_for_bar(area: QAbstractScrollArea) -> None:
    """Reserve the room of the vertical bar; its handle is seen only while it can be moved (see style.qss)."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()

    def show_handle(least: int, most: int) -> None:
        bar.setEnabled(most > least)

    bar.rangeChanged.connect(show_handle)
    show_handle(bar.minimum(), bar.maximum())
