"""Which Maßnahmen have a worse Ampel than on a past day: their light of then, of now, and the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import Record
from kn_desk.records.item_status import OVER, STATUS
from kn_desk.records.strategy import StrategyItem
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

R = TypeVar("R", bound=Record)

#: More than these nobody reads in the morning; the worst come first.
MOST = 30
_BADNESS = {"none": 0, "ok": 0, "warn": 1, "crit": 2}
#: Types whose change can change a light.
CONCERNS = frozenset({"strategy_item", "milestone", "risk", "status_report", "threshold"})
_OPEN = tuple(status for status in STATUS.options if status not in OVER)


@dataclass(frozen=True)
class Worse:
    """A Maßnahme whose light became worse: from ``before`` to ``now`` (codes of the Plan-Ampel)."""

    id: str
    code: str
    title: str
    before: str
    now: str
    since: date
    reason: str


def worsened(reader: Reader, day: date) -> list[Worse]:
    """Return the open Maßnahmen whose light is worse than at the end of ``day``, the worst first."""
    query = ListQuery("strategy_item", only={"plan_light": ("crit", "warn"), "status": (*_OPEN, None)})
    lights = reader.kept_since(StrategyItem, "plan_light", day)
    changed = [identity for identity in reader.ids(query) if identity in lights]
    changed.sort(key=lambda identity: -_BADNESS[lights[identity]])
    kept = reader.kept_of(StrategyItem, changed[:MOST])
    items = reader.by_ids(StrategyItem, changed[:MOST])
    then = Then(reader, day)
    found = []
    for identity, item in items.items():
        light = kept[identity]["plan_light"]
        before = then.light(item)
        if _BADNESS[light.value] > _BADNESS[before]:
            found.append(Worse(identity, item.code, item.title, before, light.value, light.since, light.reason))
    return sorted(found, key=lambda one: (-_BADNESS[one.now], _BADNESS[one.before], one.code))


class Then:
    """``Near`` as it was at the end of a past day.

    What was entered only later is taken as if it had been there: then time alone can have made the light worse.
    Thresholds are those of today.
    """

    def __init__(self, reader: Reader, day: date) -> None:
        self._reader = reader
        self._day = day
        self._is_new = False

    def light(self, item: StrategyItem) -> str:
        """Return the light that a Maßnahme had."""
        past = self.as_it_stood(item)
        self._is_new = past is None
        light: str = (past or item).compute("plan_light", self).value
        return light

    @property
    def today(self) -> date:
        return self._day

    def threshold(self, key: str) -> int:
        return self._reader.near.threshold(key)

    def below(self, child: type[R], via: str, owner: Record) -> Sequence[R]:
        now = self._reader.near.below(child, via, owner)
        if self._is_new:
            return now
        return [past for record in now if (past := self.as_it_stood(record)) is not None]

    def above(self, kind: type[R], identity: str | None) -> R | None:
        return self._reader.near.above(kind, identity)

    def name(self, identity: str | None) -> str:
        return self._reader.near.name(identity)

    def as_it_stood(self, record: R) -> R | None:
        """Return a record with everything taken back that changed since; None where the record was not there yet."""
        values: dict[str, Any] = {name: getattr(record, name) for name in record.spec.fields}
        for change in self._reader.past_changes(record.id):
            if change.step.day <= self._day:
                break
            if change.field is None:
                if change.name == "":
                    return None
            elif isinstance(change.field.kind, Links):
                kept = set(values[change.name]) - set(change.new)
                values[change.name] = tuple(sorted(kept | set(change.old)))
            else:
                values[change.name] = change.old
        return type(record).of({"id": record.id, "code": record.code, **values})
