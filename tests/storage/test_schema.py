"""The shape of the file: what is generated is true, migrations end in it, and an upgrade carries everything along."""

import importlib.util
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command

from kn_desk.errors import UserError
from kn_desk.paths import database
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.storage.backup import backups_in
from kn_desk.storage.connect import connect, engine_over, writing
from kn_desk.storage.lock import InUse, SessionLock
from kn_desk.storage.schema import check_no_code, expected_shape, shape_of
from kn_desk.storage.tables import APPLICATION_ID, SCHEMA_VERSION, all_tables
from kn_desk.storage.upgrade import migrate, migrations, upgrade
from tests.makers.offices import Desk, bare

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_generated_from_the_specs_stands_in_its_files() -> None:
    found = importlib.util.spec_from_file_location("generate", ROOT / "scripts" / "generate.py")
    assert found is not None
    assert found.loader is not None
    generate = importlib.util.module_from_spec(found)
    found.loader.exec_module(generate)

    for path, text in generate.generated().items():
        assert path.read_text(encoding="utf-8") == text, f"run scripts/generate.py: {path.name} is behind"


def test_all_migrations_from_nothing_make_the_shape_of_a_new_file(tmp_path: Path) -> None:
    fresh = connect(tmp_path / "neu.kndesk", mode="rwc")
    try:
        config = migrations()
        with writing(engine_over(fresh)) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        made, wanted = shape_of(fresh), expected_shape()
        version = fresh.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        fresh.close()

    assert {name: made.get(name) for name in wanted} == wanted
    assert made.keys() == wanted.keys()
    assert version == (f"{SCHEMA_VERSION:04d}",)


def test_there_is_one_row_of_migrations_and_the_last_one_is_the_version() -> None:
    numbers = sorted(path.name[:4] for path in (database() / "migrations" / "versions").glob("[0-9]*.py"))

    assert numbers == [f"{number:04d}" for number in range(1, SCHEMA_VERSION + 1)]


def test_every_table_of_ours_is_strict_and_every_constraint_has_a_name(desk: Desk) -> None:
    with bare(desk.path) as file:
        strict = {name: flag for _, name, kind, _, _, flag in file.execute("PRAGMA table_list") if kind == "table"}
        assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        check_no_code(file)
    assert [table.name for table in all_tables() if not strict[table.name]] == []


def test_a_wrong_type_is_refused_by_the_table_itself(desk: Desk) -> None:
    with bare(desk.path) as file, pytest.raises(sqlite3.IntegrityError):
        file.execute("UPDATE threshold SET value = 'viel'")


# --- an upgrade, with a migration that does not exist yet


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with desk.opened() as opened:
        unit = opened.add(OrgUnit, name="Hochbauamt")
        opened.add(Person, last_name="Muster", unit=unit)
        goal = opened.add(Goal, title="Teilhabe", description="Für alle")
        opened.add(StrategyItem, title="Serviceportal", goals=(goal,), lead_unit=unit)
    return desk


@pytest.fixture
def coming(tmp_path: Path) -> Callable[[str], Path]:
    """Make a folder of the shipped migrations and one more, whose ``upgrade`` has this body."""

    def folder_with(body: str) -> Path:
        folder = tmp_path / "künftige 100% Migrationen"
        shutil.copytree(database() / "migrations", folder)
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        number = SCHEMA_VERSION + 1
        (folder / "versions" / f"{number:04d}_next.py").write_text(
            f"import sqlalchemy as sa\nfrom alembic import op\n\n"
            f"revision = '{number:04d}'\ndown_revision = '{SCHEMA_VERSION:04d}'\n\n\ndef upgrade():\n{lines}\n",
            encoding="utf-8",
        )
        return folder

    return folder_with


def dump(path: Path) -> list[str]:
    with bare(path) as file:
        return list(file.iterdump())


_RENAME = """
op.execute("ALTER TABLE goal RENAME COLUMN description TO about")
op.execute("UPDATE history SET field = 'about' WHERE field = 'description' AND record IN (SELECT id FROM goal)")
"""
_REBUILD = """
with op.batch_alter_table("org_unit", recreate="always") as table:
    table.add_column(sa.Column("colour", sa.Text))
"""


def test_an_upgrade_carries_rows_and_history_and_makes_a_backup(filled: Desk, coming: Callable[[str], Path]) -> None:
    before = dump(filled.path)
    sentence = upgrade(filled.path, filled.home, version=SCHEMA_VERSION + 1, folder=coming(_RENAME))

    (backup,) = backups_in(filled.home.backups)
    assert str(backup.path) in sentence
    assert (backup.manifest.reason, backup.manifest.version) == ("vor Aktualisierung", SCHEMA_VERSION)
    assert set(dump(backup.path)) >= {line for line in before if line.startswith('INSERT INTO "goal"')}
    with bare(filled.path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)
        assert file.execute("SELECT title, about FROM goal").fetchall() == [("Teilhabe", "Für alle")]
        assert file.execute("SELECT new FROM history WHERE field = 'about'").fetchall() == [('"Für alle"',)]
        assert file.execute("SELECT count(*) FROM link").fetchone() == (1,)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        verb, undo_next = file.execute("SELECT verb, undo_next FROM step ORDER BY id DESC").fetchone()
    assert (verb, undo_next) == ("migrate", None)
    assert [path.name for path in filled.path.parent.glob(".*.tmp*")] == []


def test_a_rebuilt_table_keeps_what_refers_to_it(filled: Desk, coming: Callable[[str], Path]) -> None:
    """With foreign keys on, SQLite would take the children along with the old table."""
    upgrade(filled.path, filled.home, version=SCHEMA_VERSION + 1, folder=coming(_REBUILD))

    with bare(filled.path) as file:
        assert file.execute("SELECT count(unit), max(last_name) FROM person").fetchone() == (1, "Muster")
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        (strict,) = (row[5] for row in file.execute("PRAGMA table_list") if row[1] == "org_unit")
    assert strict == 1


@pytest.mark.parametrize(
    "body",
    [
        "op.execute(\"UPDATE goal SET title = 'halb'\")\nop.execute('SELECT nichts FROM nirgends')",
        "for table in ('goal', 'link', 'search_text', 'record'):\n    op.execute(f'DELETE FROM {table}')",
        "op.execute('DELETE FROM org_unit')",
        "op.execute('UPDATE goal SET title = NULL')",
    ],
)
def test_a_failing_migration_leaves_the_file_as_it_was(filled: Desk, coming: Callable[[str], Path], body: str) -> None:
    before = filled.path.read_bytes()

    with pytest.raises(UserError, match=r"ließ sich nicht aktualisieren\. Sie ist unverändert"):
        upgrade(filled.path, filled.home, version=SCHEMA_VERSION + 1, folder=coming(body))

    assert filled.path.read_bytes() == before
    assert [path.name for path in filled.path.parent.glob(".*.tmp*")] == []
    assert len(backups_in(filled.home.backups)) == 1
    with filled.opened() as opened:
        opened.undo()


def test_a_migration_that_breaks_off_is_a_bug_and_still_leaves_the_file_as_it_was(
    filled: Desk, coming: Callable[[str], Path]
) -> None:
    before = filled.path.read_bytes()
    folder = coming("op.execute(\"UPDATE goal SET title = 'halb'\")\nraise KeyError('vergessen')")

    with pytest.raises(KeyError):
        upgrade(filled.path, filled.home, version=SCHEMA_VERSION + 1, folder=folder)

    assert filled.path.read_bytes() == before


def test_a_migration_that_ends_in_another_shape_than_todays_is_refused(
    filled: Desk, coming: Callable[[str], Path]
) -> None:
    with bare(filled.path) as file:
        file.execute("ALTER TABLE goal ADD COLUMN colour TEXT")
    before = filled.path.read_bytes()

    with pytest.raises(UserError, match="Aufbau der Datei stimmt nicht"):
        upgrade(filled.path, filled.home)

    assert filled.path.read_bytes() == before


def test_nothing_before_an_upgrade_can_be_undone(filled: Desk) -> None:
    upgrade(filled.path, filled.home)

    with filled.opened() as opened:
        with pytest.raises(UserError, match="nichts rückgängig"):
            opened.undo()
        opened.add(Goal, title="Danach")
        opened.undo()


def test_a_file_that_a_window_has_open_is_not_upgraded(filled: Desk) -> None:
    lock = SessionLock(filled.path)
    try:
        with pytest.raises(InUse):
            upgrade(filled.path, filled.home)
    finally:
        lock.release()


def test_a_migration_runs_on_no_file_with_foreign_code_in_it(filled: Desk, coming: Callable[[str], Path]) -> None:
    with bare(filled.path) as file:
        file.execute("CREATE TRIGGER evil AFTER UPDATE ON goal BEGIN DELETE FROM history; END")

    with pytest.raises(UserError, match=r"unbekannte Bestandteile \(evil\)"):
        migrate(filled.path, f"{SCHEMA_VERSION + 1:04d}", coming(_RENAME))
