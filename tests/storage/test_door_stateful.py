"""Random steps through the one door: the file is at every step what a model in plain Python says."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.records.change import Conflict, Edit, FieldChange, creation, update
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import Drawdown, Obligation
from kn_desk.records.office import DocumentLink, Tag
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services import edit
from kn_desk.storage import history
from kn_desk.storage.check import check
from kn_desk.storage.connect import reading
from tests.makers.offices import AUTHOR, Desk, Opened, Template

State = dict[str, Record]

TEXTS = st.sampled_from(
    ["Straße", "Ämter", "öffentlich", "Smart Green City", "LoRaWAN", "O'Hara \"%_*", "zwei\nZeilen"]
)
LINES = TEXTS.map(lambda text: text.replace("\n", " "))
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
CENTS = st.none() | st.integers(0, 10**9)
#: Which fields are changed, to what; references and links are drawn from what is there.
VALUES: dict[type[Record], dict[str, st.SearchStrategy[Any]]] = {
    Tag: {"description": st.none() | TEXTS},
    Goal: {"title": LINES, "level": st.sampled_from([None, "vision", "operational"])},
    OrgUnit: {"name": LINES, "lotse_required": st.sampled_from([None, True, False])},
    Person: {"last_name": LINES, "first_name": st.none() | LINES},
    StrategyItem: {
        "title": LINES, "priority": st.sampled_from([None, "high", "low"]), "description": st.none() | TEXTS,
        "end_planned": DAYS, "next_step_due": DAYS, "cost_total": CENTS, "cost_actual": CENTS,
        "progress": st.none() | st.integers(0, 100),
    },
    Milestone: {"title": LINES, "due_planned": DAYS, "weight": st.none() | st.integers(1, 5)},
    Application: {"title": LINES, "deadline": DAYS, "probability": st.none() | st.integers(0, 100)},
    Obligation: {"title": st.none() | LINES, "due_on": DAYS, "kind": st.sampled_from([None, "drawdown", "publicity"])},
    Drawdown: {"amount": CENTS, "needed_until": DAYS},
    DocumentLink: {"title": LINES, "location": st.none() | LINES},
}  # fmt: skip
TYPES = tuple(VALUES)


def parts_of(state: State, owner: Record) -> Iterable[Record]:
    """The live records that are a part of ``owner``, as the model knows them."""
    for record in state.values():
        if record.trashed is None and any(getattr(record, name) == owner.id for name in record.spec.part_of):
            yield record


def without_links_to(record: Record, gone: set[str]) -> Record:
    """The record as it is once these others are deleted for good."""
    kept: dict[str, Any] = {
        s.name: tuple(t for t in getattr(record, s.name) if t not in gone) for s in record.spec.links
    }
    return replace(record, **kept)


class DoorMachine(RuleBasedStateMachine):
    """One office file beside a model of it; ``states`` has the whole model after every step."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.desk: Desk = self.template.desk(Path(self._folder.name))
        self.opened = Opened(self.desk.open())
        self.state: State = self._stored(RECORDS)
        self.first = self.state
        self.steps: dict[int, State] = {self._last(): self.state}
        self.days: dict[date, State] = {}
        self.done: list[State] = []
        self.undone: list[State] = []
        self.codes: set[str] = {record.code for record in self.state.values()}

    # --- what is there

    def _stored(self, types: Iterable[type[Record]]) -> State:
        with self.opened.office.read() as reader:
            live = [record for cls in types for record in (*reader.rows(cls), *reader.rows(cls, trashed=True))]
        return {record.id: record for record in live}

    def _last(self) -> int:
        with self.opened.office.read() as reader:
            step = reader.last_step()
        assert step is not None
        return step.id

    def _of(self, *types: str, live: bool | None = None) -> list[Record]:
        """The records of these types (of all that are played with, without one), in the model."""
        names = types or tuple(cls.spec.name for cls in TYPES)
        return [
            record
            for record in self.state.values()
            if record.spec.name in names and live in (None, record.trashed is None)
        ]

    def _reference(self, data: st.DataObject, targets: tuple[str, ...]) -> str | None:
        ids = [record.id for record in self._of(*targets)]
        return data.draw(st.sampled_from([None, *ids]))

    def _new_value(self, data: st.DataObject, cls: type[Record], name: str) -> Any:
        kind = cls.spec.fields[name].kind
        if isinstance(kind, Links):
            ids = [record.id for record in self._of(*kind.targets)]
            return tuple(sorted(data.draw(st.sets(st.sampled_from(ids), max_size=3)))) if ids else ()
        if isinstance(kind, Ref):
            return self._reference(data, kind.targets)
        return data.draw(VALUES[cls][name])

    def _changeable(self, cls: type[Record]) -> list[str]:
        names = {spec.name for spec in (*cls.spec.refs, *cls.spec.links)} - set(cls.spec.part_of)
        known = {name for name in names if all(BY_NAME[t] in TYPES for t in cls.spec.fields[name].kind.targets)}  # type: ignore[attr-defined]
        return sorted(VALUES[cls].keys() | known)

    # --- writing

    def _write(self, act: Callable[[], Any], expected: State, *, takes_back: bool = False) -> bool:
        """Do something that leads to ``expected`` or is refused; then nothing has changed."""
        step = self._last()
        try:
            change = act()
        except UserError:
            assert self._last() == step
            return False
        assert change.step == step + 1
        fresh = {code for identity, code in change.codes.items() if identity not in self.state and code}
        expected = {
            identity: record if record.code else replace(record, code=change.codes[identity])
            for identity, record in expected.items()
        }
        if not takes_back:
            assert not fresh & self.codes, "a code was given twice"
            self.done.append(self.state)
            self.undone.clear()
        self.codes |= fresh
        self.state = expected
        self.steps[change.step] = expected
        with self.opened.office.read() as reader:
            last = reader.last_step()
        assert last is not None
        assert last.day >= max(self.days, default=last.day)
        self.days[last.day] = expected
        return True

    def _new(self, data: st.DataObject, cls: type[Record]) -> Record:
        values = {name: self._new_value(data, cls, name) for name in self._changeable(cls)}
        if cls is Tag:
            values["title"] = f"Wort {len(self.steps)}"
        for owner in cls.spec.part_of[:1]:
            values[owner] = self._reference(data, cls.spec.fields[owner].kind.targets)  # type: ignore[attr-defined]
        return edit.new_record(cls, values)

    @initialize(data=st.data())
    def begins_with_a_few_records(self, data: st.DataObject) -> None:
        made = [self._new(data, cls) for cls in TYPES]
        self._write(
            lambda: edit.create(self.opened.office, AUTHOR, *made), {**self.state, **{one.id: one for one in made}}
        )

    @rule(data=st.data(), cls=st.sampled_from(TYPES))
    def creates(self, data: st.DataObject, cls: type[Record]) -> None:
        record = self._new(data, cls)
        self._write(lambda: edit.create(self.opened.office, AUTHOR, record), {**self.state, record.id: record})

    @rule(data=st.data())
    def creates_an_item_with_its_parts_in_one_step(self, data: st.DataObject) -> None:
        item = self._new(data, StrategyItem)
        parts = [edit.new_record(Milestone, {"title": f"Teil {n}", "item": item.id}) for n in range(2)]
        paper = edit.new_record(DocumentLink, {"title": "Bescheid", "about": (item.id,)})
        # The parts first: the order inside a step does not matter.
        made = [*parts, paper, item]
        self._write(
            lambda: edit.create(self.opened.office, AUTHOR, *made), {**self.state, **{one.id: one for one in made}}
        )

    @precondition(lambda self: self._of())
    @rule(data=st.data())
    def changes(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self._of()))
        names = data.draw(st.sets(st.sampled_from(self._changeable(type(record))), min_size=1, max_size=3))
        values = {name: self._new_value(data, type(record), name) for name in sorted(names)}
        self._write(
            lambda: edit.change(self.opened.office, AUTHOR, record, values),
            {**self.state, record.id: replace(record, **values)},
        )

    @precondition(lambda self: len(self._of()) > 1)
    @rule(data=st.data())
    def changes_several_records_in_one_step(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(self._of()), min_size=2, max_size=4, unique_by=lambda r: r.id))
        expected, edits = dict(self.state), []
        for record in some:
            name = data.draw(st.sampled_from(self._changeable(type(record))))
            values = {name: self._new_value(data, type(record), name)}
            if one := update(record, values):
                edits.append(one)
                expected[record.id] = replace(record, **values)
        new = self._new(data, Goal)
        edits.append(creation(new))
        expected[new.id] = new
        self._write(lambda: self.opened.apply(*edits), expected)

    @precondition(lambda self: self._of(live=True))
    @rule(data=st.data())
    def trashes(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self._of(live=True)))
        going = [record, *parts_of(self.state, record)]
        before = self.state

        def act() -> Any:
            change = edit.trash(self.opened.office, AUTHOR, record)
            groups = {one.fields["trashed"].new for one in change.edits}
            assert len(groups) == 1
            expected.update({one.id: replace(before[one.id], trashed=groups.copy().pop()) for one in going})
            return change

        expected = dict(self.state)
        assert self._write(act, expected)

    @precondition(lambda self: self._of(live=False))
    @rule(data=st.data())
    def restores(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self._of(live=False)))
        expected = {
            identity: replace(one, trashed=None) if one.trashed == record.trashed else one
            for identity, one in self.state.items()
        }
        self._write(lambda: edit.restore_from_trash(self.opened.office, AUTHOR, record), expected)

    @precondition(lambda self: self._of(live=False))
    @rule(data=st.data())
    def purges(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self._of(live=False)))
        gone = {identity for identity, one in self.state.items() if one.trashed == record.trashed}
        expected = {
            identity: without_links_to(one, gone) for identity, one in self.state.items() if identity not in gone
        }
        used = any(
            getattr(one, spec.name) in gone
            for identity, one in self.state.items()
            if identity not in gone
            for spec in one.spec.refs
        )
        assert self._write(lambda: edit.purge(self.opened.office, AUTHOR, record), expected) is not used

    @rule()
    def undoes(self) -> None:
        if not self.done:
            with pytest.raises(UserError, match="nichts rückgängig"):
                self.opened.undo()
            return
        now = self.state
        assert self._write(self.opened.undo, self.done[-1], takes_back=True)
        self.done.pop()
        self.undone.append(now)

    @rule()
    def redoes(self) -> None:
        if not self.undone:
            with pytest.raises(UserError, match="nichts zu wiederholen"):
                self.opened.redo()
            return
        now = self.state
        assert self._write(self.opened.redo, self.undone[-1], takes_back=True)
        self.undone.pop()
        self.done.append(now)

    # --- what must change nothing

    @precondition(lambda self: self._of("strategy_item", "milestone"))
    @rule(data=st.data())
    def starts_from_a_value_that_is_no_longer_stored(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self._of("strategy_item", "milestone")))
        fields = {"title": FieldChange("Das stand hier nie", "Neu")}
        if record.spec.name == "strategy_item":
            fields["cost_total"] = FieldChange(10**12, 1)
            fields["goals"] = FieldChange(("kein Ziel",), ())
        other = data.draw(st.sampled_from(self._of()))
        name = "title" if "title" in other.spec.fields else other.spec.named_by[0]
        edits = [Edit("update", record.spec.name, record.id, fields)]
        if other.id != record.id:
            edits.append(Edit("update", other.spec.name, other.id, {name: FieldChange(getattr(other, name), "Neu")}))
        step = self._last()

        with pytest.raises(Conflict) as caught:
            self.opened.apply(*edits)

        assert {(clash.id, clash.field) for clash in caught.value.clashes} == {(record.id, one) for one in fields}
        for clash in caught.value.clashes:
            assert clash.stored == getattr(record, clash.field)
            assert (clash.expected, clash.wanted) == (fields[clash.field].old, fields[clash.field].new)
        assert self._last() == step

    @precondition(lambda self: self._of())
    @rule(data=st.data(), table=st.sampled_from(["history", "step", "search_text", "derived"]))
    def cannot_write_its_history(self, data: st.DataObject, table: str) -> None:
        """What SQLite refuses anywhere in the step refuses all of it."""
        record = data.draw(st.sampled_from(self._of("strategy_item", "application") or self._of()))
        name = record.spec.named_by[0]
        new = edit.new_record(StrategyItem, {"title": "Kommt nicht an"})
        edits = [creation(new)]
        if record.spec.name in ("strategy_item", "application"):
            edits.append(Edit("update", record.spec.name, record.id, {name: FieldChange(getattr(record, name), "Neu")}))
        self.opened.sql(
            f"CREATE TEMP TRIGGER fails BEFORE INSERT ON main.{table} BEGIN SELECT RAISE(ABORT, 'kein Platz'); END"
        )
        step = self._last()
        try:
            with pytest.raises(UserError, match="Nichts wurde geändert"):
                self.opened.apply(*edits)
        finally:
            self.opened.sql("DROP TRIGGER temp.fails")
        assert self._last() == step

    # --- around it

    @rule(days=st.integers(-3, 40))
    def time_passes(self, days: int) -> None:
        self.desk.clock.move(days=days)
        self.opened.office.refresh()

    @rule()
    def reopens_the_file(self) -> None:
        self.opened.office.close()
        self.opened = Opened(self.desk.open())
        assert self.opened.office.notes == []

    @invariant()
    def is_what_the_model_says(self) -> None:
        stored = self._stored(TYPES)
        expected = {record.id: record for record in self._of()}
        assert stored == expected
        assert self.opened.sql("SELECT count(*) FROM record") == [(len(self.state),)]
        links = sum(len(getattr(record, spec.name)) for record in expected.values() for spec in record.spec.links)
        assert self.opened.sql("SELECT count(*) FROM link") == [(links,)]

    @rule(data=st.data(), cls=st.sampled_from(TYPES))
    def remembers_every_step(self, data: st.DataObject, cls: type[Record]) -> None:
        self._remembers(data.draw(st.sampled_from(sorted(self.steps))), cls)

    def _remembers(self, number: int, cls: type[Record]) -> None:
        now = {record.id: record for record in self._of(cls.spec.name)}
        with reading(self.opened.office._engine) as connection:
            then = history.rows_as_of(connection, now, cls, number)
        assert then == {key: record for key, record in self.steps[number].items() if isinstance(record, cls)}

    @precondition(lambda self: self.days)
    @rule(data=st.data(), cls=st.sampled_from(TYPES))
    def remembers_every_day(self, data: st.DataObject, cls: type[Record]) -> None:
        day = data.draw(st.sampled_from(sorted(self.days)))
        with self.opened.office.read() as reader:
            then = reader.rows_as_of(cls, day)
        expected = [r for r in self.days[day].values() if isinstance(r, cls) and r.trashed is None]
        assert {record.id: record for record in then} == {record.id: record for record in expected}

    def teardown(self) -> None:
        try:
            for number in sorted(self.steps)[:: max(1, len(self.steps) // 5)]:
                for cls in TYPES:
                    self._remembers(number, cls)
            self._leaves_a_sound_file()
            self._undoes_and_redoes_all()
        finally:
            self.opened.office.close()
            self._folder.cleanup()

    def _leaves_a_sound_file(self) -> None:
        office = self.opened.office
        office.refresh()
        with office.read() as reader:
            assert reader.deviations() == []
            for record in self._of():
                hits = {hit.id for hit in reader.find(record.code, limit=1000)}
                assert (record.id in hits) is (record.trashed is None)
        office.close()
        found = [
            sentence for part in check(self.desk.path, self.desk.home, clock=self.desk.clock) for sentence in part.found
        ]
        assert found == []
        self.opened = Opened(self.desk.open())

    def _undoes_and_redoes_all(self) -> None:
        before, number = self.state, len(self.done)
        for _ in range(number):
            self.undoes()
        assert self._stored(RECORDS) == self.first
        for _ in range(number):
            self.redoes()
        assert self._stored(RECORDS) == before


@pytest.fixture
def machine(template: Template) -> type[DoorMachine]:
    DoorMachine.template = template
    return DoorMachine


def test_every_step_is_kept_and_can_be_taken_back(machine: type[DoorMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            # A failure is told as it was found: to shrink one takes minutes, each step is a save.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
