"""What could go on an agenda, each with its reason: postponed, standing, lights, deadlines, needs, tasks, topics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.fields.text import fold
from kn_desk.records.agenda import children
from kn_desk.records.change import Edit, creation, update
from kn_desk.records.duties import Obligation
from kn_desk.records.funding import Application
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.records.minutes import Decision, Task
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.reporting import StatusReport, has_open_need, newest_first
from kn_desk.records.strategy import StrategyItem
from kn_desk.records.topics import Topic
from kn_desk.services.agenda_order import rank_before_last
from kn_desk.services.edit import new_record
from kn_desk.services.meetings import carried_over, left_over, reason_left, standing_item, standing_titles
from kn_desk.services.worsened import worsened
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: Of each kind no more than this is read: beyond it nobody chooses from a list.
_MOST = 400
_SHORT, _USUAL = 5, 10


@dataclass(frozen=True)
class Suggestion:
    """Something that could become an item; ``key`` is stable while the suggestion lasts."""

    key: str
    title: str
    reason: str
    minutes: int
    kind: str = "discussion"
    presenter: str | None = None
    links: tuple[str, ...] = ()
    #: The item that it takes up again, the topic that it comes from.
    origin: AgendaItem | None = None
    topic: Topic | None = None


def suggestions(reader: Reader, meeting: Meeting) -> list[Suggestion]:
    """Return what could go on a meeting's agenda and is not on it, one per subject, the most pressing kinds first."""
    items = list(reader.near.below(AgendaItem, "meeting", meeting))
    there = {link for item in items for link in item.links}
    found: list[Suggestion] = []
    for one in _all(reader, meeting, items):
        if there & set(one.links) and one.origin is None:
            continue
        if any(one.key == other.key for other in found):
            continue
        there |= set(one.links)
        found.append(one)
    return found


def take_up(reader: Reader, meeting: Meeting, chosen: Sequence[Suggestion]) -> list[Edit]:
    """Return the edits that put suggestions on the agenda, in their order, before a closing "Verschiedenes"."""
    items = list(reader.near.below(AgendaItem, "meeting", meeting))
    top = children(items).get(None, [])
    last = top[-1].id if top and top[-1].kind == "misc" else None
    edits: list[Edit | None] = []
    for one in chosen:
        rank = rank_before_last(items, last)
        item = _item_of(reader, meeting, one, rank)
        items.append(item)
        edits.append(creation(item))
        topics = [one.topic] if one.topic else []
        if one.origin is not None:
            topics += reader.near.below(Topic, "agenda_item", one.origin)
        edits += [update(topic, {"state": "planned", "agenda_item": item.id}) for topic in topics]
    return [edit for edit in edits if edit]


def _item_of(reader: Reader, meeting: Meeting, one: Suggestion, rank: str) -> AgendaItem:
    if one.origin is not None:
        return carried_over(reader, one.origin, meeting, rank)
    return new_record(AgendaItem, {
        "title": one.title, "meeting": meeting.id, "rank": rank, "kind": one.kind, "presenter": one.presenter,
        "minutes_planned": one.minutes, "reason": one.reason or None, "links": tuple(sorted(one.links)),
        "preparation": one.topic.description if one.topic else None,
    })  # fmt: skip


def _all(reader: Reader, meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[Suggestion]:
    series = reader.near.above(MeetingSeries, meeting.series)
    yield from _left_over(reader, meeting)
    yield from _standing(reader, meeting, series, items)
    yield from _lights(reader, meeting, series)
    yield from _deadlines(reader)
    yield from _needs(reader)
    yield from _tasks(reader, meeting)
    yield from _reviews(reader, meeting)
    yield from _topics(reader, meeting)


def _left_over(reader: Reader, meeting: Meeting) -> Iterator[Suggestion]:
    for item in left_over(reader, meeting):
        yield Suggestion(
            f"origin:{item.id}", item.title, reason_left(reader, item), item.minutes_planned or _USUAL,
            item.kind or "discussion", item.presenter, item.links, origin=item,
        )  # fmt: skip


def _standing(
    reader: Reader, meeting: Meeting, series: MeetingSeries | None, items: Sequence[AgendaItem]
) -> Iterator[Suggestion]:
    there = {fold(item.title) for item in items}
    for title in standing_titles(series) if series else []:
        if fold(title) not in there:
            made = standing_item(title, meeting, [])
            yield Suggestion(
                f"standing:{fold(title)}", title, "Standard-TOP jeder Sitzung", _SHORT, made.kind or "standing"
            )


def _lights(reader: Reader, meeting: Meeting, series: MeetingSeries | None) -> Iterator[Suggestion]:
    """Lights that became worse since the meeting before this one, as the briefing finds them; all without one."""
    since = last_held(reader, meeting, series)
    if since is None:
        query = ListQuery("strategy_item", sort="plan_light", only={"plan_light": ("crit", "warn")})
        ids = reader.ids(query, limit=_MOST)
        kept = reader.kept_of(StrategyItem, ids)
        found = {identity: (kept[identity]["plan_light"].value, "") for identity in ids}
    else:
        found = {one.id: (one.now, f" seit der Sitzung am {since:%d.%m.}") for one in worsened(reader, since)}
    records = reader.by_ids(StrategyItem, list(found))
    for identity, (light, when) in found.items():
        item = records[identity]
        yield Suggestion(
            f"light:{identity}", item.title, f"{PLAN_LIGHT.states[light].word}{when}",
            _USUAL if light == "crit" else _SHORT, presenter=item.responsible, links=(identity,),
        )  # fmt: skip


def last_held(reader: Reader, meeting: Meeting, series: MeetingSeries | None) -> date | None:
    """Return the day of the last meeting of the series that took place before a meeting, and before today."""
    if series is None:
        return None
    until = min(filter(None, (meeting.held_on, reader.today)))
    held = [
        one.held_on
        for one in reader.near.below(Meeting, "series", series)
        if one.id != meeting.id and one.held_on and one.held_on < until and one.status != "cancelled"
    ]
    return max(held, default=None)


def _deadlines(reader: Reader) -> Iterator[Suggestion]:
    last = reader.today + timedelta(days=reader.near.threshold("agenda.deadlines"))
    due = ("crit", "warn", "ok")
    found: list[tuple[date, Suggestion]] = []
    for one in reader.page(ListQuery("application", sort="deadline", only={"deadline_light": due}), limit=_MOST):
        if isinstance(one, Application) and one.deadline and one.deadline <= last:
            found.append((one.deadline, Suggestion(
                f"application:{one.id}", one.title, _until("Antragsfrist", one.deadline, reader.today), _USUAL,
                presenter=one.responsible, links=(one.id,),
            )))  # fmt: skip
    duties = [
        one
        for one in reader.page(ListQuery("obligation", sort="due_on", only={"light": due}), limit=_MOST)
        if isinstance(one, Obligation) and one.due_on and one.due_on <= last
    ]
    owners = reader.by_ids(Application, sorted({one.application for one in duties if one.application}))
    for duty in duties:
        owner = owners.get(duty.application or "")
        title = f"{owner.title}: {duty.words}" if owner else duty.words
        assert duty.due_on is not None
        found.append((duty.due_on, Suggestion(
            f"duty:{duty.id}", title[:300].strip(), _until("Frist", duty.due_on, reader.today), _SHORT,
            presenter=duty.responsible, links=(owner.id,) if owner else (),
        )))  # fmt: skip
    yield from (suggestion for _, suggestion in sorted(found, key=lambda one: (one[0], one[1].key)))


def _needs(reader: Reader) -> Iterator[Suggestion]:
    reports = reader.page(ListQuery("status_report", only={"decision_needed": ("open",)}), limit=_MOST)
    items = reader.by_ids(
        StrategyItem, sorted({one.item for one in reports if isinstance(one, StatusReport) and one.item})
    )
    for item in items.values():
        told = list(reader.near.below(StatusReport, "item", item))
        if item.trashed is None and has_open_need(told):
            asked = next(one for one in newest_first(told) if one.decision_needed == "open")
            source = "Rücklauf" if asked.channel == "sheet" else "Meldung"
            yield Suggestion(
                f"need:{item.id}", item.title, f"Entscheidungsbedarf laut {source}", _USUAL, "decision",
                item.responsible, (item.id,),
            )  # fmt: skip


def _tasks(reader: Reader, meeting: Meeting) -> Iterator[Suggestion]:
    """Open tasks that are overdue, or due by the day of the meeting."""
    until = max(filter(None, (meeting.held_on, reader.today)))
    query = ListQuery("task", sort="due_on", only={"status": ("open", "in_progress", "waiting", None)})
    for task in reader.page(query, limit=_MOST):
        if not isinstance(task, Task) or task.due_on is None or task.due_on > until:
            continue
        reason = (
            f"überfällig seit {task.due_on:%d.%m.}" if task.due_on < reader.today else f"fällig am {task.due_on:%d.%m.}"
        )
        if task.due_original is not None and task.due_on > task.due_original:
            times = times_moved(reader, task)
            reason += f", {times}-mal verschoben" if times > 1 else ", schon verschoben"
        yield Suggestion(f"task:{task.id}", f"{task.code} {task.title}"[:300].strip(), reason, _SHORT,
                         presenter=task.responsible, links=(task.id,))  # fmt: skip


def times_moved(reader: Reader, task: Task) -> int:
    """Return how often the day of a task was put later, as the history tells."""
    changes = (change for change in reader.past_changes(task.id) if change.field and change.field.name == "due_on")
    return sum(bool(change.old and change.new and change.new > change.old) for change in changes)


def _reviews(reader: Reader, meeting: Meeting) -> Iterator[Suggestion]:
    until = max(filter(None, (meeting.held_on, reader.today)))
    query = ListQuery("decision", sort="review_on", only={"review_light": ("crit", "warn", "ok")})
    for one in reader.page(query, limit=_MOST):
        if isinstance(one, Decision) and one.review_on is not None and one.review_on <= until:
            past = one.review_on < reader.today
            yield Suggestion(
                f"decision:{one.id}", f"{one.code} {one.title}: Überprüfung"[:300].strip(),
                f"{'fällig seit' if past else 'fällig am'} {one.review_on:%d.%m.}", _SHORT,
                presenter=one.responsible, links=(one.id,),
            )  # fmt: skip


def _topics(reader: Reader, meeting: Meeting) -> Iterator[Suggestion]:
    on = meeting.held_on or reader.today
    topics = [
        t for t in reader.page(ListQuery("topic", only={"state": ("open", None)}), limit=_MOST) if isinstance(t, Topic)
    ]
    for topic in sorted(topics, key=lambda one: (one.latest or date.max, one.proposed_on or date.max, one.id)):
        if topic.earliest is not None and topic.earliest > on:
            continue
        reason = "im Themenspeicher"
        if topic.latest is not None:
            reason += f", bis {topic.latest:%d.%m.}"
        elif topic.proposed_on is not None:
            reason += f" seit {topic.proposed_on:%d.%m.}"
        yield Suggestion(f"topic:{topic.id}", topic.title, reason, _USUAL, presenter=topic.proposed_by, topic=topic)


def _until(what: str, due: date, today: date) -> str:
    """Return "Frist 15.12., in 21 Tagen"."""
    days = (due - today).days
    if days < 0:
        return f"{what} war {due:%d.%m.}"
    when = "heute" if days == 0 else "morgen" if days == 1 else f"in {days} Tagen"
    return f"{what} {due:%d.%m.}, {when}"
