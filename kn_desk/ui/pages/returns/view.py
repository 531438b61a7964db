"""The view "Rücklauf-Abgleich": files left, differences in the middle, the current one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kn_desk.records.change import Change
from kn_desk.services.return_desk import CONCERNS, ReturnDesk
from kn_desk.services.return_detail import detail_of, sender_of
from kn_desk.services.return_file import HomeFile
from kn_desk.ui.context import Context
from kn_desk.ui.pages.returns import words
from kn_desk.ui.pages.returns.bottom_bar import BottomBar
from kn_desk.ui.pages.returns.context_pane import ContextPane
from kn_desk.ui.pages.returns.deciding import Deciding
from kn_desk.ui.pages.returns.model import Entry
from kn_desk.ui.pages.returns.no_files import NoFiles
from kn_desk.ui.pages.returns.workplace import Workplace
from kn_desk.ui.pages.side import stands_beside
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import L, M

#: Narrower than elsewhere: the table between files and pane needs the room.
_SIDE = {1600: 460, 0: 332}
_FILES = {1600: 264, 1280: 216, 0: 200}
#: Larger text makes both wider, up to this.
_WIDEST = 1.4


class ReturnsView(View):
    """Shows a ReturnDesk."""

    word = "Rücklauf-Abgleich"
    icon_name = "file-input"
    new_label = "Blätter einlesen …"
    new_icon = "file-input"
    is_workplace = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.desk = ReturnDesk(context.desk)
        self._stale = self._drawer_open = False
        self._build()
        self._connect()
        self._reload()

    @property
    def head_place(self) -> QVBoxLayout:
        return self._column

    @property
    def has_primary(self) -> bool:
        return True

    @property
    def foot(self) -> int:
        return self.bottom.height() if self.desk.files else 0

    @property
    def file(self) -> HomeFile | None:
        """The file that is looked at."""
        return self.place.file

    @property
    def unfinished(self) -> str:
        files = self.desk.undecided_work
        names = ", ".join(file.title for file in files[:3]) + (" …" if len(files) > 3 else "")
        return f"Noch nicht übernommene Entscheidungen: {names}." if files else ""

    def take_in(self, read: Sequence[HomeFile]) -> None:
        """Show files that were read."""
        self.place.files.totals.clear()
        self.desk.take_in(read)
        self._reload()
        wanted = [file for file in read if file.is_waiting] or list(read)
        if wanted:
            self.place.files.choose(wanted[0])
        self.tell()
        self.place.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_new(self) -> None:
        self._context.wishes.deed.emit("read_sheets")

    def tell(self) -> None:
        period, has = self.desk.period_words(), bool(self.desk.files)
        self.counted.emit("" if has else period)
        self.place.say_period(period if has else "")
        if self.isVisible():
            self._context.wishes.status.emit(words.status(self.desk.files) if has else "")

    def choose(self, identity: str) -> bool:
        """Show the file of a Mappe or of a Rücklauf, if it is in the list."""
        for file in self.desk.files:
            already = file.seen.already if file.seen is not None else None
            known = (
                file.returned.sheet if file.returned is not None else "",
                already.id if already is not None else "",
            )
            if identity in known:
                self.place.show_all()
                self.place.files.choose(file)
                return True
        return False

    def update_after(self, change: Change) -> None:
        if {edit.type for edit in change.edits} & CONCERNS:
            self.desk.grow_stale()
            self._stale = True
            if self.isVisible():
                self._freshen()

    def leave_detail(self) -> None:
        if self._drawer_open:
            self._drawer_open = False
            self._arrange()
            self.place.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        self._freshen()
        self.tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._drawer_open = False

    def _build(self) -> None:
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(L, 0, L, 0)
        self._column.setSpacing(M)
        self._stack = QStackedWidget()
        self._no_files = NoFiles(self._context.theme)
        self.place = Workplace(self._context, self.desk)
        self._stack.addWidget(self._no_files)
        self._stack.addWidget(self.place)
        self._column.addWidget(self._stack, 1)
        left.addLayout(self._column, 1)
        self.bottom = BottomBar(self._context.theme)
        left.addWidget(self.bottom)
        self._outer.addLayout(left, 1)
        self.pane = ContextPane(self._context.theme, self)
        self._outer.addWidget(self.pane)
        self.deeds = Deciding(self._context, self.desk, self.place, self)

    def _connect(self) -> None:
        self._no_files.files_wanted.connect(self.begin_new)
        self._no_files.folder_wanted.connect(lambda: self._context.wishes.deed.emit("read_folder"))
        self.place.filled.connect(self._decided)
        self.place.table.moved_to.connect(self._show_row)
        self.place.table.opened.connect(self._open_pane)
        self.deeds.decided.connect(self._decided)
        self.deeds.written.connect(self._written)
        self.pane.way_wanted.connect(self.deeds.choose_here)
        self.pane.other_wanted.connect(self.deeds.type_other)
        self.pane.question_wanted.connect(self.deeds.ask)
        self.pane.mail_wanted.connect(self.deeds.save_mail)
        self.pane.close_wanted.connect(self.leave_detail)
        self.bottom.take_wanted.connect(self.deeds.take)
        self.bottom.reject_wanted.connect(self.deeds.reject)
        self.bottom.drop_wanted.connect(self.deeds.drop)
        self._context.theme.changed.connect(self._arrange)

    def _arrange(self) -> None:
        width, scale = self.window().width(), self._context.theme.scale
        larger = min(scale, _WIDEST)
        self.place.files.setFixedWidth(round(_at(_FILES, width) * larger))
        beside = stands_beside(width, scale)
        side = round(_at(_SIDE, width) * (larger if beside else scale))
        self.pane.close_button.setVisible(not beside)
        self.pane.setVisible(bool(self.desk.files) and (beside or self._drawer_open))
        if beside:
            self._outer.addWidget(self.pane)
            self.pane.setFixedWidth(side)
        else:
            self._outer.removeWidget(self.pane)
            side = min(side, self.width())
            self.pane.setFixedWidth(side)
            self.pane.setGeometry(self.width() - side, 0, side, self.height())
            self.pane.raise_()

    def _freshen(self) -> None:
        if self._stale:
            self._stale = False
            self._written()

    def _written(self) -> None:
        self._reload()
        self.tell()

    def _reload(self) -> None:
        has = bool(self.desk.files)
        self._stack.setCurrentIndex(int(has))
        self.bottom.setVisible(has)
        self._arrange()
        self.place.reload()

    def _decided(self) -> None:
        """Something was decided, or another file is shown: lights, boxes, bar and pane say so."""
        file, free = self.file, not self._context.desk.read_only
        self.place.decided()
        self.bottom.show_words(*words.below(self.desk, file))
        waiting = file is not None and file.is_waiting
        can_take = file is not None and words.can_take(self.desk, file)
        take = words.take_words(self.desk, file) if file is not None and can_take else ""
        can_drop = file is not None and not waiting
        self.bottom.show_deeds(take, can_take=free, can_reject=waiting and free, can_drop=can_drop)
        self._show_sender(file)
        self._show_row(self.place.table.current)

    def _show_sender(self, file: HomeFile | None) -> None:
        sender = None
        if file is not None:
            with self._context.desk.read() as reader:
                sender = sender_of(reader, file)
        self.pane.show_sender(sender, len(file.questions) if file is not None else 0)

    def _show_row(self, entry: Entry | None) -> None:
        file, row = self.file, entry.row if entry is not None else None
        detail = None
        if file is not None and row is not None:
            with self._context.desk.read() as reader:
                detail = detail_of(reader, file, row, file.taken(self.desk.rules))
        if file is None or row is None or row.first is None or detail is None:
            self.pane.show_detail(None, "")
            return
        model = self.place.model
        rows = [one.row for one in model.entries if one.row is not None and one.row.findings]
        self.pane.show_detail(detail, f"{rows.index(row) + 1} von {len(rows)}")
        decision = file.decision(row.first)
        self.pane.show_choice(
            detail,
            model.way(row),
            decision.text if decision else "",
            can_choose=model.tick(Entry(row=row)) is not None,
            strong=row.verdict == "conflict",
        )
        self.pane.show_deeds(
            may_type=file.may_type(row.first),
            may_ask=row.verdict not in (None, "same"),
            is_asked=row.first.key in file.questions,
        )

    def _open_pane(self) -> None:
        if not stands_beside(self.window().width(), self._context.theme.scale):
            self._drawer_open = True
            self._arrange()
        self.pane.take_keyboard()


def _at(widths: dict[int, int], width: int) -> int:
    return next(pixels for least, pixels in widths.items() if width >= least)
