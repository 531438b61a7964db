"""What a walk over the window looks for; each check returns sentences about what is wrong, none when all is well."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

#: Words that no German sentence of the window holds. (Open, Export, Filter, Name and the like are German here.)
_ENGLISH = """
    about abort add all and any apply are as ascending back by cancel choose clear click close copy cut date day days
    delete descending details discard done down edit empty error failed false file files find finish first folder for
    forward from go has have help hide home how if ignore insert invalid is item items last less load loading missing
    month more move never new next no none not of on options or other overview overwrite page paste please previous
    quit ready redo remove rename replace required reset restore retry save search select selected settings show size
    sort step stop task the then there this to today tomorrow total true type undo unknown up update value view
    warning week when where which window with without year yes you your
"""
ENGLISH = frozenset(re.findall(r"\w+", _ENGLISH))
#: Proper names in the sample that hold such words.
NAMES = (
    "Open Government", "Smart Green City", "Smart Cities", "Smart City", "Future Communities", "Open Data",
    "Open Source", "Design-Thinking", "Data Governance",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SHORT = 60


def visible(root: QWidget) -> Iterator[QWidget]:
    """Yield a window and all that is seen in it."""
    yield root
    yield from (widget for widget in root.findChildren(QWidget) if widget.isVisible() and widget.window() is root)


def nameless(root: QWidget) -> list[str]:
    """What can take the keyboard must have a name that a screen reader says."""
    return [_told(widget) for widget in visible(root) if _takes_keys(widget) and not spoken_name(widget).strip()]


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader says a widget is called; of a drop-down Qt itself says only what is chosen."""
    interface = QAccessible.queryAccessibleInterface(widget) if not isinstance(widget, QComboBox) else None
    return widget.accessibleName() or (interface.text(QAccessible.Text.Name) if interface else "")


def doubled_mnemonics(window: QMainWindow) -> list[str]:
    """No two entries of a menu, and no two menus, may have the same underlined letter."""
    found = _doubled("menu bar", window.menuBar().actions())
    for action in window.menuBar().actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            found += _doubled(action.text(), menu.actions())
    return found


def english(root: QWidget) -> list[str]:
    """No text that a person can read may be English."""
    found = []
    for said, widget in _texts(root):
        if said.startswith("/") and " " not in said:
            continue  # a path: where the tests lie is nobody's German
        plain = said.replace("&", "")
        for name in NAMES:
            plain = plain.replace(name, "")
        wrong = [word for word in _WORD.findall(plain) if word.lower() in ENGLISH]
        if wrong:
            found.append(f"{', '.join(wrong)} in „{said[:_SHORT]}“ of {_told(widget)}")
    return found


def clipped(root: QWidget) -> list[str]:
    """No words may be cut off, except where they are meant to end in dots and a tooltip has all of them."""
    found = []
    for widget in visible(root):
        if _is_elided_on_purpose(widget):
            continue
        if (lacks := _lacks(widget)) > 1:
            found.append(f"{_told(widget)} lacks {lacks} px")
        elif (over := _cut_off(widget)) > 1:
            found.append(f"{_told(widget)} lies {over} px outside")
    return found


def sideways(root: QWidget) -> list[str]:
    """A table shows all its columns: no horizontal scroll bar, and nothing beyond the right edge."""
    found = []
    for widget in visible(root):
        if isinstance(widget, QTableView | QTreeView):
            header = widget.horizontalHeader() if isinstance(widget, QTableView) else widget.header()
            over = header.length() - widget.viewport().width()
            if widget.horizontalScrollBar().maximum() > 0 or (over > 1 and header.isVisible()):
                found.append(f"{_told(widget)} is {over} px too wide")
    return found


def traps(root: QWidget) -> list[str]:
    """Tab must visit everything that can take the keyboard, and come back to where it began."""
    root.activateWindow()
    wanted = [widget for widget in visible(root) if _takes_keys(widget) and _by_tab(widget)]
    if not wanted:
        return []
    first = wanted[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    widget = QApplication.focusWidget()
    while widget is not None and widget not in seen:
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
    found = [f"Tab leads nowhere from {_told(seen[-1])}"] if widget is None and seen else []
    if widget is not None and widget is not seen[0]:
        found.append(f"Tab is caught between {_told(widget)} and {_told(seen[-1])}")
    missed = [one for one in wanted if isValid(one) and one.isVisible() and one not in seen]
    # Of buttons that exclude one another only the pressed one takes part, from the first time on.
    return found + [f"Tab never comes to {_told(one)}" for one in missed if _takes_keys(one) and _by_tab(one)]


def _takes_keys(widget: QWidget) -> bool:
    return (
        widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not widget.isWindow()
    )


def _by_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _doubled(menu: str, actions: list[QAction]) -> list[str]:
    letters = [found[1].lower() for action in actions if (found := re.search(r"&([^&])", action.text()))]
    return [f"{menu}: {letter} twice" for letter in sorted(set(letters)) if letters.count(letter) > 1]


def _texts(root: QWidget) -> Iterator[tuple[str, QWidget]]:
    for widget in visible(root):
        said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QLineEdit):
            said.append(widget.placeholderText())
        if isinstance(widget, QHeaderView) and widget.model() is not None:
            orientation = widget.orientation()
            said += [str(widget.model().headerData(n, orientation) or "") for n in range(widget.count())]
        said += [text for action in widget.actions() for text in (action.text(), action.toolTip())]
        yield from ((text, widget) for text in said if text)


def _is_elided_on_purpose(widget: QWidget) -> bool:
    """Labels that end in dots say so in their class name, and keep the whole as their tooltip."""
    return any("Elided" in cls.__name__ for cls in type(widget).__mro__)


def _lacks(widget: QWidget) -> int:
    """How many pixels the words of a widget are larger than it is."""
    metrics = QFontMetrics(widget.font())
    inside = widget.contentsRect().width()
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) - widget.height()
        return max(metrics.horizontalAdvance(line) for line in widget.text().split("\n")) - inside
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return 0
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.sizeHint().width() - widget.width()
    if isinstance(widget, QComboBox):
        return metrics.horizontalAdvance(widget.currentText()) - _room(widget)
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText() not in widget.toolTip():
        icons = 22 * sum(not one.isHidden() for one in widget.findChildren(QToolButton))
        return metrics.horizontalAdvance(widget.placeholderText()) - (inside - icons - 4)
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        return max((_header_lacks(widget, n) for n in range(widget.count())), default=0)
    return 0


def _room(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()


def _header_lacks(header: QHeaderView, section: int) -> int:
    if header.isSectionHidden(section) or header.model() is None:
        return 0
    said = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
    return QFontMetrics(header.font()).horizontalAdvance(said) + 12 - header.sectionSize(section) if said else 0


def _cut_off(widget: QWidget) -> int:
    """How many pixels of a control lie beyond the sides of what it stands in."""
    if not isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit):
        return 0
    over = 0
    above = widget.parentWidget()
    while above is not None:
        scrolls = isinstance(above.parentWidget(), QAbstractScrollArea)
        area = above.parentWidget() if scrolls else None
        if (
            isinstance(area, QAbstractScrollArea)
            and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        ):
            return 0
        left = widget.mapTo(above, QPoint(0, 0)).x()
        over = max(over, -left, left + widget.width() - above.width())
        if above.isWindow():
            break
        above = above.parentWidget()
    return over


def _told(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    if isinstance(widget, QComboBox):
        said = widget.currentText()
    said = said or widget.accessibleName() or (widget.placeholderText() if isinstance(widget, QLineEdit) else "")
    parents = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 3:
        if type(above) is not QWidget:
            parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} „{said[:_SHORT]}“ in {' < '.join(parents)}"
