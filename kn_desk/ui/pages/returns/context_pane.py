"""What is at the right of the table: the values of the current row, who changed ours, and who sent the sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from kn_desk.services.return_detail import Detail, Sender, Side
from kn_desk.services.return_outlook import OurChange
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.returns.key_hints import KeyHints
from kn_desk.ui.pages.returns.value_card import ValueCard
from kn_desk.ui.style import XS, L, M, S, Theme

_HINTS = (("Leertaste", "annehmen"), ("1 2", "wählen"), ("F8", "weiter"), ("F2", "anderer Wert"))


class ContextPane(QFrame):
    """Shows a Detail and a Sender; whoever owns it decides."""

    #: "theirs" or "ours" was chosen.
    way_wanted = Signal(str)
    other_wanted = Signal()
    question_wanted = Signal()
    mail_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("side", True)
        self._theme = theme
        self._build()
        self._connect()

    def show_detail(self, detail: Detail | None, place: str) -> None:
        """Show a row; ``place`` says which of how many it is."""
        for part in self._of_row:
            part.setVisible(detail is not None)
        self._sender_line.setVisible(detail is not None)
        if detail is None:
            self._values.hide()
            self._change.hide()
            return
        self._title.setText(detail.title)
        self._place.setText(place)
        self._code.setText(detail.code)
        self._name.setText(detail.name)
        self._sent.setVisible(bool(detail.sent))
        self._sent_value.setText(detail.sent)
        self._sent_on.setText(detail.sent_on)
        self._sentence.setText(detail.sentence)
        self._sentence.setVisible(bool(detail.sentence))
        self._fields.setText("\n".join(f"{label}: {value}" for label, value in detail.fields))
        self._fields.setVisible(bool(detail.fields))
        self._values.setVisible(detail.theirs is not None)
        self._show_change(detail.change)

    def show_choice(self, detail: Detail, way: str, other: str, *, can_choose: bool, strong: bool) -> None:
        """Show which value will stand; ``other`` is the one that was typed."""
        theirs = detail.theirs or Side("")
        if way == "other":
            theirs = Side(other, "hier eingegeben")
        ours = detail.ours or Side("")
        for card, side, on in (
            (self.theirs, theirs, way in ("theirs", "other")),
            (self.ours, ours, way == "ours" or (way == "" and not strong)),
        ):
            card.setChecked(on and can_choose)
            card.show_value(side.value, side.by, side.light, can_choose=can_choose, strong=strong)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first thing that can be decided here."""
        for widget in (self.ours if self.ours.isChecked() else self.theirs, self.other, self.question, self.mail):
            if widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def show_deeds(self, *, may_type: bool, may_ask: bool, is_asked: bool) -> None:
        """Show what can be done with the row."""
        self.other.setVisible(may_type)
        self.question.setVisible(may_ask)
        self.question.setChecked(is_asked)
        self._dress()

    def show_sender(self, sender: Sender | None, questions: int) -> None:
        """Show who sent the sheet, and the draft for what was asked."""
        self._sender.setVisible(sender is not None)
        if sender is None:
            return
        self._heading.setText(sender.heading)
        for words, text in ((self._who, sender.name), (self._contact, sender.contact), (self._way, sender.way)):
            words.setText(text)
            words.setVisible(bool(text))
        number = "1 Rückfrage" if questions == 1 else f"{questions} Rückfragen"
        self.mail.setText(f" E-Mail-Entwurf, {number}")
        self.mail.setAccessibleName(self.mail.text().strip())
        self.mail.setVisible(questions > 0)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(L - 1, M, L, M)
        column.setSpacing(S)
        for part in (self._head(), self._value_part(), self._deeds(), self._change_part(), self._sender_part()):
            column.addWidget(part)
        column.addStretch(1)
        self._area.setWidget(inside)
        outer.addWidget(self._area, 1)
        hints = QVBoxLayout()
        hints.setContentsMargins(L - 1, S, L, M)
        hints.addWidget(KeyHints(self._theme, _HINTS))
        outer.addLayout(hints)
        #: What is there only for a row with a difference.
        self._of_row = [self._head_box, self._deeds_box]
        self._dress()

    def _head(self) -> QWidget:
        theme = self._theme
        self._head_box, column = _box()
        line = QHBoxLayout()
        line.setSpacing(S)
        self._title = Words(theme, points=12, bold=True, wrap=True)
        self._place = Words(theme, colour="text2")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Einzelheiten schließen")
        self.close_button.setToolTip("Einzelheiten schließen (Esc)")
        line.addWidget(self._title, 1)
        line.addWidget(self._place)
        line.addWidget(self.close_button)
        column.addLayout(line)
        whom = QHBoxLayout()
        whom.setSpacing(M)
        self._code, self._name = Words(theme, colour="text2"), ElidedWords(theme)
        whom.addWidget(self._code)
        whom.addWidget(self._name, 1)
        column.addLayout(whom)
        self._sentence = Words(theme, wrap=True, colour="text2")
        self._fields = Words(theme, wrap=True)
        column.addWidget(self._fields)
        column.addWidget(self._sentence)
        return self._head_box

    def _value_part(self) -> QWidget:
        theme = self._theme
        self._values, column = _box(S)
        column.setContentsMargins(0, XS, 0, 0)
        self._sent = QWidget()
        line = QHBoxLayout(self._sent)
        line.setContentsMargins(L * 2 + 2, 0, S, 0)
        line.setSpacing(M)
        self._sent_value, self._sent_on = Words(theme, wrap=True), Words(theme, points=9.5, colour="text2")
        line.addWidget(Words(theme, "Bei Versand", points=9.5, colour="text2"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._sent_value, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._sent_on, 0, Qt.AlignmentFlag.AlignTop)
        self.theirs = ValueCard(theme, "Im Blatt", "1", "info")
        self.ours = ValueCard(theme, "Bei uns", "2", "ours")
        for widget in (self._sent, self.theirs, self.ours):
            column.addWidget(widget)
        return self._values

    def _deeds(self) -> QWidget:
        self._deeds_box = QWidget()
        row = QHBoxLayout(self._deeds_box)
        row.setContentsMargins(0, XS, 0, XS)
        row.setSpacing(S)
        self.other = QPushButton("Anderer Wert …")
        self.other.setToolTip("Einen anderen Wert eingeben (F2)")
        self.question = QPushButton(" Rückfrage")
        self.question.setAccessibleName("Rückfrage")
        self.question.setCheckable(True)
        self.question.setToolTip("Den Lotsen oder die Lotsin danach fragen (R)")
        row.addWidget(self.other)
        row.addWidget(self.question)
        row.addStretch(1)
        return self._deeds_box

    def _change_part(self) -> QWidget:
        theme = self._theme
        self._change, column = _box()
        column.addWidget(hairline())
        column.addSpacing(XS)
        column.addWidget(Words(theme, "Bei uns geändert", bold=True))
        self._change_sentence = Words(theme, wrap=True)
        self._change_source = Words(theme, wrap=True, colour="text2")
        column.addWidget(self._change_sentence)
        column.addWidget(self._change_source)
        return self._change

    def _sender_part(self) -> QWidget:
        theme = self._theme
        self._sender, column = _box()
        self._sender_line = hairline()
        column.addWidget(self._sender_line)
        column.addSpacing(XS)
        self._heading = Words(theme, bold=True)
        self._who = Words(theme, wrap=True)
        self._contact, self._way = (Words(theme, wrap=True, colour="text2") for _ in range(2))
        for words in (self._heading, self._who, self._contact, self._way):
            column.addWidget(words)
        self.mail = QPushButton()
        self.mail.setToolTip("Einen Entwurf mit allen Rückfragen zu diesem Blatt speichern")
        column.addSpacing(XS)
        column.addWidget(self.mail, 0, Qt.AlignmentFlag.AlignLeft)
        return self._sender

    def _connect(self) -> None:
        self.theirs.clicked.connect(lambda: self.way_wanted.emit("theirs"))
        self.ours.clicked.connect(lambda: self.way_wanted.emit("ours"))
        self.other.clicked.connect(self.other_wanted)
        self.question.clicked.connect(self.question_wanted)
        self.mail.clicked.connect(self.mail_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self._theme.changed.connect(self._dress)

    def _show_change(self, change: OurChange | None) -> None:
        self._change.setVisible(change is not None)
        if change is not None:
            self._change_sentence.setText(change.sentence)
            self._change_source.setText(change.source)
            self._change_source.setVisible(bool(change.source))

    def _dress(self) -> None:
        tokens = self._theme.tokens
        asked = tokens.accent if self.question.isChecked() else tokens.text2
        self.question.setIcon(icon("message-circle-question-mark", asked))
        self.mail.setIcon(icon("mail", tokens.text2))
        self.close_button.setIcon(icon("x", tokens.text2))


def _box(spacing: int = XS) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return box, column
