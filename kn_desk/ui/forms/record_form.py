"""The form of a record: sections, fields by kind, faults where they stand, and one step per save."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records.change import Conflict, Refused
from kn_desk.services.desk import Desk, Reader
from kn_desk.services.edit import new_record
from kn_desk.services.new_by_name import matches_or_new
from kn_desk.services.references import Match, read_value
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.editors.reference import LinksEditor, RefEditor
from kn_desk.ui.editors.registry import editor_for
from kn_desk.ui.forms.field_area import FieldArea
from kn_desk.ui.forms.form_foot import FormFoot
from kn_desk.ui.forms.labels import hairline
from kn_desk.ui.style import Theme

_DRAFT_AFTER_MS = 1500
_LONGEST_SHOWN = 300


class RecordForm(QWidget):
    """Edits one record of a type, or a new one; what is typed is kept as a draft until it is saved.

    ``only`` names the fields that it shows, in their order; without it, all.
    """

    saved = Signal(str)
    dirty_changed = Signal(bool)
    followed = Signal(str)
    #: A new record that was begun is not wanted any more.
    given_up = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, cls: type[Record], parent: QWidget | None = None, *, only: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._cls = cls
        self._record: Record | None = None
        self._is_new = False
        #: The fields that a new record was begun with.
        self._given: tuple[str, ...] = ()
        self._changed: set[str] = set()
        #: The fields at which a rule was broken when it was saved last.
        self._refused: set[str] = set()
        self._last_edited = ""
        self._area = FieldArea(theme, cls, only, self._editor)
        self._editors = self._area.editors
        self._boxes = self._area.boxes
        self._foot = FormFoot(theme)
        self._state, self._discard, self._save = self._foot.state, self._foot.discard, self._foot.save
        self._draft_timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._build()
        self._connect()

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._changed)

    @property
    def is_new(self) -> bool:
        """Whether the record shown is not stored yet."""
        return self._is_new

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be stored in this file."""
        return bool(self._desk.read_only)

    @property
    def reason(self) -> str:
        """What is wrong with what is typed, as far as it is known: it stands at the first such field, or above all."""
        faulty = (box for box in self._boxes.values() if not box.fault.isHidden())
        first = next((f"{box.editor.spec.label}: {box.fault.text()}" for box in faulty), "")
        return first or self._area.general.text()

    @property
    def what(self) -> str:
        """What is edited, in words."""
        if self._record is None or self._is_new:
            return f"{self._cls.spec.label} (neu)"
        with self._desk.read() as reader:
            return f"{self._cls.spec.label} „{reader.name_of(self._record)}“"

    @property
    def record(self) -> Record | None:
        """The record shown, as it was read."""
        return self._record

    def show_record(self, record: Record) -> None:
        """Show a stored record."""
        other = self._record is None or self._record.id != record.id
        self._is_new = False
        self._last_edited = ""
        self._show(record)
        if other:
            self._area.to_top()

    def show_new(self, values: dict[str, Any]) -> None:
        """Begin a new record with some values; nothing is stored before it is saved."""
        self._is_new = True
        self._last_edited = ""
        self._given = tuple(name for name in values if name in self._editors)
        self._show(new_record(self._cls, values))
        self._state.setText("Noch nicht gespeichert")
        self._area.to_top()
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
        if isinstance(editor, LinksEditor):
            parts = [part.strip() for part in text.split(";") if part.strip()]
            found = [part for part in parts if reader.record(part) is not None]
            editor.show_value(found, "\n".join(map(reader.name, found)))
            editor.line.setText("; ".join(part for part in parts if part not in found))
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
        for name in self._changed:
            self._editors[name].settle()
        with self._desk.read() as reader:
            values, unreadable = self._read(reader)
        for name, sentence in unreadable.items():
            self._boxes[name].say(sentence)
        if unreadable:
            self._area.go_to(next(iter(unreadable)))
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
            self._area.say(str(error))
            return False
        return True

    def discard(self) -> None:
        """Go back to what is stored; a new record is given up."""
        if self._record is None:
            return
        self._draft_timer.stop()
        self._desk.drop_drafts(self._record.id)
        self._show(self._record)
        if self._is_new:
            self.given_up.emit()

    def put_field_back(self) -> bool:
        """Put back what stood in the field that has the keyboard; False where nothing was changed there."""
        name = self._area.name_of(QApplication.focusWidget())
        if self._record is None or name not in self._changed:
            return False
        self._restore(name, put_back=True)
        return True

    def keep_draft(self) -> None:
        """Keep what is typed and not saved, now rather than in a moment."""
        if self._changed:
            self._tell_draft()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addWidget(hairline())
        outer.addLayout(self._foot)

    def _editor(self, spec: FieldSpec) -> Editor:
        return editor_for(spec, self._theme, self._find, self._desk.office.today)

    def _connect(self) -> None:
        for name, editor in self._editors.items():
            editor.edited.connect(partial(self._note, name))
            self._boxes[name].stored_wanted.connect(partial(self._take_stored, name))
            if isinstance(editor, RefEditor | LinksEditor):
                editor.followed.connect(self.followed)
                for found in (editor.line.chosen, editor.line.made):
                    found.connect(lambda *_, name=name: self._judge(name))
        self._save.clicked.connect(self.save)
        self._discard.clicked.connect(self.discard)
        self._draft_timer.timeout.connect(self._tell_draft)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _show(self, record: Record) -> None:
        self._record = record
        self._clear_faults()
        with self._desk.read() as reader:
            locked = self._desk.read_only or (record.locked(reader.near) if not self._is_new else None)
            for name, editor in self._editors.items():
                self._fill(reader, record, name)
                editor.set_locked(bool(locked))
        self._state.setText(locked or "")
        self._set_changed(set())

    def _fill(self, reader: Reader, record: Record, name: str, *, put_back: bool = False) -> None:
        """Show what a record has in a field."""
        spec, value = record.spec.fields[name], getattr(record, name)
        if isinstance(spec.kind, Links):
            text = "\n".join(reader.name(identity) for identity in value)
        else:
            text = reader.show(spec, value)
        (self._editors[name].put_back if put_back else self._editors[name].show_value)(value, text)

    def _find(self, typed: str, targets: tuple[str, ...]) -> list[Match]:
        with self._desk.read() as reader:
            return matches_or_new(reader, typed, targets)

    def _focus_moved(self, left: QWidget | None, entered: QWidget | None) -> None:
        """A field that was changed is judged when the keyboard leaves it; nothing is done to where it goes."""
        if left is None or entered is None or not self.isAncestorOf(left):
            return
        if not self.window().isVisible():  # it was closed, and the file with it; the keyboard still moves in it
            return
        name = self._area.name_of(left)
        if name in self._changed and name != self._area.name_of(entered):
            self._judge(name)

    def _judge(self, name: str) -> None:
        """Say what cannot be read in a field, or no longer; what a rule said of the record is judged with the save."""
        self._editors[name].settle()
        with self._desk.read() as reader:
            sentence = self._fault_of(reader, name)
        if sentence:
            self._boxes[name].say(sentence)
        for fine in {*self._refused, name} - ({name} if sentence else set()):
            if not self._boxes[fine].can_take:
                self._boxes[fine].clear()
        self._refused.clear()
        self._area.say("")

    def _fault_of(self, reader: Reader, name: str) -> str:
        try:
            self._value_of(reader, name)
        except UserError as error:
            return str(error).removeprefix(f"{self._cls.spec.fields[name].label}: ")
        return ""

    def _value_of(self, reader: Reader, name: str) -> Any:
        return read_value(reader, self._cls.spec.fields[name], self._editors[name].raw(), self._desk.office.today)

    def _note(self, name: str) -> None:
        self._set_changed(self._changed | {name})
        self._last_edited = name
        if not self._draft_timer.isActive():  # who types without a pause is kept all the same
            self._draft_timer.start()

    def _set_changed(self, names: set[str]) -> None:
        self._changed = names
        dirty = bool(names) or self._is_new
        self._foot.offer(save=dirty, discard=bool(names))
        if names:
            self._state.setText("Geändert, noch nicht gespeichert")
        self.dirty_changed.emit(dirty)

    def _tell_draft(self) -> None:
        if self._record is not None and self._changed:
            names = self._changed | set(self._given if self._is_new else ())
            self._desk.keep_draft(self._record, {name: _as_text(self._editors[name].raw()) for name in names})

    def _read(self, reader: Reader) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        unreadable: dict[str, str] = {}
        for name in [name for name in self._editors if name in self._changed]:
            if sentence := self._fault_of(reader, name):
                unreadable[name] = sentence
            else:
                values[name] = self._value_of(reader, name)
        return values, unreadable

    def _made(self) -> list[Record]:
        """The records that are to be stored with this one, since it refers to them."""
        raws = (self._editors[name].raw() for name in self._changed)
        return [one for raw in raws for one in (raw if isinstance(raw, tuple) else (raw,)) if isinstance(one, Record)]

    def _store(self, record: Record, values: dict[str, Any]) -> None:
        if self._is_new:
            self._desk.create(type(record).of({**_values(record), **values}), *self._made())
        elif any(getattr(record, name) != value for name, value in values.items()):
            self._desk.change(record, values, *self._made())
        with self._desk.read() as reader:
            stored = reader.record(record.id)
        self._is_new = False
        self._draft_timer.stop()
        self._desk.drop_drafts(record.id)
        if stored is not None:
            self._show_saved(stored)
        self._state.setText(f"Gespeichert {self._desk.office.now.astimezone(BERLIN):%H:%M}")
        self.saved.emit(record.id)

    def _show_saved(self, stored: Record) -> None:
        """Show what was stored; the keyboard and the cursor stay where they are."""
        cursors = {name: box.cursor_place for name, box in self._boxes.items() if name in self._changed}
        if self._save.hasFocus():  # it is switched off, and Qt would send the keyboard anywhere
            self._editors[self._last_edited or next(iter(self._editors))].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(stored)
        for name, place in cursors.items():
            self._boxes[name].put_cursor(place)

    def _show_conflict(self, conflict: Conflict) -> None:
        """Say at each field what is stored now, beside what was typed; fields that were not touched are brought up."""
        with self._desk.read() as reader:
            stored = reader.record(self._record.id) if self._record else None
            for clash in conflict.clashes:
                if clash.field in self._editors:
                    now = _shortened(reader.show(self._cls.spec.fields[clash.field], clash.stored)) or "leer"
                    self._boxes[clash.field].say(
                        f"Inzwischen ist hier „{now}“ gespeichert. Noch einmal speichern ersetzt das durch Ihren Wert.",
                        can_take=True,
                    )
            if stored is not None:
                for name in self._editors.keys() - self._changed:
                    self._fill(reader, stored, name)
        if stored is None:
            self._area.say(str(conflict))
        self._record = stored or self._record
        for clash in conflict.clashes[:1]:
            if clash.field in self._editors:
                self._area.go_to(clash.field)

    def _take_stored(self, name: str) -> None:
        """Give up what was typed into a field for what is stored."""
        self._restore(name)
        self._editors[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self, name: str, *, put_back: bool = False) -> None:
        if self._record is None:
            return
        with self._desk.read() as reader:
            self._fill(reader, self._record, name, put_back=put_back)
        self._boxes[name].clear()
        self._set_changed(self._changed - {name})
        if not self._changed:
            self._state.setText("Noch nicht gespeichert" if self._is_new else "")
        self._desk.drop_drafts(self._record.id)
        self._tell_draft()

    def _show_refusal(self, refused: Refused) -> None:
        at_fields: dict[str, str] = {}
        general = []
        for _, identity, name, sentence in refused.faults:
            if name in self._editors and self._record is not None and identity in ("", self._record.id):
                at_fields[name] = sentence
            else:
                general.append(sentence)
        if at_fields:  # first of all: a field that is left is judged anew
            self._editors[next(iter(at_fields))].setFocus()
        for name, sentence in at_fields.items():
            self._boxes[name].say(sentence)
        self._refused = set(at_fields)
        self._area.say(" ".join(general))
        if at_fields:
            self._area.go_to(next(iter(at_fields)))

    def _clear_faults(self) -> None:
        self._refused.clear()
        self._area.say("")
        for box in self._boxes.values():
            box.clear()


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"


def _as_text(raw: Any) -> str:
    if isinstance(raw, tuple):
        return "; ".join(map(_as_text, raw))
    if isinstance(raw, Record):  # it is made anew once it is chosen again
        return " ".join(str(getattr(raw, name) or "") for name in reversed(raw.spec.named_by)).strip()
    return "" if raw is None else str(raw)


def _values(record: Record) -> dict[str, Any]:
    return {"id": record.id, **{name: getattr(record, name) for name in record.spec.fields}}
