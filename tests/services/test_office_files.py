"""Office files as a person handles them: opened by one, read by others, looked through."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kn_desk.errors import UserError
from kn_desk.services import office_files
from kn_desk.storage.lock import SessionLock
from tests.makers.offices import Desk

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights of files as POSIX has them")
WRITES = """
import sys
from pathlib import Path
from kn_desk.paths import Home
from kn_desk.records.contacts import Person
from kn_desk.services.edit import Author, create, new_record
from kn_desk.storage.office_file import open_office
with open_office(Path(sys.argv[1]), Home(Path(sys.argv[2])), writes=True) as office:
    create(office, Author("Otto Anders", "command"), new_record(Person, {"last_name": sys.argv[3]}))
"""


def write_elsewhere(desk: Desk, name: str) -> None:
    """Let another process add a person."""
    subprocess.run([sys.executable, "-c", WRITES, str(desk.path), str(desk.home.folder), name], check=True)


@contextmanager
def nobody() -> Iterator[None]:
    """Be somebody without rights for a while: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def stick(desk: Desk) -> Iterator[Desk]:
    """A copy in a folder in which nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="stick-"))
    shutil.copy(desk.path, folder / "Büro.kndesk")
    (folder / "Büro.kndesk").chmod(0o444)
    folder.chmod(0o555)
    yield Desk(folder / "Büro.kndesk", desk.home, desk.clock)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_file_that_somebody_has_open_names_who_where_and_since_when(desk: Desk) -> None:
    lock = SessionLock(desk.path)
    desk.path.with_name(f"{desk.path.name}.who").write_text(
        json.dumps({"user": "Erika", "host": "PC123", "pid": 1, "since": "2026-11-24T08:10:00+00:00"})
    )
    try:
        with pytest.raises(office_files.InUse, match="Erika auf PC123") as caught:
            office_files.open_for_window(desk.path, desk.home)
        assert caught.value.holder is not None
        assert "24.11.2026" in caught.value.what
        with office_files.open_to_read(desk.path, desk.home) as office, office.read() as reader:
            assert reader.last_step() is not None
    finally:
        lock.release()


def test_after_the_other_window_is_closed_it_opens_for_writing(desk: Desk) -> None:
    SessionLock(desk.path).release()
    with office_files.open_for_window(desk.path, desk.home) as office:
        assert office.is_alone
        assert office_files.why_read_only(office) == ""


@posix_only
def test_a_file_on_a_write_protected_stick_opens_and_says_why_it_is_only_read(stick: Desk) -> None:
    with nobody(), office_files.open_for_window(stick.path, stick.home, stick.clock) as office:
        assert office_files.why_read_only(office) == "Die Datei ist schreibgeschützt."


@posix_only
def test_a_folder_that_takes_no_files_is_a_reason_of_its_own(stick: Desk) -> None:
    stick.path.chmod(0o666)
    with nobody(), office_files.open_for_window(stick.path, stick.home, stick.clock) as office:
        assert "Ordner" in office_files.why_read_only(office)


def test_a_new_file_and_one_with_the_sample_are_whole_or_not_there(desk: Desk, tmp_path: Path) -> None:
    office_files.make(tmp_path / "neu.kndesk", "Erika", desk.home, sample=False)
    with pytest.raises(UserError, match="gibt es schon"):
        office_files.make(tmp_path / "neu.kndesk", "Erika", desk.home, sample=True)
    with pytest.raises(UserError):
        office_files.make(tmp_path / "fehlt" / "neu.kndesk", "Erika", desk.home, sample=False)
    assert not (tmp_path / "fehlt").exists()


def test_checking_an_open_file_leaves_its_lock_alone(desk: Desk, tmp_path: Path) -> None:
    with desk.opened() as opened:
        folder = tmp_path / "Prüfung"
        folder.mkdir()
        copy = office_files.copy_to_check(opened.office, folder)
        opened.office._bare.execute("BEGIN IMMEDIATE")
        found = [sentence for part in office_files.look_through(copy, desk.home) for sentence in part.found]
        assert found == []
        quick = WRITES.replace("writes=True", "writes=True, busy_ms=50")
        call = [sys.executable, "-c", quick, str(desk.path), str(desk.home.folder), "Zu früh"]
        assert subprocess.run(call, check=False, stderr=subprocess.DEVNULL).returncode != 0
        opened.office._bare.execute("ROLLBACK")
