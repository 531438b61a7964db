"""The sheet "_kn": what goes out comes back as it was, and whatever was changed in it is noticed."""

import json

import pytest

from kn_desk.exchange.sheet_format import (
    INPUTS,
    ITEMS,
    VERSION,
    SheetFormat,
    UnknownFormat,
    checksum_of,
    loaded_json,
    report_of,
    stored_json,
)
from kn_desk.records.reporting import StatusReport
from tests.makers.anything import TODAY

FORMAT = SheetFormat(
    office="o", branch="b", run="r", sheet="s", export_id="12-AB", step="u", schema=1, period="p", unit="e",
    made_at="2026-11-24T09:30:00+00:00",
    values={(ITEMS, "i", "status"): '"running"', (ITEMS, "i", "progress"): "40", (ITEMS, "i", "text_done"): "null"},
)  # fmt: skip


def test_rows_and_json_come_back_as_the_same_format() -> None:
    assert SheetFormat.from_rows(FORMAT.to_rows()) == FORMAT
    assert SheetFormat.from_json(FORMAT.to_json()) == FORMAT


def test_cells_are_texts_and_the_last_row_is_the_checksum() -> None:
    rows = FORMAT.to_rows()
    assert rows[0] == ["KN Desk Lotsenmappe", str(VERSION)]
    assert rows[-1] == ["checksum", FORMAT.checksum]
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_empty_cells_around_and_figures_that_became_numbers_do_no_harm() -> None:
    rows: list[list[object]] = [[*row, None, ""] for row in FORMAT.to_rows()]
    rows[0][1] = float(VERSION)
    assert SheetFormat.from_rows([*rows, [None, ""], []]) == FORMAT


def test_a_sheet_without_values_comes_back_too() -> None:
    empty = SheetFormat(**{**vars(FORMAT), "values": {}, "step": "", "period": ""})
    assert SheetFormat.from_rows(empty.to_rows()) == empty


@pytest.mark.parametrize("row", range(len(FORMAT.to_rows())))
def test_every_changed_cell_and_every_missing_row_is_noticed(row: int) -> None:
    rows = FORMAT.to_rows()
    for place in range(len(rows[row])):
        changed = [list(one) for one in rows]
        changed[row][place] += "x"
        with pytest.raises(UnknownFormat):
            SheetFormat.from_rows(changed)
    with pytest.raises(UnknownFormat):
        SheetFormat.from_rows(rows[:row] + rows[row + 1 :])


@pytest.mark.parametrize("rows", [[], [["irgendwas"]], [["KN Desk Lotsenmappe"]]])
def test_what_is_no_lotsenmappe_is_said(rows: list[list[object]]) -> None:
    with pytest.raises(UnknownFormat, match="nicht zu erkennen"):
        SheetFormat.from_rows(rows)


def test_a_newer_version_is_said() -> None:
    with pytest.raises(UnknownFormat, match="Formatversion 2"):
        SheetFormat.from_rows([["KN Desk Lotsenmappe", "2"], ["anything"]])


def test_an_origin_that_lacks_something_is_said() -> None:
    rows = [row for row in FORMAT.to_rows()[:-1] if row[0] != "unit"]
    with pytest.raises(UnknownFormat, match="unvollständig"):
        SheetFormat.from_rows([*rows, ["checksum", checksum_of(rows)]])


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"head": {}, "values": [[1]]}'])
def test_a_bundle_that_is_none_is_said(text: str) -> None:
    with pytest.raises(UnknownFormat):
        SheetFormat.from_json(text)


def test_every_input_field_exists_and_its_values_come_back() -> None:
    for fields in INPUTS.values():
        for name, cls in fields.items():
            kind = cls.spec.fields[name].kind
            assert loaded_json(kind, stored_json(kind, None)) is None
    kind = StatusReport.spec.fields["text_done"].kind
    assert json.loads(stored_json(kind, "Zwei\nZeilen „ä“")) == "Zwei\nZeilen „ä“"
    assert loaded_json(kind, stored_json(kind, "Zwei\nZeilen „ä“")) == "Zwei\nZeilen „ä“"


def test_the_newest_report_of_the_period_counts() -> None:
    def report(identity: str, period: str) -> StatusReport:
        return StatusReport.of({"id": identity, "item": "i", "period": period, "reported_on": TODAY})

    reports = [report("1", "p"), report("2", "p"), report("3", "other")]
    assert report_of(reports, "p") == reports[1]
    assert report_of(reports, "none") is None
