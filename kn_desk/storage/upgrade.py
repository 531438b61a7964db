"""Bringing an older office file up to date: on a copy, checked, and only then in its place."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError

from kn_desk.errors import UserError
from kn_desk.paths import Home, database
from kn_desk.records.change import ChangeSet
from kn_desk.storage.backup import back_up
from kn_desk.storage.connect import as_sentences, connect, engine_over, writing
from kn_desk.storage.files import disk_sentences, replacing
from kn_desk.storage.lock import SessionLock
from kn_desk.storage.opening import check_inside
from kn_desk.storage.schema import check_no_code, check_shape
from kn_desk.storage.steps import add_step
from kn_desk.storage.tables import SCHEMA_VERSION


def migrations(folder: Path | None = None) -> Config:
    """Return Alembic's configuration over a folder of migrations (the shipped one)."""
    config = Config()
    config.set_main_option("script_location", str(folder or database() / "migrations").replace("%", "%%"))
    return config


def upgrade(path: Path, home: Home, *, version: int = SCHEMA_VERSION, folder: Path | None = None) -> str:
    """Upgrade an older office file and return a sentence that says so and where the backup lies.

    ``folder`` holds the migrations (the shipped ones), ``version`` is the number of the last one. Raises UserError
    where the upgrade fails; the file is then as it was.
    """
    with disk_sentences(path):
        lock = SessionLock(path)
    try:
        kept = back_up(path, home.backups, "vor Aktualisierung")
        with replacing(path) as temporary:
            shutil.copyfile(path, temporary)
            migrate(temporary, f"{version:04d}", folder)
        return f"Die Datei wurde aktualisiert; eine Sicherung liegt unter „{kept.path}“."
    finally:
        lock.release()


def migrate(path: Path, revision: str, folder: Path | None = None) -> None:
    """Run the migrations on a copy, with foreign keys off (a rebuilt table would else take its children along)."""
    with as_sentences():
        bare = connect(path, foreign_keys=False)
        try:
            check_no_code(bare)
            before = bare.execute("SELECT count(*) FROM record").fetchone()[0]
            config = migrations(folder)
            try:
                with writing(engine_over(bare)) as connection:
                    config.attributes["connection"] = connection
                    command.upgrade(config, revision)
                    connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
                    # What was done before cannot be undone in the new shape.
                    migration = ChangeSet((), "migrate", "KN Desk", "migration")
                    add_step(connection, migration, datetime.now(UTC), barrier=True)
            except (DBAPIError, CommandError) as error:
                raise _failed(str(error)) from error
            check_inside(bare)
            if bare.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise _failed("foreign_key_check")
            if bare.execute("SELECT count(*) FROM record").fetchone()[0] < before:
                raise _failed("count(record)")
            if int(revision) == SCHEMA_VERSION:
                check_shape(bare)
        finally:
            bare.close()


def _failed(details: str) -> UserError:
    return UserError(
        "Die Datei ließ sich nicht aktualisieren.", "Sie ist unverändert. Bitte den Bericht speichern.", details=details
    )
