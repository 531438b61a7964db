"""Full-text search over folded text: ä = ae = a, ß = ss, no case; what is typed is text, never a query language."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, text

from kn_desk.fields.kinds import Links, Ref, Text
from kn_desk.fields.spec import Record
from kn_desk.fields.text import fold
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.tables import SEARCH_TEXT

_WORD = re.compile(r"\w+")
_MOST_WORDS = 30
_FORGET = text("INSERT INTO search(search, rowid, name, body) VALUES ('delete', :id, :name, :body)")
_LEARN = text("INSERT INTO search(rowid, name, body) VALUES (:id, :name, :body)")

_FIND = text(
    "SELECT t.type, t.record FROM search JOIN search_text t ON t.id = search.rowid "
    "WHERE search MATCH :match AND t.type IN :types ORDER BY search.rowid DESC LIMIT :limit"
).bindparams(bindparam("types", expanding=True))


def first_words(words: Iterable[str]) -> list[str]:
    """Return each word once, as many as SQLite can ask for together; nobody types more, but a page may be pasted."""
    return list(dict.fromkeys(words))[:_MOST_WORDS]


def index(connection: Connection, record: Record | None, identity: str) -> None:
    """Bring the index of one record up to date; ``record`` is None where it is gone or in the Papierkorb."""
    old = connection.execute(select(SEARCH_TEXT).where(SEARCH_TEXT.c.record == identity)).first()
    new = _texts(record) if record is not None and record.trashed is None else None
    if old is not None and new == (old.name, old.body):
        return
    if old is not None:
        connection.execute(_FORGET, {"id": old.id, "name": old.name, "body": old.body})
        connection.execute(SEARCH_TEXT.delete().where(SEARCH_TEXT.c.id == old.id))
    if record is not None and new is not None:
        values = {"record": identity, "type": record.spec.name, "name": new[0], "body": new[1]}
        made = connection.execute(SEARCH_TEXT.insert().values(values)).inserted_primary_key
        connection.execute(_LEARN, {"id": made[0] if made else None, "name": new[0], "body": new[1]})


def _texts(record: Record) -> tuple[str, str]:
    words = (
        getattr(record, spec.name) for spec in record.spec.columns if isinstance(spec.kind, Text) and not spec.internal
    )
    body = " ".join([record.code, *(word for word in words if word)])
    own = (
        spec
        for spec in map(record.spec.fields.__getitem__, record.spec.named_by)
        if not isinstance(spec.kind, Ref | Links)
    )
    return fold(" ".join(spec.kind.show(getattr(record, spec.name)) for spec in own)), fold(body)


def find(
    connection: Connection, typed: str, *, limit: int = 50, types: Iterable[str] = (), named: bool = False
) -> list[tuple[type[Record], str]]:
    """Return (type, id) of up to ``limit`` live records in which every typed word begins a word, newest first.

    With ``named`` the words have to be in the name.
    """
    words = first_words(_WORD.findall(fold(typed)))
    if not words:
        return []
    wanted = list(types) or list(BY_NAME)
    match = " ".join(f'"{word}"*' for word in words)
    match = f"name : ({match})" if named else match
    rows = connection.execute(_FIND, {"match": match, "limit": limit, "types": wanted}).all()
    return [(BY_NAME[name], identity) for name, identity in rows]
