"""The morning's briefing: what is due, what became worse, and how the office stands, each in a few figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.records import funding_stages as stages
from kn_desk.records import money
from kn_desk.records.coverage import OfficeCoverage, office_coverage
from kn_desk.records.funding import Application
from kn_desk.records.item_status import OVER, REPORTING, STATUS
from kn_desk.records.jour_fixe import Meeting
from kn_desk.records.office import SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.workdays import weekday
from kn_desk.services.agenda_suggestions import suggestions
from kn_desk.services.day_words import in_words, of_year, relative
from kn_desk.services.deadline_groups import Group, briefing_groups, horizon
from kn_desk.services.deadline_kinds import Deadline
from kn_desk.services.deadline_list import deadlines
from kn_desk.services.deadline_steps import linked_on, next_meeting
from kn_desk.services.pipeline import whole_euros
from kn_desk.services.sheet_standing import OPEN, period_in_use, standings, tally
from kn_desk.services.worsened import Worse, worsened
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: So far back the briefing looks for lights that became worse.
_BACK = timedelta(days=7)
_OPEN = (*(status for status in STATUS.options if status not in OVER), None)
LIGHTS = ("crit", "warn", "ok", "none")
#: The steps of an application that is not decided, with their words.
STEPS = {
    "In Prüfung": ("idea", "check"),
    "Antrag in Arbeit": ("sketch", "drafting"),
    "Eingereicht": tuple(stages.PHASE_STATUSES["submitted"]),
}
#: A part of the sentence: its words, and "", "bold" or "crit".
Part = tuple[str, str]


@dataclass(frozen=True)
class NextMeeting:
    """The next Jour fixe: when, and how full."""

    id: str
    when: str
    items: str
    held_on: date | None


@dataclass(frozen=True)
class Returns:
    """How many reports are back for a period: of sheets that were sent, or of Maßnahmen that are asked."""

    title: str
    back: int
    wanted: int
    unit: str
    due_on: date | None

    def below(self, today: date) -> str:
        """Return what is still missing, and until when."""
        missing = self.wanted - self.back
        if not missing:
            return "alle zurück"
        if self.due_on is None:
            return f"{missing} offen"
        left = (self.due_on - today).days
        if left < 0:
            return f"{missing} offen, {relative(self.due_on, today)}"
        return f"{missing} offen, {'letzter Tag' if left == 0 else 'noch 1 Tag' if left == 1 else f'noch {left} Tage'}"


@dataclass(frozen=True)
class Step:
    """One step of the pipeline: how many applications, and what they ask for in cents."""

    word: str
    count: int
    cents: int


@dataclass(frozen=True)
class Funding:
    """The applications that are not decided, by step, and what is to be expected of them."""

    steps: tuple[Step, ...]
    expected: int
    reason: str


@dataclass(frozen=True)
class Briefing:
    """Everything that the page shows."""

    today: date
    groups: tuple[Group, Group, Group]
    since: date
    #: None: not looked for yet.
    worse: tuple[Worse, ...] | None
    linked: frozenset[str]
    meeting: NextMeeting | None
    returns: Returns | None
    coverage: OfficeCoverage
    lights: dict[str, int]
    funding: Funding

    @property
    def heading(self) -> str:
        """The date in words."""
        return in_words(self.today)

    @property
    def sentence(self) -> list[Part]:
        """The briefing in one line, in parts."""
        return [*self._due(), *self._worse(), *self._meeting()]

    @property
    def status(self) -> str:
        """The counts for the status bar."""
        late, week, _ = (len(group.deadlines) for group in self.groups)
        total, crit, warn = sum(self.lights.values()), self.lights["crit"], self.lights["warn"]
        items = f"{total} laufende Maßnahme{'' if total == 1 else 'n'}: {crit} kritisch, {warn} verzögert"
        return f"{late} überfällig · {week} diese Woche · {items}"

    def _due(self) -> list[Part]:
        late, week, _ = (len(group.deadlines) for group in self.groups)
        until = "heute" if self.today.weekday() == 6 else "bis Sonntag"
        due = f"{week or 'nichts'} fällig {until}. "
        return [(f"{late} überfällig", "crit"), (f", {due}", "")] if late else [(f"Nichts überfällig, {due}", "")]

    def _worse(self) -> list[Part]:
        number = len(self.worse or ())
        if number == 0:
            return []
        if number == 1:
            return [("Eine Ampel", "bold"), (" hat sich verschlechtert. ", "")]
        return [(f"{number} Ampeln", "bold"), (" haben sich verschlechtert. ", "")]

    def _meeting(self) -> list[Part]:
        if self.meeting is None or self.meeting.held_on is None:
            return [("Kein Jour fixe geplant.", "")]
        on = self.meeting.held_on
        left = (on - self.today).days
        if left < 2:
            return [("Jour fixe ", ""), ("morgen" if left else "heute", "bold"), (".", "")]
        words = weekday(on) if left < 7 else f"{weekday(on)}, {of_year(on)}"
        return [("Jour fixe am ", ""), (words, "bold"), (".", "")]


def worse_now(reader: Reader) -> tuple[Worse, ...]:
    """Return what became worse of late; takes as long as all the rest."""
    return tuple(worsened(reader, reader.today - _BACK))


def briefing(reader: Reader, worse: tuple[Worse, ...] | None) -> Briefing:
    """Read the briefing of today; ``worse`` is what ``worse_now`` found, None before it was asked."""
    today = reader.today
    meeting = next_meeting(reader)
    found: list[Deadline] = deadlines(reader, horizon(today))
    return Briefing(
        today,
        briefing_groups(found, today),
        today - _BACK,
        worse,
        frozenset(linked_on(reader, meeting)),
        _meeting(reader, meeting),
        _returns(reader),
        _coverage(reader),
        lights(reader),
        _funding(reader),
    )


def waiting(reader: Reader) -> str:
    """Return how many suggestions wait for the next agenda, "" without a meeting; slower than all the rest."""
    meeting = next_meeting(reader)
    if meeting is None:
        return ""
    number = len(suggestions(reader, meeting))
    words = "1 Vorschlag" if number == 1 else f"{number or 'Keine'} Vorschläge"
    return f"{words} für die Tagesordnung"


def lights(reader: Reader) -> dict[str, int]:
    """Return how many open Maßnahmen have which light."""
    numbers = reader.counts_by(ListQuery("strategy_item", only={"status": _OPEN}), "plan_light")
    return {light: numbers.get(light, 0) for light in LIGHTS}


def _meeting(reader: Reader, meeting: Meeting | None) -> NextMeeting | None:
    if meeting is None:
        return None
    when = "ohne Datum" if meeting.held_on is None else f"{weekday(meeting.held_on)}, {meeting.held_on:%d.%m.%Y}"
    if meeting.start is not None:
        when += f", {meeting.start.hour}:{meeting.start:%M} Uhr"
    number = reader.count(ListQuery("agenda_item", only={"meeting": (meeting.id,)}))
    over = reader.kept_of(Meeting, [meeting.id]).get(meeting.id, {}).get("overrun")
    items = f"{number} TOP" if number else "Noch keine Tagesordnung"
    if number and over is not None and over.value:
        items += f", {over.value} Minute{'' if over.value == 1 else 'n'} über der Zeit"
    return NextMeeting(meeting.id, when, items, meeting.held_on)


def _returns(reader: Reader) -> Returns | None:
    """The sheets of the period in use; without any, the Statusmeldungen of the period that is being collected."""
    used = period_in_use(reader)
    found = standings(reader, used.id) if used is not None else []
    counted = tally(found)
    if used is not None and counted.sent:
        runs = reader.by_ids(SheetRun, sorted({one.run for one in found if one.run}))
        dues = [one.due_on or (runs[one.run].due_on if one.run in runs else None) for one in found if one.state in OPEN]
        first = min((due for due in dues if due is not None), default=None)
        return Returns(f"Rücklauf {used.label}", counted.back, counted.sent, "zurück", first)
    periods = reader.page(
        ListQuery("reporting_period", sort="due_on", descending=True, only={"closed": (False, None)}), limit=1
    )
    if not periods or not isinstance(period := periods[0], ReportingPeriod):
        return None
    asked = set(reader.ids(ListQuery("strategy_item", only={"status": tuple(REPORTING)})))
    reports = reader.page(ListQuery("status_report", only={"period": (period.id,)}), limit=5000)
    told = {getattr(one, "item", None) for one in reports} & asked
    return Returns(f"Rücklauf {period.label}", len(told), len(asked), "gemeldet", period.due_on) if asked else None


def _coverage(reader: Reader) -> OfficeCoverage:
    lights = {
        light: reader.count(ListQuery("org_unit", only={"lotse_coverage": (light,)}))
        for light in ("ok", "warn", "crit")
    }
    return office_coverage(
        (light for light, number in lights.items() for _ in range(number)), reader.near.threshold("lotse.units")
    )


def _funding(reader: Reader) -> Funding:
    query = ListQuery("application", only={"phase": ("preparing", "submitted")})
    rows = [one for one in reader.page(query, limit=2000) if isinstance(one, Application)]
    steps = []
    for word, statuses in STEPS.items():
        of = [one for one in rows if (one.status or "idea") in statuses]
        steps.append(Step(word, len(of), sum(one.amount_requested or 0 for one in of)))
    total = money.pipeline_total(money.pipeline_value(one.amount_requested, one.probability).value for one in rows)
    return Funding(tuple(steps), total.value, f"{total.reason} {total.hint}".strip())


__all__ = ["LIGHTS", "STEPS", "Briefing", "Funding", "NextMeeting", "Part", "Returns", "Step", "briefing", "lights",
           "waiting", "whole_euros", "worse_now"]  # fmt: skip
