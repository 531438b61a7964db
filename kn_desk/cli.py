"""The command line: reads the words, calls a service, prints. Knows no rule and no file of its own."""

import argparse
import getpass
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kn_desk import __version__
from kn_desk.errors import UserError

if TYPE_CHECKING:
    from kn_desk.fields.spec import FieldSpec, Record
    from kn_desk.storage.office_file import Office

FINE, FOUND, USAGE = 0, 1, 2


class UsageError(Exception):
    """The words of the call do not fit."""


class _Parser(argparse.ArgumentParser):
    """Speaks German and leaves by exception."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"Der Aufruf stimmt nicht. {self.format_usage().strip()}")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Aufruf:").replace("\n", " ")

    def format_help(self) -> str:
        text = super().format_help().replace("usage:", "Aufruf:")
        for english, german in (("positional arguments:", "Angaben:"), ("options:", "Schalter:")):
            text = text.replace(english, german)
        return text.replace("show this help message and exit", "zeigt diese Hilfe")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return 0 (fine), 1 (something found or refused) or 2 (usage)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if (code := _window(list(sys.argv[1:] if argv is None else argv))) is not None:
            return code
        arguments = _parser().parse_args(argv)
        command: Callable[[argparse.Namespace], int] = arguments.command
        code = command(arguments)
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except UserError as error:
        print(error, file=sys.stderr)
        return FOUND
    except BrokenPipeError:
        # Whoever read our output has seen enough; what is still to be written at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        print("Abgebrochen.", file=sys.stderr)
        return FOUND
    except Exception as error:  # noqa: BLE001 - the one place: whatever is left is a bug of ours
        print(_bug(error), file=sys.stderr)
        return FOUND


def _bug(error: Exception) -> str:
    """The sentence for an error that nobody foresaw; says where it arose and nothing of what the file holds."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Unerwarteter Fehler ({type(error).__name__}, {Path(where.filename).name}:{where.lineno}). "
        "Bitte melden; mit „kn-desk check“ lässt sich die Datei prüfen."
    )


def _window(words: list[str]) -> int | None:
    """Open the window for `kn-desk [FILE]` and `kn-desk --sample`; None where the words are a command."""
    is_file = len(words) == 1 and words[0].endswith(".kndesk")
    if words and not is_file and words != ["--sample"]:
        return None
    from kn_desk.app import run, run_sample  # Qt is imported only where a window is asked for

    return run_sample() if words == ["--sample"] else run(Path(words[0]) if words else None)


def _parser() -> _Parser:
    parser = _Parser(prog="kn-desk", description="Die Akte der Koordinierungsstelle Digitalisierung.")
    parser.add_argument("--version", action="version", version=f"KN Desk {__version__}", help="zeigt die Version")
    commands = parser.add_subparsers(required=True, metavar="BEFEHL", parser_class=_Parser)

    def add(name: str, command: Callable[[argparse.Namespace], int], help_: str, *words: str) -> _Parser:
        sub: _Parser = commands.add_parser(name, help=help_, description=help_)
        sub.set_defaults(command=command)
        for word in words:
            sub.add_argument(word.lower(), metavar=word)
        return sub

    add("new", _new, "legt eine Datei an", "FILE").add_argument(
        "--sample", action="store_true", help="mit dem Konstanzer Beispiel"
    )
    add("export", _export, "schreibt die Gesamtmappe", "FILE", "OUT.xlsx")
    sub = add("sheets", _sheets, "schreibt die Mappen für die Digital Lotsen in einen neuen Ordner", "FILE", "DIR")
    sub.add_argument("--period", metavar="LABEL", help="Berichtszeitraum, zum Beispiel 2026-H2")
    sub.add_argument("--unit", metavar="CODE", nargs="+", default=[], help="nur für diese Stellen")
    sub.add_argument("--return-to", metavar="ADDRESS", default="", help="Adresse, an die die Mappen zurückgehen")
    sub = add("return", _return, "vergleicht zurückgekommene Mappen, Zelle für Zelle", "FILE")
    sub.add_argument("sheets", metavar="SHEET", nargs="+")
    sub.add_argument("--apply", action="store_true", help="übernimmt, was die Vorschau von selbst anhakt")
    sub.add_argument("--json", action="store_true", help="als JSON: jede Zelle, die nicht unverändert ist")
    for sub in (
        add("list", _list, "zeigt die Datensätze einer Art", "FILE", "TYPE"),
        add("show", _show, "zeigt einen Datensatz", "FILE", "CODE"),
        add("at", _at, "zeigt den Stand am Ende eines Tages", "FILE", "DAY", "TYPE"),
    ):
        sub.add_argument("--json", action="store_true", help="als JSON")
    add("add", _add, "legt einen Datensatz an", "FILE", "TYPE").add_argument("values", metavar="FIELD=VALUE", nargs="*")
    add("set", _set, "ändert ein Feld", "FILE", "CODE", "FIELD", "VALUE")
    add("trash", _trash, "legt einen Datensatz in den Papierkorb", "FILE", "CODE")
    add("undo", _undo, "macht den letzten Schritt rückgängig", "FILE")
    add("redo", _redo, "wiederholt den letzten zurückgenommenen Schritt", "FILE")
    sub = add("history", _history, "zeigt den Verlauf, neueste zuerst", "FILE")
    sub.add_argument("code", metavar="CODE", nargs="?")
    sub.add_argument("--json", action="store_true", help="als JSON")
    add("check", _check, "prüft die Datei", "FILE")
    add("backup", _backup, "sichert die Datei", "FILE").add_argument("--to", metavar="DIR", help="in diesen Ordner")
    add("restore", _restore, "stellt eine Sicherung wieder her", "BACKUP", "FILE")
    return parser


def _opened(arguments: argparse.Namespace, *, writes: bool = False) -> "closing[Office]":
    from kn_desk.paths import home
    from kn_desk.storage.office_file import open_office

    office = open_office(Path(arguments.file), home(), writes=writes)
    for note in office.notes:
        print(note, file=sys.stderr)
    return closing(office)


def _author() -> Any:
    from kn_desk.services.edit import Author

    return Author(getpass.getuser(), "command")


def _type(name: str) -> "type[Record]":
    from kn_desk.records.catalogue import BY_NAME

    if name not in BY_NAME:
        raise UsageError(f"Die Art „{name}“ gibt es nicht. Möglich: {', '.join(BY_NAME)}.")
    return BY_NAME[name]


def _field(cls: "type[Record]", name: str) -> "FieldSpec":
    spec = cls.spec.fields.get(name)
    if spec is None or spec.internal:
        possible = ", ".join(field.name for field in cls.spec.fields.values() if not field.internal)
        raise UsageError(f"Das Feld „{name}“ gibt es nicht ({cls.spec.label}). Möglich: {possible}.")
    return spec


def _found(reader: Any, code: str) -> "Record":
    record: Record | None = reader.by_code(code)
    if record is None:
        raise UserError(f"Die Kennung „{code}“ gibt es nicht.", "Bitte prüfen, zum Beispiel mit „kn-desk list“.")
    return record


def _cleaned(raw: str) -> str:
    from kn_desk.fields.text import clean

    text, removed = clean(raw)
    if removed:
        print(f"Hinweis: {removed} Steuerzeichen wurden entfernt.", file=sys.stderr)
    return text


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _new(arguments: argparse.Namespace) -> int:
    from kn_desk.paths import home
    from kn_desk.services.office_files import make

    path = Path(arguments.file)
    make(path, getpass.getuser(), home(), sample=arguments.sample)
    print(f"Angelegt{' mit dem Konstanzer Beispiel' if arguments.sample else ''}: {path}")
    return FINE


def _export(arguments: argparse.Namespace) -> int:
    from kn_desk.exchange.overall_workbook import export_overall

    target = Path(vars(arguments)["out.xlsx"])
    with _opened(arguments) as office:
        report = export_overall(office, target)
    for sentence in report.notes:
        print(sentence, file=sys.stderr)
    print(f"{report.rows} Datensätze auf {len(report.sheets)} Blättern geschrieben und geprüft: {target}")
    return FINE


def _sheets(arguments: argparse.Namespace) -> int:
    from kn_desk.exchange.lotse_run import send_sheets

    with _opened(arguments, writes=True) as office:
        report = send_sheets(
            office, Path(arguments.dir), _author(),
            label=arguments.period, codes=arguments.unit, return_to=arguments.return_to,
        )  # fmt: skip
    for sentence in report.notes:
        print(sentence, file=sys.stderr)
    count = "1 Mappe" if len(report.sheets) == 1 else f"{len(report.sheets)} Mappen"
    print(f"{report.period}: {count} geschrieben und geprüft, mit Versandliste und Entwürfen: {report.folder}")
    return FINE


def _return(arguments: argparse.Namespace) -> int:
    from kn_desk.exchange.returned_sheet import read_return, recognise
    from kn_desk.services import return_words
    from kn_desk.services.merge_return import preview
    from kn_desk.services.take_return import apply

    found: list[dict[str, Any]] = []
    code = FINE
    with _opened(arguments, writes=arguments.apply) as office:
        for path in map(Path, arguments.sheets):
            try:
                file = read_return(path)
                with office.read() as reader:
                    seen = preview(reader, recognise(reader, file))
                    said = list(return_words.lines(reader, seen))
                done = apply(office, seen, _author().by) if arguments.apply else None
            except UserError as error:  # the others are read all the same
                print(f"{path.name}: {error}", file=sys.stderr)
                code = FOUND
                continue
            found += [return_words.as_json(seen, one) for one in seen.findings]
            if arguments.json:
                for note in seen.notes:
                    print(f"{path.name}: {note}", file=sys.stderr)
            else:
                taken = len(seen.ticked) if done else 0
                print("\n".join([*said, f"  {taken} übernommen."] if arguments.apply else said))
    if arguments.json:
        _print_json(found)
    return code


def _list(arguments: argparse.Namespace) -> int:
    from kn_desk.services import present

    cls = _type(arguments.type)
    with _opened(arguments) as office, office.read() as reader:
        records = reader.rows(cls)
        if arguments.json:
            _print_json([present.as_json(reader, record) for record in records])
        else:
            print("\n".join(present.table(reader, cls, records)))
    return FINE


def _show(arguments: argparse.Namespace) -> int:
    from kn_desk.services import present

    with _opened(arguments) as office, office.read() as reader:
        record = _found(reader, arguments.code)
        if arguments.json:
            _print_json(present.whole_as_json(reader, record))
        else:
            print("\n".join(present.whole(reader, record)))
    return FINE


def _at(arguments: argparse.Namespace) -> int:
    from kn_desk.fields.kinds import Day
    from kn_desk.services import present

    cls = _type(arguments.type)
    with _opened(arguments) as office, office.read() as reader:
        day = Day().read(arguments.day, today=office.today)
        if day is None:
            raise UsageError("Bitte einen Tag angeben, zum Beispiel 2026-12-15.")
        records = reader.rows_as_of(cls, day)
        if arguments.json:
            _print_json([present.as_json(reader, record) for record in records])
        else:
            print(f"Stand am Ende des {Day().show(day)}")
            print("\n".join(present.table(reader, cls, records, as_of_today=False)))
    return FINE


def _add(arguments: argparse.Namespace) -> int:
    from kn_desk.services.edit import create, new_record
    from kn_desk.services.references import read_value

    cls = _type(arguments.type)
    pairs = [word.partition("=") for word in arguments.values]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise UsageError(f"„{wrong[0]}“ ist keine Angabe der Form FELD=WERT.")
    specs = [(_field(cls, name), value) for name, _, value in pairs]
    with _opened(arguments, writes=True) as office:
        with office.read() as reader:
            values = {spec.name: read_value(reader, spec, _cleaned(raw), office.today) for spec, raw in specs}
        record = new_record(cls, values)
        print(create(office, _author(), record).codes[record.id])
    return FINE


def _set(arguments: argparse.Namespace) -> int:
    from kn_desk.services.edit import change
    from kn_desk.services.references import read_value

    with _opened(arguments, writes=True) as office:
        with office.read() as reader:
            record = _found(reader, arguments.code)
            spec = _field(type(record), arguments.field)
            value = read_value(reader, spec, _cleaned(arguments.value), office.today)
            before = reader.show(spec, getattr(record, spec.name)) or "leer"
            after = reader.show(spec, value) or "leer"
        change(office, _author(), record, {spec.name: value})
    print(f"{record.code}, {spec.label}: {before} → {after}")
    return FINE


def _trash(arguments: argparse.Namespace) -> int:
    from kn_desk.services.edit import trash

    with _opened(arguments, writes=True) as office:
        with office.read() as reader:
            record = _found(reader, arguments.code)
        done = trash(office, _author(), record)
    parts = len(done.edits) - 1
    print(f"{record.code} liegt im Papierkorb{f', mit {parts} zugehörigen Datensätzen' if parts else ''}.")
    return FINE


def _undo(arguments: argparse.Namespace) -> int:
    return _revert(arguments, "undo")


def _redo(arguments: argparse.Namespace) -> int:
    return _revert(arguments, "redo")


def _revert(arguments: argparse.Namespace, verb: str) -> int:
    from kn_desk.services.titles import title_of

    with _opened(arguments, writes=True) as office:
        author = _author()
        done = office.undo(author.by, author.source) if verb == "undo" else office.redo(author.by, author.source)
        with office.read() as reader:
            step = reader.step(done.step)
            print(title_of(reader, step) if step else done.step)
    return FINE


def _history(arguments: argparse.Namespace) -> int:
    from kn_desk.services import present

    with _opened(arguments) as office, office.read() as reader:
        record = _found(reader, arguments.code) if arguments.code else None
        steps = present.steps_as_json(reader, record)
        if arguments.json:
            _print_json(steps)
        else:
            print("\n".join(present.steps(steps)) or "Noch kein Verlauf.")
    return FINE


def _check(arguments: argparse.Namespace) -> int:
    from kn_desk.paths import home
    from kn_desk.storage.check import check

    number = 0
    for part in check(Path(arguments.file), home()):
        print(f"{part.what}: {f'{len(part.found)} Befunde' if part.found else 'in Ordnung'}")
        for sentence in part.found:
            print(f"  - {sentence}")
        number += len(part.found)
    print(f"{number} Befunde." if number else "Alles in Ordnung.")
    return FOUND if number else FINE


def _backup(arguments: argparse.Namespace) -> int:
    from kn_desk.paths import home
    from kn_desk.storage.backup import back_up
    from kn_desk.storage.opening import examine

    path = Path(arguments.file)
    examine(path)
    made = back_up(path, Path(arguments.to) if arguments.to else home().backups, "von Hand")
    print(f"Gesichert und geprüft: {made.path}")
    return FINE


def _restore(arguments: argparse.Namespace) -> int:
    from kn_desk.paths import home
    from kn_desk.storage.backup import restore

    target = Path(arguments.file)
    before = restore(Path(arguments.backup), target, home())
    print(f"Wiederhergestellt: {target}")
    if before:
        print(f"Der Stand davor liegt unter {before}")
    return FINE
