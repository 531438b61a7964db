"""The tab "Überblick" of a record: computed values with their reasons, hints, parts and links, all to be followed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Light, Links, Note
from kn_desk.fields.spec import Computed, ComputedSpec, Record
from kn_desk.fields.text import visible
from kn_desk.services.desk import Reader
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.lights import Pill
from kn_desk.ui.style import XS, L, M, S, Theme

_MOST_FACTS = 9
_LAST_SECTION = "Ablage"


class OverviewTab(QScrollArea):
    """Reads only."""

    followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_record(self, reader: Reader, record: Record) -> None:
        """Show what is computed about a record, and what belongs to it."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(L, M, L, L)
        column.setSpacing(S)
        self._add_computed(column, reader, record)
        self._add_facts(column, reader, record)
        for hint in record.hints(reader.near):
            column.addWidget(self._hint(hint))
        self._add_linked(column, reader, record)
        column.addStretch(1)
        self.setWidget(inside)

    def _add_computed(self, column: QVBoxLayout, reader: Reader, record: Record) -> None:
        lights: list[tuple[ComputedSpec, Computed]] = []
        values: list[tuple[ComputedSpec, Computed]] = []
        for name, computed in reader.computed(record).items():
            spec = record.spec.computed[name]
            (lights if isinstance(spec.kind, Light) else values).append((spec, computed))
        for spec, computed in lights:
            column.addWidget(self._light(spec, computed))
        shown = [(spec, computed) for spec, computed in values if computed.value is not None]
        if not shown:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        for row, (spec, computed) in enumerate(shown):
            grid.addWidget(Words(self._theme, spec.label), 2 * row, 0)
            value = Words(self._theme, spec.kind.show(computed.value), bold=True)
            grid.addWidget(value, 2 * row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._reason(computed), 2 * row + 1, 0, 1, 2)
        column.addWidget(hairline())
        column.addLayout(grid)
        for _, computed in shown:
            if computed.hint:
                column.addWidget(self._hint(computed.hint))

    def _add_facts(self, column: QVBoxLayout, reader: Reader, record: Record) -> None:
        """The first short fields that are filled in: what one looks up most."""
        facts = [
            (spec.label, visible(reader.show(spec, getattr(record, spec.name))))
            for spec in record.spec.fields.values()
            if spec.name not in (*record.spec.named_by, *record.spec.part_of, "status")
            and spec.section != _LAST_SECTION
            and not (spec.internal or isinstance(spec.kind, Note | Links))
            and getattr(record, spec.name) is not None
        ][:_MOST_FACTS]
        if not facts:
            return
        if column.count():
            column.addWidget(hairline())
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for row, (label, text) in enumerate(facts):
            grid.addWidget(Words(self._theme, label, colour="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(self._theme, text, wrap=True), row, 1)
        column.addLayout(grid)

    def _light(self, spec: ComputedSpec, computed: Computed) -> QWidget:
        assert isinstance(spec.kind, Light)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Words(self._theme, spec.label, bold=True), 1)
        head.addWidget(Pill(self._theme, spec.kind, computed.value))
        layout.addLayout(head)
        layout.addWidget(self._reason(computed))
        if computed.hint:
            layout.addWidget(self._hint(computed.hint))
        return box

    def _reason(self, computed: Computed) -> Words:
        return Words(self._theme, visible(computed.reason), points=9, colour="text2", wrap=True)

    def _hint(self, sentence: str) -> QWidget:
        frame = QFrame()
        frame.setProperty("hint", True)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(M, S, M, S)
        layout.addWidget(Words(self._theme, visible(sentence), points=9.5, colour="info", wrap=True))
        return frame

    def _add_linked(self, column: QVBoxLayout, reader: Reader, record: Record) -> None:
        groups: dict[str, list[Record]] = {}
        for cls, parts in reader.parts(record):
            groups.setdefault(cls.spec.plural, []).extend(parts)
        for usage in reader.usages(record):
            if usage.record.trashed is None and usage.field.name not in usage.record.spec.part_of:
                groups.setdefault(f"{usage.record.spec.plural}: {usage.field.label}", []).append(usage.record)
        for title, records in groups.items():
            if column.count():
                column.addWidget(hairline())
            column.addWidget(Words(self._theme, f"{title}  {len(records)}", bold=True))
            for other in records[:25]:
                column.addWidget(self._link(reader, other))
            if len(records) > 25:
                column.addWidget(Words(self._theme, f"und {len(records) - 25} weitere", points=9, colour="text2"))

    def _link(self, reader: Reader, record: Record) -> QPushButton:
        name = visible(reader.name_of(record)).replace("\n", " ")
        button = QPushButton(name if len(name) <= 44 else f"{name[:43]}…")
        button.setProperty("link", True)
        button.setToolTip(f"{record.code}  {name}")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{record.spec.label} {name}")
        button.clicked.connect(lambda: self.followed.emit(record.id))
        return button
