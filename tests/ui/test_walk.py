"""A walk over every page, view, tab and dialog: what must hold for all of them, whoever wrote them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.pages.page import Page
from tests.makers.stage import undress
from tests.ui import faults
from tests.ui.walk import Stage

Check = Callable[[QWidget], list[str]]
Found = dict[str, list[str]]


@dataclass
class Walked:
    """What was found on one walk: per check the sentences, each with the scenes it was seen in; and what was seen."""

    found: dict[str, Found] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    dialogs: set[str] = field(default_factory=set)
    mnemonics: list[str] = field(default_factory=list)

    def of(self, check: Check) -> list[str]:
        """Return what a check found."""
        found = self.found[check.__name__]
        return [f"{sentence} ({len(seen)}×, first: {seen[0]})" for sentence, seen in sorted(found.items())]


class Walks:
    """Walks each way once, however many tests ask for it."""

    def __init__(self, app: QApplication, sample: Path, folder: Path) -> None:
        self._app, self._sample, self._folder = app, sample, folder
        self._walked: dict[tuple[int, int, int], Walked] = {}

    def walk(self, width: int, height: int, percent: int, *checks: Check) -> Walked:
        """Go through the whole window at a size and a text size."""
        way = (width, height, percent)
        if way not in self._walked:
            stage = Stage(self._app, self._sample, self._folder / "-".join(map(str, way)))
            try:
                self._walked[way] = _walk(stage, *way, checks)
            finally:
                stage.close()
        return self._walked[way]

    def usual(self) -> Walked:
        """The walk at the town hall laptop's size, with all checks."""
        every = (faults.nameless, faults.english, faults.clipped, faults.sideways, faults.traps)
        return self.walk(1366, 689, 100, *every)


def _walk(stage: Stage, width: int, height: int, percent: int, checks: tuple[Check, ...]) -> Walked:
    walked = Walked({check.__name__: {} for check in checks})
    stage.dress("light", percent)
    stage.resize(width, height)
    walked.mnemonics = faults.doubled_mnemonics(stage.window)
    for scene in stage.scenes(detail=width >= 1100):
        walked.names.append(scene.name)
        if isinstance(scene.widget, Dialog):
            walked.dialogs.add(type(scene.widget).__name__)
        for check in checks:
            for sentence in check(scene.widget):
                walked.found[check.__name__].setdefault(sentence, []).append(scene.name)
    return walked


@pytest.fixture(scope="module")
def walks(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walks]:
    yield Walks(qapp, sample, tmp_path_factory.mktemp("walks"))
    undress(qapp)


def test_the_walk_sees_every_view_of_every_place(walks: Walks) -> None:
    names = walks.usual().names
    assert len(names) == len(set(names))
    for expected in ("uebersicht", "strategie-zeitplan", "digital-lotsen-abdeckung", "foerderung-board", "papierkorb"):
        assert expected in names
    assert len(names) > 60


def test_the_walk_sees_every_dialog(walks: Walks) -> None:
    assert {cls.__name__ for cls in Dialog.__subclasses__()} <= walks.usual().dialogs


def test_everything_that_takes_the_keyboard_has_a_name(walks: Walks) -> None:
    assert walks.usual().of(faults.nameless) == []


def test_no_two_entries_of_a_menu_share_a_letter(walks: Walks) -> None:
    assert walks.usual().mnemonics == []


def test_tab_visits_everything_and_comes_back(walks: Walks) -> None:
    assert walks.usual().of(faults.traps) == []


def test_no_word_is_english(walks: Walks) -> None:
    assert walks.usual().of(faults.english) == []


def test_no_words_are_cut_off(walks: Walks) -> None:
    assert walks.usual().of(faults.clipped) == []


def test_no_words_are_cut_off_in_a_narrow_window(walks: Walks) -> None:
    assert walks.walk(1093, 614, 100, faults.clipped, faults.sideways).of(faults.clipped) == []


def test_no_words_are_cut_off_at_double_text_size(walks: Walks) -> None:
    assert walks.walk(1920, 1080, 200, faults.clipped).of(faults.clipped) == []


def test_no_table_is_wider_than_its_place(walks: Walks) -> None:
    assert walks.usual().of(faults.sideways) == []


def test_no_table_is_wider_than_its_place_in_a_narrow_window(walks: Walks) -> None:
    assert walks.walk(1093, 614, 100, faults.clipped, faults.sideways).of(faults.sideways) == []


def test_what_qt_says_itself_is_german(walks: Walks) -> None:
    walks.usual()
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button not in (QDialogButtonBox.StandardButton.NoButton, QDialogButtonBox.StandardButton.FirstButton):
            box.addButton(button)
    asked = [box, QMessageBox(), QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)]
    said = {label.text() for widget in asked for label in widget.findChildren(QLabel)}
    said |= {button.text() for widget in asked for button in widget.findChildren(QPushButton)}
    for editor in (QLineEdit(), QPlainTextEdit()):
        menu = editor.createStandardContextMenu()
        said |= {action.text().split("\t")[0] for action in menu.actions()}
    words = {word.lower() for text in said for word in text.replace("&", "").split()}
    assert not words & faults.ENGLISH
    assert {"abbrechen", "speichern", "schließen"} <= words


@pytest.mark.parametrize("empty", [Page])
def test_the_checks_find_what_is_wrong(empty: type, qapp: QApplication) -> None:
    window = QWidget()
    window.resize(60, 60)
    label = QLabel("Ein Satz, der hier nicht hineinpasst", window)
    label.resize(40, 16)
    line = QLineEdit(window)
    line.setPlaceholderText("Search")
    window.show()
    assert faults.clipped(window)
    assert faults.nameless(window)
    assert faults.english(window)
    window.close()
