"""Kennungen: a prefix per type, the year, a running number; given once and never again, not even after undo."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from kn_desk.fields.spec import Record
from kn_desk.storage.tables import COUNTER


def next_code(connection: Connection, cls: type[Record], year: int) -> str:
    """Return the next code of a type, such as M-2026-014."""
    prefix = cls.spec.prefix
    statement = insert(COUNTER).values(prefix=prefix, year=year, last=1)
    statement = statement.on_conflict_do_update(index_elements=["prefix", "year"], set_={"last": COUNTER.c.last + 1})
    connection.execute(statement)
    last = connection.execute(
        select(COUNTER.c.last).where(COUNTER.c.prefix == prefix, COUNTER.c.year == year)
    ).scalar_one()
    return f"{prefix}-{year}-{last:03d}"


def counters(connection: Connection) -> dict[tuple[str, int], int]:
    """Return the last number given for each prefix and year."""
    return {(prefix, year): last for prefix, year, last in connection.execute(select(COUNTER))}


def raise_counters(connection: Connection, at_least: Mapping[tuple[str, int], int]) -> None:
    """Lift each counter to at least this number, so that a restored file never gives a code a second time."""
    for (prefix, year), last in at_least.items():
        statement = insert(COUNTER).values(prefix=prefix, year=year, last=last)
        highest = func.max(COUNTER.c.last, statement.excluded.last)
        connection.execute(statement.on_conflict_do_update(index_elements=["prefix", "year"], set_={"last": highest}))
