"""The preview: what will be on paper, upright or across, before it goes to a printer or into a PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kn_desk.services.paper.parts import Paper
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.printing.layout import lay_out
from kn_desk.ui.printing.measures import Fonts, Sheet
from kn_desk.ui.printing.ops import Page
from kn_desk.ui.printing.pages_view import PagesView
from kn_desk.ui.style import XS, M, Theme
from kn_desk.ui.switch import Switch

_ANY = 16_777_215
_SIZE = QSize(900, 600)
_FITS = ("page", "width")


@dataclass(frozen=True)
class Choice:
    """One thing that can be printed here: its word, and how its paper is made."""

    word: str
    make: Callable[[], Paper]


class PrintPreviewDialog(Dialog):
    """Shows pages; whoever opened it prints or saves them."""

    print_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, theme: Theme, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Drucken", parent)
        self.setMaximumSize(_ANY, _ANY)
        self._choices = choices
        self._papers: dict[int, Paper] = {}
        self.fonts = Fonts(theme.font())
        self._lay_out(0)
        self._build()
        self._connect()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.size()))
        self._update()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def paper(self) -> Paper:
        """What is shown."""
        return self._paper

    @property
    def pages(self) -> list[Page]:
        """Its pages."""
        return self._pages

    @property
    def sheet(self) -> Sheet:
        """Their size."""
        return self._sheet

    def _lay_out(self, number: int, landscape: bool | None = None) -> None:
        """Lay a paper out; without a wish, in the way that suits it."""
        self._shown = number
        if number not in self._papers:
            self._papers[number] = self._choices[number].make()
        self._paper = self._papers[number]
        self._sheet = Sheet(self._paper.landscape if landscape is None else landscape)
        self._pages = lay_out(self._paper, self.fonts, landscape=self._sheet.landscape)

    def _build(self) -> None:
        self.body.removeWidget(self.title)
        top, tools = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(M)
        self.which = self._switch([choice.word for choice in self._choices])
        self.which.setVisible(len(self._choices) > 1)
        self.way = self._switch(["Hochformat", "Querformat"])
        self.zoom = self._switch(["Ganze Seite", "Seitenbreite"])
        top.addWidget(self.title)
        top.addWidget(self.which)
        top.addStretch(1)
        self._add_page_tools(top)
        tools.addWidget(self.way)
        tools.addStretch(1)
        self._add_zoom_tools(tools)
        self.body.addLayout(top)
        self.body.addLayout(tools)
        self.preview = PagesView(self.theme, self.fonts)
        self.preview.setAccessibleName("Vorschau der Seiten")
        self.body.addWidget(self.preview, 1)
        self.add_button("Schließen").clicked.connect(self.reject)
        self.pdf_button = self.add_button("Als PDF speichern …")
        self.print_button = self.add_button("Drucken …", primary=True)
        self._dress()

    def _switch(self, words: Sequence[str]) -> Switch:
        switch = Switch(self.theme)
        for word in words:
            switch.add(word)
        switch.choose(0)
        return switch

    def _add_zoom_tools(self, row: QHBoxLayout) -> None:
        self.smaller = self._tool("Verkleinern (Strg+−)", "−")
        self.larger = self._tool("Vergrößern (Strg++)", "+")
        row.setSpacing(XS)
        for widget in (self.smaller, self.zoom, self.larger):
            row.addWidget(widget)

    def _add_page_tools(self, row: QHBoxLayout) -> None:
        self._where = Words(self.theme, colour="text2")
        self.back = self._tool("Vorige Seite (Bild auf)")
        self.forth = self._tool("Nächste Seite (Bild ab)")
        for widget in (self._where, self.back, self.forth):
            row.addWidget(widget)

    def _tool(self, name: str, text: str = "") -> QToolButton:
        tool = QToolButton()
        tool.setText(text)
        tool.setAccessibleName(name.split(" (")[0])
        tool.setToolTip(name)
        tool.setMinimumWidth(28)
        return tool

    def _connect(self) -> None:
        self.which.chosen.connect(self._show_other)
        self.way.chosen.connect(self._turn)
        self.zoom.chosen.connect(self._fit_to)
        self.larger.clicked.connect(self._zoom_in)
        self.smaller.clicked.connect(self._zoom_out)
        self.back.clicked.connect(self._page_back)
        self.forth.clicked.connect(self._page_on)
        self.preview.page_changed.connect(self._tell_page)
        self.print_button.clicked.connect(self.print_wanted)
        self.pdf_button.clicked.connect(self.pdf_wanted)
        self.theme.changed.connect(self._dress)
        for keys, deed in (
            ("Ctrl++", self._zoom_in),
            ("Ctrl+-", self._zoom_out),
            ("Ctrl+P", self.print_button.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _show_other(self, number: int) -> None:
        self._lay_out(number)
        self._update()

    def _turn(self, number: int) -> None:
        self._lay_out(self._shown, bool(number))
        self._update()

    def _update(self) -> None:
        self.way.choose(int(self._sheet.landscape))
        self.preview.show_pages(self._pages, self._sheet)

    def _fit_to(self, number: int) -> None:
        self.preview.set_fit(_FITS[number])

    def _zoom_in(self) -> None:
        self.preview.zoom(True)

    def _zoom_out(self) -> None:
        self.preview.zoom(False)

    def _page_back(self) -> None:
        self.preview.go_to(self.preview.page - 1)

    def _page_on(self) -> None:
        self.preview.go_to(self.preview.page + 1)

    def _tell_page(self, page: int) -> None:
        self._where.setText(f"Seite {page} von {len(self._pages)}")
        self.back.setEnabled(page > 1)
        self.forth.setEnabled(page < len(self._pages))

    def _dress(self) -> None:
        tokens = self.theme.tokens
        self.back.setIcon(icon("chevron-up", tokens.text2, tokens.field))
        self.forth.setIcon(icon("chevron-down", tokens.text2, tokens.field))
        self.pdf_button.setIcon(icon("file-text", tokens.text2))
        self.print_button.setIcon(icon("printer", tokens.onaccent))
