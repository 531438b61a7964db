"""A row of filters over a view that is not a list: one box each, and one way to clear them."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kn_desk.ui.pages.filter_box import FilterBox
from kn_desk.ui.style import S


class FilterRow(QWidget):
    """Offers what ``offer`` gives each box."""

    changed = Signal()

    def __init__(self, labels: Mapping[str, str], remembered: Mapping[str, str]) -> None:
        super().__init__()
        self._wanted = {name: value for name, value in remembered.items() if name in labels}
        self.boxes = {name: FilterBox(label) for name, label in labels.items()}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        for box in self.boxes.values():
            box.activated.connect(self._choose)
            self.row.addWidget(box)
        self.clear_button = QPushButton("Filter aufheben")
        self.clear_button.setToolTip("Filter aufheben")
        self.clear_button.setProperty("link", True)
        self.clear_button.clicked.connect(self.clear)
        self.row.addWidget(self.clear_button)
        self.row.addStretch(1)

    @property
    def wanted(self) -> dict[str, str]:
        """The value of each filter in force."""
        return dict(self._wanted)

    def offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        """Offer (value, words) in a box."""
        box = self.boxes[name]
        box.offer(list(options))
        box.choose((self._wanted[name],) if name in self._wanted else ())
        self.clear_button.setVisible(bool(self._wanted))

    def drop_unknown(self) -> None:
        """Let what was remembered and is not offered no longer count."""
        self._wanted = {name: value for name, value in self._wanted.items() if self.boxes[name].chosen}
        self.clear_button.setVisible(bool(self._wanted))

    def clear(self) -> None:
        """Show everything again."""
        self._wanted = {}
        self.changed.emit()

    def _choose(self) -> None:
        self._wanted = {name: box.chosen[0] for name, box in self.boxes.items() if box.chosen}
        self.changed.emit()
