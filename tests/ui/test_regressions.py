"""Faults of what we build on that would come back with another version of it."""

import sys

from PySide6.QtWidgets import QApplication, QWidget


def test_a_call_that_returns_nothing_costs_no_reference(qapp: QApplication) -> None:
    """PYSIDE-3474: version 6.12.0 lost a reference to None with each, and aborted the process after about 5,000."""
    widget = QWidget()
    widget.update()
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 50
