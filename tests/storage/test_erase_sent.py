"""What was sent in a sheet and came home in it is forgotten with the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kn_desk.exchange.sheet_format import CONTACT, ITEMS, KN, SheetFormat, stored_json
from kn_desk.records.contacts import Person
from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.strategy import StrategyItem
from kn_desk.services import privacy
from kn_desk.services.take_return import apply
from kn_desk.storage.backup import back_up, restore
from kn_desk.storage.check import check
from tests.makers.lotsenmappe import SentOut, fill, send, workbook_of
from tests.makers.offices import AUTHOR, Desk, Opened

LABEL = "ehem. Lotsin Hochbauamt"
CANARIES = ("Zwitschenbrück", "07531 9009977", "Kanariengang", "quendoline@kanarie.example.org", "2031-05-17")


@pytest.fixture
def sent(desk: Desk) -> Iterator[SentOut]:
    """An office that has sent a sheet in which a person stands everywhere, and took it over when it came home."""
    with desk.opened() as opened:
        sent = send(opened, texts={0: "Erledigt:\nZwitschenbrück fragt nach"})
        opened.set(
            sent.person, last_name="Zwitschenbrück", phone="07531 9009977", room="Kanariengang",
            email="quendoline@kanarie.example.org", absent_until=date(2031, 5, 17),
        )  # fmt: skip
        sent.person = opened.get(sent.person)
        values = dict(sent.format.values)
        for name in ("phone", "room", "email", "absent_until"):
            values[CONTACT, sent.person.id, name] = stored_json(
                Person.spec.fields[name].kind, getattr(sent.person, name)
            )
        sent.format = replace(sent.format, values=values)
        opened.set(sent.sheet, values=sent.format.to_json())
        yield sent


def come_home(sent: SentOut, folder: Path) -> None:
    """Take the sheet over with a new room and a text that names the person."""
    book = workbook_of(sent)
    fill(book, CONTACT, 0, room="Kanariengang 2")
    fill(book, ITEMS, 1, text_next="Mit Frau Zwitschenbrück reden")
    book.save(folder / "Rückmeldung Zwitschenbrück.xlsx")
    seen = sent.look(folder / "Rückmeldung Zwitschenbrück.xlsx")
    assert len(seen.ticked) == 2
    assert apply(sent.opened.office, seen, AUTHOR.by) is not None


def erase(sent: SentOut, desk: Desk) -> None:
    places = privacy.places(sent.opened.office, sent.person, desk.home)
    ticked = {place.key for place in places if place.choice}
    privacy.erase_person(sent.opened.office, AUTHOR, sent.person, LABEL, ticked, desk.home)


def traces(path: Path) -> list[str]:
    content = path.read_bytes().lower()
    return [word for word in CANARIES if word.lower().encode() in content]


def test_nothing_that_was_sent_of_a_person_is_left_after_erasing(sent: SentOut, desk: Desk, tmp_path: Path) -> None:
    come_home(sent, tmp_path)
    assert traces(desk.path) == list(CANARIES)
    places = privacy.places(sent.opened.office, sent.person, desk.home)
    (sheet,) = (place for place in places if place.key == (sent.sheet.id, "values"))
    assert (sheet.kind, sheet.choice, sheet.sure) == ("sent", False, True)

    erase(sent, desk)

    with sent.opened.office.read() as reader:
        (back,) = reader.rows(SheetReturn)
    assert back.file_name == f"Rückmeldung {LABEL}.xlsx"
    sent.opened.office.close()
    assert traces(desk.path) == []
    assert [sentence for part in check(desk.path, desk.home) for sentence in part.found] == []


def test_all_else_that_was_sent_is_still_the_base(sent: SentOut, desk: Desk) -> None:
    before = sent.format.values
    erase(sent, desk)
    kept = sent.opened.again(Sheet, sent.sheet.id).values
    assert kept is not None
    values = SheetFormat.from_json(kept).values
    assert values.keys() == before.keys()
    assert {key for key in values if values[key] != before[key]} == {
        (ITEMS, sent.items[0].id, "text_done"),
        *((CONTACT, sent.person.id, name) for name in ("phone", "room", "email", "absent_until")),
    }
    assert values[ITEMS, sent.items[0].id, "text_done"] == f'"Erledigt:\\n{LABEL} fragt nach"'


def test_the_sheet_that_comes_home_afterwards_brings_nothing_back(sent: SentOut, desk: Desk, tmp_path: Path) -> None:
    book = workbook_of(sent)
    fill(book, CONTACT, 0, room="Kanariengang 2")
    fill(book, ITEMS, 1, progress=0.55)
    book.save(tmp_path / "Mappe.xlsx")
    erase(sent, desk)
    seen = sent.look(tmp_path / "Mappe.xlsx")
    assert seen.ticked == {(ITEMS, sent.items[1].id, "progress")}
    apply(sent.opened.office, seen, AUTHOR.by)
    assert sent.opened.again(StrategyItem, sent.items[1].id).progress == 55
    sent.opened.office.close()
    assert traces(desk.path) == []


def test_nor_does_a_sheet_that_lost_its_hidden_sheet(sent: SentOut, desk: Desk, tmp_path: Path) -> None:
    """Without it the office's own values are the base, and in them the name is another one now: that is no change."""
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=0.55)
    del book[KN]
    book.save(tmp_path / "Mappe.xlsx")
    erase(sent, desk)
    seen = sent.look(tmp_path / "Mappe.xlsx")
    assert seen.ticked == {(ITEMS, sent.items[1].id, "progress")}
    named = next(one for one in seen.findings if one.field == "text_done")
    assert (named.verdict, named.base_known) == ("conflict", False)
    assert any("wurde eine Person gelöscht" in note for note in seen.notes)


def test_nor_does_a_restored_backup(sent: SentOut, desk: Desk, tmp_path: Path) -> None:
    come_home(sent, tmp_path)
    holding = back_up(desk.path, tmp_path, "mit Person")
    erase(sent, desk)
    sent.opened.office.close()
    restore(holding.path, desk.path, desk.home)
    assert traces(desk.path) == []


def test_a_sheet_in_which_the_person_never_was_is_left_alone(desk: Desk) -> None:
    with desk.opened() as opened:
        sent = send(opened)
        other = opened.add(Person, last_name="Anders", room="1.01")
        kept = opened.get(sent.sheet).values
        privacy.erase_person(opened.office, AUTHOR, other, LABEL, (), desk.home)
        assert opened.get(sent.sheet).values == kept
        with opened.office.read() as reader:
            assert not [place for place in reader.places_of(other.id) if place.kind == "sent"]


def test_a_text_within_a_text_that_only_looks_like_one_stays(opened: Opened, desk: Desk) -> None:
    """What people type may begin with a quotation mark."""
    sent = send(opened, texts={0: '"halb', 1: '"f\\u00e4"'})
    kept = opened.get(sent.sheet).values
    privacy.erase_person(opened.office, AUTHOR, opened.add(Person, last_name="Anders"), LABEL, (), desk.home)
    assert opened.get(sent.sheet).values == kept
