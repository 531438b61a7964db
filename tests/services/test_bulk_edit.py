"""Several records get the same values as one step."""

from datetime import date

import pytest

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.change import Refused
from kn_desk.records.contacts import Person
from kn_desk.records.minutes import Task
from kn_desk.records.office import Tag
from kn_desk.services.bulk_edit import DIFFERENT, change_many, fields_for_many, shared_text
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from tests.makers.offices import Opened


@pytest.fixture
def window(opened: Opened) -> Desk:
    return Desk(opened.office, Author("Erika Muster", "window"), lambda change: None)


def test_all_get_the_value_in_one_step_and_undo_takes_it_back(window: Desk, opened: Opened) -> None:
    tasks = [opened.add(Task, title=f"Aufgabe {n}") for n in range(3)]
    change = change_many(window, tasks, {"due_on": date(2026, 9, 1)}, {})
    assert len(change.edits) == 3
    assert {opened.get(task).due_on for task in tasks} == {date(2026, 9, 1)}
    window.undo()
    assert {opened.get(task).due_on for task in tasks} == {None}


def test_links_come_beside_what_is_there(window: Desk, opened: Opened) -> None:
    old, new = opened.add(Tag, title="Alt"), opened.add(Tag, title="Neu")
    tasks = [opened.add(Task, title="Eins", tags=[old]), opened.add(Task, title="Zwei")]
    change_many(window, tasks, {}, {"tags": (new.id,)})
    assert [set(opened.get(task).tags) for task in tasks] == [{old.id, new.id}, {new.id}]


def test_a_rule_that_one_of_them_breaks_refuses_all(window: Desk, opened: Opened) -> None:
    tasks = [opened.add(Task, title="Eins", done_on=date(2026, 5, 1), status="done"), opened.add(Task, title="Zwei")]
    with pytest.raises(Refused, match="Datum"):
        change_many(window, tasks, {"status": "done"}, {})
    assert opened.get(tasks[1]).status == "open"


def test_nothing_ticked_and_nothing_new_are_said(window: Desk, opened: Opened) -> None:
    task = opened.add(Task, title="Eins")
    with pytest.raises(UserError, match="angehakt"):
        change_many(window, [task], {}, {})
    with pytest.raises(UserError, match="stehen schon so da"):
        change_many(window, [task], {"title": "Eins"}, {})


def test_the_value_that_all_have_is_told(window: Desk, opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster", first_name="Erika")
    tasks = [opened.add(Task, title=f"Aufgabe {n}", responsible=person) for n in range(2)]
    with window.read() as reader:
        texts = [shared_text(reader, Task.spec.fields[n], tasks) for n in ("title", "responsible", "due_on", "tags")]
    assert texts == [DIFFERENT, reader.name(person.id), "leer", "leer"]


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.spec.name)
def test_no_field_of_the_program_and_none_that_must_be_unique_is_offered(cls: type[Record]) -> None:
    names = {spec.name for spec in fields_for_many(cls)}
    assert "trashed" not in names
    assert not {group[0] for group in cls.spec.unique if len(group) == 1} & names
