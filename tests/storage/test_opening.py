"""Opening: whatever lies at the path, one sentence comes back and no byte has changed."""

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kn_desk.cli import main
from kn_desk.errors import UserError
from kn_desk.paths import Home
from kn_desk.records.contacts import OrgUnit
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.storage import office_file
from kn_desk.storage.backup import back_up, restore
from kn_desk.storage.check import check
from kn_desk.storage.office_file import new_office
from kn_desk.storage.tables import APPLICATION_ID
from tests.makers.offices import Desk, SettableClock, Template, bare

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX system")


def content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refusal(desk: Desk, *, writes: bool = True) -> str:
    """Open what must not open; return the sentence, after checking that nothing has changed."""
    before = content(desk.path)
    with pytest.raises(UserError) as caught:
        desk.open(writes=writes).close()
    assert content(desk.path) == before
    assert caught.value.what.endswith((".", "“."))
    assert caught.value.todo.endswith(".")
    return str(caught.value)


def findings(desk: Desk) -> list[str]:
    return [sentence for part in check(desk.path, desk.home, clock=desk.clock) for sentence in part.found]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A closed office file with a few records and steps."""
    with desk.opened() as opened:
        unit = opened.add(OrgUnit, name="Hochbauamt")
        for number in range(12):
            opened.add(StrategyItem, title=f"Maßnahme {number}", lead_unit=unit, description="Text. " * 200 + "Ende")
    return desk


# --- what is no office file


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Die Datei ist leer"),
        (b"\0" * 8192, "keine KN-Desk-Datei"),
        (b"Sehr geehrte Damen und Herren,\n", "keine KN-Desk-Datei"),
        (b"<!DOCTYPE html><html><body>404</body></html>" * 100, "keine KN-Desk-Datei"),
        (b"PK\x03\x04" + b"x" * 5000, "keine KN-Desk-Datei"),
        (random.Random(1).randbytes(64 * 1024), "keine KN-Desk-Datei, oder sie ist verschlüsselt"),
        (b"SQLite", "beschädigt (unvollständig)"),
        (b"SQLite format 3\0", "beschädigt (unvollständig)"),
        (b"SQLite format 3\0" + b"\0" * 4080, "einem anderen Programm"),
        (b"SQLite format 3\0" + b"\xff" * 4080, "einem anderen Programm"),
    ],
)
def test_what_is_no_office_file_is_named_and_left_alone(desk: Desk, data: bytes, sentence: str) -> None:
    desk.path.write_bytes(data)

    assert sentence in refusal(desk)
    assert sentence in refusal(desk, writes=False)
    with pytest.raises(UserError, match=sentence.split("(")[0]):
        list(check(desk.path, desk.home))


def test_a_file_of_another_program_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.path.unlink()
    with bare(desk.path) as other:
        other.execute("CREATE TABLE bookmark(url)")

    assert "gehört zu einem anderen Programm" in refusal(desk)
    assert [file.name for file in tmp_path.iterdir()] == [desk.path.name]


def test_a_folder_a_device_and_nothing_at_all_are_named(desk: Desk, tmp_path: Path) -> None:
    for path, sentence in (
        (tmp_path, "ist ein Ordner"),
        (tmp_path / "fehlt.kndesk", "gibt es nicht"),
        (desk.path / "darin.kndesk", "gibt es nicht"),
        (tmp_path / f"{'x' * 300}.kndesk", "zu lang"),
        (tmp_path / f"{'x' * 245}.kndesk", "zu lang"),
    ):
        with pytest.raises(UserError, match=sentence):
            Desk(path, desk.home).open()
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "rohr")
        for path in (Path("/dev/null"), tmp_path / "rohr"):
            with pytest.raises(UserError, match="keine gewöhnliche Datei"):
                Desk(path, desk.home).open()


# --- what is damaged


@pytest.mark.parametrize("length", [1, 15, 16, 99, 100, 101, 1024, 4095, 4096, 4097, -4096, -1])
def test_a_truncated_file_is_incomplete(filled: Desk, length: int) -> None:
    filled.path.write_bytes(filled.path.read_bytes()[:length])

    assert "beschädigt (unvollständig)" in refusal(filled)
    assert "beschädigt" in refusal(filled, writes=False)


def test_sixty_truncations_are_all_refused(filled: Desk) -> None:
    whole, chance = filled.path.read_bytes(), random.Random(2)
    for _ in range(60):
        filled.path.write_bytes(whole[: chance.randrange(1, len(whole))])
        assert "beschädigt" in refusal(filled)


def test_bytes_behind_the_end_open_and_stand_in_the_check(filled: Desk) -> None:
    with filled.path.open("ab") as file:
        file.write(b"angehaengt")

    with filled.opened(writes=False) as opened:
        assert opened.sql("SELECT count(*) FROM strategy_item") == [(12,)]
    assert any("10 fremde Bytes" in sentence for sentence in findings(filled))


@pytest.mark.slow
def test_two_hundred_flipped_bits_never_end_in_a_crash_and_change_nothing(
    filled: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    whole, chance = bytearray(filled.path.read_bytes()), random.Random(3)
    written = [place for place, byte in enumerate(whole) if byte]
    places = [chance.randrange(100) for _ in range(40)] + [chance.choice(written) for _ in range(160)]
    for number, place in enumerate(places):
        damaged = whole.copy()
        damaged[place] ^= 1 << chance.randrange(8)
        filled.path.write_bytes(damaged)
        command = (["list", str(filled.path), "strategy_item"], ["check", str(filled.path)])[number % 2]

        code = main(command)

        said = capfd.readouterr()
        assert code in (0, 1), (place, said.err)
        assert "Traceback" not in said.err
        assert code == 0 or said.err or said.out
        assert "Unerwarteter Fehler" not in said.err, (place, said.err)
        assert filled.path.read_bytes() == damaged, f"bytes changed after the flip at {place}"


def test_a_changed_letter_is_noticed_by_the_fingerprint(filled: Desk) -> None:
    data = filled.path.read_bytes()
    filled.path.write_bytes(data.replace(b"Hochbauamt", b"Hochbauant"))

    with filled.opened(writes=False) as opened:
        assert opened.office.notes == ["Die Datei wurde außerhalb von KN Desk verändert."]
    assert "Die Datei wurde außerhalb von KN Desk verändert." in findings(filled)


def test_a_file_that_is_what_was_closed_is_not_looked_through_again(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its fingerprint has read every byte; looking through 25,000 records takes a second of each start."""
    looked: list[bool] = []
    monkeypatch.setattr(office_file, "check_inside", lambda *_, **__: looked.append(True))
    filled.open().close()
    assert looked == []
    with bare(filled.path) as connection:
        connection.execute("UPDATE org_unit SET name = 'Tiefbauamt'")
    filled.open().close()
    assert looked == [True]


def test_a_damaged_fingerprint_accuses_nobody(filled: Desk) -> None:
    (kept,) = filled.home.fingerprints.iterdir()
    for text in ("", "{", "[]", "{}", '{"size": 1}', "null", "\udcff"):
        kept.write_bytes(text.encode("utf-8", "surrogateescape"))
        with filled.opened(writes=False) as opened:
            assert opened.office.notes == []


def test_a_value_that_no_longer_can_be_read_is_a_sentence(filled: Desk) -> None:
    for statement in (
        "UPDATE strategy_item SET end_planned = '2026-13-45' WHERE rowid = 3",
        "UPDATE strategy_item SET title = CAST(x'ff41' AS TEXT) WHERE rowid = 4",
    ):
        with bare(filled.path) as other:
            other.execute(statement)
        with (
            filled.opened(writes=False) as opened,
            pytest.raises(UserError, match="beschädigt"),
            opened.office.read() as reader,
        ):
            reader.rows(StrategyItem)
        with bare(filled.path) as other:
            other.execute("UPDATE strategy_item SET end_planned = NULL, title = 'x'")


# --- what has another shape


def test_a_newer_file_is_refused_before_anything_is_read(filled: Desk, tmp_path: Path) -> None:
    with bare(filled.path) as other:
        other.execute("PRAGMA user_version = 99")
    before = sorted(file.name for file in tmp_path.iterdir())

    assert "mit einer neueren Version gespeichert. Bitte KN Desk aktualisieren" in refusal(filled)
    assert "mit einer neueren Version gespeichert" in refusal(filled, writes=False)
    with pytest.raises(UserError, match="neueren Version"):
        list(check(filled.path, filled.home))
    assert sorted(file.name for file in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON goal BEGIN DELETE FROM history; END", "evil"),
        ("CREATE VIEW evil AS SELECT * FROM goal", "evil"),
        ("CREATE TABLE evil(x)", "evil"),
        ("CREATE INDEX evil ON goal(title)", "evil"),
        ('CREATE TABLE "e""v\'il"(x)', "e\"v'il"),
    ],
)
def test_foreign_parts_are_refused_by_name(filled: Desk, statement: str, part: str) -> None:
    with bare(filled.path) as other:
        other.execute(statement)

    assert f"enthält unbekannte Bestandteile ({part})" in refusal(filled)
    assert any(part in sentence for sentence in findings(filled))


@pytest.mark.parametrize(
    "statement",
    [
        "DROP INDEX ix_goal_parent",
        "DROP TABLE saved_view",
        "ALTER TABLE goal ADD COLUMN colour TEXT",
        "ALTER TABLE goal RENAME COLUMN description TO about",
        "ALTER TABLE goal DROP COLUMN description",
        "DROP INDEX uq_tag_title; CREATE INDEX uq_tag_title ON tag(title__key)",
        "DROP INDEX ix_goal_title; CREATE INDEX ix_goal_title ON goal(title__key)",
        "DROP INDEX ix_goal_title; CREATE INDEX ix_goal_title ON goal(id)",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'fts5', 'fts9') WHERE name = 'search'",
        "DROP TABLE tombstone; CREATE TABLE tombstone(record TEXT, step INTEGER, name TEXT)",
    ],
)
def test_a_half_migrated_file_is_refused(filled: Desk, statement: str) -> None:
    with bare(filled.path) as other:
        other.executescript(statement)

    assert "Der Aufbau der Datei stimmt nicht" in refusal(filled)
    assert any("Der Aufbau der Datei stimmt nicht" in sentence for sentence in findings(filled))


def test_a_file_that_says_version_0_is_refused(filled: Desk) -> None:
    with bare(filled.path) as other:
        other.execute("PRAGMA user_version = 0")

    assert "beschädigt (ohne Version)" in refusal(filled)


def test_a_file_with_our_number_and_nothing_in_it_is_refused(desk: Desk) -> None:
    desk.path.unlink()
    with bare(desk.path) as other:
        other.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1; CREATE TABLE goal(x)")

    assert "Aufbau" in refusal(desk)
    with pytest.raises(UserError, match="beschädigt"):
        back_up(desk.path, desk.home.backups, "von Hand")


# --- what a crash left behind

_DIES = """
import os, signal, sqlite3, sys
bare = sqlite3.connect(sys.argv[1], isolation_level=None)
bare.execute("PRAGMA cache_size=1")
bare.execute("BEGIN IMMEDIATE")
bare.execute("UPDATE strategy_item SET description = description || hex(randomblob(4000)), title = 'halb'")
os.kill(os.getpid(), signal.SIGKILL)
"""


def journal_of_a_crash(path: Path) -> Path:
    """Let a process die in the middle of a transaction; return the journal that it leaves."""
    died = subprocess.run([sys.executable, "-c", _DIES, str(path)], check=False)
    journal = path.with_name(f"{path.name}-journal")
    assert died.returncode == -signal.SIGKILL
    assert journal.stat().st_size > 512
    return journal


@posix_only
def test_the_journal_of_a_crash_is_kept_aside_and_played_back(filled: Desk) -> None:
    whole = filled.path.read_bytes()
    journal = journal_of_a_crash(filled.path)
    broken, left = filled.path.read_bytes(), journal.read_bytes()
    assert broken != whole

    with filled.opened() as opened:
        (note,) = (note for note in opened.office.notes if "unerwartet" in note)
        assert {title for (title,) in opened.sql("SELECT title FROM strategy_item")} == {
            f"Maßnahme {number}" for number in range(12)
        }

    (folder,) = filled.home.rescued.iterdir()
    assert str(folder) in note
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        filled.path.name: broken, journal.name: left,
    }  # fmt: skip
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
    assert not journal.exists()
    with filled.opened() as opened:
        assert opened.office.notes == []
    assert findings(filled) == []


@posix_only
def test_a_check_tells_of_the_journal_and_leaves_it_for_the_opening(filled: Desk) -> None:
    journal = journal_of_a_crash(filled.path)

    assert any(journal.name in sentence for sentence in findings(filled))


@posix_only
def test_a_journal_of_another_file_is_not_played_back(filled: Desk, template: Template, tmp_path: Path) -> None:
    """Somebody laid a backup over the file by hand, and the journal of the old one still lies there."""
    other = template.desk(tmp_path / "andere")
    with other.opened() as opened:
        for number in range(40):
            opened.add(StrategyItem, title=f"Fremd {number}", description="Anderer Text. " * 300 + "Ende")
    foreign = journal_of_a_crash(other.path)
    journal = filled.path.with_name(f"{filled.path.name}-journal")
    shutil.copy(foreign, journal)
    left = journal.read_bytes()

    said = refusal(filled)

    assert f"„{journal.name}“, und beides passt nicht zusammen" in said
    assert "Kopien liegen unter" in said
    assert journal.read_bytes() == left
    (folder,) = filled.home.rescued.iterdir()
    assert sorted(file.name for file in folder.iterdir()) == [filled.path.name, journal.name]
    journal.rename(tmp_path / "beiseite")
    with filled.opened() as opened:
        assert opened.sql("SELECT count(*) FROM strategy_item") == [(12,)]


@posix_only
def test_a_journal_that_is_no_journal_is_harmless(filled: Desk) -> None:
    filled.path.with_name(f"{filled.path.name}-journal").write_bytes(b"Notizen von gestern\n" * 50)

    with filled.opened() as opened:
        assert len(opened.office.notes) == 1
        assert opened.sql("SELECT count(*) FROM strategy_item") == [(12,)]


def test_a_journal_of_a_session_that_still_runs_is_no_leftover(filled: Desk) -> None:
    """A save of the window takes 3 ms, an import longer: whoever reads meanwhile is not told of a crash."""
    with filled.opened() as window:
        window.sql("BEGIN IMMEDIATE")
        window.sql("UPDATE goal SET title = 'x'")
        window.sql("UPDATE strategy_item SET title = 'x'")
        with filled.opened(writes=False) as opened:
            assert opened.office.notes == []
        window.sql("ROLLBACK")
    assert not filled.home.rescued.exists()


@posix_only
def test_a_file_that_another_program_switched_to_wal_comes_back_with_its_last_rows(filled: Desk) -> None:
    code = (
        "import os, signal, sqlite3, sys\n"
        "bare = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "bare.execute('PRAGMA journal_mode=WAL')\n"
        "bare.execute(\"UPDATE strategy_item SET next_step = 'aus dem WAL'\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(filled.path)], check=False)
    assert filled.path.with_name(f"{filled.path.name}-wal").stat().st_size > 0

    with filled.opened() as opened:
        assert opened.sql("PRAGMA journal_mode") == [("delete",)]
        assert opened.sql("SELECT DISTINCT next_step FROM strategy_item") == [("aus dem WAL",)]
    assert [file.name for file in filled.path.parent.glob("*-wal")] == []
    with filled.opened() as opened:
        assert opened.office.notes == []


# --- where it may only be read


@contextmanager
def somebody_without_rights(folder: Path) -> Iterator[None]:
    """Be nobody for a while: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked_away(filled: Desk) -> Iterator[Desk]:
    """The filled office file in a folder in which nobody may write; the file itself may be written."""
    folder = Path(tempfile.mkdtemp(prefix="stick-"))
    shutil.copy(filled.path, folder / "Büro.kndesk")
    (folder / "Büro.kndesk").chmod(0o666)
    folder.chmod(0o555)
    yield Desk(folder / "Büro.kndesk", Home(folder / "Daheim"), filled.clock)
    folder.chmod(0o755)
    shutil.rmtree(folder)


@posix_only
def test_a_file_on_a_write_protected_stick_is_read_and_a_save_says_why_not(locked_away: Desk) -> None:
    for mode in (0o444, 0o666):
        locked_away.path.chmod(mode)
        before = content(locked_away.path)
        with somebody_without_rights(locked_away.path.parent):
            with locked_away.opened(writes=False) as opened:
                assert opened.sql("SELECT count(*) FROM strategy_item") == [(12,)]
            with locked_away.opened() as opened, pytest.raises(UserError, match="darf nicht gespeichert werden"):
                opened.add(Goal, title="Teilhabe")
            assert findings(locked_away) == []
        assert content(locked_away.path) == before


@posix_only
def test_a_folder_that_takes_no_files_is_named_at_new_backup_and_restore(locked_away: Desk, filled: Desk) -> None:
    folder = locked_away.path.parent
    os.chmod(filled.path.parent, 0o755)
    for act in (
        lambda: new_office(folder / "neu.kndesk", "x"),
        lambda: back_up(locked_away.path, folder, "von Hand"),
        lambda: back_up(locked_away.path, folder / "neu", "von Hand"),
        lambda: restore(locked_away.path, folder / "zurück.kndesk", locked_away.home),
        lambda: restore(locked_away.path, locked_away.path, locked_away.home),
    ):
        with somebody_without_rights(folder), pytest.raises(UserError, match="darf nicht gespeichert werden"):
            act()
    assert [file.name for file in folder.iterdir()] == ["Büro.kndesk"]


@posix_only
def test_a_file_that_may_not_be_read_says_so(locked_away: Desk) -> None:
    locked_away.path.chmod(0o000)
    with somebody_without_rights(locked_away.path.parent), pytest.raises(UserError, match="Bitte die Rechte prüfen"):
        locked_away.open()


# --- names


NAMES = [
    "Büro der Koordination.kndesk", "bu\u0308ro.kndesk", "😀.kndesk", "a#b.kndesk", "a?mode=ro.kndesk", "100%.kndesk",
    "100%25.kndesk", "O'Hara.kndesk", '"zitiert".kndesk', "a&b;c.kndesk", "file:x.kndesk", "-minus.kndesk",
    " innen und außen .kndesk", "Punkt am Ende.", "zwei\nZeilen.kndesk", "kaputt \udcff.kndesk", "ohne Endung",
    ".versteckt.kndesk", ":memory:", "x" * 200 + ".kndesk",
]  # fmt: skip


@posix_only
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_any_name_of_a_file_just_works(template: Template, tmp_path: Path, name: str) -> None:
    works_from_new_to_restore(template.desk(tmp_path, name))


@posix_only
def test_a_path_of_more_than_260_characters_just_works(template: Template, tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["Ämter & Betriebe der Stadt Konstanz"] * 8)

    desk = template.desk(folder)

    assert len(str(desk.path)) > 300
    works_from_new_to_restore(desk)
    with pytest.raises(UserError, match="zu lang"):
        new_office(folder.joinpath(*["x" * 100] * 4) / "neu.kndesk", "Erika Muster")


@posix_only
def test_a_relative_path_and_one_that_begins_with_two_slashes_just_work(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = template.desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    for path in (Path(desk.path.name), Path(f"/{desk.path}"), Path("..") / tmp_path.name / desk.path.name):
        works_from_new_to_restore(Desk(path, desk.home))


def works_from_new_to_restore(desk: Desk) -> None:
    with desk.opened() as opened:
        goal = opened.add(Goal, title="Teilhabe")
    backup = back_up(desk.path, desk.home.backups, "von Hand")
    with desk.opened() as opened:
        assert opened.office.notes == []
        opened.set(goal, title="Danach")
    assert findings(desk) == []
    restore(backup.path, desk.path, desk.home)
    with desk.opened(writes=False) as opened:
        assert opened.get(goal).title == "Teilhabe"


@posix_only
def test_a_new_file_can_have_any_name_too(tmp_path: Path) -> None:
    for name in NAMES:
        new_office(tmp_path / name, "Erika Muster", clock=SettableClock())
        with pytest.raises(UserError, match="gibt es schon"):
            new_office(tmp_path / name, "Erika Muster")
    assert {file.name for file in tmp_path.iterdir()} == set(NAMES)
    for name in (f"{'x' * 300}.kndesk", f"{'x' * 245}.kndesk", "kein/Ordner.kndesk"):
        with pytest.raises(UserError):
            new_office(tmp_path / name, "Erika Muster")


# --- while it is open


@posix_only
@pytest.mark.parametrize("act", ["replaced", "deleted", "renamed"])
def test_a_file_that_was_exchanged_while_open_is_not_written(filled: Desk, tmp_path: Path, act: str) -> None:
    other = tmp_path / "andere.kndesk"
    shutil.copy(filled.path, other)
    before = content(other)
    acts: dict[str, Callable[[], object]] = {
        "replaced": lambda: os.replace(other, filled.path),
        "deleted": filled.path.unlink,
        "renamed": lambda: filled.path.rename(tmp_path / "umbenannt.kndesk"),
    }
    with filled.opened() as opened:
        acts[act]()

        with pytest.raises(UserError, match="wurde ausgetauscht, umbenannt oder gelöscht"):
            opened.add(Goal, title="Teilhabe")

    if act == "replaced":
        assert content(filled.path) == before


def test_an_unwritable_home_keeps_nobody_from_working(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "im Weg").write_text("eine Datei, wo der Ordner sein sollte")
    elsewhere = Desk(desk.path, Home(tmp_path / "im Weg"), desk.clock)

    with elsewhere.opened() as opened:
        opened.add(Goal, title="Teilhabe")
    with elsewhere.opened() as opened:
        assert opened.office.notes == []
    with pytest.raises(UserError):
        back_up(desk.path, elsewhere.home.backups, "von Hand")


def test_sqlite_is_new_enough_for_what_the_file_needs() -> None:
    assert sqlite3.sqlite_version_info >= (3, 38), "STRICT tables and the FTS5 options need it"
