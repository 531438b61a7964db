"""Printing what a view shows: the preview, then a printer or a PDF. What prints is imported when it is wanted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from kn_desk.errors import UserError
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.out_files import OutFiles
from kn_desk.ui.work import WorkBar

if TYPE_CHECKING:
    from kn_desk.services.paper.parts import Paper
    from kn_desk.services.paper.printable import Printable
    from kn_desk.ui.dialogs.print_preview import PrintPreviewDialog

_AS_PDF = "Als PDF speichern"
_CANCEL = "Abbrechen"


def printer_names() -> list[str]:
    """Return the printers of this machine; on a large network that may take a moment."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


class PrintDeeds(QObject):
    """Answers ``print``."""

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        asking: Asking,
        work: WorkBar,
        printers: Callable[[], list[str]] = printer_names,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._asking = asking
        self._files = OutFiles(context.memory, asking)
        self._work = work
        self._printers = printers

    @property
    def answers(self) -> dict[str, Callable[[], object]]:
        """The actions that this answers, by name."""
        return {"print": self.print}

    def print(self) -> None:
        """Show what the view in use shows, as it will be on paper."""
        from kn_desk.ui.dialogs.print_preview import Choice, PrintPreviewDialog

        page = self._window.page
        if page is None or not page.view.save():
            return
        shown = list(page.view.printable())
        if not shown:
            self._window.say("Hier gibt es nichts zu drucken.")
            return
        if _is_in_detail(self._window.focusWidget()):
            shown.reverse()  # the record, then its list
        choices = [Choice(one.word, partial(self._paper, one)) for one in shown]
        dialog = PrintPreviewDialog(self._context.theme, choices, self._window)
        dialog.print_wanted.connect(partial(self._print_pages, dialog))
        dialog.pdf_wanted.connect(partial(self._save_pdf, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _paper(self, shown: "Printable") -> "Paper":
        from kn_desk.services.paper.parts import Paper, Words

        office = self._context.desk.office
        with self._context.desk.read() as reader:
            paper = shown.paper(reader, office.now)
        return paper or Paper("KN Desk", (), (Words("Diesen Eintrag gibt es nicht mehr."),), "")

    def _print_pages(self, dialog: "PrintPreviewDialog") -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from kn_desk.ui.printing.output import paint_pages

        if not self._printers():
            self._offer_pdf(dialog)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(dialog.sheet.page_layout)
        printer.setDocName(dialog.paper.title)
        chooser = QPrintDialog(printer, dialog)
        chooser.setMinMax(1, len(dialog.pages))
        accepted = chooser.exec() == QDialog.DialogCode.Accepted
        chooser.deleteLater()
        if not accepted:
            return
        printer.setPageLayout(dialog.sheet.page_layout)  # the pages are laid out; the dialog chose printer and copies
        printer.setFullPage(True)
        pages = dialog.pages[max(printer.fromPage(), 1) - 1 : printer.toPage() or None]
        try:
            paint_pages(printer, pages, dialog.fonts)
        except UserError as error:
            self._asking.say(error, dialog)
            return
        dialog.accept()
        self._window.say(f"{len(pages)} Seiten gedruckt" if len(pages) != 1 else "1 Seite gedruckt")

    def _offer_pdf(self, dialog: "PrintPreviewDialog") -> None:
        more = "Die Seiten lassen sich als PDF speichern und später drucken."
        question = Question("Es ist kein Drucker eingerichtet.", more, (_AS_PDF, _CANCEL), tone="warning")
        if self._asking.answer(question, dialog) == _AS_PDF:
            self._save_pdf(dialog)

    def _save_pdf(self, dialog: "PrintPreviewDialog") -> None:
        from kn_desk.exchange.file_names import file_name
        from kn_desk.services.out_files import write_whole
        from kn_desk.ui.printing.output import pdf

        name = file_name(dialog.paper.title, self._context.desk.office.today.isoformat(), ending=".pdf")
        target = self._files.ask("Als PDF speichern", name, "PDF-Dokument (*.pdf)", dialog)
        if target is None:
            return
        make = partial(pdf, dialog.pages, dialog.fonts, dialog.sheet, dialog.paper.title)
        dialog.accept()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
            def between(done: int, total: int) -> bool:
                progress(done, total, "PDF wird geschrieben …")
                return cancelled()

            data = make(between)
            if data is None:
                raise UserError("Das PDF wurde abgebrochen.", "Es wurde nichts geschrieben.")
            write_whole(target, data)
            return target

        self._work.start("PDF wird geschrieben …", job, self._pdf_written, self._window.say)

    def _pdf_written(self, target: Path) -> None:
        self._files.tell("Das PDF ist geschrieben.", target, self._window)


def _is_in_detail(widget: QWidget | None) -> bool:
    from kn_desk.ui.pages.detail import DetailPane

    while widget is not None:
        if isinstance(widget, DetailPane):
            return True
        widget = widget.parentWidget()
    return False
