"""The fields of a form in named sections, in an area that scrolls: it brings into view what there is to say."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.editors.registry import is_wide
from kn_desk.ui.forms.field_box import FieldBox
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, L, M, Theme


class FieldArea(QScrollArea):
    """Short fields stand two in a row, long ones over the whole width; ``only`` as in ``RecordForm``."""

    def __init__(
        self, theme: Theme, cls: type[Record], only: Sequence[str], make_editor: Callable[[FieldSpec], Editor]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._cls = cls
        self._make_editor = make_editor
        #: The editors and the boxes around them, by field, in their order.
        self.editors: dict[str, Editor] = {}
        self.boxes: dict[str, FieldBox] = {}
        #: What is wrong and stands at no field; above all of them.
        self.general = Words(theme, colour="crit", wrap=True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build(only)
        self.say("")

    def name_of(self, widget: QWidget | None) -> str:
        """Return the field that a widget is in, "" for none."""
        inside = (name for name, editor in self.editors.items() if widget is not None and editor.isAncestorOf(widget))
        return next(inside, "")

    def say(self, sentence: str) -> None:
        """Say above all fields what is wrong, "" for nothing."""
        self.general.setText(sentence)
        self.general.setVisible(bool(sentence))
        if sentence:
            QTimer.singleShot(0, self, self.to_top)

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field; all of its box comes into view, with what is said there by then."""
        self.editors[name].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, partial(self._bring, self.boxes[name]))

    def to_top(self) -> None:
        """Show the first fields."""
        self.verticalScrollBar().setValue(0)

    def _bring(self, box: FieldBox) -> None:
        self.ensureWidgetVisible(box, 0, L)

    def _build(self, only: Sequence[str]) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(L, M, L, L)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.general, 0, 0, 1, 2)
        row = 1
        for section, fields in _sections(self._cls, only).items():
            row = self._add_section(grid, section, fields, row)
        grid.setRowStretch(row, 1)
        self.setWidget(inside)

    def _add_section(self, grid: QGridLayout, section: str, fields: list[FieldSpec], row: int) -> int:
        grid.addWidget(Words(self._theme, section or self._cls.spec.label, points=10, bold=True), row, 0, 1, 2)
        grid.setRowMinimumHeight(row, 28)
        row += 1
        column = 0
        for spec in fields:
            wide = is_wide(spec)
            if wide and column == 1:
                row, column = row + 1, 0
            grid.addWidget(self._field(spec), row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide or column == 1 else (row, 1)
        return row + (1 if column else 0)

    def _field(self, spec: FieldSpec) -> FieldBox:
        editor = self.editors[spec.name] = self._make_editor(spec)
        box = self.boxes[spec.name] = FieldBox(self._theme, editor)
        return box


def _sections(cls: type[Record], only: Sequence[str]) -> dict[str, list[FieldSpec]]:
    sections: dict[str, list[FieldSpec]] = {}
    for name in only or cls.spec.fields:
        spec = cls.spec.fields[name]
        if not spec.internal:
            sections.setdefault(spec.section, []).append(spec)
    return sections
