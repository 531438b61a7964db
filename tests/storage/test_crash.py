import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kn_desk.cli import main
from kn_desk.exchange.overall_workbook import export_overall
from kn_desk.paths import home as own_home
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.edit import Author, change, create, new_record
from kn_desk.storage.check import check
from kn_desk.storage.office_file import open_office
from tests.makers.offices import Template

ROOT = Path(__file__).parents[2]
KILLS = 200
FIELD = "next_step"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")


@dataclass(frozen=True)
class Case:
    """An office file in a folder, with one Maßnahme whose next step is "alt"."""

    path: Path
    code: str

    def value(self) -> str | None:
        with open_office(self.path, own_home(), writes=False) as office, office.read() as reader:
            record = reader.by_code(self.code)
            assert isinstance(record, StrategyItem)
            (told, *_) = (one for one in reader.past_changes(record.id) if one.name == FIELD)
            assert told.new == record.next_step, "the history says something else"
            return record.next_step

    def assert_sound(self) -> None:
        assert [sentence for part in check(self.path, own_home()) for sentence in part.found] == []

    def beside(self) -> set[str]:
        """The names in the folder that are no office file of ours, lock or journal."""
        known = (self.path.name, f"{self.path.name}.lock", f"{self.path.name}.who", f"{self.path.name}-journal")
        return {path.name for path in self.path.parent.iterdir()} - set(known)


@pytest.fixture
def make_case(template: Template) -> Callable[[Path], Case]:
    def made(folder: Path) -> Case:
        path = template.copy_to(folder / "amt.kndesk")
        item = new_record(StrategyItem, {"title": "Glasfaser", FIELD: "alt", "description": "Text, " * 40 + "Ende."})
        milestones = (new_record(Milestone, {"title": f"Schritt {n}", "item": item.id}) for n in range(5))
        with open_office(path, own_home(), writes=True) as office:
            code = create(office, Author("anna", "test"), item, *milestones).codes[item.id]
        return Case(path, code)

    return made


@pytest.fixture
def case(make_case: Callable[[Path], Case], tmp_path: Path) -> Case:
    return make_case(tmp_path)


# --- Killed ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
@posix_only
def test_a_killed_set_leaves_the_old_or_the_new_value_with_its_history(case: Case) -> None:
    with closing(Killer(case)) as killer:
        whole = sorted(float(str(one["seconds"])) for one in killer.run([-1] * 7))[3]
        chance = random.Random(20260615)
        delays = [1.1 * whole * (n + chance.random()) / KILLS for n in range(KILLS)]
        chance.shuffle(delays)
        tries = killer.run(delays)
        (last,) = killer.run([-1])

    before: object = "Wert 6"
    for one in tries:
        assert one["stored"] in (before, one["value"])
        assert one["told"] == one["stored"]
        assert not one["acknowledged"] or one["stored"] == one["value"], "acknowledged and lost"
        before = one["stored"]
    assert len([one for one in tries if one["killed"]]) > KILLS / 4
    assert last["acknowledged"]
    assert case.value() == last["value"]
    case.assert_sound()


class Killer:
    """The process that sets and kills; each ``run`` is one such process."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._running: subprocess.Popen[str] | None = None

    def run(self, delays: list[float]) -> list[dict[str, object]]:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.set_and_kill"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, encoding="utf-8", env=environment, cwd=ROOT,
        )  # fmt: skip
        order = {"file": str(self._case.path), "code": self._case.code, "field": FIELD, "delays": delays}
        said, _ = self._running.communicate(json.dumps(order) + "\n", timeout=300)
        results = [json.loads(line) for line in said.splitlines()]
        assert len(results) == len(delays)
        return results

    def close(self) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            self._running.wait()


# --- No room left ---------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 12 MB that holds everything, the user's own folder too."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, check=False
    )  # fmt: skip
    if not mounted or mounted.returncode:
        pytest.skip("no tmpfs can be mounted here: this needs root")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


def fill(folder: Path, leaving: int) -> Path:
    """Fill the disk up to ``leaving`` bytes."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        file.write(b"x" * (shutil.disk_usage(folder).free - leaving))
    return filler


@pytest.mark.parametrize("pages", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55])
@pytest.mark.parametrize("command", ["set", "backup", "export", "new", "restore"])
def test_a_full_disk_leaves_everything_as_it_was_and_says_so(
    command: str, pages: int, small_disk: Path, make_case: Callable[[Path], Case], capfd: pytest.CaptureFixture[str]
) -> None:
    case = make_case(small_disk)
    words, kept = _words(command, case, small_disk)
    before = case.path.read_bytes()
    names = {path for path in small_disk.rglob("*") if path.is_file()}
    capfd.readouterr()
    filler = fill(small_disk, pages * 4096)

    code = main(words)

    said = capfd.readouterr()
    filler.unlink()
    if code == 0:
        assert not said.err
        assert case.value() == ("neu" if command == "set" else "alt")
        case.assert_sound()
        return
    assert code == 1
    _assert_one_sentence(said.err)
    assert "voll" in said.err or "nicht" in said.err
    assert case.path.read_bytes() == before
    assert case.value() == "alt"
    left = {path for path in small_disk.rglob("*") if path.is_file()} - names
    assert {path for path in left if not path.name.endswith((".lock", ".who"))} <= kept
    case.assert_sound()


def _words(command: str, case: Case, folder: Path) -> tuple[list[str], set[Path]]:
    """The words of a command, and what it may leave behind all the same."""
    if command == "restore":
        main(["backup", str(case.path), "--to", str(folder)])
        (backup,) = folder.glob("*_0001.kndesk")
        return ["restore", str(backup), str(case.path)], set()
    return {
        "set": ["set", str(case.path), case.code, FIELD, "neu"],
        "backup": ["backup", str(case.path)],
        "export": ["export", str(case.path), str(folder / "mappe.xlsx")],
        "new": ["new", str(folder / "zwei.kndesk")],
    }[command], set()


def _assert_one_sentence(said: str) -> None:
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    assert said.rstrip().endswith((".", "!"))


# --- Beside an export -----------------------------------------------------------------------------------------

RECORDS = 2000
#: So many saves at the least are through before the export is.
SAVES = 5


@pytest.mark.slow
def test_saves_go_on_while_an_export_runs(case: Case, tmp_path: Path) -> None:
    """No save waits for the export to end; how long the longest one takes is measured by the benchmark."""
    with open_office(case.path, own_home(), writes=True) as office:
        items = [new_record(StrategyItem, {"title": f"Maßnahme {n}", FIELD: "alt"}) for n in range(RECORDS)]
        create(office, Author("anna", "test"), *items)
        worker = threading.Thread(target=export_overall, args=(office, tmp_path / "mappe.xlsx"))
        worker.start()
        saved = 0
        while worker.is_alive():
            with office.read() as reader:
                record = reader.record(items[saved].id)
            assert record is not None
            change(office, Author("anna", "test"), record, {FIELD: "daneben"})
            saved += worker.is_alive()
        worker.join()
    assert saved >= SAVES
    case.assert_sound()


# --- A disk that fails ----------------------------------------------------------------------------------------

CALLS = {"set": "pwrite64", "backup": "pwrite64", "new": "pwrite64", "export": "write"}


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not there")
    tried = subprocess.run([found, "-e", "trace=none", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("strace may not trace here")
    return found


@pytest.mark.slow
@pytest.mark.strace
@pytest.mark.parametrize(
    ("command", "error"), [("set", "EIO"), ("set", "ENOSPC"), ("backup", "EIO"), ("export", "EIO"), ("new", "EIO")]
)
def test_a_failing_write_leaves_everything_as_it_was_and_says_so(
    strace: str, command: str, error: str, case: Case, tmp_path: Path
) -> None:
    words, _ = _words(command, case, tmp_path)
    chance = random.Random(f"{command} {error}")
    number = _calls(strace, CALLS[command], words, tmp_path)
    assert number > 0
    _reset(command, case, tmp_path)
    failed = 0
    for at in sorted({1, number, *chance.sample(range(1, number + 1), 1)}):
        before, listed = case.path.read_bytes(), case.beside()
        run = _injected(strace, f"{CALLS[command]}:error={error}:when={at}", words)
        if run.returncode == 0:  # the write that failed was the one of something that does not matter
            assert case.value() == ("neu" if command == "set" else "alt")
            _reset(command, case, tmp_path)
            continue
        failed += 1
        assert run.returncode == 1, run.stderr
        _assert_one_sentence(run.stderr)
        assert case.value() == "alt"
        assert case.path.read_bytes() == before
        assert case.beside() == listed
        assert run.stdout == ""
    assert failed
    case.assert_sound()


def _reset(command: str, case: Case, folder: Path) -> None:
    """Take away what a command that succeeded has made."""
    if command == "set" and case.value() != "alt":
        main(["set", str(case.path), case.code, FIELD, "alt"])
    for made in ("mappe.xlsx", "zwei.kndesk"):
        (folder / made).unlink(missing_ok=True)


def _calls(strace: str, call: str, words: list[str], folder: Path) -> int:
    """How often a command makes a system call before it speaks."""
    log = folder.parent / f"{folder.name}.strace"
    run = _run([strace, "-f", "--seccomp-bpf", "-o", str(log), "-e", f"trace={call}"], words)
    assert run.returncode == 0, run.stderr
    calls = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if f" {call}(" in line]
    return next((n for n, line in enumerate(calls) if f" {call}(1, " in line or f" {call}(2, " in line), len(calls))


def _injected(strace: str, fault: str, words: list[str]) -> "subprocess.CompletedProcess[str]":
    call = fault.partition(":")[0]
    return _run(
        [strace, "-f", "--seccomp-bpf", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={fault}"], words
    )


def _run(before: list[str], words: list[str]) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*before, sys.executable, "-m", "kn_desk", *words], capture_output=True, text=True, encoding="utf-8",
        env=environment, cwd=ROOT, check=False, timeout=120,
    )  # fmt: skip
