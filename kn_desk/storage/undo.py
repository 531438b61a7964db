"""Undo and redo: new steps that take an old one back, over restarts, one after the other."""

from datetime import datetime

from sqlalchemy import Connection

from kn_desk.errors import UserError
from kn_desk.records.change import Change, ChangeSet, reversal
from kn_desk.storage import door
from kn_desk.storage.history import edits_of
from kn_desk.storage.steps import last_step


def undo(connection: Connection, by: str, source: str, now: datetime) -> Change:
    """Take back the step that is next to be undone."""
    last = last_step(connection)
    if last is None or last.undo_next is None:
        raise UserError("Es gibt nichts rückgängig zu machen.")
    return _revert(connection, last.undo_next, "undo", by, source, now)


def redo(connection: Connection, by: str, source: str, now: datetime) -> Change:
    """Do again the step that was taken back last."""
    last = last_step(connection)
    if last is None or last.redo_next is None:
        raise UserError("Es gibt nichts zu wiederholen.")
    return _revert(connection, last.redo_next, "redo", by, source, now)


def _revert(connection: Connection, number: int, verb: str, by: str, source: str, now: datetime) -> Change:
    edits = tuple(reversal(edit) for edit in edits_of(connection, number))
    return door.apply(connection, ChangeSet(edits, verb, by, source, reverts=number), now)
