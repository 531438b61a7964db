"""The tool "Excel-Export": the Gesamtmappe with everything, or the list as it is shown."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton


class ExportButton(QToolButton):
    """Offers both; ``actions`` are those of the window by name."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        actions["export"].setIconText("Excel-Export")  # the button takes its words and its icon from here
        self.setDefaultAction(actions["export"])
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("drop", True)
        self.choices = QMenu(self)
        self.choices.setAccessibleName("Excel-Export")
        self.choices.addAction("Gesamtmappe …").triggered.connect(actions["export"].trigger)
        self._list = self.choices.addAction("")
        self._list.triggered.connect(actions["export_list"].trigger)
        self.setMenu(self.choices)
        self.show_list("")

    def show_list(self, counted: str, *, there_is: bool = False) -> None:
        """Say what the list is, "5 von 30 Maßnahmen"; ``there_is`` one or not."""
        words = counted.replace("&", "&&")
        self._list.setText(f"Diese Liste ({words}) …" if there_is and words else "Diese Liste …")
        self._list.setEnabled(there_is)
