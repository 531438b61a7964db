"""Changing the look: kept for the next start, and in force at once."""

from dataclasses import replace
from typing import Any

from kn_desk.settings import LEAST_PERCENT, MOST_PERCENT
from kn_desk.ui.memory import Memory
from kn_desk.ui.style import Theme

STEP_PERCENT = 10


def change_look(memory: Memory, theme: Theme, **changes: Any) -> None:
    """Change mode, density, text_percent or system_font; see ``Settings``."""
    settings = replace(memory.settings, **changes)
    memory.change(settings)
    theme.set_look(
        mode=settings.mode,
        density=settings.density,
        text_percent=settings.text_percent,
        system_font=settings.system_font,
    )


def resize_text(memory: Memory, theme: Theme, by: int) -> None:
    """Make the text larger or smaller by some percent, within bounds."""
    percent = min(max(memory.settings.text_percent + by, LEAST_PERCENT), MOST_PERCENT)
    change_look(memory, theme, text_percent=percent)
