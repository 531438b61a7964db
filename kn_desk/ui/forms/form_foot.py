"""What stands below a form, always in view: how its record stands, and the two buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import L, S, Theme


class FormFoot(QHBoxLayout):
    """A sentence in ``state``, then Verwerfen and Speichern."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setContentsMargins(L, S, L, S)
        self.setSpacing(S)
        self.state = Words(theme, points=9, colour="text2", wrap=True)
        self.discard = QPushButton("Verwerfen")
        self.save = QPushButton("Speichern")
        self.save.setToolTip("Speichern (Strg+S)")
        self.discard.setToolTip("Verwerfen (Esc)")
        # A click leaves the keyboard in the field; Tab comes here all the same.
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.discard.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(self.state, 1)
        self.addWidget(self.discard)
        self.addWidget(self.save)

    def offer(self, *, save: bool, discard: bool) -> None:
        """Let be pressed what would do something."""
        self.save.setEnabled(save)
        self.discard.setEnabled(discard)
        self.save.setProperty("primary", save)
        self.save.style().unpolish(self.save)
        self.save.style().polish(self.save)
