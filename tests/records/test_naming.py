"""How records and their references are named."""

from datetime import date

import pytest

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.duties import Obligation
from kn_desk.records.funding_parts import Notice
from kn_desk.records.jour_fixe import MeetingSeries
from kn_desk.records.naming import Naming
from kn_desk.records.strategy import StrategyItem
from tests.makers.records import make


class Known(Naming):
    """Names the records that it is given."""

    def __init__(self, *records: Record) -> None:
        super().__init__()
        self.records = {record.id: record for record in records}

    def find(self, identity: str) -> Record | None:
        return self.records.get(identity)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (None, "Zwischennachweis – 15.06.2026"),
        ("Zwischennachweis", "Zwischennachweis – 15.06.2026"),
        ("2. Zwischennachweis", "2. Zwischennachweis – 15.06.2026"),
        ("Zwischennachweis für 2025", "Zwischennachweis für 2025 – 15.06.2026"),
        ("Nachweis für 2025", "Zwischennachweis – Nachweis für 2025 – 15.06.2026"),
        ("Zwischennachweise", "Zwischennachweis – Zwischennachweise – 15.06.2026"),
    ],
)
def test_a_kind_that_the_title_tells_is_not_told_twice(title: str | None, name: str) -> None:
    duty = make(Obligation, kind="interim_proof", title=title, due_on=date(2026, 6, 15))

    assert Known().name_of(duty) == name


def test_a_kind_alone_is_a_name() -> None:
    assert Known().name_of(make(Notice, kind="contract")) == "Vertrag"


def test_names_with_a_comma_are_parted_by_semicolons() -> None:
    persons = [make(Person, last_name="Musterle", first_name="Jonas"), make(Person, last_name="Beispielweg")]
    units = [make(OrgUnit, name="Hauptamt"), make(OrgUnit, name="Kämmerei")]
    known = Known(*persons, *units)

    members = MeetingSeries.spec.fields["members"]
    assert known.show(members, tuple(one.id for one in persons)) == "Musterle, Jonas; Beispielweg"
    participating = StrategyItem.spec.fields["participating_units"]
    assert known.show(participating, tuple(one.id for one in units)) == "Hauptamt, Kämmerei"
