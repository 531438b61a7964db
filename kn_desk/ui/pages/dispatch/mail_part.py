"""The text of the mails: edited at the left, and at the right what one Lotse will read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from kn_desk.exchange.mail_draft import Draft
from kn_desk.ui.elided_box import ElidedBox
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, M, Theme


@dataclass(frozen=True)
class Addressed:
    """A draft, and the name under which it is chosen."""

    name: str
    draft: Draft


#: Returns the drafts that a text leads to.
MakeDrafts = Callable[[str], Sequence[Addressed]]


class MailPart(QWidget):
    """Shows the drafts anew with each change of the text, or when it is told to."""

    def __init__(self, theme: Theme, text: str, drafts: MakeDrafts) -> None:
        super().__init__()
        self._theme = theme
        self._make = drafts
        self._drafts: Sequence[Addressed] = ()
        self._build(text)
        self._connect()

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._text.toPlainText().strip()

    @property
    def shown(self) -> str:
        """What the preview says."""
        return self._preview.toPlainText()

    def refresh(self) -> None:
        """Make the drafts anew; whose draft is shown stays shown."""
        before = self._who.currentText()
        self._drafts = self._make(self.text)
        self._who.clear()
        self._who.addItems([one.name for one in self._drafts])
        self._who.setCurrentIndex(max(0, self._who.findText(before)))
        self._who.setEnabled(bool(self._drafts))
        self._show()

    def _build(self, text: str) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._text, self._preview, self._who = QPlainTextEdit(text), QPlainTextEdit(), ElidedBox()
        self._text.setAccessibleName("Text der E-Mail")
        self._text.setTabChangesFocus(True)
        self._preview.setAccessibleName("Vorschau der E-Mail")
        self._preview.setTabChangesFocus(True)
        self._preview.setReadOnly(True)
        self._who.setAccessibleName("Vorschau für")
        hint = "Was in geschweiften Klammern steht, wird für jede Stelle eingesetzt."
        label = Words(self._theme, "Text nach der Anrede", points=9, colour="text2")
        label.setBuddy(self._text)
        grid.addWidget(self._who, 0, 1)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._text, 1, 0)
        grid.addWidget(self._preview, 1, 1)
        grid.addWidget(Words(self._theme, hint, points=9, colour="text2", wrap=True), 2, 0, 1, 2)
        grid.setRowStretch(1, 1)

    def _connect(self) -> None:
        self._text.textChanged.connect(self.refresh)
        self._who.activated.connect(self._show)

    def _show(self) -> None:
        place = self._who.currentIndex()
        self._preview.setPlainText(_lines(self._drafts[place].draft) if 0 <= place < len(self._drafts) else "")


def _lines(draft: Draft) -> str:
    """A draft as one reads it."""
    to = ", ".join(f"{one.name} <{one.address}>" if one.address else f"{one.name} (ohne Adresse)" for one in draft.to)
    head = [f"An: {to}"]
    head += [f"Kopie: {', '.join(one.name for one in draft.copies)}"] if draft.copies else []
    head += [f"Betreff: {draft.subject}"]
    head += [f"Anhang: {', '.join(path.name for path in draft.attachments)}"] if draft.attachments else []
    return "\n".join([*head, "", draft.body])
