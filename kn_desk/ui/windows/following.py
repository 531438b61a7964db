"""Where a record is shown: in its place, as a part of its owner, in the Papierkorb, or on its own."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME
from kn_desk.ui.context import Context
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.page import Page
from kn_desk.ui.windows.record_dialog import RecordDialog


class Places(Protocol):
    """What is asked of the main window."""

    @property
    def page(self) -> Page | None: ...

    def say(self, sentence: str, can_undo: bool = False) -> None: ...

    def show_place_of(self, key: str) -> None: ...

    def show_record(self, identity: str) -> bool: ...

    def take_up_in_place(self, type_name: str, identity: str, typed: dict[str, str]) -> bool: ...


class Following:
    """Finds the place of a record; ``window`` has the places and is the parent of what has none."""

    def __init__(self, places: Places, window: QWidget, context: Context) -> None:
        self._places = places
        self._window = window
        self._context = context

    def follow(self, identity: str) -> None:
        """Show a record, whatever it is; what is typed elsewhere is saved first, or stays where a rule forbids it."""
        page = self._places.page
        if page is not None and not page.save():
            return
        record, owners = self._read(identity)
        if record is None:
            self._places.say("Diesen Eintrag gibt es nicht mehr.")
        elif record.trashed is not None:
            self._places.show_place_of("trash")
            self._places.say(f"{record.code} liegt im Papierkorb.")
        elif not self._places.show_record(identity) and not self._show_part(record, owners):
            dialog = RecordDialog(self._context, type(record), self._window)
            dialog.pane.show_record(identity)
            dialog.open()

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> None:
        """Show the form of a record, or a new one, with what was typed into it."""
        if self._places.take_up_in_place(type_name, identity, typed):
            return
        record, owners = self._read(identity)
        if record is not None and self._show_part(record, owners):
            for form in self._window.findChildren(RecordForm):
                if form.isVisible() and form.record == record:
                    form.type_into(typed)
            return
        dialog = RecordDialog(self._context, BY_NAME[type_name], self._window)
        if record is not None:
            dialog.pane.show_record(identity)
        else:
            self._context.desk.drop_drafts(identity)  # it was never stored: from now on it is the new one's
            dialog.pane.show_new({})
        dialog.pane.edit_form()
        dialog.pane.form.type_into(typed)
        dialog.open()

    def _read(self, identity: str) -> tuple[Record | None, list[Record]]:
        with self._context.desk.read() as reader:
            record = reader.record(identity)
            return record, _owners(reader.record, record)

    def _show_part(self, record: Record, owners: list[Record]) -> bool:
        """Show the nearest owner that has a place, and there the tab with the record."""
        owner = next((owner for owner in owners if self._places.show_record(owner.id)), None)
        for pane in self._window.findChildren(DetailPane):
            if owner is not None and pane.isVisible() and pane.record is not None and pane.record.id == owner.id:
                pane.show_part(record)
        return owner is not None


def _owners(find: Callable[[str], Record | None], record: Record | None) -> list[Record]:
    """What a record is a part of, the nearest first."""
    found: list[Record] = []
    while record is not None:
        part_of = (getattr(record, name) for name in record.spec.part_of)
        record = next((owner for identity in part_of if identity and (owner := find(identity)) is not None), None)
        if record is None or record in found:
            break
        found.append(record)
    return found
