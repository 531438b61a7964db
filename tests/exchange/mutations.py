"""Lotsenmappen that something happened to on their way: bytes, archive, XML; each by its number, always the same."""

import random
import re
import warnings
import zipfile
from io import BytesIO
from typing import Any

Parts = dict[str, bytes]
#: In turn, so that any run of so many numbers has all of them.
KINDS = ("bytes", "cut", "archive", "xml", "cells")
_TAG = re.compile(rb"<[^<>]+>")
_VALUE = re.compile(rb"(?<=<v>)[^<]*(?=</v>)|(?<=preserve\">)[^<]+(?=</t>)")
_ATTRIBUTE = re.compile(rb'(?<==")[^"<>]*(?=")')
_ODD = (
    b"", b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"#REF!", b"\xff\xfe", b"&amp;", b"&#0;", b"&x;", b"<",
    b"2026-13-45", b"XFD1048576", b"A1:XFD1048576", b"\xc3\xa4" * 50, b"../../x", b"true", b"=1+1", b"_x000D_", b" ",
    b"e", b"s", b"str", b"inlineStr", b"shared", b"A0", b"60", b"2958466",
)  # fmt: skip


def mutated(content: bytes, number: int) -> bytes:
    """Return a workbook with its mutation of that number."""
    chance = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    if kind == "bytes":
        return _bytes(content, chance)
    if kind == "cut":
        return content[: chance.randrange(len(content))]
    parts = _parts(content)
    if kind == "archive":
        return _archive(parts, chance)
    change = _xml if kind == "xml" else _cells
    for _ in range(chance.choice((1, 1, 3, 10))):
        change(parts, chance)
    return _packed(list(parts.items()))


def _bytes(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        way, place = chance.randrange(4), chance.randrange(len(made))
        if way == 0:
            made[place] ^= 1 << chance.randrange(8)
        elif way == 1:
            del made[place : place + chance.randrange(200)]
        elif way == 2:
            made[place:place] = chance.randbytes(chance.randrange(200))
        else:
            start = chance.randrange(len(made))
            made[place : place + 100] = made[start : start + 100]
    return bytes(made)


def _archive(parts: Parts, chance: random.Random) -> bytes:
    """Parts that are missing, empty, exchanged, repeated, named otherwise; something before or after the archive."""
    entries = list(parts.items())
    way, place, other = chance.randrange(9), chance.randrange(len(entries)), chance.randrange(len(entries))
    name, content = entries[place]
    if way == 0:
        del entries[place]
    elif way == 1:
        entries[place] = (name, b"")
    elif way == 2:
        entries[place], entries[other] = (name, entries[other][1]), (entries[other][0], content)
    elif way == 3:
        entries.append((name, content))
    elif way == 4:
        entries[place] = (chance.choice((name.upper(), f"../{name}", f"/{name}", name.replace("/", "\\"), "")), content)
    elif way == 5:
        entries[place] = (name, content[: chance.randrange(len(content) + 1)])
    elif way == 6:
        entries.append(("xl/neu.xml", chance.randbytes(1000)))
    made = _packed(entries, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)))
    if way == 7:
        return chance.randbytes(chance.randrange(1, 300)) + made
    return made + chance.randbytes(chance.randrange(1, 300)) if way == 8 else made


def _xml(parts: Parts, chance: random.Random) -> None:
    """Tags that are lost, repeated or moved, attributes with odd values, in any part."""
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    content = parts[name]
    tags = list(_TAG.finditer(content))
    if not tags:
        return
    tag = chance.choice(tags)
    way = chance.randrange(4)
    if way == 0:
        made = content[: tag.start()] + content[tag.end() :]
    elif way == 1:
        made = content[: tag.end()] + tag[0] + content[tag.end() :]
    elif way == 2:
        place = chance.choice(tags).start()
        made = content[:place] + tag[0] + content[place:]
    else:
        made = _exchanged(content, _ATTRIBUTE, chance)
    parts[name] = made


def _cells(parts: Parts, chance: random.Random) -> None:
    """Values, places, types and formulas of cells, in any sheet."""
    name = chance.choice([name for name in parts if name.startswith("xl/worksheets/sheet")])
    content = parts[name]
    way = chance.randrange(3)
    if way == 0:
        content = _exchanged(content, _VALUE, chance)
    elif way == 1:
        content = _exchanged(content, re.compile(rb'(?<= [rst]=")[^"]*(?=")'), chance)
    else:
        content = _exchanged(content, re.compile(rb"(?<=<row )|(?<=<c )|(?<=</c>)|(?<=</row>)"), chance)
    parts[name] = content


def _exchanged(content: bytes, pattern: re.Pattern[bytes], chance: random.Random) -> bytes:
    found: list[Any] = list(pattern.finditer(content))
    if not found:
        return content
    one = chance.choice(found)
    return content[: one.start()] + chance.choice(_ODD) + content[one.end() :]


def _parts(content: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name stands there twice is meant
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name or "x"), content, compress_type=method)
    return file.getvalue()
