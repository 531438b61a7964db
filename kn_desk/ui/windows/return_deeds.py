"""Blätter einlesen: which files, read beside the window, then shown in the Rücklauf-Abgleich."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from kn_desk.errors import UserError
from kn_desk.services.out_files import write_whole
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.out_files import OutFiles
from kn_desk.ui.work import WorkBar

if TYPE_CHECKING:
    from kn_desk.services.return_file import HomeFile
    from kn_desk.ui.pages.returns.view import ReturnsView

_FOLDER = "returns.folder"
_KINDS = "Lotsenmappen (*.xlsx *.xlsm *.xls *.xlsb *.ods);;Alle Dateien (*)"
_BACK, _CLOSE = "Zurück zum Abgleich", "Trotzdem schließen"


class ReturnDeeds(QObject):
    """Answers ``read_sheets`` and ``read_folder``, and files that are dropped on the window."""

    def __init__(self, window: MainWindow, context: Context, asking: Asking, work: WorkBar) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._asking = asking
        self._files = OutFiles(context.memory, asking)
        self._work = work
        self._watching = True
        window.dropped.connect(self.read)
        window.installEventFilter(self)
        context.wishes.keep_file.connect(self._keep)
        context.wishes.merge.connect(self._merge)

    @property
    def answers(self) -> dict[str, Callable[[], object]]:
        """The actions that this answers, by name."""
        return {"read_sheets": self._ask_files, "read_folder": self._ask_folder}

    def read(self, paths: Sequence[Path]) -> None:
        """Read files, and the workbooks of folders, beside the work in the window."""
        from kn_desk.exchange.return_batch import files_in, read_all

        try:
            files = files_in(paths)
        except UserError as error:
            self._window.say(str(error))
            return
        copy = self._context.desk.office.copy_in_memory()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> "list[HomeFile]":
            with copy:
                return read_all(copy, files, progress, cancelled)

        self._work.start("Die Blätter werden gelesen …", job, self._show, self._window.say)

    def let_go(self) -> None:
        """The file is being closed: nothing is asked any more."""
        self._watching = False

    def may_leave(self) -> bool:
        """Ask, where decisions that are not taken over yet would be lost; return whether the file may be closed."""
        unfinished = next(filter(None, (page.unfinished for page in self._window.pages)), "")
        if not unfinished:
            return True
        more = "Beim Schließen gehen sie verloren; die Dateien selbst bleiben, wo sie sind."
        question = Question(unfinished, more, (_BACK, _CLOSE), tone="warning")
        return self._asking.answer(question, self._window) == _CLOSE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._window and self._watching and not self.may_leave():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _ask_files(self) -> None:
        folder = self._context.memory.recall(_FOLDER, str(Path.home()))
        chosen = self._asking.files_to_open(self._window, "Blätter einlesen", folder, _KINDS)
        if chosen:
            self._context.memory.remember(_FOLDER, str(Path(chosen[0]).parent))
            self.read([Path(one) for one in chosen])

    def _ask_folder(self) -> None:
        folder = self._context.memory.recall(_FOLDER, str(Path.home()))
        chosen = self._asking.folder(self._window, "Ordner mit zurückgekommenen Lotsenmappen", folder)
        if chosen:
            self._context.memory.remember(_FOLDER, chosen)
            self.read([Path(chosen)])

    def _merge(self, identity: str) -> None:
        """Show the Rücklauf-Abgleich, and in it the file of a Rücklauf where that is in the list."""
        if self._window.page is not None and self._window.page.view.save():
            view = self._view()
            if not view.choose(identity):
                self._window.say("Diese Datei ist nicht in der Liste. Bitte das Blatt noch einmal einlesen.")
            self._window.take_keyboard()

    def _show(self, read: "list[HomeFile]") -> None:
        self._view().take_in(read)

    def _view(self) -> "ReturnsView":
        from kn_desk.ui.pages.returns.view import ReturnsView

        self._window.show_place_of("contacts")
        page = self._window.page
        assert page is not None
        number = page.number_of(ReturnsView.word)
        page.show_view(number)
        view = page.view
        assert isinstance(view, ReturnsView)
        return view

    def _keep(self, title: str, name: str, content: bytes) -> None:
        """Write a file that a view made, where the person wants it."""
        target = self._files.ask(title, name, "E-Mail-Entwurf (*.eml)", self._window)
        if target is None:
            return
        try:
            write_whole(target, bytes(content))
        except UserError as error:
            self._asking.say(error, self._window)
            return
        self._files.tell("Der Entwurf ist gespeichert.", target, self._window)
