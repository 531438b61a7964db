"""Asks under which name what a list shows is kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, Theme


class ViewNameDialog(Dialog):
    """One line; a name that is taken is said to be replaced, or for another name of a view cannot be."""

    def __init__(
        self, theme: Theme, taken: Sequence[str], name: str, parent: QWidget | None = None, *, renames: bool = False
    ) -> None:
        super().__init__(theme, "Ansicht umbenennen" if renames else "Ansicht speichern", parent)
        self._renames = renames
        self._taken = {known.casefold(): known for known in taken}
        if not renames:
            self.add_text("Filter, Reihenfolge und Spalten werden unter diesem Namen aufgehoben.", quiet=True)
        label = Words(theme, "Name", points=9, colour="text2")
        self.line = QLineEdit(name)
        self.line.setMaxLength(100)
        self.line.setAccessibleName("Name der Ansicht")
        label.setBuddy(self.line)
        self.note = Words(theme, points=9, colour="text2", wrap=True)
        box = QVBoxLayout()
        box.setSpacing(XS)
        for widget in (label, self.line, self.note):
            box.addWidget(widget)
        self.body.addLayout(box)
        self.body.addStretch(1)
        cancel = self.add_button("Abbrechen")
        self.save_button = self.add_button("Umbenennen" if renames else "Speichern", primary=True)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.line.textChanged.connect(self._typed)
        self._typed()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(440)

    @property
    def name(self) -> str:
        """What was typed; a name that is taken as it was typed then."""
        typed = " ".join(self.line.text().split())
        return self._taken.get(typed.casefold(), typed)

    def _typed(self) -> None:
        known = self.name.casefold() in self._taken
        self.save_button.setEnabled(bool(self.name) and not (known and self._renames))
        then = "" if self._renames else " und wird ersetzt"
        self.note.setText(f"„{self.name}“ gibt es schon{then}." if known else "")
