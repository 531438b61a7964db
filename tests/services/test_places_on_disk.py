"""Bad places for an office file, and second versions beside it."""

import shutil
from pathlib import Path, PureWindowsPath

import pytest

from kn_desk.records.contacts import Person
from kn_desk.services.places_on_disk import cloud_over, conflict_copies, danger_of, is_network, second_versions
from tests.makers.offices import Desk


@pytest.mark.parametrize("folder", ["OneDrive", "OneDrive - Stadt Konstanz", "Dropbox", "Nextcloud", "ownCloud/Büro"])
def test_a_cloud_folder_is_known_by_its_name(folder: str, tmp_path: Path) -> None:
    danger = danger_of(tmp_path / folder / "Büro.kndesk", "ext4", {})
    assert danger is not None
    assert "abgleicht" in danger.what


def test_a_cloud_folder_is_known_by_the_environment_and_by_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "Stadt" / "Büro.kndesk"
    assert cloud_over(path, {"OneDriveCommercial": str(tmp_path / "Stadt")}) == "OneDrive"
    assert cloud_over(path, {"OneDrive": str(tmp_path / "Sta"), "ONEDRIVE": ""}) is None
    path.parent.mkdir()
    (tmp_path / ".stfolder").mkdir()
    assert cloud_over(path, {}) == "Syncthing"


@pytest.mark.parametrize("filesystem", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_a_network_mount_is_known_by_its_file_system(filesystem: str, tmp_path: Path) -> None:
    danger = danger_of(tmp_path / "Büro.kndesk", filesystem, {})
    assert danger is not None
    assert "Netzlaufwerk" in danger.what


def test_a_unc_path_is_a_network_and_a_plain_folder_is_not(tmp_path: Path) -> None:
    assert is_network(PureWindowsPath(r"\\server\amt\Büro.kndesk"), "NTFS")
    assert danger_of(tmp_path / "Büro.kndesk", "ext4", {"ONEDRIVE": "/anderswo"}) is None


def test_conflict_copies_are_told_from_other_files(tmp_path: Path) -> None:
    for name in ("Büro (Konflikt von Erika 2026-02-03)", "Büro-PC123", "Büro (conflicted copy 2026-02-03 101500)",
                 "Büro Kopie", "Büro-alt", "Büro-2026", "Anderes (Konflikt)", "Büro"):  # fmt: skip
        (tmp_path / f"{name}.kndesk").touch()
    found = [path.stem for path in conflict_copies(tmp_path / "Büro.kndesk")]
    assert found == sorted(
        ["Büro (Konflikt von Erika 2026-02-03)", "Büro-PC123", "Büro (conflicted copy 2026-02-03 101500)"]
    )


def test_a_second_version_is_said_with_counts_and_dates_of_both(desk: Desk) -> None:
    with desk.opened() as opened:
        opened.add(Person, last_name="Eins")
    other = Desk(desk.path.with_name("Büro-PC123.kndesk"), desk.home)
    shutil.copyfile(desk.path, other.path)
    with other.opened() as opened:
        opened.add(Person, last_name="Zwei")
    desk.path.with_name("Büro-LAPTOP7.kndesk").write_text("kaputt")
    with desk.opened() as opened:
        broken, sentence = second_versions(opened.office, desk.home)
    assert "„Büro-LAPTOP7.kndesk“ (lässt sich nicht lesen)" in broken
    assert "„Büro-PC123.kndesk“" in sentence
    assert "2 Personen" in sentence
    assert "1 Personen" in sentence or "1 Person" in sentence
