"""What a person set for themselves on this computer: look, window, recent files; one frozen value, kept as JSON."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

Mode = Literal["system", "light", "dark"]
Density = Literal["comfortable", "compact"]
MOST_RECENT = 8
LEAST_PERCENT, MOST_PERCENT = 90, 200


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
    """Return the settings kept in a file; the defaults for whatever is missing or makes no sense there."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    found = raw if isinstance(raw, dict) else {}
    defaults = asdict(Settings())
    known = {name: value for name, value in found.items() if name in defaults and _fits(name, value, defaults[name])}
    if "recent" in known:
        known["recent"] = tuple(entry for entry in known["recent"] if isinstance(entry, str))[:MOST_RECENT]
    if "text_percent" in known:
        known["text_percent"] = min(max(known["text_percent"], LEAST_PERCENT), MOST_PERCENT)
    return Settings(**known)


def _fits(name: str, value: object, default: object) -> bool:
    if name == "recent":
        return isinstance(value, list)
    if name in ("mode", "density"):
        return value in get_args(Mode if name == "mode" else Density)
    return type(value) is type(default)


def save_settings(settings: Settings, path: Path) -> None:
    """Keep the settings, whole or as they were; where that is not possible they are lost with the session."""
    beside = path.with_name(f"{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(beside, path)
    except OSError:
        return
