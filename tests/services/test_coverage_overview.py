"""Which Amt has its Lotse: groups, names, dates and counts."""

from datetime import timedelta
from typing import Any

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.services.coverage_overview import Overview, overview, unit_row
from tests.makers.anything import TODAY
from tests.makers.offices import Opened

DAY = timedelta(days=1)


def _unit(opened: Opened, name: str, **values: Any) -> OrgUnit:
    return opened.add(OrgUnit, name=name, lotse_required=True, **values)


def _role(opened: Opened, unit: OrgUnit, last_name: str, **values: Any) -> LotseRole:
    person = opened.add(Person, last_name=last_name, first_name="Kim")
    return opened.add(LotseRole, unit=unit, person=person, **values)


def _read(opened: Opened, **filters: str | None) -> Overview:
    with opened.office.read() as reader:
        return overview(reader, **filters)


def test_units_without_a_lotse_come_first_whatever_their_dezernat(opened: Opened) -> None:
    covered = _unit(opened, "Hauptamt", dezernat="Dezernat I")
    _unit(opened, "Rechtsamt", dezernat="Dezernat I")
    _role(opened, covered, "Muster", since=TODAY - 9 * DAY)
    first, second = _read(opened).groups
    assert (first.title, [row.name for row in first.rows], first.counted) == ("Ohne Lotse", ["Rechtsamt"], "1")
    assert (second.title, [row.name for row in second.rows]) == ("Dezernat I", ["Hauptamt"])
    assert second.counted == "1 von 2", "the vacant one belongs to the Dezernat too"


def test_units_without_a_dezernat_stand_together_by_their_kind(opened: Opened) -> None:
    for name, kind in (("Philharmonie", "eigenbetrieb"), ("Hauptamt", "office")):
        _role(opened, _unit(opened, name, kind=kind), f"Muster {name}")
    assert [group.title for group in _read(opened).groups] == ["Ämter", "Eigenbetriebe"]


def test_units_sort_as_german_does(opened: Opened) -> None:
    for name in ("Zebra", "Ärzte", "Amt"):
        _unit(opened, name)
    assert [row.name for row in _read(opened).rows] == ["Amt", "Ärzte", "Zebra"]


def test_the_sentence_counts_units_that_want_a_lotse(opened: Opened) -> None:
    _role(opened, _unit(opened, "Hauptamt"), "Muster")
    _unit(opened, "Rechtsamt")
    opened.add(OrgUnit, name="Extern")
    found = _read(opened)
    assert found.coverage.sentence == "1 von 2 Ämtern und Betrieben"
    assert found.lights == ("ok", "crit")
    assert "23" in found.coverage.hint, "the setting says another number, and that is said"


def test_a_unit_says_who_has_the_role_since_when_and_who_stands_in(opened: Opened) -> None:
    unit = _unit(opened, "Hauptamt")
    _role(opened, unit, "Muster", since=TODAY - 400 * DAY, until=TODAY + 20 * DAY, time_share=10)
    _role(opened, unit, "Zweit", since=TODAY - 9 * DAY, kind="deputy")
    _role(opened, unit, "Früher", since=TODAY - 900 * DAY, until=TODAY - 401 * DAY)
    _role(opened, unit, "Später", since=TODAY + 90 * DAY, kind="prospective")
    (row,) = _read(opened).rows
    names = [[one.name for one in group] for group in (row.mains, row.deputies, row.past, row.coming)]
    assert names == [["Muster, Kim"], ["Zweit, Kim"], ["Früher, Kim"], ["Später, Kim"]]
    assert (row.light, row.since, row.until, row.time_share) == ("warn", TODAY - 400 * DAY, TODAY + 20 * DAY, 10)
    assert row.vacant_since is None


def test_a_vacant_unit_knows_since_when(opened: Opened) -> None:
    unit = _unit(opened, "Kulturamt")
    _role(opened, unit, "Muster", since=TODAY - 400 * DAY, until=TODAY - 10 * DAY)
    (row,) = _read(opened).rows
    assert (row.is_vacant, row.until, row.vacant_since) == (True, TODAY - 10 * DAY, TODAY - 9 * DAY)


def test_a_successor_who_begins_at_once_leaves_no_end_to_fear(opened: Opened) -> None:
    unit = _unit(opened, "Kulturamt")
    _role(opened, unit, "Erst", since=TODAY - 400 * DAY, until=TODAY + 10 * DAY)
    _role(opened, unit, "Dann", since=TODAY + 11 * DAY)
    (row,) = _read(opened).rows
    assert (row.light, row.until) == ("ok", None)


def test_filters_hide_rows_but_change_no_count(opened: Opened) -> None:
    _role(opened, _unit(opened, "Hauptamt", dezernat="Dezernat I"), "Muster")
    _unit(opened, "Rechtsamt", dezernat="Dezernat I")
    _unit(opened, "Bauamt", dezernat="Dezernat II")
    only = _read(opened, dezernat="Dezernat I", light="ok")
    assert [row.name for row in only.rows] == ["Hauptamt"]
    assert (only.coverage.wanted, only.groups[0].counted) == (3, "1 von 2")
    assert only.dezernate == ("Dezernat I", "Dezernat II")


def test_one_unit_reads_as_it_does_among_all(opened: Opened) -> None:
    unit = _unit(opened, "Hauptamt")
    _role(opened, unit, "Muster", since=TODAY)
    with opened.office.read() as reader:
        assert unit_row(reader, opened.get(unit)) == overview(reader).rows[0]


def test_a_vacant_unit_says_who_is_named_for_a_day_to_come(opened: Opened) -> None:
    unit = _unit(opened, "Kulturamt")
    _role(opened, unit, "Neuner", since=TODAY + 37 * DAY)
    (row,) = _read(opened).rows
    assert (row.is_vacant, row.wants_name, row.named and row.named.name) == (True, False, "Neuner, Kim")
    other = _unit(opened, "Rechtsamt")
    _role(opened, other, "Vielleicht", since=TODAY + 37 * DAY, kind="prospective")
    assert [one.wants_name for one in _read(opened).rows] == [False, True]
