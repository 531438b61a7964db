"""2,000 damaged Lotsenmappen: each ends in a sentence or in a right reading, and soon.

The memory is the child's own limit, which ``test_bad_files`` measures from outside.
"""

import os
import time
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import pytest
from openpyxl import load_workbook

from kn_desk.errors import UserError
from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.exchange.returned_sheet import read_return, recognise
from kn_desk.services.merge_return import preview
from kn_desk.services.returned import Finding, Preview
from tests.exchange.mutations import KINDS, mutated
from tests.makers.lotsenmappe import SentOut, send, workbook_of
from tests.makers.offices import AUTHOR, Template

#: All of them with KN_DESK_MUTATIONS=2000; by default so many of each kind that a fault of a kind is noticed.
NUMBER = int(os.environ.get("KN_DESK_MUTATIONS", "100"))
MOST_SECONDS = 10


@pytest.fixture(scope="module")
def sent(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SentOut]:
    folder = tmp_path_factory.mktemp("mutated")
    with template.desk(folder).opened() as opened:
        yield send(opened, texts={0: "Vergabe fertig"})


@pytest.fixture(scope="module")
def contents(sent: SentOut, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A Lotsenmappe as KN Desk writes it, and one as other programs save it: with shared strings."""
    folder = tmp_path_factory.mktemp("mutated")
    workbook_of(sent).save(folder / "Mappe.xlsx")
    report = send_sheets(sent.opened.office, folder, AUTHOR, codes=[sent.unit.code])
    return next(report.folder.glob("KN_Massnahmen_*.xlsx")).read_bytes(), (folder / "Mappe.xlsx").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_a_damaged_file_is_refused_with_a_sentence_or_read_right(
    sent: SentOut, contents: tuple[bytes, bytes], tmp_path: Path, kind: int
) -> None:
    path = tmp_path / "Mappe.xlsx"
    refused = 0
    for number in range(kind, NUMBER, len(KINDS)):
        path.write_bytes(mutated(contents[number % 2], number))
        begun = time.monotonic()
        try:
            seen: Preview | None = _look(sent, path)
        except UserError as error:
            assert error.what.endswith("."), (number, error.what)  # noqa: PT017
            refused += 1
            seen = None
        assert time.monotonic() - begun < MOST_SECONDS, number
        if seen is not None:
            _check(seen, path, number)
    print(f"{KINDS[kind]}: {refused} of {len(range(kind, NUMBER, len(KINDS)))} refused")


def _look(sent: SentOut, path: Path) -> Preview:
    file = read_return(path)
    with sent.opened.office.read() as reader:
        return preview(reader, recognise(reader, file))


def _check(seen: Preview, path: Path, number: int) -> None:
    """What was found stands in the file: another reader sees it in the same cell."""
    cells = [one for one in seen.findings if one.place and one.field and one.verdict not in ("unreadable", "same")]
    if not cells:
        return
    try:
        book = load_workbook(BytesIO(path.read_bytes()), data_only=True)
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError):
        return  # the other reader gives up where ours does not
    sheets = {sheet.title.casefold(): sheet for sheet in book.worksheets}
    for one in cells:
        sheet = sheets.get(one.sheet.casefold())
        if sheet is not None and sheet[one.place].data_type != "e":
            assert _same(one, sheet[one.place].value), (number, one, sheet[one.place].value)


def _same(one: Finding, value: object) -> bool:
    assert one.spec is not None
    if isinstance(value, datetime) and isinstance(one.theirs, date):
        return value.date() == one.theirs
    try:
        return bool(one.spec.kind.read_cell(value) == one.theirs)
    except UserError:
        return False
