"""Nothing in the file makes Excel repair it."""

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pytest
from defusedxml import ElementTree

from kn_desk.exchange.progress import Report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def parts(report: Report) -> dict[str, bytes]:
    with ZipFile(report.path) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def fromstring(content: bytes) -> Any:
    return ElementTree.fromstring(content)


def sheets(parts: dict[str, bytes]) -> Iterator[Any]:
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            yield fromstring(content)


def test_there_is_no_formula_no_error_and_no_macro(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts):
        assert not list(sheet.iter(f"{MAIN}f"))
        assert not [cell for cell in sheet.iter(f"{MAIN}c") if cell.get("t") == "e"]
    assert not [name for name in parts if "vba" in name or "externalLink" in name or "connection" in name]


def test_a_sheet_has_no_filter_besides_its_table_s(parts: dict[str, bytes]) -> None:
    assert not [sheet for sheet in sheets(parts) if sheet.find(f"{MAIN}autoFilter") is not None]
    assert b"_FilterDatabase" not in parts["xl/workbook.xml"]


def test_the_elements_of_a_sheet_stand_in_the_order_of_the_schema(parts: dict[str, bytes]) -> None:
    order = [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells",
        "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
        "headerFooter", "rowBreaks", "drawing", "tableParts",
    ]  # fmt: skip
    for sheet in sheets(parts):
        places = [order.index(child.tag.removeprefix(MAIN)) for child in sheet]
        assert places == sorted(places)


def test_rows_and_cells_go_up(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts):
        rows = [int(row.get("r")) for row in sheet.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))
        for row in sheet.iter(f"{MAIN}row"):
            letters = [re.sub(r"\d", "", cell.get("r")) for cell in row]
            assert letters == sorted(set(letters), key=lambda name: (len(name), name))


def test_tables_have_names_of_their_own_and_the_header_s_columns(parts: dict[str, bytes]) -> None:
    names, numbers = [], []
    for name, content in parts.items():
        if not name.startswith("xl/tables/"):
            continue
        table = fromstring(content)
        names.append(table.get("name").casefold())
        numbers.append(table.get("id"))
        assert table.get("name") == table.get("displayName")
        assert re.fullmatch(r"tbl[A-Za-z0-9_]+", table.get("name"))
        assert table.find(f"{MAIN}autoFilter").get("ref") == table.get("ref")
        columns = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
        assert all(columns)
        assert len({column.casefold() for column in columns}) == len(columns)
    ranges = [name.get("name").casefold() for name in fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}definedName")]
    ours = [name for name in ranges if not name.startswith("_xlnm.")]
    assert len(set(numbers)) == len(numbers)
    assert len(set(names + ours)) == len(names + ours)


def test_lists_are_ranges_and_texts_short_enough(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts):
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            assert len(rule.findtext(f"{MAIN}formula1")) < 100
            assert not rule.findtext(f"{MAIN}formula1").startswith(("=", '"'))
            assert len(rule.get("error")) <= 225
            assert len(rule.get("errorTitle")) <= 32


def test_every_relation_leads_to_a_part(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if name.endswith(".rels"):
            for relation in fromstring(content):
                assert relation.get("TargetMode") is None
                target = relation.get("Target")
                folder = name.replace("_rels/", "").rpartition("/")[0]
                assert target.lstrip("/") in parts or f"{folder}/{target}" in parts
    assert b"#REF!" not in parts["xl/workbook.xml"]


def test_styles_are_few_and_every_cell_s_exists(parts: dict[str, bytes]) -> None:
    styles = fromstring(parts["xl/styles.xml"])
    count = len(list(styles.find(f"{MAIN}cellXfs")))
    assert count < 100
    used = {int(cell.get("s", 0)) for sheet in sheets(parts) for cell in sheet.iter(f"{MAIN}c")}
    assert max(used) < count
    rules = len(list(styles.find(f"{MAIN}dxfs")))
    assert {int(rule.get("dxfId")) for sheet in sheets(parts) for rule in sheet.iter(f"{MAIN}cfRule")} <= set(
        range(rules)
    )


def test_charts_have_axes_with_german_titles(parts: dict[str, bytes]) -> None:
    charts = [content.decode() for name, content in parts.items() if name.startswith("xl/charts/")]
    assert len(charts) == 3
    for chart in charts:
        assert chart.count('<delete val="0"') == 2
        assert "'Auswertung'!" in chart
    assert {word for chart in charts for word in re.findall(r"<a:t>([^<]*)</a:t>", chart)} == {
        "Handlungsfeld", "Maßnahmen", "Phase", "Betrag", "Fällig", "Aufgaben",
    }  # fmt: skip
