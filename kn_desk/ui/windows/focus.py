"""Where the keyboard goes: first into what a view is about, with F6 from the rail to the list to the detail."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QFrame, QTabBar, QWidget

if TYPE_CHECKING:
    from kn_desk.ui.pages.view import View


def main_list(page: QWidget) -> QWidget | None:
    """Return the list, table or tree that a page is about: the largest one that is shown, none of a detail."""
    shown = [
        view
        for view in page.findChildren(QAbstractItemView)
        if view.isVisible() and _takes_keys(view) and not _inside_detail(view, page) and not _of_choice(view)
    ]
    return max(shown, key=lambda view: view.width() * view.height(), default=None)


def first_of(page: "View") -> QWidget | None:
    """Return what gets the keyboard when a page is shown."""
    found = page.main_widget or main_list(page)
    if found is not None:
        return found
    return next((child for child in page.findChildren(QWidget) if child.isVisible() and _takes_keys(child)), None)


def detail_of(page: QWidget) -> QWidget | None:
    """Return what takes the keyboard in the detail of a page: its tabs, or what comes first in it."""
    for frame in page.findChildren(QFrame):
        if frame.property("side") and frame.isVisible():
            inside: list[QWidget] = [bar for bar in frame.findChildren(QTabBar) if bar.isVisible()]
            inside = inside or [one for one in frame.findChildren(QWidget) if one.isVisible() and _takes_keys(one)]
            if inside:
                return inside[0]
    return None


def next_zone(rail: QWidget, page: "View", *, back: bool = False) -> QWidget | None:
    """Return what comes after (or before) the part of the window that has the keyboard."""
    zones = [zone for zone in (rail, first_of(page), detail_of(page)) if zone is not None]
    has = QApplication.focusWidget()
    current = _zone_of(has, zones, rail, page)
    step = -1 if back else 1
    return zones[(current + step) % len(zones)] if current >= 0 else zones[min(1, len(zones) - 1)]


def take(widget: QWidget | None) -> None:
    """Give the keyboard to a widget."""
    if widget is not None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _zone_of(has: QWidget | None, zones: list[QWidget], rail: QWidget, page: QWidget) -> int:
    if has is None:
        return -1
    whole_rail = rail.parentWidget()
    if rail is has or (whole_rail is not None and whole_rail.isAncestorOf(has)):
        return 0
    if _inside_detail(has, page):
        return len(zones) - 1
    return 1 if page.isAncestorOf(has) and len(zones) > 1 else -1


def _inside_detail(widget: QWidget, page: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None and above is not page:
        if above.property("side"):
            return True
        above = above.parentWidget()
    return False


def _takes_keys(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _of_choice(view: QWidget) -> bool:
    """The list that a combo box opens."""
    container = view.parentWidget()
    return container is not None and isinstance(container.parentWidget(), QComboBox)
