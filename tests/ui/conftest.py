"""What holds for every test with widgets: one German application, and the sample made once."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kn_desk.app import make_application
from tests.makers.stage import undress
from tests.ui.answers import Answers
from tests.ui.walk import Stage, make_sample

_HERE = Path(__file__).parent
#: The offscreen platform says what it cannot do; that is no fault of ours.
_HARMLESS = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no test with widgets fail over what the platform without a screen says."""
    for item in items:
        if item.path.is_relative_to(_HERE) or item.path.is_relative_to(_HERE.parent / "journeys"):
            item.add_marker(pytest.mark.qt_log_ignore(_HARMLESS, extend=True))


#: Held until the process ends: an application that Python takes away before its widgets crashes.
_apps: list[QApplication] = []


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The application as the program makes it; what tests leave open is gone before it goes."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else make_application(["tests"])
    _apps.append(app)
    yield app
    for widget in app.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    app.sendPostedEvents()
    app.processEvents()
    # Without a screen the clipboard outlives Python, and what Python gave it would end the process with a crash.
    app.clipboard().clear()
    gc.collect()


@pytest.fixture(autouse=True)
def nobody_holds_a_key(qapp: QApplication) -> None:
    """Let go of what the test before pressed: Qt takes Strg for held until another event says that it is not."""
    let_go = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)
    qapp.sendEvent(QWidget(), let_go)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file with the Konstanz sample, never opened itself."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def answers() -> Answers:
    """Somebody who answers what the whole program asks."""
    return Answers()


@pytest.fixture
def whole(qapp: QApplication, sample: Path, tmp_path: Path, answers: Answers) -> Iterator[Stage]:
    """The whole program over the sample, at 1366 x 689."""
    made = Stage(qapp, sample, tmp_path / "Stage", asking=answers)
    made.resize(1366, 689)
    yield made
    made.close()
    undress(qapp)
