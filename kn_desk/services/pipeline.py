"""The board of Förderanträge: six phases with their cards and sums, the Pipelinewert, and ways from phase to phase."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from kn_desk.fields.numbers import group_thousands
from kn_desk.fields.spec import Computed, Record
from kn_desk.fields.text import german_key, visible
from kn_desk.records import funding_stages as stages
from kn_desk.records import money
from kn_desk.records.application_dates import Due, dates_of, next_of
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown, Obligation
from kn_desk.services.application_dates import remaining
from kn_desk.services.application_sums import quota_of, short_percent
from kn_desk.storage.reader import Reader

#: Phases before a decision: their cards and the leading sum show what was asked for.
_ASKING = frozenset({"preparing", "submitted", "unsuccessful"})
NO_DEADLINE = "ohne Frist"
#: Types whose change can change the board.
CONCERNS = frozenset({"application", "programme", "obligation", "drawdown", "org_unit", "threshold"})


@dataclass(frozen=True)
class Filter:
    """Which applications the board shows; ``due`` is overdue, crit, warn or none."""

    programme: str | None = None
    lead_unit: str | None = None
    due: str | None = None

    def __bool__(self) -> bool:
        return any((self.programme, self.lead_unit, self.due))


@dataclass(frozen=True)
class CardDue:
    """The next date of a card: what it is, the level of its light, how long it is until then, the day."""

    words: str
    level: str
    left: str
    on: date | None
    overdue: bool = False


@dataclass(frozen=True)
class Card:
    """One application as the board shows it; ``status`` is "" where the lane says it already."""

    application: Application
    phase: str
    title: str
    programme: str
    status: str
    amount: str
    quota: str
    due: CardDue | None

    @property
    def id(self) -> str:
        """The id of the application."""
        return self.application.id


@dataclass(frozen=True)
class Lane:
    """One phase: its cards, the next due first, and three sums in cents (None where no card has one)."""

    phase: str
    word: str
    cards: tuple[Card, ...]
    requested: int | None
    granted: int | None
    own: int | None

    @property
    def shows_requested(self) -> bool:
        """Whether the cards show what was asked for; else what was granted."""
        return self.phase in _ASKING


@dataclass(frozen=True)
class Board:
    """All lanes in their order, and what is said of them together."""

    lanes: tuple[Lane, ...]
    total: int
    pipeline: Computed
    programmes: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    crit_days: int
    warn_days: int

    @property
    def cards(self) -> list[Card]:
        """The cards of all lanes."""
        return [card for lane in self.lanes for card in lane.cards]

    def count(self, *levels: str, overdue: bool = False) -> int:
        """Return how many cards have a next date of one of these levels, past or still ahead."""
        dues = (card.due for card in self.cards)
        return sum(1 for due in dues if due is not None and due.level in levels and due.overdue == overdue)

    def due_words(self) -> list[str]:
        """Return what is overdue and what is due soon: "2 überfällig", "1 Frist in 7 Tagen, 3 in 30 Tagen"."""
        late = self.count("crit", overdue=True)
        words = [f"{late} überfällig"] if late else []
        ahead = ((self.count("crit"), self.crit_days), (self.count("warn"), self.warn_days))
        near = [(number, days) for number, days in ahead if number]
        if near:
            name = "Frist" if near[0][0] == 1 else "Fristen"
            first = f"{near[0][0]} {name} in {near[0][1]} Tagen"
            words.append(", ".join([first, *(f"{number} in {days} Tagen" for number, days in near[1:])]))
        return words


def whole_euros(cents: int | None) -> str:
    """Return 1.250.000 €, rounded half-even; "–" without an amount."""
    if cents is None:
        return "–"
    whole = (Decimal(cents) / 100).quantize(Decimal(1), ROUND_HALF_EVEN)
    return f"{group_thousands(whole, 0)} €"


def board(reader: Reader, only: Filter) -> Board:
    """Read the board in a handful of queries, however many applications there are."""
    applications = reader.rows(Application)
    programmes = {programme.id: programme for programme in reader.rows(Programme)}
    duties: dict[str | None, list[Obligation]] = _grouped(reader.rows(Obligation))
    drawdowns: dict[str | None, list[Drawdown]] = _grouped(reader.rows(Drawdown))
    cards = []
    for application in applications:
        programme = programmes.get(application.programme or "")
        dates = dates_of(application, duties[application.id], drawdowns[application.id], programme, reader.near)
        card = _card(application, programme, dates, reader.today)
        if _passes(card, only, reader):
            cards.append(card)
    waiting = [card.application for card in cards if card.phase in ("preparing", "submitted")]
    values = [money.pipeline_value(one.amount_requested, one.probability).value for one in waiting]
    return Board(
        tuple(_lane(phase, word, cards) for phase, word in stages.PHASES.options.items()),
        len(applications),
        money.pipeline_total(values),
        _named(reader, (application.programme for application in applications)),
        _named(reader, (application.lead_unit for application in applications)),
        reader.near.threshold("deadline.crit"),
        reader.near.threshold("deadline.warn"),
    )


def statuses_in(kind: str | None, phase: str) -> list[tuple[str, str]]:
    """Return the statuses that an application of a kind may have in a phase, with their words."""
    ways = stages.workflow_of(kind)
    return [(status, ways[status]) for status in stages.PHASE_STATUSES[phase] if status in ways]


def phase_beside(kind: str | None, phase: str, step: int) -> str | None:
    """Return the next phase (the one before for a step of -1) that this kind of application has."""
    order = list(stages.PHASE_STATUSES)
    place = order.index(phase) + step
    while 0 <= place < len(order):
        if statuses_in(kind, order[place]):
            return order[place]
        place += step
    return None


def no_way(kind: str | None, phase: str) -> str:
    """Return the sentence for a phase that this kind of application does not have."""
    word, name = stages.PHASES.show(phase), stages.KINDS.get(kind or "", "Zuwendung")
    return f"Die Phase „{word}“ gibt es bei der Art „{name}“ nicht. Nichts wurde geändert."


def _grouped(parts: Iterable[Record]) -> dict[str | None, list]:  # type: ignore[type-arg]
    found: dict[str | None, list[Record]] = defaultdict(list)
    for part in parts:
        found[getattr(part, "application")].append(part)  # noqa: B009
    return found


def _card(application: Application, programme: Programme | None, dates: list[Due], today: date) -> Card:
    phase = stages.phase_of(application.status)
    status = stages.STATUS.show(application.status)
    amount = application.amount_requested if phase in _ASKING else application.amount_granted
    rate = quota_of(application)
    return Card(
        application,
        phase,
        visible(application.title).replace("\n", " "),
        visible(programme.name) if programme else "",
        "" if status == stages.PHASES.show(phase) else status,
        whole_euros(amount) if amount is not None else "",
        short_percent(rate) if rate is not None and amount is not None else "",
        _card_due(application, phase, programme, dates, today),
    )


def _card_due(
    application: Application, phase: str, programme: Programme | None, dates: list[Due], today: date
) -> CardDue | None:
    if phase == "unsuccessful":
        return _without(application, "Entschieden am", application.decided_on)
    if due := next_of(application, dates):
        return CardDue(due.kind, due.level, remaining(due.on, today), due.on, due.on < today)
    if phase == "preparing":
        not_yet = programme is not None and programme.call_open is not None and programme.call_open > today
        return CardDue("Aufruf noch nicht offen" if not_yet else "Antragsfrist", "none", NO_DEADLINE, None)
    if phase == "submitted":
        return _without(application, "Eingereicht am", application.submitted_on)
    return _without(application, "Bewilligung endet", application.period_to) if phase == "running" else None


def _without(application: Application, words: str, on: date | None) -> CardDue | None:
    return CardDue(words, "none", NO_DEADLINE, on) if on is not None else None


def _lane(phase: str, word: str, cards: list[Card]) -> Lane:
    own = sorted((card for card in cards if card.phase == phase), key=_order)
    of = [card.application for card in own]
    return Lane(
        phase,
        word,
        tuple(own),
        _total(one.amount_requested for one in of),
        _total(one.amount_granted for one in of),
        _total(one.own_share_sum.value for one in of),
    )


def _order(card: Card) -> tuple[bool, date, str]:
    counts = card.due is not None and card.due.level != "none"
    on = card.due.on if card.due is not None and counts else None
    return on is None, on or date.max, german_key(card.title)


def _total(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _passes(card: Card, only: Filter, reader: Reader) -> bool:
    application = card.application
    if only.programme and application.programme != only.programme:
        return False
    if only.lead_unit and application.lead_unit != only.lead_unit:
        return False
    if only.due is None:
        return True
    due = card.due
    if due is None or due.level == "none" or due.on is None:
        return only.due == "none"
    left = (due.on - reader.today).days
    if only.due == "overdue":
        return left < 0
    return only.due != "none" and 0 <= left <= reader.near.threshold(f"deadline.{only.due}")


def _named(reader: Reader, identities: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
    ids = {identity for identity in identities if identity}
    reader.learn_names(ids)
    named = [(identity, visible(reader.name(identity))) for identity in ids]
    return tuple(sorted(named, key=lambda one: german_key(one[1])))
