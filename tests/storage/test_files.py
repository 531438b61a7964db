"""Whole files: the old one or the new one stands there, never half of one, and a sentence says why not."""

import errno
import os
from pathlib import Path

import pytest

from kn_desk.storage.files import WriteFailure, digest, disk_sentences, move, replacing


def test_a_file_appears_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "Bericht.xlsx"
    with replacing(target) as temporary:
        assert temporary.parent == tmp_path
        temporary.write_text("neu")
        assert not target.exists()

    assert target.read_text() == "neu"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["Bericht.xlsx"]


@pytest.mark.parametrize("error", [KeyError("Fehler"), OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "Bericht.xlsx"
    target.write_text("alt")

    with pytest.raises((type(error), WriteFailure)):
        _break_off(target, error)

    assert target.read_text() == "alt"
    assert [path.name for path in tmp_path.iterdir()] == ["Bericht.xlsx"]


def _break_off(target: Path, error: BaseException) -> None:
    with replacing(target) as temporary:
        temporary.write_text("halb")
        temporary.with_name(f"{temporary.name}-journal").write_text("Rest")
        raise error


def test_a_block_that_writes_nothing_is_a_failure_and_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "Bericht.xlsx"
    target.write_text("alt")

    with pytest.raises(WriteFailure), replacing(target):
        pass

    assert target.read_text() == "alt"


def test_a_folder_that_is_missing_or_stands_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "Ordner").mkdir()
    for target, sentence in (
        (tmp_path / "fehlt" / "a.xlsx", "gibt es nicht"),
        (tmp_path / "Ordner", "ist ein Ordner"),
        (tmp_path / ("x" * 300), "zu lang"),
    ):
        with pytest.raises(WriteFailure, match=sentence) as caught, replacing(target) as temporary:
            temporary.write_text("neu")
        assert caught.value.todo
    assert [path.name for path in tmp_path.iterdir()] == ["Ordner"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "Datenträger voll: „Bericht.xlsx“ wurde nicht geschrieben"),
        (errno.ENOENT, "gibt es nicht"),
        (errno.ENOTDIR, "gibt es nicht"),
        (errno.ENAMETOOLONG, "zu lang"),
        (errno.EACCES, "In diesem Ordner darf nicht gespeichert werden"),
        (errno.EPERM, "In diesem Ordner darf nicht gespeichert werden"),
        (errno.EROFS, "In diesem Ordner darf nicht gespeichert werden"),
        (errno.EISDIR, "ist ein Ordner"),
        (errno.EIO, "ließ sich nicht schreiben"),
        (errno.ENODEV, "ließ sich nicht schreiben"),
        (errno.ESTALE, "ließ sich nicht schreiben"),
        (errno.EDQUOT, "Datenträger voll"),
    ],
)
def test_what_the_system_says_becomes_a_sentence_with_its_code_behind(number: int, sentence: str) -> None:
    with pytest.raises(WriteFailure, match=sentence) as caught, disk_sentences(Path("Bericht.xlsx")):
        raise OSError(number, os.strerror(number))

    assert caught.value.todo.endswith((".", "“."))
    assert str(number) in caught.value.details
    assert os.strerror(number) not in str(caught.value)


def test_a_move_takes_the_place_of_what_stood_there(tmp_path: Path) -> None:
    source, target = tmp_path / "neu", tmp_path / "alt"
    source.write_text("neu")
    target.write_text("alt")

    move(source, target)

    assert target.read_text() == "neu"
    assert not source.exists()


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "leer").write_bytes(b"")
    assert digest(tmp_path / "leer") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_long_name_with_wide_letters_fits_beside_itself(tmp_path: Path) -> None:
    target = tmp_path / ("ü" * 120)
    with replacing(target) as temporary:
        temporary.write_text("neu")
    assert target.read_text() == "neu"
