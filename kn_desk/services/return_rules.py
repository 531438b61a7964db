"""What the rules forbid is not ticked: what the preview shows is what taking over does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kn_desk.fields.spec import Near, Record
from kn_desk.services.returned import Key, Preview
from kn_desk.services.take_return import Planned, planned
from kn_desk.storage.reader import Reader

R = TypeVar("R", bound=Record)


def without_what_rules_forbid(reader: Reader, preview: Preview) -> Preview:
    """Return the preview with every cell unticked that a rule forbids, and the rule's sentence at it."""
    while preview.ticked:
        forbidden = dict(_forbidden(list(planned(preview, preview.ticked, reader.today)), reader))
        if not forbidden:
            break
        preview = replace(
            preview,
            findings=tuple(
                replace(one, ticked=False, sentence=f"{one.sentence} {forbidden[one.key]}".strip())
                if one.ticked and one.key in forbidden
                else one
                for one in preview.findings
            ),
        )
    return preview


def _forbidden(plan: Sequence[Planned], reader: Reader) -> Iterator[tuple[Key, str]]:
    near = Afterwards(reader.near, plan)
    for one in plan:
        if sentence := (one.before or one.after).locked(near):
            yield from ((key, sentence) for key in one.keys.values())
        for fault in one.after.faults(near):
            if one.before is not None and not fault.inputs & one.edit.fields.keys():
                continue
            guilty = [key for name, key in one.keys.items() if name in fault.inputs] or list(one.keys.values())
            yield from ((key, fault.sentence) for key in guilty)


class Afterwards:
    """What is near a record once everything is taken over."""

    def __init__(self, near: Near, plan: Sequence[Planned]) -> None:
        self._near = near
        self._after = {one.after.id: one.after for one in plan}

    @property
    def today(self) -> date:
        return self._near.today

    def threshold(self, key: str) -> int:
        return self._near.threshold(key)

    def below(self, child: type[R], via: str, owner: Record) -> Sequence[R]:
        stored = self._near.below(child, via, owner)
        known = {one.id for one in stored}
        new = [
            one
            for one in self._after.values()
            if isinstance(one, child) and one.id not in known and getattr(one, via) == owner.id
        ]
        return [*(self._planned(child, one) for one in stored), *new]

    def above(self, kind: type[R], identity: str | None) -> R | None:
        stored = self._near.above(kind, identity)
        return self._planned(kind, stored) if stored is not None else None

    def name(self, identity: str | None) -> str:
        return self._near.name(identity)

    def _planned(self, kind: type[R], stored: R) -> R:
        after = self._after.get(stored.id)
        return after if isinstance(after, kind) else stored
