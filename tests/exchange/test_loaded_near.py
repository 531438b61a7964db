"""The Near of an export and the Near of the office file give the same answers."""

import pytest

from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.storage.office_file import Office


@pytest.mark.parametrize("name", [cls.spec.name for cls in RECORDS])
def test_computed_values_are_those_of_the_office_file(name: str, office: Office) -> None:
    cls = BY_NAME[name]
    with office.read() as reader:
        near = LoadedNear(reader, BY_NAME)
        for record in reader.rows(cls):
            assert {value: record.compute(value, near) for value in cls.spec.computed} == reader.computed(record)
            assert near.name_of(record) == reader.name_of(record)


def test_a_label_is_code_and_name(office: Office) -> None:
    with office.read() as reader:
        near = LoadedNear(reader, BY_NAME)
        item = reader.rows(BY_NAME["strategy_item"])[0]
        assert near.labels(("strategy_item",))(item.id) == f"{item.code} Konstanz-WLAN"
        assert near.labels(())(item.id) == f"{item.code} Konstanz-WLAN"
        assert near.labels(("goal",))("no such id") == "(gelöscht)"
