"""Drafts: what is typed and not yet saved, kept beside the office file so that a crash costs two seconds at most."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kn_desk.paths import Home
from kn_desk.storage.connect import as_sentences, connect
from kn_desk.storage.files import OWNER_ONLY, disk_sentences

_SCHEMA = """
CREATE TABLE IF NOT EXISTS draft (
    office TEXT NOT NULL, record TEXT NOT NULL, type TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,
    base_step INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (office, record, field)
) STRICT, WITHOUT ROWID
"""


@dataclass(frozen=True)
class Draft:
    """The text in one field of a form, as typed; ``base_step`` is the step the form was opened at."""

    office: str
    record: str
    type: str
    field: str
    text: str
    base_step: int
    at: str = ""


class Drafts:
    """The user's drafts of all office files."""

    def __init__(self, home: Home) -> None:
        self._path = home.drafts

    @property
    def path(self) -> Path:
        """The file they lie in."""
        return self._path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with disk_sentences(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with as_sentences():
            bare = connect(self._path, mode="rwc")
            try:
                bare.execute(_SCHEMA)
                self._path.chmod(OWNER_ONLY)
                yield bare
            finally:
                bare.close()

    def keep(self, draft: Draft) -> None:
        """Keep a draft, in the place of an earlier one of the same field."""
        # Half a pair of surrogates, which a form can hold, is no text for SQLite.
        text = draft.text.encode("utf-8", "replace").decode()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._open() as bare:
            bare.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?)",
                (draft.office, draft.record, draft.type, draft.field, text, draft.base_step, now),
            )

    def of(self, office: str) -> list[Draft]:
        """Return all drafts of an office file, oldest first."""
        if not self._path.exists():
            return []
        with self._open() as bare:
            rows = bare.execute("SELECT * FROM draft WHERE office = ? ORDER BY at, record, field", (office,)).fetchall()
        return [Draft(*row) for row in rows]

    def drop(self, office: str, record: str) -> None:
        """Forget the drafts of one record: it was saved, or they were dismissed."""
        if self._path.exists():
            with self._open() as bare:
                bare.execute("DELETE FROM draft WHERE office = ? AND record = ?", (office, record))

    def rewrite(self, office: str, person: str, without_name: Callable[[str], str]) -> None:
        """Forget the drafts of an erased person's own record, and take the name out of all others."""
        drafts = self.of(office)
        if not drafts:
            return
        self.drop(office, person)
        for draft in drafts:
            if draft.record != person and (text := without_name(draft.text)) != draft.text:
                self.keep(replace(draft, text=text))
        with self._open() as bare:
            bare.execute("VACUUM")
