"""The section "Sicherungen": the second place, and when something was last put there."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from kn_desk.fields.days import BERLIN
from kn_desk.services import backups
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.settings.section import Section


class BackupSection(Section):
    """The first place is the user's own folder; it needs no setting."""

    #: A folder is wanted; the page asks for it.
    folder_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, "Sicherungen")
        self._context = context
        self.place = QLineEdit(context.memory.settings.second_backup)
        self.place.setPlaceholderText("kein zweiter Ort")
        self.place.setAccessibleName("Zweiter Ort für Sicherungen")
        self.choose = QPushButton("Wählen …")
        self.choose.setAccessibleName("Zweiten Ort wählen")
        self.now = QPushButton("Jetzt sichern")
        self.state = Words(context.theme, colour="text2", wrap=True)
        about = "Gesichert wird von selbst: am Anfang und am Ende, alle 30 Minuten, vor Einlesen und Aktualisieren."
        self.add_words(Words(context.theme, about, colour="text2", wrap=True))
        self.add_row("Zweiter Ort", self.place, self.choose, stretched=True)
        self.add_below(self.state)
        self.add_row("", self.now)
        self.place.editingFinished.connect(self._take)
        self.choose.clicked.connect(self.folder_wanted)
        self.now.clicked.connect(self._back_up)
        self.show_state()

    def set_folder(self, folder: str) -> None:
        """Take another second place."""
        self.place.setText(folder)
        self._take()

    def show_state(self) -> None:
        """Say when something was last put there."""
        second, desk = self._context.memory.settings.second_backup, self._context.desk
        last = backups.last_backup(second, desk.uuid)
        if not second:
            words, colour = (
                "Ein Stick oder das eigene Netzlaufwerk schützt auch, wenn der Rechner verloren geht.",
                "text2",
            )
        elif not Path(second).is_dir():
            words, colour = "Dieser Ordner ist gerade nicht erreichbar.", "crit"
        elif last is None:
            words, colour = "Dort liegt noch keine Sicherung dieser Datei.", "warn"
        else:
            late = backups.second_place_is_late(second, desk.uuid, desk.office.now)
            words = f"Letzte Sicherung dort: {last.made_at.astimezone(BERLIN):%d.%m.%Y %H:%M}"
            colour = "warn" if late else "text2"
        self.state.setText(words)
        self.state.set_colour(colour)

    def _take(self) -> None:
        folder = self.place.text().strip()
        settings = self._context.memory.settings
        if folder != settings.second_backup:
            self._context.memory.change(replace(settings, second_backup=folder))
        self.show_state()

    def _back_up(self) -> None:
        self._context.wishes.deed.emit("backup")
        self.show_state()
