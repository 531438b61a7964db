import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.jour_fixe import Meeting
from kn_desk.records.minutes import Task
from kn_desk.records.named_person import NamedPerson
from kn_desk.records.networks import Interaction
from kn_desk.records.office import SavedView, Sheet, SheetRun, Tag
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem
from kn_desk.services import privacy
from kn_desk.services.edit import Author, change, create, new_record, purge, trash
from kn_desk.storage.backup import back_up, backups_in, restore
from kn_desk.storage.check import check
from kn_desk.storage.drafts import Draft, Drafts
from kn_desk.storage.lock import InUse
from kn_desk.storage.office_file import Office, open_office
from kn_desk.storage.person_places import Place
from tests.makers.offices import Desk, SettableClock
from tests.makers.records import make

#: Each stands for one thing that could be left behind; no other word in the file contains one.
LAST, FIRST, MAIDEN = "Zwitschenbrück", "Quendoline", "Hyazinthberg"
FORMS = (LAST, FIRST, MAIDEN, LAST.replace("ü", "ue"), LAST.replace("ü", "u"), "Telefonkanarie", "07531 9009977")
LABEL = "ehem. Lotsin Hochbauamt"
ANNA = Author("anna", "test")


@pytest.fixture
def office(desk: Desk) -> Iterator[Office]:
    with desk.open() as opened:
        yield opened


def stored(office: Office, record: Record) -> Any:
    with office.read() as reader:
        return reader.record(record.id)


def a_person(office: Office, **values: Any) -> Any:
    unit = new_record(OrgUnit, {"name": "Hochbauamt", "mailbox": "zwitschenbrueck.team@konstanz.example.org"})
    person = new_record(Person, {"last_name": LAST, "first_name": FIRST, "unit": unit.id} | values)
    create(office, ANNA, unit, person)
    return person


def fill(office: Office, clock: SettableClock, home: Home) -> Any:
    """Put a person into every place that can hold one, today and in the past; return them."""
    person = a_person(
        office, email="quendoline.hyazinthberg@konstanz.example.org", phone="07531 9009977", room="Telefonkanarie",
        note_internal=f"Früher {MAIDEN}", position="Telefonkanarie", source="Telefonkanarie", last_name=MAIDEN,
    )  # fmt: skip
    clock.move(days=1)
    tag = new_record(Tag, {"title": f"Team {MAIDEN}"})
    create(office, ANNA, tag)
    change(office, ANNA, stored(office, person), {"last_name": LAST, "tags": (tag.id,)})
    change(office, ANNA, stored(office, person), {"email": "quendoline.zwitschenbrueck@konstanz.example.org"})
    item = new_record(
        StrategyItem,
        {
            "title": f"Haus der {LAST}s", "responsible": person.id, "description": f"{FIRST} {LAST}\nleitet es.",
            "next_step": f"Frau {LAST.upper()} anrufen", "start_planned": date(2026, 1, 1),
            "end_planned": date(2026, 12, 1),
        },
    )  # fmt: skip
    milestone = new_record(Milestone, {"title": f"Abnahme durch {LAST}", "item": item.id, "mandatory": True,
                                       "due_planned": date(2026, 2, 1)})  # fmt: skip
    gone = new_record(Task, {"title": f"{LAST}, {FIRST} fragen"})
    trashed = new_record(Interaction, {"persons": (person.id,), "note": "Rückruf 07531/900-9977 erbeten"})
    run = new_record(SheetRun, {"title": "Lauf"})
    values = {"M-1": {"responsible": f"{LAST}, {FIRST}", "text": f"von {FIRST} {LAST}"}}
    sheet = new_record(
        Sheet, {"run": run.id, "person": person.id, "values": json.dumps(values, ensure_ascii=False, sort_keys=True)}
    )
    view = new_record(
        SavedView, {"title": "Meine", "definition": json.dumps({"contains": LAST}, ensure_ascii=False, sort_keys=True)}
    )
    role = new_record(LotseRole, {"person": person.id, "unit": stored(office, person).unit, "topics": f"für {LAST}"})
    create(office, Author("qzwitschenbrueck", "test"), item, milestone, gone, trashed, run, sheet, view, role)
    clock.move(days=1)
    change(office, ANNA, stored(office, item), {"description": f"Ohne Name, früher {LAST}", "benefit": f"{LAST}!"})
    change(office, ANNA, stored(office, item), {"description": "Nichts mehr.", "benefit": None})
    trash(office, ANNA, stored(office, trashed))
    trash(office, ANNA, stored(office, gone))
    purge(office, ANNA, stored(office, gone))
    drafts = Drafts(home)
    with office.read() as reader:
        uuid = reader.meta()["office"]
    drafts.keep(Draft(uuid, person.id, "person", "room", f"Zimmer von {LAST}", 1))
    drafts.keep(Draft(uuid, item.id, "strategy_item", "benefit", f"Dank an {FIRST} {LAST}, sehr", 1))
    return person


def all_ticked(places: list[Place]) -> set[tuple[str, str]]:
    return {place.key for place in places if place.choice}


def erase(office: Office, person: Any, home: Home) -> list[Path]:
    return privacy.erase_person(
        office, ANNA, person, LABEL, all_ticked(privacy.places(office, person, home)), home
    )  # fmt: skip


def assert_no_trace(*paths: Path) -> None:
    for path in paths:
        content = path.read_bytes().lower()
        for form in FORMS:
            for encoding in ("utf-8", "utf-16-le", "latin-1"):
                assert form.lower().encode(encoding) not in content, f"{form} in {path.name}"


def assert_sound(path: Path, home: Home) -> None:
    assert [sentence for part in check(path, home) for sentence in part.found] == []


def test_after_erasing_no_byte_of_the_person_is_left_in_file_journal_and_drafts(
    office: Office, clock: SettableClock, home: Home, tmp_path: Path
) -> None:
    person = fill(office, clock, home)
    with pytest.raises(AssertionError):
        assert_no_trace(office.path)

    erase(office, person, home)

    office.close()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert office.path in left
    assert home.drafts in left
    assert_no_trace(*left)
    assert_sound(office.path, home)


def test_the_preview_names_every_kind_of_place(office: Office, clock: SettableClock, home: Home) -> None:
    person = fill(office, clock, home)

    places = privacy.places(office, person, home)

    assert {place.kind for place in places} == {"own", "reference", "text", "sent", "draft", "author"}
    titles = {(place.kind, place.title.partition(", ")[2]) for place in places}
    assert ("reference", "Verantwortlich") in titles
    assert ("reference", "Personen") in titles
    assert ("text", "Nächster Schritt") in titles
    assert ("own", "Raum") in titles
    assert {place.title.partition(", ")[2] for place in places if place.past} == {"Beschreibung", "Nutzen", "Was"}


def test_every_past_day_shows_the_nameless_person(office: Office, clock: SettableClock, home: Home) -> None:
    person = fill(office, clock, home)
    days = [date(2026, 6, 15), date(2026, 6, 16), date(2026, 6, 17)]

    erase(office, person, home)

    unit = stored(office, person).unit
    with office.read() as reader:
        for day in days:
            (then,) = reader.rows_as_of(Person, day)
            assert (then.last_name, then.first_name, then.email, then.phone) == (LABEL, None, None, None)
            assert then.unit == unit
        items = reader.rows_as_of(StrategyItem, date(2026, 6, 16))
        assert [item.description for item in items] == [f"{LABEL}\nleitet es."]
        assert [item.title for item in items] == [f"Haus der {LABEL}"]


def test_what_refers_to_the_person_still_does(office: Office, clock: SettableClock, home: Home) -> None:
    person = fill(office, clock, home)
    with office.read() as reader:
        before = {(usage.record.id, usage.field.name) for usage in reader.usages(person)}

    erase(office, person, home)

    with office.read() as reader:
        assert {(usage.record.id, usage.field.name) for usage in reader.usages(person)} == before
        assert reader.name(person.id) == LABEL
        assert reader.find(LAST) == reader.find(FIRST) == []
        assert person.id in {record.id for record in reader.find("Lotsin Hochbauamt")}
        assert reader.erased() == {person.id: LABEL}


def test_nothing_before_an_erasure_can_be_undone_but_what_comes_after_can(
    office: Office, clock: SettableClock, home: Home
) -> None:
    person = fill(office, clock, home)

    erase(office, person, home)

    with pytest.raises(UserError, match="nichts rückgängig"):
        office.undo("anna", "test")
    change(office, ANNA, stored(office, person), {"room": "A 1"})
    office.undo("anna", "test")
    assert stored(office, person).room is None
    with pytest.raises(UserError, match="nichts rückgängig"):
        office.undo("anna", "test")


def test_a_text_that_is_not_ticked_stays_as_it_is(office: Office, home: Home) -> None:
    person = a_person(office)
    item = new_record(StrategyItem, {"title": f"Haus {LAST}", "benefit": f"Dank an {LAST}"})
    create(office, ANNA, item)

    privacy.erase_person(office, ANNA, person, LABEL, {(item.id, "title")}, home)

    assert stored(office, item).title == f"Haus {LABEL}"
    assert stored(office, item).benefit == f"Dank an {LAST}"
    office.close()
    assert_sound(office.path, home)


def test_another_person_of_the_same_name_is_not_touched(office: Office, home: Home) -> None:
    person = a_person(office)
    sister = new_record(Person, {"last_name": LAST, "first_name": "Berta"})
    item = new_record(StrategyItem, {"title": "Bad", "benefit": f"{FIRST} {LAST}", "next_step": f"Berta {LAST}"})
    run = new_record(SheetRun, {"title": "Lauf"})
    sheet = new_record(Sheet, {"run": run.id, "values": json.dumps({"wer": f"{LAST}, Berta"}, ensure_ascii=False)})
    create(office, ANNA, sister, item, run, sheet)

    places = {place.field: place for place in privacy.places(office, person, home) if place.kind == "text"}
    assert places["benefit"].sure
    assert not places["next_step"].sure
    ticked = {place.key for place in places.values() if place.sure}
    privacy.erase_person(office, ANNA, person, LABEL, ticked, home)

    assert stored(office, sister).last_name == LAST
    assert stored(office, item).benefit == LABEL
    assert stored(office, item).next_step == f"Berta {LAST}"
    assert LAST in stored(office, sheet).values


def test_a_label_that_does_not_fit_is_shortened_and_an_address_is_emptied(office: Office, home: Home) -> None:
    person = a_person(office, last_name="Ott", email="zwitschenbrueck.team@konstanz.example.org")
    unit = stored(office, person).unit
    series = new_record(Meeting, {"number": "JF mit Ott 2026/23"})
    create(office, ANNA, series)

    erase(office, person, home)

    assert stored(office, series).number == "JF mit N. N. 2026/23"
    with office.read() as reader:
        assert reader.record(unit).mailbox is None  # type: ignore[union-attr]
    office.close()
    assert_sound(office.path, home)


def test_an_approved_minute_is_no_refuge(office: Office, home: Home) -> None:
    person = a_person(office)
    meeting = new_record(Meeting, {"number": "JF 1", "place": f"Büro {LAST}", "status": "approved",
                                   "held_on": date(2026, 3, 2), "approved_on": date(2026, 3, 2)})  # fmt: skip
    create(office, ANNA, meeting)

    erase(office, person, home)

    assert stored(office, meeting).place == f"Büro {LABEL}"


@pytest.mark.parametrize("label", ["", "  ", f"Frau {LAST}", FIRST])
def test_the_label_must_be_one_and_not_hold_the_name(office: Office, home: Home, label: str) -> None:
    person = a_person(office)

    with pytest.raises(UserError):
        privacy.erase_person(office, ANNA, person, label, set(), home)

    assert stored(office, person).last_name == LAST


def test_two_texts_that_would_become_the_same_are_refused_and_nothing_changes(office: Office, home: Home) -> None:
    person = a_person(office)
    create(office, ANNA, new_record(Tag, {"title": LAST}), new_record(Tag, {"title": FIRST}))

    with pytest.raises(UserError, match="zweimal"):
        erase(office, person, home)

    assert stored(office, person).last_name == LAST
    office.close()
    assert_sound(office.path, home)


def test_erasing_needs_the_file_for_oneself(office: Office, home: Home) -> None:
    person = a_person(office)

    with open_office(office.path, home, writes=True) as second, pytest.raises(InUse):
        privacy.erase_person(second, ANNA, person, LABEL, set(), home)

    assert stored(office, person).last_name == LAST


def test_backups_that_still_hold_the_person_are_named(office: Office, home: Home, tmp_path: Path) -> None:
    back_up(office.path, home.backups, "davor")
    person = a_person(office)
    holding = back_up(office.path, home.backups, "mit Person")
    home.rescued.mkdir()
    junk = home.rescued / "kaputt.kndesk"
    junk.write_bytes(b"not a database, but who knows")

    left_in = erase(office, person, home)

    assert left_in == sorted([holding.path, junk])


def test_a_restored_backup_does_not_bring_the_person_back(
    office: Office, clock: SettableClock, home: Home, tmp_path: Path
) -> None:
    person = fill(office, clock, home)
    with_person = back_up(office.path, tmp_path, "mit Person")
    erase(office, person, home)
    office.close()

    restore(with_person.path, office.path, home)

    without = [form for form in FORMS if form != FIRST]  # a first name alone may be anybody's
    content = office.path.read_bytes().lower()
    assert [form for form in without if form.lower().encode() in content] == []
    assert_sound(office.path, home)
    with open_office(office.path, home, writes=True) as again:
        assert stored(again, person).last_name == LABEL
        with again.read() as reader:
            assert reader.erased() == {person.id: LABEL}
        with pytest.raises(UserError, match="nichts rückgängig"):
            again.undo("anna", "test")


def test_nor_does_one_restored_where_the_file_was_lost(
    office: Office, clock: SettableClock, home: Home, tmp_path: Path
) -> None:
    person = fill(office, clock, home)
    with_person = back_up(office.path, tmp_path, "mit Person")
    erase(office, person, home)
    office.close()
    office.path.unlink()

    restore(with_person.path, office.path, home)

    with open_office(office.path, home, writes=False) as again:
        assert stored(again, person).last_name == LABEL
    assert len(backups_in(home.backups)) == 1


def test_a_backup_from_before_the_person_can_be_restored_too(office: Office, home: Home, tmp_path: Path) -> None:
    before = back_up(office.path, tmp_path, "davor")
    person = a_person(office)
    erase(office, person, home)
    office.close()

    restore(before.path, office.path, home)

    assert_sound(office.path, home)
    with open_office(office.path, home, writes=False) as again, again.read() as reader:
        assert reader.erased() == {person.id: LABEL}


def test_a_person_purged_from_the_papierkorb_leaves_no_trace(
    office: Office, clock: SettableClock, home: Home, tmp_path: Path
) -> None:
    person = a_person(office, phone="07531 9009977")
    trash(office, ANNA, stored(office, person))
    trashed = stored(office, person)
    ticked = all_ticked(privacy.places(office, trashed, home))

    privacy.purge_person(office, ANNA, trashed, LABEL, ticked, home)

    assert stored(office, person) is None
    office.close()
    assert_no_trace(*(path for path in tmp_path.rglob("*") if path.is_file()))
    assert_sound(office.path, home)


def test_a_person_who_was_purged_long_ago_can_still_be_erased_from_the_past(
    office: Office, home: Home, tmp_path: Path
) -> None:
    person = new_record(Person, {"last_name": LAST, "first_name": FIRST})
    create(office, ANNA, person)
    office.undo("anna", "test")
    office.redo("anna", "test")
    office.undo("anna", "test")
    assert stored(office, person) is None

    erase(office, person, home)

    office.close()
    assert_no_trace(office.path)
    assert_sound(office.path, home)


NAMED = NamedPerson((make(Person, last_name="Groß-Müller", first_name="Li", email="li.gm@konstanz.example.org"),))
PLAIN = NamedPerson((make(Person, last_name="Lange", first_name="Max", phone="07531 900-123"),))


@pytest.mark.parametrize(
    ("named", "text", "without"),
    [
        (NAMED, "Groß-Müller kommt", "N. kommt"),
        (NAMED, "Frau Gross Mueller kommt", "Frau N. kommt"),
        (NAMED, "GROSS-MÜLLERS Büro", "N. Büro"),
        (NAMED, "Li Groß-Müller, Müller", "N., Müller"),
        (NAMED, "Groß-Müller, Li", "N."),
        (NAMED, "an li.gm@konstanz.example.org", "an N."),
        (NAMED, "Großmüller", "Großmüller"),
        (PLAIN, "wie lange noch", "wie lange noch"),
        (PLAIN, "Herr Lange fragt", "Herr N. fragt"),
        (PLAIN, "die Langenstraße", "die Langenstraße"),
        (PLAIN, "unter 07531/900123", "unter N."),
        (PLAIN, "Max weiß es, max. 20", "Max weiß es, max. 20"),
        (PLAIN, "max lange", "N."),
        (NamedPerson(()), "alles bleibt", "alles bleibt"),
    ],
)
def test_a_name_is_found_however_it_is_written(named: NamedPerson, text: str, without: str) -> None:
    assert named.taken_out(text, "N.", sure=True) == without
    assert named.is_meant_in(text) == (text != without)


@pytest.mark.parametrize(
    ("by", "meant"), [("lange", True), ("mlange", True), ("LANGEM", True), ("max.lange", True), ("langer", False)]
)
def test_an_author_is_known_by_the_usual_logins(by: str, meant: bool) -> None:
    assert PLAIN.is_login(by) == meant
