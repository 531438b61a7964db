"""What parts of the window want to find again at the next start."""

from collections.abc import Callable
from typing import Any

from kn_desk.settings import Settings


class Memory:
    """Reads and changes the person's settings; each change is kept at once by ``keep``."""

    def __init__(self, settings: Settings, keep: Callable[[Settings], None]) -> None:
        self.settings = settings
        self._keep = keep

    def recall(self, key: str, default: Any) -> Any:
        """Return what was remembered under a key, if it has the type of ``default``."""
        value = self.settings.window.get(key, default)
        return value if isinstance(value, type(default)) else default

    def remember(self, key: str, value: Any) -> None:
        """Remember something that JSON can hold."""
        if self.settings.window.get(key) != value:
            self.change(self.settings.remembering(key, value))

    def change(self, settings: Settings) -> None:
        """Keep other settings."""
        self.settings = settings
        self._keep(settings)
