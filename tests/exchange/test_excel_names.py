import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.exchange.cell_text import CellText
from kn_desk.exchange.excel_names import Names, ascii_word


@pytest.fixture
def names() -> Names:
    return Names(CellText())


def test_a_sheet_name_loses_what_excel_refuses(names: Names) -> None:
    assert names.sheet("Gremium/Netzwerk [neu]: *?") == "Gremium-Netzwerk -neu-- --"
    assert names.sheet("'Zitat'") == "Zitat"
    assert names.sheet("") == "Blatt"


def test_a_sheet_name_is_taken_once_whatever_its_case(names: Names) -> None:
    assert [names.sheet("Ziele"), names.sheet("ZIELE"), names.sheet("ziele")] == ["Ziele", "ZIELE (2)", "ziele (3)"]


def test_a_reserved_sheet_name_gets_a_number(names: Names) -> None:
    assert names.sheet("History") == "History (2)"


def test_a_long_sheet_name_is_cut_and_still_unique(names: Names) -> None:
    first, second = names.sheet("x" * 40), names.sheet("x" * 40)
    assert (len(first), len(second)) == (31, 31)
    assert second.endswith(" (2)")


@given(st.lists(st.text(max_size=40), max_size=20))
def test_every_sheet_name_is_one_that_excel_takes(wanted: list[str]) -> None:
    names = Names(CellText())
    given_names = [names.sheet(name) for name in wanted]
    assert len({name.casefold() for name in given_names}) == len(wanted)
    for name in given_names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name.strip("'") == name
        assert name.casefold() != "history"


def test_tables_and_ranges_share_one_set_of_plain_names(names: Names) -> None:
    assert names.range("tbl", "Maßnahmen & Überblick") == "tblMassnahmenUeberblick"
    assert names.range("tbl", "Maßnahmen & überblick") == "tblMassnahmenUeberblick_2"
    assert ascii_word("Aufgaben (2)") == "Aufgaben2"


@given(st.lists(st.text(max_size=20), max_size=10))
def test_headers_are_unique_and_never_empty(wanted: list[str]) -> None:
    headers = Names(CellText()).headers(wanted)
    assert len({header.casefold() for header in headers}) == len(wanted)
    assert all(header and header == " ".join(header.split()) for header in headers)
