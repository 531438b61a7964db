"""What a person set for themselves on this computer: look, window, recent files; one frozen value, kept as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

Mode = Literal["system", "light", "dark"]
Density = Literal["comfortable", "compact"]
MOST_RECENT = 8


@dataclass(frozen=True)
class Settings:
    """The settings; ``window`` holds what pages remember (geometry, columns, filters) under their own keys."""

    mode: Mode = "system"
    density: Density = "comfortable"
    text_percent: int = 100
    system_font: bool = False
    recent: tuple[str, ...] = ()
    second_backup: str = ""
    window: Mapping[str, Any] = field(default_factory=dict)

    def with_recent(self, path: Path) -> "Settings":
        """Return the settings with a file at the head of the recent ones."""
        others = (other for other in self.recent if other != str(path))
        return replace(self, recent=(str(path), *others)[:MOST_RECENT])

    def remembering(self, key: str, value: object) -> "Settings":
        """Return the settings with what a part of the window wants to find again."""
        return replace(self, window={**self.window, key: value})


def load_settings(path: Path) -> Settings:
    """Return the settings kept in a file; the defaults for whatever is missing or unreadable there."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    defaults = asdict(Settings())
    known: dict[str, Any] = {
        name: tuple(value) if name == "recent" else value
        for name, value in (raw.items() if isinstance(raw, dict) else ())
        if name in defaults and isinstance(value, list if name == "recent" else type(defaults[name]))
    }
    return Settings(**known)


def save_settings(settings: Settings, path: Path) -> None:
    """Keep the settings; where that is not possible they are lost with the session, and nothing else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return
