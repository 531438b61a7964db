"""Organisational units, persons, roles of the Lotsen, and the coverage of the office."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.errors import Unreadable
from kn_desk.records.contacts import LotseRole, OrgUnit, Person, may_be_same
from kn_desk.records.coverage import COVERAGE, Term, covered_until, office_coverage
from tests.makers.near import FakeNear, assert_holds_until_it_turns, faults_of
from tests.makers.records import make

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NOWHERE = FakeNear(TODAY)


def on(days: int | None) -> date | None:
    return None if days is None else TODAY + days * DAY


@pytest.mark.parametrize(
    ("since", "until", "kind", "state", "reason"),
    [
        (None, None, "main", "active", "Unbefristet."),
        (0, None, "main", "active", "Seit dem 15.06.2026, unbefristet."),
        (1, None, "main", "coming", "Beginnt am 16.06.2026."),
        (-9, 61, "deputy", "active", "Bis zum 15.08.2026."),
        (-9, 60, "main", "ends_soon", "Endet am 14.08.2026."),
        (-9, 0, "main", "ends_soon", "Endet am 15.06.2026."),
        (-9, -1, "main", "ended", "Beendet am 14.06.2026."),
        (1, 5, "prospective", "prospective", "Vorgesehen ab 16.06.2026."),
        (None, None, "prospective", "prospective", "Vorgesehen."),
        (-9, -1, "prospective", "ended", "Beendet am 14.06.2026."),
    ],
)
def test_a_role_is_active_ends_soon_or_has_ended(
    since: int | None, until: int | None, kind: str, state: str, reason: str
) -> None:
    seen = NOWHERE.compute(make(LotseRole, kind=kind, since=on(since), until=on(until)), "state")

    assert (seen.value, seen.reason) == (state, reason)


def covered(*roles: tuple[int | None, int | None], kind: str = "main", **values: Any) -> tuple[str, str, str]:
    unit = make(OrgUnit, **({"lotse_required": True} | values))
    made = [make(LotseRole, unit=unit, person="p", kind=kind, since=on(a), until=on(b)) for a, b in roles]
    seen = FakeNear(TODAY, made).compute(unit, "lotse_coverage")
    return seen.value, seen.reason, seen.hint


@pytest.mark.parametrize(
    ("roles", "light", "reason"),
    [
        ([], "crit", "Noch niemand ist benannt."),
        ([(-9, None)], "ok", "Unbefristet besetzt."),
        ([(None, None)], "ok", "Unbefristet besetzt."),
        ([(0, 0)], "warn", "Besetzt nur noch bis 15.06.2026."),
        ([(-9, 60)], "warn", "Besetzt nur noch bis 14.08.2026."),
        ([(-9, 61)], "ok", "Besetzt bis 15.08.2026."),
        ([(-9, -1)], "crit", "Die letzte Rolle endete am 14.06.2026."),
        ([(-9, -1), (1, None)], "crit", "Die letzte Rolle endete am 14.06.2026, die nächste beginnt am 16.06.2026."),
        ([(3, None)], "crit", "Noch niemand ist benannt, die nächste beginnt am 18.06.2026."),
        ([(-9, 10), (11, None)], "ok", "Unbefristet besetzt."),
        ([(-9, 10), (12, None)], "warn", "Besetzt nur noch bis 25.06.2026."),
        ([(-9, 10), (5, 90)], "ok", "Besetzt bis 13.09.2026."),
        ([(-9, 10), (-5, None)], "ok", "Unbefristet besetzt."),
    ],
)
def test_coverage_sees_main_roles_and_their_successors(
    roles: list[tuple[int | None, int | None]], light: str, reason: str
) -> None:
    assert covered(*roles)[:2] == (light, reason)


def test_a_deputy_alone_does_not_cover() -> None:
    assert covered((-9, None), kind="deputy")[0] == "crit"


def test_who_is_only_meant_to_be_lotse_does_not_cover_but_is_a_hint() -> None:
    assert covered((1, None), kind="prospective") == ("crit", "Noch niemand ist benannt.", "Jemand ist vorgesehen.")
    assert covered((-9, -1), kind="prospective")[2] == ""


def test_fewer_than_wanted_is_a_hint() -> None:
    assert covered((-9, None), lotse_target=2)[2] == "1 von 2 Lotsen ist benannt."
    assert covered((-9, None), (-9, None), lotse_target=2)[2] == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"lotse_required": None}, "Für diese Stelle ist kein Lotse vorgesehen."),
        ({"lotse_required": False}, "Für diese Stelle ist kein Lotse vorgesehen."),
        ({"valid_from": TODAY + DAY}, "Die Stelle besteht erst ab 16.06.2026."),
        ({"valid_to": TODAY - DAY}, "Die Stelle bestand bis 14.06.2026."),
    ],
)
def test_where_no_lotse_is_wanted_none_is_missing(values: dict[str, Any], reason: str) -> None:
    assert covered(**values)[:2] == ("none", reason)


def test_a_unit_exists_through_its_last_day() -> None:
    assert covered(valid_to=TODAY)[0] == covered(valid_from=TODAY)[0] == "crit"


def test_coverage_has_its_own_words() -> None:
    assert [COVERAGE.show(code) for code in ("ok", "warn", "crit", "none")] == [
        "● Besetzt", "▲ Endet bald", "■ Ohne Lotse", "○ Nicht vorgesehen",
    ]  # fmt: skip


days = st.none() | st.integers(-90, 90)


@settings(deadline=None)
@given(
    roles=st.lists(st.tuples(st.sampled_from(["main", "main", "prospective"]), days, days), max_size=4),
    begin=days, end=days, soon=st.integers(0, 90),
)  # fmt: skip
def test_coverage_and_roles_change_only_when_announced(
    roles: list[tuple[str, int | None, int | None]], begin: int | None, end: int | None, soon: int
) -> None:
    unit = make(OrgUnit, lotse_required=True, lotse_target=2, valid_from=on(begin), valid_to=on(end))
    made = [make(LotseRole, unit=unit, kind=kind, since=on(a), until=on(b)) for kind, a, b in roles]
    near = FakeNear(TODAY, made, thresholds={"role.ends_soon": soon})

    assert_holds_until_it_turns(near, unit, "lotse_coverage")
    for role in made:
        assert_holds_until_it_turns(near, role, "state")


@given(st.lists(st.tuples(days, days), min_size=1, max_size=4))
def test_the_last_covered_day_is_followed_by_a_gap(roles: list[tuple[int | None, int | None]]) -> None:
    terms = [Term(on(a), on(b)) for a, b in roles]
    if not any(term.covers(TODAY) for term in terms):
        return
    end = covered_until(terms, TODAY)
    horizon = 200 if end is None else (end - TODAY).days

    assert all(any(term.covers(TODAY + n * DAY) for term in terms) for n in range(horizon + 1))
    assert end is None or not any(term.covers(end + DAY) for term in terms)


def test_the_office_counts_units_with_an_active_main_role() -> None:
    seen = office_coverage(["ok"] * 19 + ["warn"] * 2 + ["crit"] * 2 + ["none"] * 7 + [None], target=23)

    assert (seen.covered, seen.wanted, seen.ending, seen.vacant) == (21, 23, 2, 2)
    assert (seen.sentence, seen.hint) == ("21 von 23 Ämtern und Betrieben", "")


def test_the_office_says_when_units_and_setting_differ() -> None:
    assert office_coverage(["ok", "crit"], target=23).hint == (
        "Eingestellt sind 23 Ämter und Betriebe, bei 2 ist ein Lotse vorgesehen."
    )


def test_a_role_has_a_person_and_a_unit_and_an_order() -> None:
    assert set(faults_of(make(LotseRole), NOWHERE)) == {"person", "unit"}
    role = make(LotseRole, person="p", unit="u", since=TODAY, until=TODAY - DAY, handover_to="p")
    assert set(faults_of(role, NOWHERE)) == {"until", "handover_to"}
    assert faults_of(make(LotseRole, person="p", unit="u", since=TODAY, until=TODAY), NOWHERE) == {}


def test_a_role_without_a_beginning_is_a_hint() -> None:
    assert list(make(LotseRole, person="p", unit="u").hints(NOWHERE)) == [
        "Seit wann die Rolle gilt, fehlt; sie zählt als aktiv."
    ]


def test_a_unit_that_has_a_successor_ends() -> None:
    assert set(faults_of(make(OrgUnit, successor="u"), NOWHERE)) == {"valid_to"}
    assert faults_of(make(OrgUnit, successor="u", valid_to=TODAY), NOWHERE) == {}


def test_a_unit_is_neither_above_nor_after_itself() -> None:
    unit = make(OrgUnit, id="u", parent="u", successor="u", valid_from=TODAY, valid_to=TODAY - DAY)

    assert set(faults_of(unit, NOWHERE)) == {"parent", "successor", "valid_to"}


def test_an_ended_unit_with_a_role_and_without_a_successor_is_a_hint() -> None:
    unit = make(OrgUnit, valid_to=TODAY - DAY)

    assert list(unit.hints(FakeNear(TODAY, [make(LotseRole, unit=unit)]))) == [
        "Die Stelle endete am 14.06.2026 und hat keine Nachfolgeeinheit.",
        "Die Stelle endete am 14.06.2026, hat aber noch Lotsenrollen.",
    ]


def test_consent_has_its_day() -> None:
    assert set(faults_of(make(Person, legal_basis="consent"), NOWHERE)) == {"consent_on"}
    assert faults_of(make(Person), NOWHERE) == {}


def test_a_person_who_left_with_a_role_is_a_hint() -> None:
    person = make(Person, active=False, source="Personalamt", purpose="Lotsennetz")

    assert list(person.hints(FakeNear(TODAY, [make(LotseRole, person=person)]))) == [
        "Die Person ist nicht mehr aktiv, hat aber noch eine Lotsenrolle."
    ]
    assert list(person.hints(FakeNear(TODAY, [make(LotseRole, person=person, until=TODAY - DAY)]))) == []
    assert list(make(Person).hints(NOWHERE)) == ["Herkunft der Angabe oder Zweck fehlt."]


@pytest.mark.parametrize("address", ["hochbauamt@konstanz.example.org", "a.b@c.de"])
def test_an_address_is_read(address: str) -> None:
    assert OrgUnit.spec.fields["mailbox"].kind.read(f" {address} ") == address
    assert Person.spec.fields["email"].kind.read(address) == address


@pytest.mark.parametrize("address", ["hochbauamt", "a@b", "a@@b.de", "a b@c.de", "a@b.de, c@d.de", "a@b.de."])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Unreadable):
        Person.spec.fields["email"].kind.read(address)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Müller-Groß", "Änne"), ("MUELLER GROSS", "Aenne"), True),
        (("Muster", "Eva"), ("Muster", "Ewa"), False),
        (("Muster", None), ("Muster", None), True),
    ],
)
def test_doubles_are_found_by_their_normalised_name(
    one: tuple[str, str | None], other: tuple[str, str | None], same: bool
) -> None:
    first, second = (make(Person, last_name=last, first_name=name, unit="u") for last, name in (one, other))

    assert may_be_same(first, second) is same
    assert may_be_same(first, make(Person, last_name=other[0], first_name=other[1], unit="v")) is False


def test_doubles_are_found_by_their_address() -> None:
    first, second = (make(Person, unit=unit, email=mail) for unit, mail in (("u", "a@b.de"), ("v", "A@b.de")))

    assert may_be_same(first, second)
