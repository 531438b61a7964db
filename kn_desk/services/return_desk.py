"""The Rücklauf-Abgleich without its window: the files that came home, every decision on them, and taking over."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kn_desk.errors import UserError
from kn_desk.records.change import Conflict
from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services.desk import Desk
from kn_desk.services.return_file import Column, Decision, HomeFile, Rule, Way, column_of
from kn_desk.services.returned import Finding, Key
from kn_desk.services.sheet_standing import period_in_use, standings, tally
from kn_desk.services.take_return import change_set
from kn_desk.storage.reader import Reader

#: Types whose change can change what a comparison says.
CONCERNS = frozenset(
    {"strategy_item", "milestone", "task", "person", "status_report", "reporting_period", "sheet", "sheet_return"}
)


class Outdated(UserError):
    """Something was changed on our side after the comparison; nothing was taken over, and it was made anew."""


class ReturnDesk:
    """Holds the files and what a person decided; the only one that writes what they bring."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.files: list[HomeFile] = []
        self.rules: dict[Column, Rule] = {}

    # --- files

    def take_in(self, read: Iterable[HomeFile]) -> None:
        """Put files into the list; one that was read again takes the place of the older reading."""
        for new in read:
            if new.returned is None:
                new.title = self._unit_by_name(new.path.name) or new.title
            same = next((one for one in self.files if one.path == new.path), None)
            if same is not None:
                new.decisions, new.questions = same.decisions, same.questions
                self.files[self.files.index(same)] = new
                continue
            twin = next((one for one in self.files if new.checksum and one.checksum == new.checksum), None)
            if twin is not None:
                new.refused = UserError(
                    f"Das ist dieselbe Datei wie „{twin.path.name}“.", "Sie steht schon in der Liste."
                )
                new.returned = new.seen = None
            self.files.append(new)

    def _unit_by_name(self, file_name: str) -> str:
        """Return the unit that a Mappe of this name was made for, as far as a file that was not read can say; or ""."""
        with self._desk.read() as reader:
            units = {sheet.unit for sheet in reader.rows(Sheet) if sheet.file_name == file_name}
            return reader.name(units.pop()) if len(units) == 1 else ""

    def drop(self, file: HomeFile) -> None:
        """Take a file out of the list; nothing is written."""
        self.files.remove(file)

    def grow_stale(self) -> None:
        """Something was written: every comparison is to be made anew before it is looked at."""
        for file in self.files:
            file.stale = True

    def freshen(self, shown: HomeFile | None) -> None:
        """Compare the file that is shown anew if something was written since, and those taken over or undone."""
        stale = [file for file in self.files if file.stale and file.seen is not None]
        if not stale:
            return
        with self._desk.read() as reader:
            home = {one.checksum: one for one in reader.rows(SheetReturn)}
            for file in stale:
                if file is shown or (file.seen is not None and home.get(file.checksum) != file.seen.already):
                    file.look(reader)

    def others_of(self, file: HomeFile) -> list[HomeFile]:
        """Return the other waiting files of the same sheet: only one of them can be right."""
        sheet = file.returned.sheet if file.returned else ""
        return [one for one in self.files if one is not file and one.is_waiting and one.returned and sheet
                and one.returned.sheet == sheet]  # fmt: skip

    # --- decisions

    def way(self, file: HomeFile, findings: Sequence[Finding]) -> Way:
        """Return what becomes of some cells that are decided together, "" where not all go the same way."""
        ways = {file.way(one, self.rules) for one in findings}
        return ways.pop() if len(ways) == 1 else ""

    def decide(self, file: HomeFile, findings: Iterable[Finding], way: Way) -> None:
        """Take the value of the sheet, or keep ours; "" takes a decision back."""
        for one in findings:
            if way == "":
                file.decisions.pop(one.key, None)
            elif one.can_take:
                file.decisions[one.key] = Decision(way, one.ours)

    def type_other(self, file: HomeFile, one: Finding, value: Any, text: str) -> None:
        """Take another value than that of the sheet; ``text`` is how people read it."""
        file.decisions[one.key] = Decision("other", one.ours, value, text)
        if one.key in file.questions:
            file.questions.remove(one.key)

    def toggle(self, file: HomeFile, findings: Sequence[Finding]) -> None:
        """Accept cells that are decided together, or refuse them where they are accepted."""
        taken = self.way(file, findings) in ("theirs", "other")
        is_conflict = any(one.verdict == "conflict" for one in findings)
        self.decide(file, findings, "theirs" if not taken else "" if is_conflict else "ours")

    def toggle_all(self, file: HomeFile, findings: Iterable[Finding]) -> None:
        """Accept everything that can be accepted at once, or refuse all of it where all is; conflicts are left."""
        together = [one for one in findings if goes_with_all(one)]
        taken = all(file.way(one, self.rules) in ("theirs", "other") for one in together)
        if taken:
            self.decide(file, together, "ours")
        else:
            self.decide(file, [one for one in together if file.way(one, self.rules) != "other"], "theirs")

    def set_rule(self, column: Column, rule: Rule | None) -> None:
        """Take a column always, or never, or (None) as proposed; what was decided by hand stands above it."""
        if rule is None:
            self.rules.pop(column, None)
        else:
            self.rules[column] = rule

    def columns(self) -> list[Column]:
        """Return the columns in which something differs in any file, in the order of their first appearance."""
        found = (column_of(one) for file in self.files for one in file.findings if one.record and one.spec)
        return list(dict.fromkeys(found))

    def ask(self, file: HomeFile, one: Finding) -> None:
        """Mark a cell for a question to the Lotse, or take the mark away."""
        if one.key in file.questions:
            file.questions.remove(one.key)
        else:
            file.questions.append(one.key)

    def open_ones(self, file: HomeFile) -> list[Finding]:
        """Return what a person still has to look at."""
        return file.open_ones(self.rules)

    @property
    def undecided_work(self) -> list[HomeFile]:
        """The files in which a person decided something that is not taken over yet."""
        return [file for file in self.files if file.is_waiting and (file.decisions or file.questions)]

    # --- taking over

    def take_over(self, file: HomeFile) -> None:
        """Write what is accepted as one step, with the Rücklauf. Raises UserError; then nothing was written.

        Raises Outdated where something was changed meanwhile: the comparison is new then, and what was decided on
        cells that did not change stands.
        """
        self._write(file, file.taken(self.rules))

    def reject(self, file: HomeFile) -> None:
        """Write down that the sheet was sent away: nothing of it is taken over, and the unit is waited for."""
        self._write(file, frozenset(), rejected=True)

    def _write(self, file: HomeFile, keys: frozenset[Key], *, rejected: bool = False) -> None:
        by, today = self._desk.author.by, self._desk.office.today
        change = change_set(file.decided(), keys, by, today, rejected=rejected)
        if change is None:
            raise UserError("Es ist nichts angehakt.", "Bitte erst annehmen, was übernommen werden soll.")
        try:
            self._desk.apply(change)
        except Conflict as conflict:
            with self._desk.read() as reader:
                file.look(reader)
            raise Outdated(
                "Bei uns wurde inzwischen etwas geändert; übernommen ist noch nichts.",
                "Der Vergleich ist neu gemacht, die übrigen Entscheidungen sind erhalten. Bitte noch einmal ansehen.",
            ) from conflict

    # --- the period

    def period_words(self) -> str:
        """Return "Berichtszeitraum 2026-H2 · 15 von 21 zurück", of the period of the files, else of the one in use."""
        with self._desk.read() as reader:
            period = self._period(reader)
            if period is None:
                return ""
            counted = tally(standings(reader, period.id))
        words = f"Berichtszeitraum {period.label}"
        return f"{words} · {counted.back} von {counted.sent} zurück" if counted.sent else words

    def _period(self, reader: Reader) -> ReportingPeriod | None:
        of_files = [file.returned.period for file in self.files if file.returned and file.returned.period]
        found = reader.record(max(of_files, key=of_files.count)) if of_files else None
        return found if isinstance(found, ReportingPeriod) else period_in_use(reader)


def goes_with_all(one: Finding) -> bool:
    """Whether a box for several cells moves this one; a conflict has to be looked at by itself."""
    return one.can_take and one.verdict in ("change", "cleared", "proposal")


def findings_of_rows(findings: Iterable[Finding]) -> Iterator[tuple[Finding, ...]]:
    """Yield the findings that are decided together: each cell by itself, a proposal with all its cells."""
    rows: dict[tuple[str, int | None], list[Finding]] = {}
    for one in findings:
        if one.verdict == "proposal":
            rows.setdefault((one.sheet, one.row), []).append(one)
        else:
            yield (one,)
    yield from map(tuple, rows.values())
