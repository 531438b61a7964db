"""A crash report says where a bug was, and nothing of what somebody had typed."""

import sys
from pathlib import Path

from kn_desk.services import crash_report

CANARY = "Kanarienvogel Zwitscher"


def bug(name: str) -> None:
    typed = {"last_name": name}
    raise ValueError(f"kann {typed['last_name']} nicht lesen")


def report() -> str:
    try:
        bug(CANARY)
    except ValueError:
        kind, _, trace = sys.exc_info()
        assert kind is not None
        return crash_report.report(kind, trace)
    raise AssertionError


def test_a_report_names_the_place_and_no_data() -> None:
    text = report()
    assert "ValueError" in text
    assert "test_crash_report.py" in text
    assert "bug" in text
    for word in CANARY.split():
        assert word not in text
    assert str(Path(__file__).parent) not in text


def test_a_report_is_kept_or_not_and_nothing_else_fails(tmp_path: Path) -> None:
    kept = crash_report.keep(report(), tmp_path / "Berichte")
    assert kept is not None
    assert CANARY not in kept.read_text(encoding="utf-8")
    (tmp_path / "keine Mappe").write_text("x")
    assert crash_report.keep("x", tmp_path / "keine Mappe") is None
