"""Backups: whole or not there, let go by their manifests, and brought back without losing anything."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.errors import UserError
from kn_desk.records.strategy import Goal
from kn_desk.storage.backup import Backup, Manifest, back_up, backups_in, newest_whole, restore, superseded
from kn_desk.storage.check import check
from kn_desk.storage.lock import InUse
from kn_desk.storage.office_file import new_office
from tests.makers.offices import Desk, Opened, bare

NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)


def saved(desk: Desk, *, now: datetime | None = None) -> Backup:
    return back_up(desk.path, desk.home.backups, "von Hand", now=now)


def titles(desk: Desk) -> list[str]:
    with desk.opened(writes=False) as opened, opened.office.read() as reader:
        return [goal.title for goal in reader.rows(Goal)]


def add(desk: Desk, *names: str) -> None:
    with desk.opened() as opened:
        for name in names:
            opened.add(Goal, title=name)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"]


# --- making one


def test_a_backup_is_a_whole_file_with_a_manifest_for_the_owner_only(desk: Desk) -> None:
    add(desk, "A", "B")

    backup = saved(desk)

    manifest = json.loads(backup.path.with_name(f"{backup.path.name}.json").read_text(encoding="utf-8"))
    assert manifest["number"] == 1
    assert manifest["reason"] == "von Hand"
    assert manifest["counts"]["goal"] == 2
    assert ["Z", 2026, 2] in manifest["counters"]
    assert backup.is_whole()
    assert [one.path for one in backups_in(desk.home.backups)] == [backup.path]
    assert all(file.stat().st_mode & 0o077 == 0 for file in desk.home.backups.iterdir())
    assert [line for part in check(backup.path, desk.home, clock=desk.clock) for line in part.found] == []
    assert leftovers(desk.home.backups) == []


def test_a_backup_holds_what_was_saved_when_it_was_made_however_busy_the_writer(desk: Desk) -> None:
    add(desk, "gespeichert")
    with desk.opened() as window:
        window.sql("BEGIN IMMEDIATE")
        window.sql("UPDATE goal SET title = 'noch nicht'")
        backup = saved(desk)
        window.sql("ROLLBACK")

    assert titles(replace(desk, path=backup.path)) == ["gespeichert"]


def test_backups_while_somebody_writes_are_each_a_state_that_once_was(desk: Desk) -> None:
    stop = threading.Event()

    def write() -> None:
        with desk.open(busy_ms=5000) as office:
            opened = Opened(office)
            number = 0
            while not stop.is_set():
                number += 1
                opened.add(Goal, title=f"{number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [saved(desk) for _ in range(4)]
    finally:
        stop.set()
        writer.join()

    for backup in made:
        with bare(backup.path) as file:
            goals, steps = (file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("goal", "step"))
        assert goals == steps - 1 == backup.manifest.step - 1


def test_a_folder_that_is_missing_is_made_and_one_that_cannot_be_made_is_named(desk: Desk, tmp_path: Path) -> None:
    assert back_up(desk.path, tmp_path / "neu" / "tief", "von Hand").is_whole()
    (tmp_path / "Datei").write_text("im Weg")
    for folder in (tmp_path / "Datei", tmp_path / "Datei" / "darin"):
        with pytest.raises(UserError) as caught:
            back_up(desk.path, folder, "von Hand")
        assert caught.value.todo


def test_a_backup_never_takes_the_place_of_another(desk: Desk, tmp_path: Path) -> None:
    """Two offices of one name, saved in the same second; or one that lost its manifest."""
    namesake = Desk(tmp_path / "anderswo" / desk.path.name, desk.home)
    namesake.path.parent.mkdir()
    new_office(namesake.path, "Erika Muster")
    made = [saved(desk, now=NOW), saved(namesake, now=NOW)]
    made[0].path.with_name(f"{made[0].path.name}.json").unlink()
    made.append(saved(desk, now=NOW))

    assert len({backup.path for backup in made}) == 3
    assert all(backup.is_whole() for backup in made)


def test_a_damaged_file_is_not_backed_up(desk: Desk) -> None:
    data = bytearray(desk.path.read_bytes())
    data[40 * 4096 : 60 * 4096] = b"\xff" * (20 * 4096)
    desk.path.write_bytes(data)

    with pytest.raises(UserError, match="beschädigt"):
        saved(desk)

    assert list(desk.home.backups.iterdir()) == []


# --- letting go


@dataclass(frozen=True)
class Stored(Backup):
    """A backup of which it is known whether its bytes are right."""

    right: bool = True

    def is_whole(self) -> bool:
        return self.right


def stored(number: int, made_at: datetime, *, right: bool = True) -> Stored:
    manifest = Manifest(number, "office", made_at.isoformat(), "", 1, number, "", 0)
    return Stored(Path(f"{number:05d}"), manifest, right)


def test_all_of_two_days_then_one_a_day_a_week_and_a_month_are_kept() -> None:
    """One every half hour for 400 days, as a window makes them."""
    every: list[Backup] = [stored(n, NOW - timedelta(minutes=30 * n)) for n in range(400 * 48)]

    going = {backup.path for backup in superseded(every)}
    kept = [backup.made_at for backup in every if backup.path not in going]

    assert len(going) + len(kept) == len(every)
    assert sum(NOW - made <= timedelta(days=2) for made in kept) == 97
    ages = [NOW - made for made in kept]
    assert 11 <= sum(timedelta(days=2) < age <= timedelta(days=14) for age in ages) <= 13
    assert 14 <= sum(timedelta(days=14) < age for age in ages) <= 20
    assert max(ages) > timedelta(days=330)


MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2038, 2, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


@given(st.lists(st.tuples(MOMENTS, st.booleans()), max_size=40))
@settings(deadline=None)
def test_the_newest_verified_backup_never_goes_whatever_the_clock_said(made: list[tuple[datetime, bool]]) -> None:
    every: list[Backup] = [stored(number, moment, right=right) for number, (moment, right) in enumerate(made, start=1)]
    every.reverse()

    going = {backup.path for backup in superseded(every)}

    left = [backup for backup in every if backup.path not in going]
    assert any(backup.is_whole() for backup in every) == any(backup.is_whole() for backup in left)
    if every and every[0].is_whole():
        assert every[0] in left


def test_a_clock_that_jumps_never_turns_the_order_of_backups(desk: Desk) -> None:
    moments = [NOW, datetime(1970, 1, 1, tzinfo=UTC), datetime(2038, 1, 19, tzinfo=UTC), NOW, NOW + timedelta(hours=1)]
    for number, moment in enumerate(moments):
        add(desk, f"{number}")
        last = saved(desk, now=moment)

    found = backups_in(desk.home.backups)
    assert [backup.manifest.number for backup in found] == sorted((b.manifest.number for b in found), reverse=True)
    assert found[0].path == last.path
    assert newest_whole(desk.home.backups) == found[0]
    assert titles(replace(desk, path=last.path)) == ["0", "1", "2", "3", "4"]


def test_old_backups_go_with_their_manifests_when_a_new_one_is_made(desk: Desk) -> None:
    for days in (0, 0.01, 0.02, 5):
        saved(desk, now=NOW + timedelta(days=days))

    kept = backups_in(desk.home.backups)
    assert [backup.manifest.number for backup in kept] == [4, 3]
    assert len(list(desk.home.backups.iterdir())) == 4


def test_backups_of_two_offices_in_one_folder_do_not_push_each_other_out(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "andere.kndesk", desk.home)
    new_office(other.path, "Erika Muster")
    first = saved(desk, now=NOW)
    for days in (1, 400, 401):
        saved(other, now=NOW + timedelta(days=days))

    assert first.path.exists()
    assert [backup.manifest.number for backup in backups_in(desk.home.backups, first.manifest.office)] == [1]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '"x"', '{"number": 1}', "\x00", '{"number": "viele"}', "9" * 5000],
)
def test_a_damaged_manifest_is_passed_over(desk: Desk, text: str) -> None:
    good, bad = saved(desk, now=NOW), saved(desk, now=NOW)
    bad.path.with_name(f"{bad.path.name}.json").write_text(text, encoding="utf-8")

    assert [backup.path for backup in backups_in(desk.home.backups)] == [good.path]
    with pytest.raises(UserError, match="nicht mehr so, wie sie geschrieben wurde"):
        restore(bad.path, desk.path, desk.home)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("made_at", "gestern"), ("made_at", None), ("made_at", "0001-01-01T00:00:00+14:00"), ("number", None),
        ("counters", [["Z"]]), ("counters", [["Z", "x", 1]]), ("counters", 3), ("mehr", 1),
    ],
)  # fmt: skip
def test_a_manifest_with_an_odd_value_is_passed_over(desk: Desk, name: str, value: object) -> None:
    backup = saved(desk)
    sheet = backup.path.with_name(f"{backup.path.name}.json")
    sheet.write_text(json.dumps(json.loads(sheet.read_text(encoding="utf-8")) | {name: value}), encoding="utf-8")

    assert backups_in(desk.home.backups) == []
    saved(desk)


# --- bringing one back


def test_a_restored_file_is_what_was_backed_up_and_a_branch_of_its_own(desk: Desk) -> None:
    add(desk, "A")
    backup = saved(desk)
    with desk.opened() as opened, opened.office.read() as reader:
        before = reader.meta()
    add(desk, "B")

    set_aside = restore(backup.path, desk.path, desk.home)

    assert titles(desk) == ["A"]
    with desk.opened() as opened, opened.office.read() as reader:
        after = reader.meta()
        assert opened.office.notes == []
    assert after["office"] == before["office"]
    assert after["branch"] != before["branch"]
    assert set_aside is not None
    assert titles(replace(desk, path=set_aside)) == ["A", "B"]
    assert [line for part in check(desk.path, desk.home, clock=desk.clock) for line in part.found] == []
    assert leftovers(desk.path.parent) == []


def test_no_code_is_given_again_after_a_restore(desk: Desk) -> None:
    add(desk, "A")
    backup = saved(desk)
    add(desk, "B", "C")

    restore(backup.path, desk.path, desk.home)

    with desk.opened() as opened:
        assert opened.add(Goal, title="D").code == "Z-2026-004"


def test_no_code_is_given_again_even_if_the_file_is_lost_and_only_its_backups_tell(desk: Desk) -> None:
    add(desk, "A")
    old = saved(desk)
    add(desk, "B", "C")
    saved(desk)
    desk.path.unlink()

    assert restore(old.path, desk.path, desk.home) is None

    with desk.opened() as opened:
        assert opened.add(Goal, title="D").code == "Z-2026-004"


def test_undo_goes_on_in_a_restored_file(desk: Desk) -> None:
    add(desk, "A", "B")
    backup = saved(desk)
    restore(backup.path, desk.path, desk.home)

    with desk.opened() as opened:
        opened.undo()
    assert titles(desk) == ["A"]


@pytest.mark.parametrize("data", [b"", b"kein Datenbankformat", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_target_is_kept_as_it_is_and_replaced(desk: Desk, data: bytes) -> None:
    add(desk, "A")
    backup = saved(desk)
    desk.path.write_bytes(data)

    set_aside = restore(backup.path, desk.path, desk.home)

    assert titles(desk) == ["A"]
    assert set_aside is not None
    assert set_aside.read_bytes() == data
    assert set_aside.parent == desk.home.rescued


def test_a_journal_of_the_replaced_file_is_kept_aside_and_never_meets_the_new_one(desk: Desk) -> None:
    add(desk, "A")
    backup = saved(desk)
    desk.path.write_bytes(b"kaputt")
    journal = desk.path.with_name(f"{desk.path.name}-journal")
    journal.write_bytes(b"Rest einer Sitzung" * 100)

    folder = restore(backup.path, desk.path, desk.home)

    assert titles(desk) == ["A"]
    assert not journal.exists()
    assert folder is not None
    assert (folder / journal.name).read_bytes() == b"Rest einer Sitzung" * 100
    assert (folder / desk.path.name).read_bytes() == b"kaputt"


def spoiled(backup: Backup) -> Iterator[tuple[bytes, str]]:
    data = backup.path.read_bytes()
    yield data[:-4096], "unvollständig"
    yield data.replace(b"Kritisch", b"kritisch", 1) if b"Kritisch" in data else data[:-1] + b"\1", "nicht mehr so"
    yield b"", "leer"
    yield b"Text", "keine KN-Desk-Datei"
    yield data[:60] + b"\0\0\0\x63" + data[64:], "neueren Version"


def test_a_spoiled_backup_is_refused_and_the_file_stays(desk: Desk) -> None:
    add(desk, "A")
    backup = saved(desk)
    before = desk.path.read_bytes()
    for data, sentence in spoiled(backup):
        backup.path.write_bytes(data)
        with pytest.raises(UserError, match=sentence):
            restore(backup.path, desk.path, desk.home)
        assert desk.path.read_bytes() == before
    assert leftovers(desk.path.parent) == []


def test_a_backup_without_manifest_is_checked_from_the_inside(desk: Desk) -> None:
    add(desk, "A")
    backup = saved(desk)
    backup.path.with_name(f"{backup.path.name}.json").unlink()
    data = bytearray(backup.path.read_bytes())
    data[40 * 4096 : 60 * 4096] = b"\xff" * (20 * 4096)
    before = desk.path.read_bytes()

    whole = backup.path.read_bytes()
    backup.path.write_bytes(data)
    with pytest.raises(UserError, match="beschädigt"):
        restore(backup.path, desk.path, desk.home)
    assert desk.path.read_bytes() == before
    backup.path.write_bytes(whole)
    restore(backup.path, desk.path, desk.home)


def test_a_backup_with_foreign_code_in_it_is_refused(desk: Desk, tmp_path: Path) -> None:
    foreign = tmp_path / "fremd.kndesk"
    foreign.write_bytes(desk.path.read_bytes())
    with bare(foreign) as file:
        file.execute("CREATE VIEW evil AS SELECT 1")

    with pytest.raises(UserError, match="unbekannte Bestandteile"):
        restore(foreign, desk.path, desk.home)


def test_nothing_is_restored_over_a_file_that_is_open_elsewhere(desk: Desk) -> None:
    backup = saved(desk)
    with desk.opened(), pytest.raises(InUse, match="gerade geöffnet bei"):
        restore(backup.path, desk.path, desk.home)


def test_a_restore_into_a_folder_that_is_missing_says_so(desk: Desk, tmp_path: Path) -> None:
    backup = saved(desk)

    with pytest.raises(UserError, match=r"Den Ordner .* gibt es nicht"):
        restore(backup.path, tmp_path / "fehlt" / "neu.kndesk", desk.home)
    with pytest.raises(UserError, match="gibt es nicht"):
        restore(tmp_path / "fehlt.kndesk", desk.path, desk.home)


def test_rounds_of_work_backup_and_restore_always_bring_back_what_was_there(desk: Desk) -> None:
    states: list[tuple[Path, list[str]]] = []
    for number in range(12):
        add(desk, f"{number}")
        states.append((saved(desk).path, titles(desk)))
        source, expected = states[(number * 7) % len(states)]
        restore(source, desk.path, desk.home)
        assert titles(desk) == expected
    with bare(desk.path) as file:
        codes = [code for (code,) in file.execute("SELECT code FROM record")]
    assert len(codes) == len(set(codes))
