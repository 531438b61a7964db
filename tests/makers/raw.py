"""Raw input of every sort that a cell, a form or JSON could hand over, and what a refusal must tell a person."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from kn_desk.errors import Unreadable

#: Texts that have made trouble somewhere.
HOSTILE = (
    "", " ", "\u00a0", "\u200b", "\ufeff", "\u202e", "\x00", "\x0b", "\ud800", "\uffff", "_x000D_", "=1+1",
    "+49 7531", "@SUM(1)", "#REF!", "#NV", "-", "--", "+", ",", ".", "%", "€", "TEUR", "12 TEUR", "1.234",
    "1,234", "1e999", "1e999999", "NaN", "nan", "Infinity", "-inf", "0x10", "1_000", "९", "²", "½", "Ⅷ",
    "9" * 5000, "-" + "9" * 5000, "0," + "0" * 5000 + "1", "x" * 100_000, "\n" * 10_000, "31.02.2026",
    "03/04/2026", "00.00.0000", "99.99.9999", "2026-13-45", "2026-02-30 10:00", "29.02.", "morgen", "24:00",
    "10:60", "99:99", "n.n.", "Feb 26", "[" * 100_000, "{", "null", '"\\ud800"', "NaN", "1e400", "wahr",
    "'; DROP TABLE", "❤\ufe0f", "👩‍👩‍👧", "a\u0308", "Z̶͓̒a̷͙̚l̸̜̊g̵̗̈́o̴̠͛", "„“", "<b>fett</b>", "0001-01-01",
    "9999-12-31T23:59:59+14:00", "0000-00-00",
)  # fmt: skip

_ODD: tuple[object, ...] = (
    float("nan"), float("inf"), float("-inf"), -0.0, 1e300, 5e-324, 1.234567890123457e19, 46056, 46056.5,
    10**5000, -(10**5000), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), Decimal("1e999999"),
    Decimal("1e-999999"), Decimal("1e99999999999"), Decimal("0e999999"), Decimal("-0"),
    Decimal("1." + "0" * 60 + "1"), True, False, None, b"bytes", bytearray(b"x"), [], [None], ["a", 1], [[]],
    {}, {"a": 1}, {1: 2, "a": 3}, (), set(), object(), datetime.min, datetime.max,
    datetime.max.replace(tzinfo=UTC), datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30, fold=1),
    date.min, date.max, time(23, 59, 59, 999), timedelta(days=2), 1j, int, ...,
)  # fmt: skip

#: Whatever a cell, a form, JSON or a bug could hand to a kind.
RAW: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(_ODD),
    st.text(),
    st.text("0123456789.,- +%€/:'TEUR", max_size=14),
    st.from_regex(r"[0-9]{1,3}[.,/ -][0-9]{1,3}[.,/ -][0-9]{1,4}( [0-9]{1,2}:[0-9]{2})?", fullmatch=True),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(UTC)),
    st.times(),
    st.timedeltas(),
    st.lists(st.text() | st.integers(), max_size=3),
    st.dictionaries(st.text(), st.integers(), max_size=2),
)

_QUOTED = re.compile(r"„.*“", re.DOTALL)
_ENGLISH = frozenset(re.findall(
    r"\w+",
    "the is are not invalid error value expected must of for object none true false nan inf infinity and or with type "
    "has literal unexpected cannot could out range day month year hour minute please enter list dict bytes string",
))  # fmt: skip


def assert_told_in_german(error: Unreadable) -> None:
    """Fail unless a person is told in short German sentences what is wrong and what to do."""
    for sentence in (error.what, error.todo):
        own = _QUOTED.sub("", sentence)
        assert sentence, f"a sentence is missing: {error.what!r} {error.todo!r}"
        assert not _ENGLISH & set(re.findall(r"[a-zäöüß]+", own.casefold())), f"not German: {sentence}"
        assert sentence[0].isupper() or sentence[0] in "„", f"no sentence: {sentence}"
        assert len(sentence) < 260, f"too long to read: {sentence}"
        assert "\n" not in sentence
    assert error.what.endswith("."), f"no sentence: {error.what}"
