"""The line in which minutes are written in shorthand; names are completed after @."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kn_desk.services.shorthand import Contact, fragment_at, handle
from kn_desk.ui.pages.jour_fixe.name_offer import NameOffer
from kn_desk.ui.style import Theme

_MOST = 24


class ShorthandLine(QLineEdit):
    """Tells what was typed; Eingabe hands it in."""

    submitted = Signal(str)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__()
        self._everyone: list[Contact] = []
        self._offer = NameOffer(theme, over)
        self.setAccessibleName("Protokollzeile")
        self.setPlaceholderText("A @Name 15.12. Was zu tun ist")
        self.textEdited.connect(self._suggest)
        self.cursorPositionChanged.connect(self._moved)
        self._offer.chosen.connect(self.complete)

    @property
    def offer(self) -> NameOffer:
        """The names offered."""
        return self._offer

    def set_contacts(self, everyone: list[Contact]) -> None:
        """Offer these persons, in this order."""
        self._everyone = everyone

    def complete(self, contact: Contact) -> None:
        """Put a person in the place of what is typed after @."""
        span = fragment_at(self.text(), self.cursorPosition())
        if span is not None:
            text, typed = self.text(), handle(contact, self._everyone)
            rest = text[span[1] :]
            self.setText(f"{text[: span[0]]}{typed}{rest if rest.startswith(' ') else f' {rest}'}")
            self.setCursorPosition(span[0] + len(typed) + 1)
            self.textEdited.emit(self.text())
        self._offer.hide()

    def event(self, event: QEvent) -> bool:
        # Esc closes the names first, Tab takes the marked one.
        if self._offer.isVisible() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self._take()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._offer.isVisible() and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._offer.step(1 if key == Qt.Key.Key_Down else -1)
        elif self._offer.isVisible() and key == Qt.Key.Key_Escape:
            self._offer.hide()
        elif self._offer.isVisible() and enter:
            self._take()
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit(self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._offer.hide()

    def _take(self) -> None:
        if (contact := self._offer.contact) is not None:
            self.complete(contact)

    def _suggest(self) -> None:
        span = fragment_at(self.text(), self.cursorPosition())
        typed = self.text()[span[0] : span[1]] if span else ""
        fitting = [one for one in self._everyone if one.fits(typed)] if span else []
        known = len(fitting) == 1 and fitting[0].is_exactly(typed)
        self._offer.offer([] if known else fitting[:_MOST], self)

    def _moved(self) -> None:
        if fragment_at(self.text(), self.cursorPosition()) is None:
            self._offer.hide()
