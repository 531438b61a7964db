"""The form of a record: sections, fields by kind, faults where they stand, and one step per save."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records.change import Conflict, Refused
from kn_desk.services.desk import Desk, Reader
from kn_desk.services.edit import new_record
from kn_desk.services.references import Match, matches, read_value
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.editors.reference import LinksEditor, RefEditor
from kn_desk.ui.editors.registry import editor_for, is_wide
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.style import XS, L, M, S, Theme

_DRAFT_AFTER_MS = 1500


class RecordForm(QWidget):
    """Edits one record of a type, or a new one; what is typed is kept as a draft until it is saved."""

    saved = Signal(str)
    dirty_changed = Signal(bool)
    followed = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, cls: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._cls = cls
        self._record: Record | None = None
        self._is_new = False
        self._changed: set[str] = set()
        self._editors: dict[str, Editor] = {}
        self._faults: dict[str, Words] = {}
        self._draft_timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._build()
        self._connect()

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._changed)

    @property
    def record(self) -> Record | None:
        """The record shown, as it was read."""
        return self._record

    def show_record(self, record: Record) -> None:
        """Show a stored record."""
        self._is_new = False
        self._show(record)

    def show_new(self, values: dict[str, Any]) -> None:
        """Begin a new record with some values; nothing is stored before it is saved."""
        self._is_new = True
        self._show(new_record(self._cls, values))
        self._state.setText("Noch nicht gespeichert")
        self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self._editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def type_into(self, typed: dict[str, str]) -> None:
        """Put back what a draft holds, as typed and not saved."""
        with self._desk.read() as reader:
            for name, text in typed.items():
                if name in self._editors:
                    self._put_back(reader, self._editors[name], text)
                    self._note(name)

    def _put_back(self, reader: Reader, editor: Editor, text: str) -> None:
        kind = editor.spec.kind
        try:
            value = kind.read(text)
        except UserError:
            value = None
        if isinstance(kind, Links):
            editor.show_value(value, "\n".join(map(reader.name, value or ())))
        elif isinstance(kind, Ref):
            known = value if value is not None and reader.record(value) is not None else None
            editor.show_value(known, reader.name(known) if known else text)
        else:
            editor.show_value(value, text)

    def save(self) -> bool:
        """Store what was changed as one step; on a fault say so at its field and return False."""
        if self._record is None or not (self._changed or self._is_new):
            return True
        self._clear_faults()
        with self._desk.read() as reader:
            values, unreadable = self._read(reader)
        for name, sentence in unreadable.items():
            self._fault(name, sentence)
        if unreadable:
            self._editors[next(iter(unreadable))].setFocus()
            return False
        try:
            self._store(self._record, values)
        except Conflict as conflict:
            self._show_conflict(conflict)
            return False
        except Refused as refused:
            self._show_refusal(refused)
            return False
        except UserError as error:
            self._general.setText(str(error))
            self._general.setVisible(True)
            return False
        return True

    def discard(self) -> None:
        """Go back to what is stored."""
        if self._record is not None:
            self._desk.drop_drafts(self._record.id)
            if not self._is_new:
                self._show(self._record)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(L, M, L, L)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._general = Words(self._theme, colour="crit", wrap=True)
        self._general.setVisible(False)
        self._grid.addWidget(self._general, 0, 0, 1, 2)
        row = 1
        for section, fields in _sections(self._cls).items():
            row = self._add_section(section, fields, row)
        self._grid.setRowStretch(row, 1)
        area.setWidget(inside)
        outer.addWidget(area, 1)
        outer.addWidget(hairline())
        outer.addLayout(self._footer())

    def _add_section(self, section: str, fields: list[FieldSpec], row: int) -> int:
        self._grid.addWidget(Words(self._theme, section or self._cls.spec.label, points=10, bold=True), row, 0, 1, 2)
        self._grid.setRowMinimumHeight(row, 28)
        row += 1
        column = 0
        for spec in fields:
            wide = is_wide(spec)
            if wide and column == 1:
                row, column = row + 1, 0
            self._grid.addWidget(self._field(spec), row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide or column == 1 else (row, 1)
        return row + (1 if column else 0)

    def _field(self, spec: FieldSpec) -> QWidget:
        editor = editor_for(spec, self._theme.tokens, self._find, self._desk.office.today)
        label = Words(
            self._theme, f"{spec.label} *" if spec.required else spec.label, points=9, colour="text2", wrap=True
        )
        label.setBuddy(editor)
        fault = Words(self._theme, points=9, colour="crit", wrap=True)
        fault.setVisible(False)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, S)
        layout.setSpacing(2)
        for widget in (label, editor, fault):
            layout.addWidget(widget)
        editor.setToolTip(spec.hint)
        self._editors[spec.name] = editor
        self._faults[spec.name] = fault
        return box

    def _footer(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setContentsMargins(L, S, L, S)
        self._state = Words(self._theme, points=9, colour="text2")
        self._discard = QPushButton("Verwerfen")
        self._save = QPushButton("Speichern")
        self._save.setToolTip("Speichern (Strg+S)")
        self._discard.setToolTip("Verwerfen (Esc)")
        layout.addWidget(self._state, 1)
        layout.addWidget(self._discard)
        layout.addWidget(self._save)
        return layout

    def _connect(self) -> None:
        for name, editor in self._editors.items():
            editor.edited.connect(lambda name=name: self._note(name))
            if isinstance(editor, RefEditor | LinksEditor):
                editor.followed.connect(self.followed)
        self._save.clicked.connect(self.save)
        self._discard.clicked.connect(self.discard)
        self._draft_timer.timeout.connect(self._tell_draft)

    def _show(self, record: Record) -> None:
        self._record = record
        self._clear_faults()
        with self._desk.read() as reader:
            locked = record.locked(reader.near) if not self._is_new else None
            for name, editor in self._editors.items():
                spec, value = record.spec.fields[name], getattr(record, name)
                if isinstance(spec.kind, Links):
                    text = "\n".join(reader.name(identity) for identity in value)
                else:
                    text = reader.show(spec, value)
                editor.show_value(value, text)
                editor.set_locked(locked is not None)
        self._state.setText(locked or "")
        self._set_changed(set())

    def _find(self, typed: str, targets: tuple[str, ...]) -> list[Match]:
        with self._desk.read() as reader:
            return matches(reader, typed, targets)

    def _note(self, name: str) -> None:
        self._set_changed(self._changed | {name})
        self._draft_timer.start()

    def _set_changed(self, names: set[str]) -> None:
        self._changed = names
        dirty = bool(names) or self._is_new
        self._save.setEnabled(dirty)
        self._discard.setEnabled(bool(names) and not self._is_new)
        self._save.setProperty("primary", dirty)
        self._save.style().unpolish(self._save)
        self._save.style().polish(self._save)
        if names:
            self._state.setText("Geändert, noch nicht gespeichert")
        self.dirty_changed.emit(dirty)

    def _tell_draft(self) -> None:
        if self._record is not None:
            self._desk.keep_draft(self._record, {name: _as_text(self._editors[name].raw()) for name in self._changed})

    def _read(self, reader: Reader) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        unreadable: dict[str, str] = {}
        for name in [name for name in self._editors if name in self._changed]:
            spec = self._cls.spec.fields[name]
            try:
                values[name] = read_value(reader, spec, self._editors[name].raw(), self._desk.office.today)
            except UserError as error:
                unreadable[name] = str(error).removeprefix(f"{spec.label}: ")
        return values, unreadable

    def _store(self, record: Record, values: dict[str, Any]) -> None:
        if self._is_new:
            self._desk.create(type(record).of({**_values(record), **values}))
        elif any(getattr(record, name) != value for name, value in values.items()):
            self._desk.change(record, values)
        with self._desk.read() as reader:
            stored = reader.record(record.id)
        self._is_new = False
        self._draft_timer.stop()
        self._desk.drop_drafts(record.id)
        if stored is not None:
            self._show(stored)
        self._state.setText(f"Gespeichert {datetime.now().astimezone():%H:%M}")
        self.saved.emit(record.id)

    def _show_conflict(self, conflict: Conflict) -> None:
        with self._desk.read() as reader:
            stored = reader.record(self._record.id) if self._record else None
            for clash in conflict.clashes:
                now = reader.show(self._cls.spec.fields[clash.field], clash.stored) or "leer"
                self._fault(clash.field, f"Inzwischen geändert auf „{now}“. Noch einmal speichern überschreibt das.")
        if stored is None:
            self._general.setText(str(conflict))
            self._general.setVisible(True)
        self._record = stored or self._record

    def _show_refusal(self, refused: Refused) -> None:
        first = None
        general = []
        for _, identity, name, sentence in refused.faults:
            if name in self._editors and self._record is not None and identity in ("", self._record.id):
                self._fault(name, sentence)
                first = first or name
            else:
                general.append(sentence)
        self._general.setText(" ".join(general))
        self._general.setVisible(bool(general))
        if first:
            self._editors[first].setFocus()

    def _fault(self, name: str, sentence: str) -> None:
        self._editors[name].mark(True)
        self._faults[name].setText(sentence)
        self._faults[name].setVisible(True)

    def _clear_faults(self) -> None:
        self._general.setVisible(False)
        for name, fault in self._faults.items():
            if not fault.isHidden():
                fault.setVisible(False)
                self._editors[name].mark(False)


def _sections(cls: type[Record]) -> dict[str, list[FieldSpec]]:
    sections: dict[str, list[FieldSpec]] = {}
    for spec in cls.spec.fields.values():
        if not spec.internal:
            sections.setdefault(spec.section, []).append(spec)
    return sections


def _as_text(raw: Any) -> str:
    return ",".join(raw) if isinstance(raw, tuple) else "" if raw is None else str(raw)


def _values(record: Record) -> dict[str, Any]:
    return {"id": record.id, **{name: getattr(record, name) for name in record.spec.fields}}
