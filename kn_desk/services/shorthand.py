"""One line of shorthand makes an entry of the minutes: ``A @Muster 15.12. Angebot einholen #M-2026-014``.

The letter, or its word with a colon ("Beschluss:"), says the kind (I, F, B, A, E, O; without one it is an Information);
a person, a day, votes and Kennungen may follow in any order, then the text. ``@`` and ``#`` are understood anywhere; a
day also at the end after "bis", and "nächste Woche" there without it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.errors import Unreadable, UserError
from kn_desk.fields.day_text import parse_day
from kn_desk.fields.text import clean, fold
from kn_desk.fields.words import between
from kn_desk.records.change import Edit, creation, update
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting
from kn_desk.records.minutes import BECOMES, ENTRY_KINDS, ENTRY_LETTERS, Decision, MinuteEntry, Task
from kn_desk.records.sentences import day
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.edit import new_record
from kn_desk.storage.reader import Reader

KINDS = {letter: kind for kind, letter in ENTRY_LETTERS.items()}
_LETTER = re.compile(rf"([{''.join(KINDS)}])(?:[: ]\s*|$)", re.IGNORECASE)
_KIND_WORDS = {word.casefold(): kind for kind, word in ENTRY_KINDS.items()} | {"info": "info", "frage": "question"}
_WORD = re.compile(rf"({'|'.join(_KIND_WORDS)})\s*:\s*", re.IGNORECASE)
_VOTES = re.compile(r"(\d{1,3})[:/](\d{1,3})[:/](\d{1,3})(?:\s+|$)")
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_NEXT_WEEK = "nächste(?:r|n)? woche"
_DAY = rf"\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d{{2}})?|\d{{4}}-\d{{1,2}}-\d{{1,2}}|heute|morgen|übermorgen|{_NEXT_WEEK}"
_NAMED = rf"(?:(?:nächsten|kommenden) )?(?:{'|'.join(_WEEKDAYS)})"
_UNTIL = rf"bis(?: zum)? ({_DAY}|{_NAMED})"
_FIRST = re.compile(rf"(?:({_DAY})|{_UNTIL})[,:]?(?:\s+|$)", re.IGNORECASE)
_LAST = re.compile(rf"(?:^|\s+)(?:{_UNTIL}|({_NEXT_WEEK}))\.?$", re.IGNORECASE)
_FRIDAY = 4
_PERSON = re.compile(r"(?<!\S)@(\S*)")
_CODE = re.compile(r"(?<!\S)#(\S+)")
_LINKED = ("strategy_item", "application", "task", "decision")
_TITLE = 300


@dataclass(frozen=True)
class Line:
    """A line of shorthand taken apart; nothing is looked up yet."""

    kind: str
    text: str
    persons: tuple[str, ...] = ()
    due_on: date | None = None
    codes: tuple[str, ...] = ()
    votes: tuple[int, int, int] | None = None
    #: Why what stands in the place of a day is none, in the words of a date field.
    fault: str = ""


@dataclass(frozen=True)
class Contact:
    """A person who can be named by ``@``: what is shown, what is typed for them, and what they have to do with it."""

    id: str
    first: str
    last: str
    about: str

    @property
    def name(self) -> str:
        """Bernd Beispiel."""
        return f"{self.first} {self.last}".strip()

    def fits(self, typed: str) -> bool:
        """Whether what was typed after ``@`` may mean this person."""
        wanted = fold(typed.replace(".", " ")).strip()
        ways = (self.last, self.first, self.name, f"{self.last} {self.first}")
        return any(fold(way).startswith(wanted) for way in ways)

    def is_exactly(self, typed: str) -> bool:
        """Whether what was typed after ``@`` is the whole name in one of the ways to say it."""
        wanted = fold(typed.replace(".", " ")).strip()
        return wanted in {fold(way) for way in (self.last, self.name, f"{self.last} {self.first}")}


@dataclass(frozen=True)
class Meaning:
    """What a line becomes; ``missing`` says what stands in the way, "" if it can be taken."""

    line: Line
    sentence: str
    missing: str
    responsible: str | None = None
    support: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def parse(typed: str, today: date) -> Line:
    """Take a line apart."""
    rest = " ".join(clean(typed)[0].split())
    kind = "info"
    if found := _WORD.match(rest):
        kind, rest = _KIND_WORDS[found[1].casefold()], rest[found.end() :]
    elif found := _LETTER.match(rest):
        kind, rest = KINDS[found[1].upper()], rest[found.end() :]
    persons = tuple(found[1] for found in _PERSON.finditer(rest) if found[1])
    codes = tuple(found[1].rstrip(".,;").upper() for found in _CODE.finditer(rest))
    rest = " ".join(_CODE.sub(" ", _PERSON.sub(" ", rest)).split())
    said, votes = "", None
    while True:
        if votes is None and kind in ("decision", "ruling") and (found := _VOTES.match(rest)):
            votes = (int(found[1]), int(found[2]), int(found[3]))
        elif not said and kind in BECOMES and (found := _FIRST.match(rest)):
            said = found[1] or found[2]
        else:
            break
        rest = rest[found.end() :]
    if not said and kind in BECOMES and (found := _LAST.search(rest)):
        said, rest = found[1] or found[2], rest[: found.start()].rstrip(" ,")
    due, fault = _day(said, today) if said else (None, "")
    return Line(kind, rest, persons, due, codes, votes, fault)


def fragment_at(typed: str, cursor: int) -> tuple[int, int] | None:
    """Return where the name that is being typed after ``@`` begins and ends, None if none is."""
    return next((found.span(1) for found in _PERSON.finditer(typed) if found.start() < cursor <= found.end()), None)


def contacts(reader: Reader, item: AgendaItem) -> list[Contact]:
    """Return all who can be named, those first who report on the item, then those invited, then by name."""
    units = {unit.id: unit.short_name or unit.name for unit in reader.rows(OrgUnit)}
    meeting = reader.near.above(Meeting, item.meeting)
    invited = {one.person for one in reader.near.below(Attendance, "meeting", meeting)} if meeting else set()
    found = []
    for person in reader.rows(Person):
        if person.active is False:
            continue
        reports = person.id == item.presenter
        about = " · ".join(filter(None, (units.get(person.unit or ""), "berichtet" if reports else "")))
        order = (not reports, person.id not in invited, fold(person.last_name), fold(person.first_name or ""))
        found.append((order, Contact(person.id, person.first_name or "", person.last_name, about)))
    return [contact for _, contact in sorted(found, key=lambda one: one[0])]


def handle(contact: Contact, everyone: Sequence[Contact]) -> str:
    """Return what to type for a person: the last name, with the first one where others have it too."""
    alone = sum(fold(other.last) == fold(contact.last) for other in everyone) == 1
    return (contact.last if alone else contact.name).replace(" ", ".")


def understand(reader: Reader, item: AgendaItem, typed: str, everyone: Sequence[Contact]) -> Meaning:
    """Return what a line becomes on an item, in a sentence while it is typed."""
    line = parse(typed, reader.today)
    parts = [f"Wird: {ENTRY_KINDS[line.kind]}"]
    missing = [*([] if line.text else ["Es fehlt der Text."]), *([line.fault] if line.fault else [])]
    named, words = [], []
    for name in line.persons:
        fitting = [one for one in everyone if one.fits(name)]
        sure = [one for one in fitting if one.is_exactly(name)] or fitting
        if not fitting:
            missing.append(f"„@{name}“ wurde unter den Personen nicht gefunden.")
            words.append(f"„{name}“ unbekannt")
            continue
        if len(sure) > 1:
            missing.append(f"„@{name}“ passt auf {len(sure)} Personen.")
        named.append(sure[0].id)
        words.append(f"{sure[0].name}{'' if len(sure) == 1 else '?'}")
    becomes = BECOMES.get(line.kind)
    if becomes == "task" or words:
        parts.append(f"Wer: {', '.join(words) if words else 'fehlt noch'}")
    if becomes == "task" or line.due_on:
        parts.append(f"Bis wann: {day(line.due_on) if line.due_on else 'fehlt noch'}")
    if line.votes:
        parts.append("Stimmen: {}/{}/{}".format(*line.votes))
    links = []
    for code in line.codes:
        record = reader.by_code(code)
        if record is None or record.trashed is not None or record.spec.name not in _LINKED:
            missing.append(f"„#{code}“ gibt es nicht, oder es passt hier nicht.")
        else:
            links.append(record.id)
            parts.append(f"Betrifft: {record.code}")
    return Meaning(
        line, " · ".join(parts), " ".join(missing), named[0] if named else None, tuple(sorted(set(named[1:]))),
        tuple(sorted(set(links))),
    )  # fmt: skip


def entry_edits(reader: Reader, item: AgendaItem, meaning: Meaning) -> list[Edit]:
    """Return the edits of a line: the entry, and the task or decision that it makes. Raises UserError if it cannot."""
    if meaning.missing:
        raise UserError(meaning.missing)
    line = meaning.line
    before = list(reader.near.below(MinuteEntry, "agenda_item", item))
    rank = between(max((one.rank or "" for one in before), default="") or None, None)
    values = {"agenda_item": item.id, "rank": rank, "kind": line.kind, "text": line.text}
    made: Task | Decision | None = None
    edits: list[Edit | None] = []
    if line.kind == "task":
        made = _task(item, meaning)
        values["task"] = made.id
    elif line.kind in BECOMES:
        made = _decision(reader, item, meaning)
        values["decision"] = made.id
        subjects = [reader.record(link) for link in meaning.links]
        edits = [
            update(one, {"decisions": tuple(sorted({*one.decisions, made.id}))})
            for one in subjects
            if isinstance(one, StrategyItem)
        ]
    elif set(meaning.links) - set(item.links):
        edits = [update(item, {"links": tuple(sorted({*item.links, *meaning.links}))})]
    created = [creation(made)] if made else []
    return [edit for edit in (*created, creation(new_record(MinuteEntry, values)), *edits) if edit]


def _task(item: AgendaItem, meaning: Meaning) -> Task:
    text = meaning.line.text
    return new_record(Task, {
        "title": text[:_TITLE].strip(), "description": text if len(text) > _TITLE else None,
        "responsible": meaning.responsible, "support": meaning.support, "due_on": meaning.line.due_on,
        "due_original": meaning.line.due_on, "meeting": item.meeting, "agenda_item": item.id,
        "links": meaning.links or item.links,
    })  # fmt: skip


def _decision(reader: Reader, item: AgendaItem, meaning: Meaning) -> Decision:
    meeting = reader.near.above(Meeting, item.meeting)
    line = meaning.line
    yes, no, abstain = line.votes or (None, None, None)
    return new_record(Decision, {
        "title": line.text[:_TITLE].strip(), "text": line.text, "kind": line.kind, "body": "jour_fixe",
        "decided_on": (meeting.held_on if meeting else None) or reader.today, "responsible": meaning.responsible,
        "due_on": line.due_on, "votes_yes": yes, "votes_no": no, "votes_abstain": abstain,
    })  # fmt: skip


def _day(said: str, today: date) -> tuple[date | None, str]:
    """The day that is meant, or why it is none: a weekday is the next one, "nächste Woche" ends with its Friday."""
    word = said.casefold().split(" ")[-1]
    if word == "woche":
        return today + timedelta(days=7 + _FRIDAY - today.weekday()), ""
    if word in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1), ""
    try:
        return parse_day(said, today), ""
    except Unreadable as error:
        return None, str(error)
