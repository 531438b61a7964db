"""Backups as a person handles them: in two places, brought back, and what helps when a disk fails."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kn_desk.errors import UserError
from kn_desk.records.contacts import Person
from kn_desk.services import backups
from tests.makers.offices import Desk


def test_a_backup_goes_to_both_places_and_is_known_newest_first(desk: Desk, tmp_path: Path) -> None:
    second = tmp_path / "Stick"
    second.mkdir()
    with desk.opened() as opened:
        assert not backups.is_backed_up(opened.office, desk.home)
        backups.back_up_now(opened.office, desk.home, str(second), "von Hand")
        assert backups.is_backed_up(opened.office, desk.home)
        opened.add(Person, last_name="Neu")
        assert not backups.is_backed_up(opened.office, desk.home)
        with opened.office.read() as reader:
            uuid = reader.meta()["office"]
    known = backups.known_backups(uuid, desk.home, str(second))
    assert {backup.path.parent for backup in known} == {desk.home.backups, second}
    assert backups.last_backup(str(second), uuid) is not None


def test_a_second_place_is_late_after_seven_days_or_where_it_cannot_be_reached(desk: Desk, tmp_path: Path) -> None:
    second = tmp_path / "Stick"
    second.mkdir()
    with desk.opened() as opened:
        with opened.office.read() as reader:
            uuid = reader.meta()["office"]
        assert not backups.second_place_is_late("", uuid)
        assert backups.second_place_is_late(str(second), uuid)
        backups.back_up_now(opened.office, desk.home, str(second), "von Hand")
    now = datetime.now(UTC)
    assert not backups.second_place_is_late(str(second), uuid, now + timedelta(days=6))
    assert backups.second_place_is_late(str(second), uuid, now + timedelta(days=8))
    assert backups.second_place_is_late(str(tmp_path / "abgezogen"), uuid)


def test_an_emergency_copy_is_the_whole_file_or_else_the_newest_backup(desk: Desk, tmp_path: Path) -> None:
    with desk.opened() as opened:
        opened.add(Person, last_name="Gerettet")
        said = backups.emergency_copy(opened.office, tmp_path / "Not.kndesk", desk.home, "")
        assert "allem Gespeicherten" in said
        backups.back_up_now(opened.office, desk.home, "", "von Hand")
        desk.path.write_bytes(b"\xff" * desk.path.stat().st_size)  # the stick is broken
        said = backups.emergency_copy(opened.office, tmp_path / "Not 2.kndesk", desk.home, "")
        assert "liegt die Sicherung vom" in said
        shutil.rmtree(desk.home.backups)
        with pytest.raises(UserError):
            backups.emergency_copy(opened.office, tmp_path / "Not 3.kndesk", desk.home, "")
    assert not (tmp_path / "Not 3.kndesk").exists()
    for name in ("Not", "Not 2"):
        with Desk(tmp_path / f"{name}.kndesk", desk.home).opened(writes=False) as copy:
            assert copy.sql("SELECT last_name FROM person") == [("Gerettet",)]
