"""The stage of a journey: the whole program over a copy of the sample, and a person at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.hands import Answers, Keys, Mouse, Person
from tests.makers.stage import undress
from tests.ui.conftest import nobody_holds_a_key, pytest_collection_modifyitems, qapp, sample
from tests.ui.walk import MOMENT, Stage

__all__ = ["nobody_holds_a_key", "pytest_collection_modifyitems", "qapp", "sample"]


@dataclass
class Day:
    """A day at the office: the program is opened and closed, the file stays."""

    app: QApplication
    office: Path
    hands: Callable[[Stage], Person]
    answers: Answers = field(default_factory=Answers)
    stage: Stage | None = None

    def begin(self) -> Person:
        """Open the program over the file."""
        self.stage = Stage(self.app, self.office, self.office.parent, MOMENT, self.answers)
        self.stage.resize(1366, 689)
        return self.hands(self.stage)

    def end(self) -> None:
        """Close it."""
        if self.stage is not None:
            self.stage.close()
            self.stage = None


@pytest.fixture(params=[Mouse, Keys], ids=["by mouse", "by keyboard alone"])
def day(request: pytest.FixtureRequest, qapp: QApplication, sample: Path, tmp_path: Path) -> Iterator[Day]:
    """A day with an office of its own."""
    office = tmp_path / "Konstanz.kndesk"
    office.write_bytes(sample.read_bytes())
    day = Day(qapp, office, request.param)
    yield day
    day.end()
    undress(qapp)
