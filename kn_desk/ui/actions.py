"""Everything a person can do through menus, tools and keys: one list, from which the help page is made too."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.style import Theme


@dataclass(frozen=True)
class Deed:
    """One action: its name in code, the menu, the words, keys and icon; ``writes`` is off where nothing can change."""

    name: str
    menu: str
    words: str
    keys: str = ""
    icon_name: str = ""
    separator: bool = False
    writes: bool = False
    checkable: bool = False


DEEDS = (
    Deed("new_file", "&Datei", "&Neue Datei …"),
    Deed("open_file", "&Datei", "Datei ö&ffnen …", "Ctrl+O", "folder-open"),
    Deed("recent", "&Datei", "Zuletzt &verwendet"),
    Deed("save_as", "&Datei", "&Kopie speichern unter …"),
    Deed("export", "&Datei", "Gesamtmappe e&xportieren …", "Ctrl+E", "file-spreadsheet", True),
    Deed("export_list", "&Datei", "Diese &Liste exportieren …", "Ctrl+Shift+E"),
    Deed("send_sheets", "&Datei", "Lotsen&mappen erstellen …", "", "send", True, writes=True),
    Deed("remind", "&Datei", "Lotsen e&rinnern …", "", "bell-ring", writes=True),
    Deed("read_sheets", "&Datei", "Blätter e&inlesen …", "Ctrl+I", "file-input"),
    Deed("read_folder", "&Datei", "&Ordner einlesen …"),
    Deed("print", "&Datei", "&Drucken …", "Ctrl+P", "printer"),
    Deed("backup", "&Datei", "Si&cherung jetzt anlegen", "", "shield", True),
    Deed("restore_backup", "&Datei", "Sicherung &wiederherstellen …"),
    Deed("quit", "&Datei", "&Beenden", "Ctrl+Q", "", True),
    Deed("undo", "&Bearbeiten", "&Rückgängig", "Ctrl+Z", "undo-2", writes=True),
    Deed("redo", "&Bearbeiten", "&Wiederholen", "Ctrl+Y", "redo-2", writes=True),
    Deed("copy", "&Bearbeiten", "Zeilen &kopieren", "Ctrl+C", "copy", True),
    Deed("paste", "&Bearbeiten", "Zeilen &einfügen …", "Ctrl+V", "clipboard-paste", writes=True),
    Deed("find", "&Bearbeiten", "In der Liste &suchen", "Ctrl+F", "search", True),
    Deed("find_all", "&Bearbeiten", "&Überall suchen", "Ctrl+K"),
    Deed("new", "Da&tensatz", "&Neu", "Ctrl+N", "plus", writes=True),
    Deed("save", "Da&tensatz", "&Speichern", "Ctrl+S", "save", writes=True),
    Deed("bulk_edit", "Da&tensatz", "&Mehrere bearbeiten …", "Ctrl+Shift+B", "pencil", writes=True),
    Deed("agenda", "Da&tensatz", "Auf die &Tagesordnung …", "Ctrl+J", "calendar-clock", writes=True),
    Deed("trash", "Da&tensatz", "In den &Papierkorb", "", "trash-2", True, writes=True),
    Deed("look_system", "&Ansicht", "Wie das &System", checkable=True),
    Deed("look_light", "&Ansicht", "&Hell", checkable=True),
    Deed("look_dark", "&Ansicht", "&Dunkel", checkable=True),
    Deed("density", "&Ansicht", "&Kompakt", "", "", True, checkable=True),
    Deed("larger", "&Ansicht", "Schrift &größer", "Ctrl++", "", True),
    Deed("smaller", "&Ansicht", "Schrift k&leiner", "Ctrl+-"),
    Deed("usual_size", "&Ansicht", "Schrift &normal", "Ctrl+0"),
    Deed("next_part", "&Ansicht", "Zum nächsten &Bereich", "F6", "", True),
    Deed("last_part", "&Ansicht", "Zum &vorigen Bereich", "Shift+F6"),
    Deed("check", "E&xtras", "Datei &prüfen", "", "database"),
    Deed("settings", "E&xtras", "&Einstellungen", "Ctrl+,", "settings"),
    Deed("help", "&Hilfe", "&Tasten und erste Schritte", "F1", "circle-question-mark"),
    Deed("about", "&Hilfe", "&Über KN Desk", "", "info", True),
)


def make_actions(window: QWidget, bar: QMenuBar, theme: Theme) -> dict[str, QAction]:
    """Fill the menu bar and return the actions by name; whoever owns the window connects them."""
    menus: dict[str, QMenu] = {}
    for title in ("&Datei", "&Bearbeiten", "&Ansicht", "Da&tensatz", "E&xtras", "&Hilfe"):
        menus[title] = bar.addMenu(title)
    actions: dict[str, QAction] = {}
    for deed in DEEDS:
        action = QAction(deed.words, window, checkable=deed.checkable)
        if deed.keys:
            action.setShortcut(QKeySequence(deed.keys))
            action.setToolTip(f"{plain(deed.words)} ({shown_keys(deed.keys)})")
        if deed.separator:
            menus[deed.menu].addSeparator()
        menus[deed.menu].addAction(action)
        actions[deed.name] = action

    def dress() -> None:
        for deed in DEEDS:
            if deed.icon_name:
                actions[deed.name].setIcon(icon(deed.icon_name, theme.tokens.text2, theme.tokens.field))

    theme.changed.connect(dress)
    dress()
    return actions


def plain(words: str) -> str:
    """Return the words of an action without mnemonic and dots."""
    return words.replace("&", "").removesuffix(" …")


def shown_keys(keys: str) -> str:
    """Return keys as they stand on a German keyboard."""
    return keys.replace("Ctrl", "Strg").replace("Shift", "Umschalt").replace("Del", "Entf")
