"""What each kind of record contributes to the Fristen: read in the order of its day, and no further than asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.decisions import Decision
from kn_desk.records.duties import Obligation
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown
from kn_desk.records.funding_stages import UNSUCCESSFUL
from kn_desk.records.item_status import OVER
from kn_desk.records.jour_fixe import Meeting, MeetingSeries
from kn_desk.records.measuring import Risk
from kn_desk.records.minutes import FollowUp, Task
from kn_desk.records.networks import Group, Interaction, Stakeholder
from kn_desk.records.office import SheetRun
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.strategy import Strategy, StrategyItem
from kn_desk.services.sheet_standing import OPEN, Standing, standings
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: Of each kind no more than this: nobody scrolls further, and the next ones come first.
_MOST = 2000
_CHUNK = 64
_DUE = ("crit", "warn", "ok")
_NOT_DONE = (False, None)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Found:
    """A Frist before names are looked up; ``owner`` is the record that it belongs to, if it is a part of one."""

    kind: str
    on: date
    title: str
    record: Record
    field: str
    action: str = "open"
    owner: Record | None = None
    context: str = ""
    person: str | None = None
    unit: str | None = None
    who: str = ""
    about: tuple[str, ...] = ()


def _by_day(reader: Reader, cls: type[R], name: str, until: date | None, **only: tuple[Any, ...]) -> Iterator[R]:
    """Yield live records in the order of a day field, chunk by chunk, until the days are over or past ``until``."""
    ids = reader.ids(ListQuery(cls.spec.name, sort=name, only=only), limit=_MOST)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        records = reader.by_ids(cls, chunk)
        for identity in chunk:
            on = getattr(records[identity], name)
            if on is None or (until is not None and on > until):
                return
            if not records[identity].archived:
                yield records[identity]


def _owners(reader: Reader, cls: type[R], ids: Iterable[str | None]) -> dict[str, R]:
    return reader.by_ids(cls, sorted({identity for identity in ids if identity}))


def _tasks(reader: Reader, until: date | None) -> Iterator[Found]:
    for task in _by_day(reader, Task, "due_on", until, status=("open", "in_progress", "waiting", None)):
        waits = f"wartet auf {task.waiting_for}" if task.status == "waiting" and task.waiting_for else ""
        assert task.due_on is not None
        yield Found("task", task.due_on, task.title, task, "due_on", "done", context=waits, person=task.responsible,
                     about=(task.id,))  # fmt: skip


def _milestones(reader: Reader, until: date | None) -> Iterator[Found]:
    rows = list(_by_day(reader, Milestone, "due_planned", until, state=("open", "overdue")))
    items = _owners(reader, StrategyItem, (one.item for one in rows))
    strategies = _owners(reader, Strategy, (one.strategy for one in rows))
    for one in rows:
        item, strategy = items.get(one.item or ""), strategies.get(one.strategy or "")
        if item is not None and item.status in OVER:
            continue
        assert one.due_planned is not None
        owner = item or strategy
        yield Found(
            "milestone", one.due_planned, one.title, one, "due_planned",
            "replan" if one.due_planned < reader.today else "reached", owner, owner.title if owner else "",
            item.responsible if item else None, item.lead_unit if item else None, about=(item.id,) if item else (),
        )  # fmt: skip


def _next_steps(reader: Reader, until: date | None) -> Iterator[Found]:
    status = ("idea", "planned", "approved", "running", "paused", None)
    for item in _by_day(reader, StrategyItem, "next_step_due", until, status=status):
        assert item.next_step_due is not None
        yield Found("next_step", item.next_step_due, item.next_step or "Nächster Schritt", item, "next_step_due",
                     context=item.title, person=item.responsible, unit=item.lead_unit, about=(item.id,))  # fmt: skip


def _funding(reader: Reader, until: date | None) -> Iterator[Found]:
    """Duties and the days of the applications themselves; a day that is noted twice is shown once."""
    duties = list(_by_day(reader, Obligation, "due_on", until, status=("open", "in_progress", None)))
    owners = _owners(reader, Application, (one.application for one in duties))
    said = set()
    for duty in duties:
        owner = owners.get(duty.application or "")
        if owner is not None and owner.status in UNSUCCESSFUL:
            continue
        assert duty.due_on is not None
        said.add((duty.application, duty.due_on))
        yield Found("duty", duty.due_on, duty.words, duty, "due_on", owner=owner, about=(owner.id,) if owner else (),
                     context=owner.title if owner else "", unit=owner.lead_unit if owner else None,
                     person=duty.responsible or (owner.responsible if owner else None))  # fmt: skip
    for one in _by_day(reader, Application, "deadline", until, phase=("preparing",)):
        if (one.id, one.deadline) not in said:
            assert one.deadline is not None
            yield Found("application", one.deadline, "Antrag einreichen", one, "deadline", context=one.title,
                         person=one.responsible, unit=one.lead_unit, about=(one.id,))  # fmt: skip


def _drawdowns(reader: Reader, until: date | None) -> Iterator[Found]:
    planned = list(_by_day(reader, Drawdown, "needed_until", until, state=("planned", None)))
    paid = list(_by_day(reader, Drawdown, "use_by", until, state=("paid",)))
    owners = _owners(reader, Application, (one.application for one in (*planned, *paid)))
    for one in (*planned, *paid):
        owner = owners.get(one.application or "")
        name, words = (
            ("use_by", "Auszahlung verbrauchen") if one.state == "paid" else ("needed_until", "Mittel abrufen")
        )
        yield Found("drawdown", getattr(one, name), words, one, name, owner=owner,
                     context=owner.title if owner else "", person=owner.responsible if owner else None,
                     unit=owner.lead_unit if owner else None, about=(owner.id,) if owner else ())  # fmt: skip


def _calls(reader: Reader, until: date | None) -> Iterator[Found]:
    for one in reader.page(ListQuery("programme", only={"call": (*_DUE, "coming")}), limit=_MOST):
        if not isinstance(one, Programme) or one.archived:
            continue
        opens = one.call_open is not None and one.call_open > reader.today
        on, words = (one.call_open, "Aufruf öffnet") if opens else (one.last_day, "Aufruf endet")
        if on is not None and (until is None or on <= until):
            yield Found("call", on, words, one, "", context=one.name)


def _decisions(reader: Reader, until: date | None) -> Iterator[Found]:
    for one in _by_day(reader, Decision, "due_on", until, light=_DUE):
        assert one.due_on is not None
        yield Found("decision", one.due_on, f"Umsetzen: {one.title}", one, "due_on", person=one.responsible,
                     about=(one.id,))  # fmt: skip
    for one in _by_day(reader, Decision, "review_on", until, review_light=_DUE):
        assert one.review_on is not None
        yield Found("review", one.review_on, f"Gilt noch? {one.title}", one, "review_on", person=one.responsible,
                     about=(one.id,))  # fmt: skip


def _reports(reader: Reader, until: date | None) -> Iterator[Found]:
    sent: dict[str | None, list[Standing]] = {}
    for run in _by_day(reader, SheetRun, "due_on", until, state=("sent",)):
        if run.period not in sent:
            sent[run.period] = standings(reader, run.period)
        missing = sum(one.run == run.id and one.state in OPEN for one in sent[run.period])
        if missing:
            assert run.due_on is not None
            late = run.due_on < reader.today
            who = "1 Amt" if missing == 1 else f"{missing} Ämter"
            words = (
                f"{who} an die Rückmeldung erinnern" if late else f"Rückmeldung von {who.replace('Ämter', 'Ämtern')}"
            )
            yield Found("report", run.due_on, words, run, "due_on", "remind" if late else "open", context=run.title,
                         who="alle Lotsen")  # fmt: skip
    for period in _by_day(reader, ReportingPeriod, "due_on", until, closed=_NOT_DONE):
        if period.id not in sent:
            assert period.due_on is not None
            yield Found("report", period.due_on, f"Rückmeldung zum Berichtszeitraum {period.label}", period, "due_on",
                         who="alle Lotsen")  # fmt: skip


def _freezes(reader: Reader, until: date | None) -> Iterator[Found]:
    only = {"when": ("today", "upcoming"), "status": ("draft", "invited", None)}
    meetings = [one for one in reader.page(ListQuery("meeting", only=only), limit=60) if isinstance(one, Meeting)]
    series = _owners(reader, MeetingSeries, (one.series for one in meetings))
    for one in meetings:
        of = series.get(one.series or "")
        if of is None or of.freeze_days is None or one.held_on is None:
            continue
        on = one.held_on - timedelta(days=of.freeze_days)
        if on >= reader.today and (until is None or on <= until):
            yield Found("freeze", on, f"Redaktionsschluss {one.number or ''}".strip(), one, "", "prepare",
                         person=of.minutes_by or of.chair)  # fmt: skip


def _roles(reader: Reader, until: date | None) -> Iterator[Found]:
    roles = list(_by_day(reader, LotseRole, "until", until, state=("ends_soon", "active")))
    units = _owners(reader, OrgUnit, (one.unit for one in roles))
    for role in roles:
        unit = units.get(role.unit or "")
        assert role.until is not None
        yield Found("role", role.until, f"Lotsenrolle endet: {unit.name if unit else '–'}", role, "until",
                     "open" if role.handover_to else "succeed", person=role.person)  # fmt: skip


def _notices(reader: Reader, until: date | None) -> Iterator[Found]:
    for group in _by_day(reader, Group, "notice_until", until):
        assert group.notice_until is not None
        if group.notice_until >= reader.today:
            yield Found("notice", group.notice_until, f"Letzter Tag zum Kündigen: {group.title}", group,
                         "notice_until", person=group.city_rep)  # fmt: skip


def _follow_ups(reader: Reader, until: date | None) -> Iterator[Found]:
    rows = list(_by_day(reader, FollowUp, "due_on", until, done=_NOT_DONE))
    reader.learn_names(identity for one in rows for identity in one.about)
    for one in rows:
        assert one.due_on is not None
        context = reader.name(one.about[0]) if one.about else ""
        yield Found("follow_up", one.due_on, one.text, one, "due_on", "done", context=context, about=one.about)


def _risks(reader: Reader, until: date | None) -> Iterator[Found]:
    rows = list(_by_day(reader, Risk, "review_on", until, status=("open", "occurred", None)))
    items = _owners(reader, StrategyItem, (one.item for one in rows))
    for one in rows:
        item = items.get(one.item or "")
        if item is not None and item.status in OVER:
            continue
        assert one.review_on is not None
        yield Found("risk", one.review_on, f"Risiko bewerten: {one.title}", one, "review_on",
                     context=item.title if item else "", person=item.responsible if item else None,
                     unit=item.lead_unit if item else None, about=(item.id,) if item else ())  # fmt: skip


def _contacts(reader: Reader, until: date | None) -> Iterator[Found]:
    for one in _by_day(reader, Stakeholder, "next_contact_on", until):
        assert one.next_contact_on is not None
        yield Found("contact", one.next_contact_on, f"Kontakt suchen: {one.title}", one, "next_contact_on",
                     person=one.owner)  # fmt: skip
    notes = list(_by_day(reader, Interaction, "follow_up", until))
    reader.learn_names(identity for one in notes for identity in one.persons)
    for note in notes:
        assert note.follow_up is not None
        with_whom = "; ".join(reader.name(identity) for identity in note.persons) or note.code
        yield Found("contact", note.follow_up, f"Nachfassen: {with_whom}", note, "follow_up", about=note.about)


def _deletions(reader: Reader, until: date | None) -> Iterator[Found]:
    for person in _by_day(reader, Person, "delete_check_on", until):
        assert person.delete_check_on is not None
        yield Found("deletion", person.delete_check_on, f"Löschung prüfen: {reader.name_of(person)}", person,
                     "delete_check_on", "check")  # fmt: skip


SOURCES: tuple[Callable[[Reader, date | None], Iterator[Found]], ...] = (
    _tasks, _milestones, _next_steps, _funding, _drawdowns, _calls, _decisions, _reports, _freezes, _roles, _notices,
    _follow_ups, _risks, _contacts, _deletions,
)  # fmt: skip
