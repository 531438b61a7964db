"""Tokens of the look: colours, sizes, fonts; the palette and the short style sheet that are made from them."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from kn_desk.paths import resources
from kn_desk.settings import Density, Mode
from kn_desk.ui.icons import coloured_file

#: The 4 px grid.
XS, S, M, L, XL = 4, 8, 12, 16, 24
RADIUS_FIELD, RADIUS_CARD = 6, 8
RAIL_ICON, TOOL_ICON, FIELD_ICON = 20, 18, 16
HEADER = 33
CHIP = 22


@dataclass(frozen=True)
class Pair:
    """Background and foreground that stand together."""

    back: str
    fore: str


@dataclass(frozen=True)
class Tokens:
    """The colours of one mode; every text pair has at least 4.5 : 1, every part 3 : 1."""

    bg: str
    surface: str
    rail: str
    hover: str
    text: str
    text2: str
    text3: str
    border: str
    field: str
    accent: str
    onaccent: str
    sel: str
    alt: str
    track: str
    ok: Pair
    warn: Pair
    crit: Pair
    none: Pair
    info: Pair
    ours: Pair
    mark_ok: str
    mark_warn: str
    mark_crit: str
    mark_none: str
    seq: tuple[str, str, str]

    def tone(self, name: str) -> Pair:
        """Return the pair of a light's tone: ok, warn, crit or none."""
        pair: Pair = getattr(self, name)
        return pair

    def mark(self, name: str) -> str:
        """Return the fill of a chart for a tone."""
        fill: str = getattr(self, f"mark_{name}")
        return fill


LIGHT = Tokens(
    bg="#F4F6F9", surface="#FFFFFF", rail="#EAEEF3", hover="#EEF3F9", text="#1B2430", text2="#4A5563", text3="#5B6674",
    border="#D3D9E1", field="#7F8A98", accent="#0B5CAD", onaccent="#FFFFFF", sel="#D8E7F8", alt="#F8FAFC",
    track="#C3CBD6", ok=Pair("#DDF3E4", "#0F5B2E"), warn=Pair("#FFEFC2", "#6B4700"), crit=Pair("#FBE0DF", "#8F1313"),
    none=Pair("#E6EAEF", "#3D4754"), info=Pair("#DCE9F7", "#0A4A8C"), ours=Pair("#ECE5F8", "#4E2E86"),
    mark_ok="#3E9A66", mark_warn="#C08A1E", mark_crit="#C23B3B", mark_none="#8994A2",
    seq=("#DCE9F7", "#5E97D1", "#0B5CAD"),
)  # fmt: skip
DARK = Tokens(
    bg="#15181D", surface="#1D2127", rail="#191C22", hover="#262C34", text="#E8EBEF", text2="#AEB7C2", text3="#A3ACB8",
    border="#343A44", field="#78828F", accent="#6CB0F5", onaccent="#0A1A2A", sel="#1F3D5C", alt="#21262D",
    track="#454D59", ok=Pair("#153A25", "#8FE0AC"), warn=Pair("#42330A", "#FFD666"), crit=Pair("#4A1C1C", "#FFB0AB"),
    none=Pair("#2F353E", "#CCD3DB"), info=Pair("#17324F", "#9CCBFA"), ours=Pair("#33264D", "#D0BCF7"),
    mark_ok="#4FA876", mark_warn="#D9A93A", mark_crit="#EC7B76", mark_none="#78828F",
    seq=("#17324F", "#5590CC", "#8CC3FA"),
)  # fmt: skip


class Theme(QObject):
    """The look in force: mode, density, text size; tells when it changed."""

    changed = Signal()

    def __init__(
        self, app: QApplication, *, mode: Mode, density: Density, text_percent: int, system_font: bool
    ) -> None:
        super().__init__()
        self._app = app
        self._system_family = QGuiApplication.font().family()
        self._mode: Mode = mode
        self._density: Density = density
        self._percent = text_percent
        self._system_font = system_font
        self.tokens = LIGHT
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._family = self._load_font()
        self._apply()

    @property
    def row_height(self) -> int:
        """Pixels of a one-line row at the text size in force."""
        return round((32 if self._density == "comfortable" else 26) * max(1.0, self._percent / 100))

    @property
    def scale(self) -> float:
        """How much larger than usual the text is; never below 1."""
        return max(1.0, self._percent / 100)

    def px(self, pixels: int) -> int:
        """Return a measure at the text size in force: of an icon, say."""
        return round(pixels * self.scale)

    @property
    def two_line_height(self) -> int:
        """Pixels of a two-line row."""
        return round(42 * max(1.0, self._percent / 100))

    def set_look(self, *, mode: Mode, density: Density, text_percent: int, system_font: bool) -> None:
        """Change the look at once."""
        self._mode, self._density, self._percent, self._system_font = mode, density, text_percent, system_font
        self._apply()

    def font(self, points: float = 10, *, bold: bool = False) -> QFont:
        """Return the font of a text size (in points at 100 %); never below 9 points."""
        family = self._system_family if self._system_font else self._family
        font = QFont(family)
        font.setPointSizeF(max(9.0, points) * self._percent / 100)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if points < 14 and not self._system_font:
            # Figures of equal width keep columns straight; at display size they tear numbers apart.
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _load_font(self) -> str:
        families = [
            family
            for name in ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
            for family in QFontDatabase.applicationFontFamilies(
                QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))
            )
        ]
        return families[0] if families else self._system_family

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._apply()

    def _apply(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if self._mode == "dark" or (self._mode == "system" and system_dark) else LIGHT
        with all_widgets_kept():
            # Over a sheet that is there, Qt goes through its own list, where widgets can stand that are gone.
            self._app.setStyleSheet("")
            self._app.setFont(self.font())
            self._app.setPalette(palette(self.tokens))
            self._app.setStyleSheet(style_sheet(self.tokens, self.scale))
        self.changed.emit()


@contextmanager
def all_widgets_kept() -> Iterator[None]:
    """Collect no garbage while Qt dresses all widgets there are: it would go on with one that is gone, and crash."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def palette(t: Tokens) -> QPalette:
    """Return the palette of a mode; Fusion paints from it."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: t.bg, role.WindowText: t.text, role.Base: t.surface, role.AlternateBase: t.alt, role.Text: t.text,
        role.Button: t.surface, role.ButtonText: t.text, role.BrightText: t.crit.fore, role.Highlight: t.sel,
        role.HighlightedText: t.text, role.PlaceholderText: t.text3, role.ToolTipBase: t.surface,
        role.ToolTipText: t.text, role.Link: t.accent, role.LinkVisited: t.accent, role.Accent: t.accent,
        role.Light: t.surface, role.Midlight: t.border, role.Mid: t.field, role.Dark: t.field, role.Shadow: t.border,
    }.items():  # fmt: skip
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(t.text3))
    return made


def style_sheet(t: Tokens, scale: float = 1.0) -> str:
    """Return the style sheet of a mode: short, since each rule costs time in every repaint of a table.

    A number like @16 stands for pixels that grow with the text: ``scale`` times as many.
    """
    values = {field.name: getattr(t, field.name) for field in fields(t) if isinstance(getattr(t, field.name), str)}
    chevron = coloured_file("chevron-down", t.text2).as_posix()
    values |= {
        "info_back": t.info.back,
        "crit_fore": t.crit.fore,
        "chevron": chevron,
        "chevron_right": coloured_file("chevron-right", t.text2).as_posix(),
        "tick": coloured_file("check", t.text).as_posix(),
        "chevron_up": coloured_file("chevron-up", t.text2).as_posix(),
        "check": coloured_file("check", t.onaccent).as_posix(),
    }
    sheet = (resources() / "style.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"@(\d+)", lambda found: f"{round(int(found[1]) * scale)}px", sheet)
    return re.sub(r"@([a-z]\w*)", lambda found: values[found[1]], sheet)
