"""The command line: exit codes, German sentences, JSON, and never a traceback."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kn_desk import __version__
from kn_desk.cli import main
from kn_desk.records.catalogue import RECORDS
from tests.makers.offices import Desk, Template, bare

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Said:
    """What a command returned and printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; whatever it says is no traceback and no English."""

    def command(*words: object) -> Said:
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        assert "Traceback" not in said.err
        assert not re.search(r"\b(usage|error|argument|required|invalid)\b", said.err), said.err
        return Said(code, said.out, said.err)

    return command


@pytest.fixture
def path(template: Template, tmp_path: Path) -> Path:
    """An empty office file; the commands use the real clock and the user's folder of this test."""
    return template.copy_to(tmp_path / "Büro.kndesk")


@pytest.fixture
def codes(path: Path, run: Run) -> dict[str, str]:
    """A few records in it, by their type."""
    return {
        words[0]: run("add", path, *words).out.strip()
        for words in (
            ("org_unit", "name=Hochbauamt", "short_name=HBA"),
            ("person", "last_name=Müller", "first_name=Anna", "unit=HBA"),
            ("goal", "title=Teilhabe"),
            (
                "strategy_item",
                "title=Serviceportal",
                "goals=Teilhabe",
                "responsible=Müller, Anna",
                "cost_total=1.234,56 €",
            ),
            ("milestone", "title=Abnahme", "item=Serviceportal", "due_planned=15.12.2026"),
        )
    }  # fmt: skip


def in_a_process(*words: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kn_desk", *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


# --- the whole way, in real processes


def test_a_file_goes_from_new_to_restore_in_processes_of_its_own(tmp_path: Path, own_data_folder: Path) -> None:
    path, folder = tmp_path / "Büro.kndesk", tmp_path / "Stick"
    assert in_a_process("new", path).returncode == 0
    code = in_a_process("add", path, "goal", "title=Teilhabe für alle").stdout.strip()
    backup = in_a_process("backup", path, "--to", folder)
    assert (
        in_a_process("set", path, code, "level", "Leitbild").stdout == f"{code}, Ebene: Strategisches Ziel → Leitbild\n"
    )
    assert in_a_process("check", path).returncode == 0
    (made,) = folder.glob("*.kndesk")
    assert str(made) in backup.stdout
    restored = in_a_process("restore", made, path)
    assert restored.returncode == 0, restored.stderr
    shown = in_a_process("show", path, code, "--json")

    assert json.loads(shown.stdout)["level"] == "strategic"
    assert own_data_folder.exists()
    assert {file.name for file in tmp_path.iterdir()} <= {"Büro.kndesk", "Büro.kndesk.lock", "Stick"}


def test_no_command_imports_qt_and_reading_none_of_what_it_does_not_need(path: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom kn_desk.cli import main\ncode = main(sys.argv[1:])\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'PySide6', 'shiboken6', 'openpyxl', 'alembic'}))\n"
        "sys.exit(code)\n"
    )
    for words in (["list", path, "threshold"], ["add", path, "goal", "title=A"], ["history", path], ["check", path]):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == "[]", words


def test_the_version_and_the_help_are_exit_0() -> None:
    assert in_a_process("--version").stdout == f"KN Desk {__version__}\n"
    helped = in_a_process("--help")
    assert helped.returncode == 0
    for word in ("Aufruf:", "legt eine Datei an", "Schalter:", "zeigt diese Hilfe"):
        assert word in helped.stdout
    assert "usage" not in helped.stdout
    assert in_a_process("list", "--help").returncode == 0


def test_whoever_stops_reading_stops_nobody(path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kn_desk", "history", str(path), "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert process.wait() == 0
    assert said == b""


@pytest.mark.skipif(sys.platform == "win32", reason="bytes that are no text come from a POSIX shell")
def test_bytes_that_are_no_text_are_a_sentence(path: Path, run: Run) -> None:
    odd = os.fsdecode(b"\xff\xfe")

    assert run("show", path, odd).code == 1
    assert run("list", path, odd).code == 2
    assert run("add", path, "goal", f"title=kaputt {odd}").code == 0
    assert run("list", path, "goal", "--json").json[0]["title"] == "kaputt \ufffd\ufffd"
    assert run("list", path.with_name(odd), "goal").code == 1


# --- each command


def test_new_makes_a_file_once(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "neu.kndesk"
    assert run("new", path) == Said(0, f"Angelegt: {path}\n", "")
    assert path.stat().st_mode & 0o077 == 0
    again = run("new", path)
    assert (again.code, again.err) == (1, f"Die Datei „{path}“ gibt es schon. Bitte einen anderen Namen wählen.\n")
    assert run("new", path, "--sample").code == 1
    for bad in (tmp_path / "fehlt" / "neu.kndesk", tmp_path / f"{'x' * 300}.kndesk", tmp_path):
        refused = run("new", bad)
        assert refused.code == 1
        assert len(refused.err.splitlines()) == 1


def test_add_prints_the_code_and_reads_values_as_people_write_them(run: Run, path: Path, codes: dict[str, str]) -> None:
    assert re.fullmatch(r"M-\d{4}-001", codes["strategy_item"])
    item = run("show", path, codes["strategy_item"], "--json").json
    assert item["cost_total"] == "1234.56"
    assert item["goals"] == [codes["goal"]]
    assert item["responsible"] == codes["person"]
    assert item["parts"]["milestone"][0]["due_planned"] == "2026-12-15"


def test_list_shows_rows_as_table_and_as_json(run: Run, path: Path, codes: dict[str, str]) -> None:
    table = run("list", path, "person")
    assert table.code == 0
    assert table.out.splitlines()[0].split()[:2] == ["Kennung", "Person"]
    assert "Müller, Anna" in table.out
    (person,) = run("list", path, "person", "--json").json
    assert (person["code"], person["last_name"], person["unit"]) == (codes["person"], "Müller", codes["org_unit"])
    assert {"id", "code", "email", "tags"} <= person.keys()
    assert run("list", path, "task").out == "Keine Aufgaben.\n"
    assert run("list", path, "task", "--json").json == []


def test_every_type_can_be_listed(run: Run, path: Path) -> None:
    for cls in RECORDS:
        assert run("list", path, cls.spec.name, "--json").code == 0


def test_show_tells_of_values_parts_and_links(run: Run, path: Path, codes: dict[str, str]) -> None:
    shown = run("show", path, codes["strategy_item"].lower())
    assert shown.code == 0
    for words in ("[Maßnahme]", "Gesamtkosten", "1.234,56 €", "Berechnet", "Ampel", "Meilensteine", codes["milestone"]):
        assert words in shown.out
    unknown = run("show", path, "M-1999-001")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err.startswith("Die Kennung „M-1999-001“ gibt es nicht.")


def test_set_says_before_and_after_and_undo_and_redo_what_they_did(run: Run, path: Path, codes: dict[str, str]) -> None:
    code = codes["goal"]
    assert run("set", path, code, "target_year", "2030").out == f"{code}, Zieljahr: leer → 2030\n"
    assert run("undo", path).out == f"Rückgängig: Ziel {code} geändert\n"
    assert run("redo", path).out == f"Wiederholt: Ziel {code} geändert\n"
    assert run("set", path, code, "target_year", "").out == f"{code}, Zieljahr: 2030 → leer\n"
    nothing = run("set", path, code, "target_year", "")
    assert (nothing.code, nothing.err) == (1, "Es gibt nichts zu ändern. Alle Werte stehen schon so da.\n")
    assert run("redo", path).code == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("target_year", "bald", "Zieljahr: "),
        ("target_year", "1850", "Zieljahr: "),
        ("level", "Traum", "Ebene: "),
        ("parent", "Nirgends", "Oberziel: "),
        ("title", "", "„Titel“ fehlt"),
        ("title", "x" * 300, "Titel: "),
        ("parent", "Teilhabe", "„Oberziel“"),
    ],
)
def test_a_value_that_does_not_fit_is_exit_1_and_changes_nothing(
    run: Run, path: Path, codes: dict[str, str], field: str, value: str, sentence: str
) -> None:
    before = run("list", path, "goal", "--json").out
    refused = run("set", path, codes["goal"], field, value)

    assert (refused.code, refused.out) == (1, "")
    assert len(refused.err.splitlines()) == 1
    if field != "parent" or value != "Teilhabe":
        assert sentence in refused.err
    assert run("list", path, "goal", "--json").out == before


def test_control_characters_go_with_a_note(run: Run, path: Path) -> None:
    added = run("add", path, "goal", "title=Teil\x00habe\x07")

    assert (added.code, added.err) == (0, "Hinweis: 2 Steuerzeichen wurden entfernt.\n")
    assert run("list", path, "goal", "--json").json[0]["title"] == "Teilhabe"


def test_texts_that_would_be_formulas_or_markup_stay_texts(run: Run, path: Path) -> None:
    for text in ("=1+1", "@SUM(A1)", "+49 7531", "<b>fett</b>", "#REF!", "a=b=c", "{0}", "%s"):
        assert run("add", path, "goal", f"title={text}").code == 0
    assert [goal["title"] for goal in run("list", path, "goal", "--json").json][-3:] == ["a=b=c", "{0}", "%s"]


def test_trash_takes_the_parts_and_says_how_many(run: Run, path: Path, codes: dict[str, str]) -> None:
    code = codes["strategy_item"]
    assert run("trash", path, code).out == f"{code} liegt im Papierkorb, mit 1 zugehörigen Datensätzen.\n"
    assert run("list", path, "milestone").out == "Keine Meilensteine.\n"
    assert run("show", path, code, "--json").json["trashed"] is True
    assert run("trash", path, code).code == 1
    run("undo", path)
    assert run("show", path, code, "--json").json["trashed"] is False


def test_history_tells_the_steps_newest_first(run: Run, path: Path, codes: dict[str, str]) -> None:
    run("set", path, codes["goal"], "title", "Mitwirkung")
    steps = run("history", path, "--json").json
    assert [step["step"] for step in steps] == list(range(len(steps), 0, -1))
    assert (steps[0]["verb"], steps[0]["source"]) == ("edit", "command")
    assert steps[0]["changes"][0] | {"id": ""} == {
        "id": "", "code": codes["goal"], "field": "title", "label": "Titel", "old": "Teilhabe", "new": "Mitwirkung",
        "old_text": "Teilhabe", "new_text": "Mitwirkung",
    }  # fmt: skip
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", steps[0]["day"])
    assert len(run("history", path, codes["goal"], "--json").json) == 2
    assert "Teilhabe → Mitwirkung" in run("history", path, codes["goal"]).out


def test_at_shows_the_end_of_a_day(run: Run, path: Path, codes: dict[str, str]) -> None:
    assert [goal["code"] for goal in run("at", path, "heute", "goal", "--json").json] == [codes["goal"]]
    assert run("at", path, "gestern", "goal", "--json").json == []
    assert run("at", path, "2020-01-01", "goal").out.splitlines() == ["Stand am Ende des 01.01.2020", "Keine Ziele."]
    wrong = run("at", path, "31.02.2026", "goal")
    assert (wrong.code, wrong.out) == (1, "")
    assert "31.02.2026" in wrong.err


def test_check_says_what_it_looked_at_and_finds_what_is_wrong(run: Run, path: Path, codes: dict[str, str]) -> None:
    fine = run("check", path)
    assert fine.code == 0
    assert fine.out.splitlines()[-1] == "Alles in Ordnung."
    for part in ("Unversehrtheit", "Aufbau", "Verweise", "Regeln", "Suche", "Berechnete Werte", "Verlauf"):
        assert f"{part}" in fine.out

    with bare(path) as other:
        other.execute("UPDATE goal SET title = 'heimlich', title__key = 'x'")
        other.execute("DELETE FROM derived WHERE type = 'strategy_item' AND field = 'plan_light'")
        other.execute("UPDATE person SET unit = 'nirgends'")
        other.execute("DELETE FROM search_text WHERE type = 'milestone'")
    found = run("check", path)
    assert found.code == 1
    for words in (
        "außerhalb von KN Desk verändert", "Sortierschlüssel", "endet mit einem anderen Wert", "gespeichert nichts",
        "verweist eine Zeile auf etwas", "fehlt in der Suche", "Befunde.",
    ):  # fmt: skip
        assert words in found.out


def test_backup_and_restore_say_where_things_lie(run: Run, path: Path, codes: dict[str, str], tmp_path: Path) -> None:
    made = run("backup", path, "--to", tmp_path / "Stick")
    assert made.code == 0
    backup = Path(made.out.removeprefix("Gesichert und geprüft: ").strip())
    assert backup.parent == tmp_path / "Stick"
    run("set", path, codes["goal"], "title", "Danach")
    restored = run("restore", backup, path)
    assert restored.code == 0
    assert restored.out.startswith(f"Wiederhergestellt: {path}\nDer Stand davor liegt unter ")
    assert run("list", path, "goal", "--json").json[0]["title"] == "Teilhabe"
    assert run("backup", path).code == 0
    assert run("restore", path.with_name("fehlt"), path).code == 1


def test_export_writes_the_workbook(run: Run, path: Path, codes: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "Gesamt.xlsx"
    exported = run("export", path, target)

    assert exported.code == 0, exported.err
    assert str(target) in exported.out
    assert target.read_bytes()[:2] == b"PK"
    assert run("export", path, tmp_path / "fehlt" / "Gesamt.xlsx").code == 1


def test_sheets_writes_a_folder_and_records_it(run: Run, path: Path, codes: dict[str, str], tmp_path: Path) -> None:
    nobody = run("sheets", path, tmp_path)
    assert nobody.code == 1
    assert nobody.err == "Keine Stelle hat einen aktiven Digital Lotsen. Bitte Lotsenrollen eintragen.\n"

    done = run("sheets", path, tmp_path, "--period", "2031-H1", "--unit", codes["org_unit"])
    assert done.code == 0, done.err
    assert done.out.startswith("2031-H1: 1 Mappe geschrieben und geprüft")
    folder = tmp_path / "KN_Lotsenmappen_2031-H1"
    assert (folder / "KN_Massnahmen_Hochbauamt_2031-H1.xlsx").read_bytes()[:2] == b"PK"
    assert "ohne gültige E-Mail-Adresse" in done.err
    assert [one["label"] for one in run("list", path, "reporting_period", "--json").json] == ["2031-H1"]
    assert run("undo", path).code == 0
    assert run("list", path, "sheet_run", "--json").json == []


# --- the words of the call


@pytest.mark.parametrize(
    "words",
    [
        ("quatsch",), ("list",), ("list", "x"), ("list", "x", "goal", "zuviel"), ("set", "x", "Z-1", "title"),
        ("--quatsch",), ("new",), ("list", "x", "goal", "--quatsch"), ("backup", "x", "--to"),
    ],
)  # fmt: skip
def test_a_call_that_does_not_fit_is_exit_2_in_german(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Der Aufruf stimmt nicht. Aufruf: kn-desk")
    assert len(said.err.splitlines()) == 1


def test_a_window_without_a_screen_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    said = run(path)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Hier ist kein Bildschirm")


def test_an_unknown_type_or_field_is_exit_2_and_names_what_there_is(
    run: Run, path: Path, codes: dict[str, str]
) -> None:
    for words in (("list", path, "ziele"), ("add", path, "ziele"), ("at", path, "heute", "ziele")):
        said = run(*words)
        assert said.code == 2
        assert said.err.startswith("Die Art „ziele“ gibt es nicht. Möglich: strategy, goal, ")
    for field in ("titel", "trashed", "id", "code", ""):
        for call in (("add", path, "goal", f"{field}=x"), ("set", path, codes["goal"], field, "x")):
            said = run(*call)
            assert (said.code, said.out) == (2, "")
            assert "gibt es nicht (Ziel). Möglich: title, description, " in said.err
    assert run("add", path, "goal", "title").err == "„title“ ist keine Angabe der Form FELD=WERT.\n"
    assert run("add", path, "goal").code == 1
    assert run("at", path, "", "goal").code == 2


# --- what is no office file


def _text(path: Path) -> None:
    path.write_text("Protokoll vom 3. März", encoding="utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.unlink()
    with bare(path) as other:
        other.execute("CREATE TABLE bookmark(url)")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100_000])


def _newer(path: Path) -> None:
    with bare(path) as other:
        other.execute("PRAGMA user_version = 77")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_text, "Das ist keine KN-Desk-Datei"), (_empty, "Die Datei ist leer"), (_foreign, "zu einem anderen Programm"),
        (_truncated, "beschädigt (unvollständig)"), (_newer, "mit einer neueren Version gespeichert"),
    ],
)  # fmt: skip
def test_every_command_on_what_is_no_office_file_is_one_sentence_and_no_byte(
    run: Run, path: Path, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    for words in (
        ("list", path, "goal"), ("list", path, "goal", "--json"), ("show", path, "Z-2026-001"),
        ("add", path, "goal", "title=A"),
        ("set", path, "Z-2026-001", "title", "A"), ("trash", path, "Z-2026-001"), ("undo", path), ("redo", path),
        ("history", path), ("at", path, "heute", "goal"), ("check", path), ("backup", path, "--to", tmp_path / "Stick"),
        ("restore", path, tmp_path / "Ziel.kndesk"), ("export", path, tmp_path / "Gesamt.xlsx"),
    ):  # fmt: skip
        said = run(*words)
        assert (said.code, said.out) == (1, ""), words
        assert sentence in said.err
        assert len(said.err.splitlines()) == 1
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [path.name]


def test_notes_about_the_opening_go_to_stderr(run: Run, path: Path, codes: dict[str, str]) -> None:
    with bare(path) as other:
        other.execute("UPDATE goal SET description = 'von außen'")
    said = run("list", path, "goal", "--json")

    assert said.code == 0
    assert said.err == "Die Datei wurde außerhalb von KN Desk verändert.\n"
    assert said.json[0]["description"] == "von außen"


def test_a_command_beside_an_open_window_is_fine_and_restore_is_not(run: Run, desk: Desk, tmp_path: Path) -> None:
    with desk.opened():
        assert run("add", desk.path, "goal", "title=Nebenbei").code == 0
        backup = run("backup", desk.path, "--to", tmp_path / "Stick")
        made = backup.out.removeprefix("Gesichert und geprüft: ").strip()
        refused = run("restore", made, desk.path)
    assert refused.code == 1
    assert "ist gerade geöffnet bei" in refused.err


def test_a_bug_is_one_german_sentence_without_a_traceback(run: Run, path: Path, codes: dict[str, str]) -> None:
    """Something that no program of ours could have written, for example."""
    with bare(path) as other:
        other.execute("UPDATE link SET field = 'nie gehört'")

    said = run("list", path, "strategy_item")

    assert (said.code, said.out) == (1, "")
    last = said.err.splitlines()[-1]
    assert re.fullmatch(r"Unerwarteter Fehler \(TypeError, \w+\.py:\d+\)\. Bitte melden; .+", last)
