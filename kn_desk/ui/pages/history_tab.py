"""The tab "Verlauf" of a record: who changed what when, before and after, and "Wert von damals übernehmen"."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Links, Moment
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import visible
from kn_desk.services.desk import Reader
from kn_desk.services.titles import title_of
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import icon
from kn_desk.ui.style import XS, L, M, S, Theme

_MOST = 200


class HistoryTab(QScrollArea):
    """Reads only; a value of the past is asked back by ``value_wanted`` (field name, value)."""

    value_wanted = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_record(self, reader: Reader, record: Record) -> None:
        """Show all changes of a record, newest first."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(L, M, L, L)
        column.setSpacing(XS)
        changes = reader.past_changes(record.id)
        born = changes[-1].step.id if changes else 0
        last = None
        for change in changes[:_MOST]:
            if change.step.id != last:
                if last is not None:
                    column.addWidget(hairline())
                last = change.step.id
                column.addWidget(Words(self._theme, title_of(reader, change.step), bold=True, wrap=True))
                when = f"{Moment().show(change.step.at)} · {change.step.by}"
                column.addWidget(Words(self._theme, when, points=9, colour="text2"))
            if change.field is not None and change.field.name != "trashed":
                old, new = (visible(reader.show(change.field, value)) for value in (change.old, change.new))
                if change.step.id == born:
                    column.addWidget(Words(self._theme, f"{change.field.label}: {_short(new)}", points=9.5, wrap=True))
                else:
                    differs = getattr(record, change.field.name) != change.old
                    offered = differs and not isinstance(change.field.kind, Links)
                    column.addWidget(self._line(change.field, change.old, old, new, offered))
        column.addStretch(1)
        self.setWidget(inside)

    def _line(self, field: FieldSpec, value: object, old: str, new: str, offered: bool) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        words = Words(self._theme, f"{field.label}: {_short(old)} → {_short(new)}", points=9.5, wrap=True)
        words.setToolTip(f"{field.label}\nvorher: {old or 'leer'}\nnachher: {new or 'leer'}")
        layout.addWidget(words, 1)
        if offered:
            button = QToolButton()
            button.setIcon(icon("rotate-ccw", self._theme.tokens.text2))
            button.setAccessibleName(f"Wert von damals übernehmen: {field.label} {_short(old)}")
            button.setToolTip(f"Wert von damals übernehmen: {field.label} wieder „{_short(old)}“")
            button.clicked.connect(lambda: self.value_wanted.emit(field.name, value))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return box


def _short(text: str) -> str:
    line = " ".join(text.split()) or "leer"
    return line if len(line) <= 80 else f"{line[:79]}…"
