"""Files that leave the office through the window: where to, and "Ordner öffnen" once they are written."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import CLOSE, Question
from kn_desk.ui.memory import Memory

_OPEN_FOLDER = "Ordner öffnen"
#: The folder of the last export, whatever it was.
_FOLDER = "export.folder"


class OutFiles:
    """Asks where to write, and tells what was written."""

    def __init__(self, memory: Memory, asking: Asking) -> None:
        self._memory = memory
        self._asking = asking

    def ask(self, title: str, name: str, kind: str, parent: QWidget) -> Path | None:
        """Return where to write a file that is usually called ``name``, None for nowhere."""
        folder = Path(self._memory.recall(_FOLDER, str(Path.home())))
        chosen = self._asking.file_to_write(parent, title, str(folder / name), kind)
        if not chosen:
            return None
        ending = Path(name).suffix
        target = Path(chosen) if chosen.lower().endswith(ending) else Path(f"{chosen}{ending}")
        self._memory.remember(_FOLDER, str(target.parent))
        return target

    def tell(self, what: str, target: Path, parent: QWidget, more: str = "") -> None:
        """Say what was written where, and offer to open the folder."""
        said = f"{target}\n{more}" if more else str(target)
        question = Question(what, said, (_OPEN_FOLDER, CLOSE), tone="info")
        if self._asking.answer(question, parent) == _OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))
