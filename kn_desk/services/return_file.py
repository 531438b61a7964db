"""A file that came home, as the Rücklauf-Abgleich holds it: what was found in it, and what a person decided so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kn_desk.errors import UserError
from kn_desk.records.contacts import Person
from kn_desk.records.reporting import StatusReport
from kn_desk.services.merge_return import preview
from kn_desk.services.returned import Finding, Key, Preview, Returned, Verdict
from kn_desk.storage.reader import Reader

#: What becomes of a difference: the value of the sheet, ours, another one that was typed, "" while nobody decided.
Way = Literal["theirs", "ours", "other", ""]
#: A rule for a column: taken always, or never.
Rule = Literal["take", "keep"]
#: (type name, field)
Column = tuple[str, str]

#: The kinds of differences that are counted, in the order of their weight, each with the verdicts that belong to it.
COUNTED: dict[str, tuple[Verdict, ...]] = {
    "change": ("change", "cleared"),
    "conflict": ("conflict",),
    "unreadable": ("unreadable",),
    "proposal": ("proposal",),
    "row": ("missing_row", "double_row", "unknown_row"),
}


@dataclass(frozen=True)
class Decision:
    """What a person decided on a cell, and the value of ours that was seen then: it holds as long as that stands."""

    way: Way
    seen: Any
    #: The value that was typed, and as people read it.
    other: Any = None
    text: str = ""


@dataclass
class HomeFile:
    """One file in the list; either it was refused, or it has a preview."""

    path: Path
    #: The day on which the file was last saved.
    saved_on: date
    refused: UserError | None = None
    returned: Returned | None = None
    has_macros: bool = False
    seen: Preview | None = None
    #: The unit, or the file's name where that is not known.
    title: str = ""
    sender: Person | None = None
    decisions: dict[Key, Decision] = field(default_factory=dict)
    #: Cells that the Lotse is asked about, in the order in which they were marked.
    questions: list[Key] = field(default_factory=list)
    #: {id of a Maßnahme: (what was taken of it, code of its Plan-Ampel afterwards)}, as far as it was asked for.
    lights: dict[str, tuple[frozenset[tuple[Key, str]], str]] = field(default_factory=dict)
    #: Something was written since the comparison was made.
    stale: bool = False

    @property
    def checksum(self) -> str:
        """SHA-256 of the file, "" where it was refused."""
        return self.returned.checksum if self.returned else ""

    @property
    def is_waiting(self) -> bool:
        """It can be taken over, and was not yet."""
        return self.seen is not None and not self.has_macros and self.seen.already is None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as it was sent; nothing while a person is still asked whether it may be read."""
        return self.seen.findings if self.seen is not None and not self.has_macros else ()

    def look(self, reader: Reader) -> None:
        """Compare it with the record as that stands now. What was decided stays, where it still holds."""
        if self.returned is None:
            return
        self.seen = preview(reader, self.returned)
        self.title = reader.name(self.returned.unit) or self.path.name
        sheet = self.seen.sheet
        person = reader.record(sheet.person) if sheet and sheet.person else None
        self.sender = person if isinstance(person, Person) and person.trashed is None else None
        self.stale = False
        self.lights = {}

    def way(self, one: Finding, rules: Mapping[Column, Rule]) -> Way:
        """Return what becomes of a difference."""
        decision = self.decision(one)
        if decision is not None:
            return decision.way
        rule = rules.get(column_of(one)) if self.is_waiting and one.can_take and one.record else None
        if rule == "keep":
            return "ours"
        return "theirs" if one.ticked or (rule == "take" and one.verdict in ("conflict", "cleared")) else ""

    def decision(self, one: Finding) -> Decision | None:
        """Return what a person decided on a cell, None where that no longer holds."""
        decision = self.decisions.get(one.key)
        return decision if decision is not None and decision.seen == one.ours else None

    def taken(self, rules: Mapping[Column, Rule]) -> frozenset[Key]:
        """Return the keys of all that is taken over."""
        return frozenset(one.key for one in self.findings if self.way(one, rules) in ("theirs", "other"))

    def decided(self) -> Preview:
        """Return the preview with the values that a person typed in the place of those in the sheet."""
        assert self.seen is not None
        return replace(self.seen, findings=tuple(map(self._with_other, self.seen.findings)))

    def may_type(self, one: Finding) -> bool:
        """Whether another value can be typed in the place of that in the sheet."""
        if one.spec is None or one.verdict == "same" or self.seen is None:
            return False
        if one.verdict == "unreadable":
            return one.cls is not StatusReport or self.seen.may_report
        return one.can_take and bool(one.record)

    def open_ones(self, rules: Mapping[Column, Rule]) -> list[Finding]:
        """Return what a person still has to look at; see ``is_open``."""
        return [one for one in self.findings if self.is_open(one, rules)]

    def is_open(self, one: Finding, rules: Mapping[Column, Rule]) -> bool:
        """Whether nobody decided on what is not taken by itself: conflicts, what is empty, unreadable, or forbidden."""
        if not self.is_waiting:
            return False
        if one.verdict == "unreadable":
            return self.decision(one) is None and one.key not in self.questions
        return one.can_take and one.verdict != "unknown_row" and self.way(one, rules) == ""

    def _with_other(self, one: Finding) -> Finding:
        decision = self.decision(one)
        if decision is None or decision.way != "other":
            return one
        verdict: Verdict = one.verdict if one.record else "proposal"
        return replace(one, theirs=decision.other, can_take=True, verdict=verdict)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many differences there are of each kind in COUNTED; a proposal is one, however many cells it has."""
    numbers = dict.fromkeys(COUNTED, 0)
    rows = set()
    for one in findings:
        if one.verdict == "proposal":
            rows.add((one.sheet, one.row))
        kind = next((kind for kind, verdicts in COUNTED.items() if one.verdict in verdicts), None)
        if kind is not None and kind != "proposal":
            numbers[kind] += 1
    return numbers | {"proposal": len(rows)}


def column_of(one: Finding) -> Column:
    """Return the column of a cell, by which a rule names it."""
    return (one.cls.spec.name if one.cls else "", one.field)
