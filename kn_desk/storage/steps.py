"""Steps of the history: who did what when, and which step undo and redo take next."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from kn_desk.fields.days import BERLIN
from kn_desk.records.change import ChangeSet
from kn_desk.records.identity import new_id
from kn_desk.storage.connect import damaged
from kn_desk.storage.tables import STEP


@dataclass(frozen=True)
class Step:
    """One step of the history; ``day`` is the day in Konstanz, ``at`` the moment in UTC."""

    id: int
    uid: str
    at: datetime
    day: date
    by: str
    source: str
    verb: str
    reverts: int | None
    undo_next: int | None
    redo_next: int | None


def step_of(row: Row[*tuple[Any, ...]]) -> Step:
    """Return the step that a row holds, alone or beside other columns."""
    values = {column.name: row._mapping[column.name] for column in STEP.columns}
    try:
        return Step(**values | {"at": datetime.fromisoformat(values["at"]), "day": date.fromisoformat(values["day"])})
    except ValueError as error:
        raise damaged(error) from error


def step(connection: Connection, number: int | None) -> Step | None:
    """Return a step by its number; None if there is none."""
    row = connection.execute(select(STEP).where(STEP.c.id == number)).first() if number else None
    return step_of(row) if row else None


def last_step(connection: Connection) -> Step | None:
    """Return the newest step."""
    row = connection.execute(select(STEP).order_by(STEP.c.id.desc()).limit(1)).first()
    return step_of(row) if row else None


def add_step(connection: Connection, change: ChangeSet, now: datetime, *, barrier: bool = False) -> Step:
    """Write the step of a ChangeSet and return it; ``barrier`` means nothing before it can be undone.

    A step is never before the one before it, even if the clock jumped back.
    """
    last = last_step(connection)
    number = (last.id if last else 0) + 1
    moment = max(now.astimezone(UTC), last.at) if last else now.astimezone(UTC)
    day = max(moment.astimezone(BERLIN).date(), last.day) if last else moment.astimezone(BERLIN).date()
    undo_next, redo_next = (None, None) if barrier else _next_ones(connection, change, number, last)
    made = Step(
        number, new_id(), moment, day, change.by, change.source, change.verb, change.reverts, undo_next, redo_next
    )
    connection.execute(
        insert(STEP).values(
            id=number, uid=made.uid, at=moment.isoformat(timespec="milliseconds"), day=day.isoformat(), by=made.by,
            source=made.source, verb=made.verb, reverts=made.reverts, undo_next=undo_next, redo_next=redo_next,
        )
    )  # fmt: skip
    return made


def _next_ones(
    connection: Connection, change: ChangeSet, number: int, last: Step | None
) -> tuple[int | None, int | None]:
    """Undo and redo are two stacks; what lies below a step in its stack is what the step before it had on top."""
    if change.reverts is None or last is None:
        return number, None
    before = step(connection, change.reverts - 1)
    if change.verb == "undo":
        return before.undo_next if before else None, number
    return number, before.redo_next if before else None
