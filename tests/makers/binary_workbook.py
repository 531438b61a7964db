"""A binary Excel workbook (.xlsb) for tests, made by hand: no library writes one. LibreOffice and Excel read it."""

import struct
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

Rows = Sequence[Sequence[object]]
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXCEL = "application/vnd.ms-excel"


def binary_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook of these sheets; a cell is a text, a number or None."""
    numbers = range(1, len(sheets) + 1)
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(name))
        for number, name in zip(numbers, sheets, strict=True)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{_EXCEL}.sheet.binary.macroEnabled.main"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{_EXCEL}.worksheet"/>' for n in numbers
        )
        + "</Types>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in numbers}
        ),
        "xl/workbook.bin": _record(131) + _record(143) + bundle + _record(144) + _record(132),
    }
    parts |= {f"xl/worksheets/sheet{n}.bin": _sheet(rows) for n, rows in zip(numbers, sheets.values(), strict=True)}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    ones = (f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, (kind, to) in targets.items())
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(ones)}</Relationships>'


def _sheet(rows: Rows) -> bytes:
    width = max((len(row) for row in rows), default=1)
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(width - 1, 0))
    made = [_record(129), _record(148, size), _record(145)]
    for number, row in enumerate(rows):
        made.append(_record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)))
        made += [_cell(column, value) for column, value in enumerate(row) if value is not None]
    return b"".join([*made, _record(146), _record(130)])


def _cell(column: int, value: object) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, int | float | Decimal):
        return _record(5, place + struct.pack("<d", value))
    return _record(6, place + _text(str(value)))


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record: its kind and its length in sevens of bits, its content."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    length, left = bytearray(), len(content)
    while left > 127:
        length.append(left & 127 | 128)
        left >>= 7
    return head + bytes([*length, left]) + content


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")
