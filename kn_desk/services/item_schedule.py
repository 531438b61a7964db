"""The plan of all Maßnahmen in time: per Handlungsfeld what was planned, what happened, what is expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kn_desk.fields.text import german_key, visible
from kn_desk.records.item_status import OVER, STATUS
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.item_order import NO_FIELD, by_field, field_key, flat, nested
from kn_desk.services.item_rollup import RollUp, State, roll_up, states_of
from kn_desk.storage.reader import Reader

#: Types whose change can change the plan.
CONCERNS = frozenset({"strategy_item", "action_field", "milestone", "risk", "status_report", "threshold"})
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """From when until when, both days included; without a start nobody wrote down when it began."""

    start: date | None
    end: date


@dataclass(frozen=True)
class Mark:
    """A milestone where it stands: reached on its day, overdue on its planned one, open where it is expected."""

    on: date
    state: str
    title: str


@dataclass(frozen=True)
class Bar:
    """One Maßnahme in time; ``forecast`` is only what lies beyond the planned end."""

    item: StrategyItem
    title: str
    light: str
    depth: int
    plan: Stretch | None
    actual: Stretch | None
    forecast: Stretch | None
    marks: tuple[Mark, ...]

    @property
    def id(self) -> str:
        """The id of the Maßnahme."""
        return self.item.id

    @property
    def days(self) -> list[date]:
        """All days that matter."""
        stretches = [one for one in (self.plan, self.actual, self.forecast) if one is not None]
        found = [day for one in stretches for day in (one.start, one.end) if day is not None]
        return found + [mark.on for mark in self.marks]

    @property
    def words(self) -> str:
        """Everything the picture shows, to be read aloud."""
        said = [f"{self.title}, Ampel {PLAN_LIGHT.states[self.light].word}, {STATUS.show(self.item.status)}"]
        if self.plan is not None:
            said.append(f"Plan {_from_to(self.plan)}")
        if self.actual is not None:
            over = self.item.end_actual is not None
            said.append(f"Ist {_from_to(self.actual)}" if over else f"Begonnen am {spoken(self.actual.start)}")
        if self.forecast is not None:
            said.append(f"Prognose {spoken(self.forecast.end)}")
        if self.marks:
            said.append(self._milestones())
        return ". ".join(said if len(said) > 1 else [*said, "Noch ohne Termine"]) + "."

    def _milestones(self) -> str:
        reached = sum(mark.state == "reached" for mark in self.marks)
        late = sum(mark.state == "overdue" for mark in self.marks)
        noun = "Meilenstein" if len(self.marks) == 1 else "Meilensteinen"
        told = f"{reached} von {len(self.marks)} {noun} erreicht"
        ahead = next((mark for mark in self.marks if mark.state == "open"), None)
        following = f", nächster am {spoken(ahead.on)}: {ahead.title}" if ahead else ""
        return f"{told}{f', {late} überfällig' if late else ''}{following}"


@dataclass(frozen=True)
class FieldPlan:
    """A Handlungsfeld with its Maßnahmen; ``id`` is "" for those without one."""

    id: str
    title: str
    rollup: RollUp
    bars: tuple[Bar, ...]

    @property
    def span(self) -> Stretch | None:
        """From the first to the last day of all."""
        days = [day for bar in self.bars for day in bar.days]
        return Stretch(min(days), max(days)) if days else None

    @property
    def words(self) -> str:
        """What the group says, to be read aloud."""
        many = "1 Maßnahme" if len(self.bars) == 1 else f"{len(self.bars)} Maßnahmen"
        span = f", {_from_to(self.span)}" if self.span else ""
        light = f", {self.rollup.said}" if self.rollup.said else ""
        return f"Handlungsfeld {self.title}, {many}{light}{span}."


@dataclass(frozen=True)
class Schedule:
    """The plan as of a day; ``total`` counts what a filter hides too."""

    today: date
    groups: tuple[FieldPlan, ...]
    total: int

    @property
    def bars(self) -> list[Bar]:
        """The Maßnahmen of all groups, from top to bottom."""
        return [bar for group in self.groups for bar in group.bars]

    def count(self, light: str) -> int:
        """Return how many Maßnahmen have a light."""
        return sum(bar.light == light for bar in self.bars)

    @property
    def next_mark(self) -> Mark | None:
        """The next milestone that is still ahead."""
        ahead = [mark for bar in self.bars for mark in bar.marks if mark.state == "open" and mark.on >= self.today]
        return min(ahead, key=lambda mark: mark.on, default=None)


def spoken(day: date | None) -> str:
    """Return 22. August 2025."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}" if day is not None else ""


def _from_to(stretch: Stretch) -> str:
    return f"{f'{spoken(stretch.start)} ' if stretch.start else ''}bis {spoken(stretch.end)}"


def schedule(reader: Reader, *, action_field: str | None = None, light: str | None = None) -> Schedule:
    """Read the plan in a handful of queries, however many Maßnahmen there are."""
    fields = {one.id: one for one in reader.rows(ActionField)}
    states = states_of(reader)
    milestones: dict[str, list[Milestone]] = {}
    for milestone in reader.rows(Milestone):
        milestones.setdefault(milestone.item or "", []).append(milestone)
    groups = []
    for one, members in by_field(states, fields):
        if action_field is None or (one is not None and one.id == action_field):
            passing = [state for state in members if light is None or state.light == light]
            bars = [
                _bar(state, depth, milestones.get(state.item.id, ()), reader.today)
                for depth, state in flat(nested(passing, _by_beginning))
            ]
            if bars:
                title = visible(one.title) if one else NO_FIELD
                groups.append(FieldPlan(one.id if one else "", title, roll_up(passing), tuple(bars)))
    return Schedule(reader.today, tuple(groups), len(states))


def fields_of_items(reader: Reader) -> list[tuple[str, str]]:
    """Return id and title of the Handlungsfelder, in their order."""
    fields = sorted(reader.rows(ActionField), key=field_key)
    return [(one.id, visible(one.title)) for one in fields]


def _by_beginning(state: State) -> tuple[date, str]:
    item = state.item
    began = [day for day in (item.start_planned, item.start_actual) if day is not None]
    return min(began, default=item.end_planned or date.max), german_key(item.title)


def _bar(state: State, depth: int, milestones: Iterable[Milestone], today: date) -> Bar:
    item = state.item
    marks = sorted(filter(None, (_mark(one, today) for one in milestones)), key=lambda mark: mark.on)
    title = visible(item.title).replace("\n", " ")
    return Bar(item, title, state.light, depth, _plan(item), _actual(item, today), _forecast(item), tuple(marks))


def _plan(item: StrategyItem) -> Stretch | None:
    """From the planned beginning, else the real one, to the planned end."""
    end = item.end_planned
    if end is None:
        return None
    starts = (day for day in (item.start_planned, item.start_actual) if day is not None and day <= end)
    return Stretch(next(starts, None), end)


def _actual(item: StrategyItem, today: date) -> Stretch | None:
    """From the real beginning to the real end, or to today where it goes on."""
    if item.start_actual is None or item.start_actual > today:
        return None
    if item.end_actual is None and item.status in OVER:
        return None
    return Stretch(item.start_actual, max(item.start_actual, item.end_actual or today))


def _forecast(item: StrategyItem) -> Stretch | None:
    if item.end_planned is None or item.end_forecast is None or item.end_actual is not None:
        return None
    return Stretch(item.end_planned, item.end_forecast) if item.end_forecast > item.end_planned else None


def _mark(milestone: Milestone, today: date) -> Mark | None:
    if milestone.dropped:
        return None
    title = visible(milestone.title).replace("\n", " ")
    if milestone.done_on is not None:
        return Mark(milestone.done_on, "reached", title)
    if milestone.due_planned is not None and milestone.due_planned < today:
        return Mark(milestone.due_planned, "overdue", title)
    on = milestone.due_forecast or milestone.due_planned
    return Mark(on, "open", title) if on is not None else None
