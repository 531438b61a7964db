"""The data sheets of a Lotsenmappe as forms: columns to read and to fill in, and one row per record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kn_desk.exchange.cell_text import CellText
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.lotse_content import UnitContent
from kn_desk.exchange.sheet_format import (
    CONTACT,
    INPUTS,
    ITEMS,
    MILESTONES,
    PROPOSAL_FIELDS,
    PROPOSAL_ROWS,
    PROPOSALS,
    TASKS,
    Sent,
    stored_json,
)
from kn_desk.fields.kinds import Choice, Number, Text
from kn_desk.fields.spec import AnyKind, Record
from kn_desk.records.contacts import ROLE_KIND, LotseRole, Person
from kn_desk.records.minutes import Task
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem

_NAME = Text(1000)
_WIDTHS = {
    "title": 30, "text_done": 32, "text_next": 32, "text_problem": 32, "description": 50, "benefit": 40, "email": 32,
}  # fmt: skip


@dataclass(frozen=True)
class FormColumn:
    """One column; ``input`` is a field to fill in, all others are locked."""

    name: str
    header: str
    kind: AnyKind
    width: float
    input: bool = False


@dataclass(frozen=True)
class FormRow:
    """One row: the record's id ("" for a row of the Lotse's own) and values by the names of columns."""

    id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """One data sheet: its name, and a sentence that says what to do there."""

    name: str
    task: str
    columns: Sequence[FormColumn]
    rows: Sequence[FormRow]
    #: Lines that a row has room for at least.
    room: int = 1

    @property
    def count(self) -> int:
        """How many records it shows."""
        return sum(bool(row.id) for row in self.rows)

    @cached_property
    def sent(self) -> Sent:
        """Every value that goes into an input cell of a record."""
        inputs = [column for column in self.columns if column.input]
        return {
            (self.name, row.id, column.name): stored_json(column.kind, row.values.get(column.name))
            for row in self.rows
            if row.id
            for column in inputs
        }


def forms_of(content: UnitContent, near: LoadedNear, text: CellText) -> list[Form]:
    """Return the data sheets of a unit in the order of their tabs, their texts as cells can hold them."""
    forms = (
        _items(content, near),
        _milestones(content, near),
        _tasks(content, near),
        _proposals(),
        _contact(content, near),
    )
    return [replace(form, rows=[_cleaned(row, text) for row in form.rows]) for form in forms]


def _cleaned(row: FormRow, text: CellText) -> FormRow:
    values = {name: text.clean(value) if isinstance(value, str) else value for name, value in row.values.items()}
    return FormRow(row.id, values)


def _items(content: UnitContent, near: LoadedNear) -> Form:
    rows = []
    for item in content.items:
        report = content.reports.get(item.id)
        values = _own(item, "code", "title", "end_planned", "status", "progress", "end_forecast")
        values |= {name: getattr(report, name) for name in ("text_done", "text_next", "text_problem") if report}
        rows.append(FormRow(item.id, values | {"plan_light": item.compute("plan_light", near).value}))
    columns = (_code(), *_locked(StrategyItem, "title", "plan_light", "end_planned"), *_inputs(ITEMS))
    task = "Gelbe Felder prüfen und fortschreiben: Was noch stimmt, bleibt stehen."
    return Form(ITEMS, task, columns, rows, room=3)


def _milestones(content: UnitContent, near: LoadedNear) -> Form:
    rows = [
        FormRow(
            one.id,
            _own(one, "code", "title", "mandatory", "due_planned", "due_forecast", "done_on")
            | {"item": near.name(one.item), "state": one.compute("state", near).value},
        )
        for one in content.milestones
    ]
    columns = (
        _code(), *_locked(Milestone, "title"), FormColumn("item", "Maßnahme", _NAME, 32),
        *_locked(Milestone, "mandatory", "due_planned", "state"), *_inputs(MILESTONES),
    )  # fmt: skip
    task = "Ist ein Meilenstein erreicht, den Tag eintragen; verschiebt er sich, die Prognose."
    return Form(MILESTONES, task, columns, rows)


def _tasks(content: UnitContent, near: LoadedNear) -> Form:
    rows = [
        FormRow(
            one.id,
            _own(one, "code", "title", "due_on", "status", "done_on")
            | {"responsible": near.name(one.responsible), "light": one.compute("light", near).value},
        )
        for one in content.tasks
    ]
    columns = (
        _code(), *_locked(Task, "title"), FormColumn("responsible", "Wer", _NAME, 24),
        *_locked(Task, "due_on", "light"), *_inputs(TASKS),
    )  # fmt: skip
    task = "Ist eine Aufgabe erledigt, den Status und den Tag eintragen."
    return Form(TASKS, task, columns, rows)


def _proposals() -> Form:
    fields = (StrategyItem.spec.fields[name] for name in PROPOSAL_FIELDS)
    columns = [FormColumn(one.name, one.label, one.kind, _width(one.name, one.kind), input=True) for one in fields]
    rows = [FormRow("", {"number": number}) for number in range(1, PROPOSAL_ROWS + 1)]
    task = "Ideen für neue Maßnahmen, eine je Zeile; der Titel genügt."
    number = FormColumn("number", "Nr.", Number(), 13)
    return Form(PROPOSALS, task, (number, *columns), rows, room=3)


def _contact(content: UnitContent, near: LoadedNear) -> Form:
    roles = {
        role.person: role.kind
        for role in near.below(LotseRole, "unit", content.unit)
        if role.kind != "prospective" and role.term.covers(near.today)
    }
    rows = [
        FormRow(
            one.id,
            _own(one, "code", "last_name", "first_name", "position", *INPUTS[CONTACT]) | {"role": roles.get(one.id)},
        )
        for one in content.persons
    ]
    columns = (
        _code(), *_locked(Person, "last_name", "first_name", "position"), FormColumn("role", "Rolle", ROLE_KIND, 20),
        *_inputs(CONTACT),
    )  # fmt: skip
    task = "Stimmen die dienstlichen Angaben? „Abwesend bis“ ohne Grund eintragen."
    return Form(CONTACT, task, columns, rows)


def _code() -> FormColumn:
    return FormColumn("code", "Kennung", Text(), 13)


def _locked(cls: type[Record], *names: str) -> list[FormColumn]:
    specs = [cls.spec.fields.get(name) or cls.spec.computed[name] for name in names]
    return [FormColumn(one.name, one.label, one.kind, _width(one.name, one.kind)) for one in specs]


def _inputs(sheet: str) -> list[FormColumn]:
    fields = [cls.spec.fields[name] for name, cls in INPUTS[sheet].items()]
    return [FormColumn(one.name, one.label, one.kind, _width(one.name, one.kind), input=True) for one in fields]


def _width(name: str, kind: AnyKind) -> float:
    """Room for the values, and for a header of two lines with the filter's button."""
    return _WIDTHS.get(name, 16 if isinstance(kind, Choice) else max(min(kind.width, 24), 12.5))


def _own(record: Record, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}
