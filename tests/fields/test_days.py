"""Days, times and moments as people and Excel write them; what has two readings is asked about, never guessed."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kn_desk
from kn_desk.errors import Unreadable
from kn_desk.fields.days import BERLIN, Clock, Day, Moment, Rhythm
from tests.makers.raw import assert_told_in_german
from tests.makers.values import TODAY

DAY = Day()


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("3.2.26", "2026-02-03"),
        ("03.02.2026", "2026-02-03"),
        ("3. 2. 2026", "2026-02-03"),
        ("3.\u202f2.\u00a02026", "2026-02-03"),
        ("2026-02-03", "2026-02-03"),
        ("2026-2-3", "2026-02-03"),
        ("2026-02-03T00:00:00", "2026-02-03"),
        ("03.02.2026 00:00", "2026-02-03"),
        ("3. Februar 2026", "2026-02-03"),
        ("3. Feb. 2026", "2026-02-03"),
        ("3 Feb 2026", "2026-02-03"),
        ("15. Ma\u0308rz 26", "2026-03-15"),
        ("15.Dez.2026", "2026-12-15"),
        ("Di, 3.2.2026", "2026-02-03"),
        ("Dienstag, 3. Februar 2026", "2026-02-03"),
        ("29.02.2028", "2028-02-29"),
        ("1.1.69", "2069-01-01"),
        ("01.01.1900", "1900-01-01"),
        ("31.12.2199", "2199-12-31"),
        ("\u200b3.2.2026\ufeff", "2026-02-03"),
        (date(2026, 2, 3), "2026-02-03"),
        (datetime(2026, 2, 3), "2026-02-03"),
    ],
)
def test_a_day_is_read(raw: object, iso: str) -> None:
    assert DAY.read(raw) == date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("heute", "2026-06-15"),
        ("Morgen", "2026-06-16"),
        ("GESTERN", "2026-06-14"),
        ("u\u0308bermorgen", "2026-06-17"),
        ("5.12.", "2026-12-05"),
        ("5.12", "2026-12-05"),
        ("5. Dezember", "2026-12-05"),
        ("Sa 5.12.", "2026-12-05"),
        ("14.12.", "2026-12-14"),
        ("15.6.", "2026-06-15"),
        ("14.6.", "2026-06-14"),
        ("1.1.", "2026-01-01"),
    ],
)
def test_a_day_is_read_from_today_on(raw: str, iso: str) -> None:
    assert DAY.read(raw, today=TODAY) == date.fromisoformat(iso)
    if not raw.startswith("Sa"):
        with pytest.raises(Unreadable):
            DAY.read(raw)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_lies_at_most_half_a_year_back(today: date, month: int, number: int) -> None:
    day = DAY.read(f"{number}.{month}.", today=today)
    assert day is not None
    assert (day.month, day.day) == (month, number)
    assert timedelta(days=-183) <= day - today <= timedelta(days=366)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("03/04/2026", "„03/04/2026“ ist nicht eindeutig. Gemeint ist 03.04.2026 oder 04.03.2026?"),
        ("25/04/2026", "Gemeint ist 25.04.2026?"),
        ("3-4-26", "Gemeint ist 03.04.2026 oder 04.03.2026?"),
        ("31.02.2026", "Den Tag „31.02.2026“ gibt es nicht. Der Februar 2026 hat 28 Tage."),
        ("31.02.", "Den Tag „31.02.“ gibt es nicht. Der Februar 2026 hat 28 Tage."),
        ("29.02.1900", "Der Februar 1900 hat 28 Tage."),
        ("0.1.2026", "gibt es nicht"),
        ("1.13.2026", "Die Monate gehen von 1 bis 12."),
        ("2026-13-45", "gibt es nicht"),
        ("15.12.0202", "Das Jahr 0202 ist nicht plausibel."),
        ("15.12.0026", "Das Jahr 0026 ist nicht plausibel."),
        ("31.12.1899", "Das Jahr 1899 ist nicht plausibel."),
        ("0000-00-00", "nicht plausibel"),
        ("3.2.99", "Gemeint ist 03.02.1999 oder 03.02.2099?"),
        ("Feb 26", "„Feb 26“ ist kein Datum."),
        ("26 Feb", "ist kein Datum"),
        ("Februar 2026", "ist kein Datum"),
        (
            "n.n.",
            "„n.n.“ ist kein Datum. Gemeint ist zum Beispiel 15.12.2026. Ist der Tag noch offen, bleibt das Feld leer.",
        ),
        ("offen", "bleibt das Feld leer"),
        ("?", "bleibt das Feld leer"),
        ("Q3 2026", "ist kein Datum"),
        ("KW 12", "ist kein Datum"),
        ("3.2.026", "ist kein Datum"),
        ("20260203", "ist kein Datum"),
        ("46056", "Gemeint ist 03.02.2026?"),
        (46056, "„46056“ ist kein Datum. Gemeint ist 03.02.2026?"),
        (46056.5, "Gemeint ist 03.02.2026?"),
        (12, "„12“ ist kein Datum."),
        (True, "„WAHR“ ist kein Datum."),
        (float("nan"), "ist kein Datum"),
        (b"2026", "ist kein Datum"),
        (time(10), "„10:00“ ist kein Datum."),
        (datetime(2026, 2, 3, 10, 30), "Hier wird ein Tag ohne Uhrzeit erwartet."),
        ("03.02.2026 10:30", "Hier wird ein Tag ohne Uhrzeit erwartet."),
        ("2026-02-03T10:30:00", "Hier wird ein Tag ohne Uhrzeit erwartet."),
        (date(202, 2, 3), "Das Jahr 0202 ist nicht plausibel."),
        (date.max, "nicht plausibel"),
        ("Mo, 3.2.2026", "Der 03.02.2026 ist ein Dienstag."),
        ("3.2.2026" + " " * 100 + "x", "ist kein Datum"),
    ],
)
def test_a_day_is_refused_with_a_sentence(raw: object, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        DAY.read(raw, today=TODAY)
    assert message in str(refused.value)
    assert_told_in_german(refused.value)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_stored_days_sort_by_time(one: date, other: date) -> None:
    assert (DAY.sort_key(one) < DAY.sort_key(other)) == (one < other)  # type: ignore[operator]


@pytest.mark.parametrize(("day", "cell"), [(date(1900, 3, 1), date(1900, 3, 1)), (date(1900, 2, 28), "1900-02-28")])
def test_days_that_excel_counts_wrongly_go_out_as_text(day: date, cell: object) -> None:
    assert DAY.cell(day) == cell


@pytest.mark.parametrize(
    "raw",
    [
        "10:30",
        "10.30",
        "10:30 Uhr",
        "10.30 uhr",
        "10:30:59",
        "10 Uhr 30",
        "10h30",
        "10:30h",
        "\u00a010:30",
        time(10, 30, 59, tzinfo=UTC),
    ],
)
def test_a_time_of_day_is_read(raw: object) -> None:
    assert Clock().read(raw) == time(10, 30)


@pytest.mark.parametrize(
    ("raw", "clock"), [("9", time(9)), (9, time(9)), ("9 Uhr", time(9)), ("0:00", time(0)), ("23:59", time(23, 59))]
)
def test_an_hour_alone_is_a_time_of_day(raw: object, clock: time) -> None:
    assert Clock().read(raw) == clock


@pytest.mark.parametrize(
    "raw",
    [
        "24:00",
        "10:60",
        "1030",
        "mittags",
        "10-30",
        9.3,
        0.4375,
        True,
        datetime(2026, 1, 1, 10),
        timedelta(hours=10),
        -1,
        "1" * 5000,
    ],
)
def test_what_is_no_time_of_day_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable, match=r"ist keine Uhrzeit\. Gemeint ist zum Beispiel 10:30\.") as refused:
        Clock().read(raw)
    assert_told_in_german(refused.value)


@pytest.mark.parametrize(
    ("raw", "in_utc"),
    [
        ("15.12.2026 10:30", "2026-12-15T09:30:00+00:00"),
        ("15.12.2026, 10.30 Uhr", "2026-12-15T09:30:00+00:00"),
        ("15. Juli 2026 um 10:30 Uhr", "2026-07-15T08:30:00+00:00"),
        ("15.7.26 10:30", "2026-07-15T08:30:00+00:00"),
        ("2026-12-15 10:30", "2026-12-15T09:30:00+00:00"),
        ("2026-12-15T10:30:00Z", "2026-12-15T10:30:00+00:00"),
        ("2026-12-15T10:30:00-05:00", "2026-12-15T15:30:00+00:00"),
        ("15.12.2026", "2026-12-14T23:00:00+00:00"),
        (date(2026, 12, 15), "2026-12-14T23:00:00+00:00"),
        (datetime(2026, 12, 15, 10, 30, 0, 999), "2026-12-15T09:30:00+00:00"),
        (datetime(2026, 12, 15, 10, 30, tzinfo=timezone(timedelta(hours=3))), "2026-12-15T07:30:00+00:00"),
        # The hour that autumn repeats: without a zone the first one is meant.
        ("25.10.2026 02:30", "2026-10-25T00:30:00+00:00"),
        (datetime(2026, 10, 25, 2, 30, fold=1), "2026-10-25T01:30:00+00:00"),
        ("29.03.2026 03:00", "2026-03-29T01:00:00+00:00"),
    ],
)
def test_a_moment_is_read_in_local_time(raw: object, in_utc: str) -> None:
    moment = Moment().read(raw)
    assert moment is not None
    assert moment.isoformat() == in_utc


@pytest.mark.parametrize("raw", ["29.03.2026 02:30", "2026-03-29 02:00", datetime(2026, 3, 29, 2, 59, 59)])
def test_the_hour_that_spring_leaves_out_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable, match=r"gibt es nicht\. In dieser Nacht beginnt die Sommerzeit") as refused:
        Moment().read(raw)
    assert_told_in_german(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        "gleich",
        "31.02.2026 10:00",
        "15.12.2026 25:00",
        "2026-02-30T10:00",
        20261215,
        1e9,
        True,
        b"x",
        time(1),
        "0001-01-01",
        datetime.min,
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_what_is_no_moment_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable) as refused:
        Moment().read(raw)
    assert_told_in_german(refused.value)


@given(st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26), timezones=st.just(UTC)))
def test_a_cell_tells_the_two_hours_of_autumn_apart(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    cell = Moment().cell(moment)
    assert isinstance(cell, str) == (moment.astimezone(BERLIN).fold == 1)
    assert Moment().read_cell(cell) == moment
    assert getattr(cell, "tzinfo", None) is None  # openpyxl writes no aware datetime


@pytest.mark.parametrize(
    "raw", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=MO,-1FR", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY"]
)
def test_a_rhythm_is_read(raw: str) -> None:
    assert Rhythm().read(raw) == raw


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "jeden Tag"),
        ("FREQ=DAILY;INTERVAL=3", "alle 3 Tage"),
        ("FREQ=WEEKLY", "jede Woche"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "jede Woche montags, mittwochs und freitags"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "alle 2 Wochen donnerstags"),
        ("FREQ=MONTHLY;BYDAY=1TH", "jeden Monat am 1. Donnerstag"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU,-1FR", "alle 2 Monate am 2. Dienstag und letzten Freitag"),
    ],
)
def test_a_common_rhythm_is_shown_and_typed_in_words(rule: str, words: str) -> None:
    assert Rhythm().show(rule) == words
    assert Rhythm().read(words) == rule
    assert Rhythm().read(f" {words.upper()}. ") == rule


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH",
        "FREQ=WEEKLY;BYDAY=TH;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=TH",
        "FREQ=MONTHLY;BYDAY=5TH",
        "FREQ=MONTHLY;BYMONTHDAY=15",
    ],
)
def test_any_other_rhythm_is_shown_as_it_is_kept(rule: str) -> None:
    assert Rhythm().show(rule) == rule
    assert Rhythm().read(rule) == rule


@pytest.mark.parametrize(
    "raw",
    [
        "alle zwei Wochen",
        "alle 1 Wochen",
        "alle 2 Wochen manchmal",
        "jeden Tag montags",
        "jeden Monat 1. Donnerstag",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;",
    ],
)
def test_what_is_no_rhythm_is_refused_with_an_example(raw: str) -> None:
    with pytest.raises(Unreadable, match="Zum Beispiel: alle 2 Wochen donnerstags"):
        Rhythm().read(raw)


def test_no_time_is_shown_in_the_zone_of_the_machine() -> None:
    rooms = Path(kn_desk.__file__).parent.rglob("*.py")
    assert [path.name for path in rooms if ".astimezone()" in path.read_text(encoding="utf-8")] == []
