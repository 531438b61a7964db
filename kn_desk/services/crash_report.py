"""What is kept of a bug: where in the code it happened, never what somebody had typed."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from kn_desk import __version__


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the text of a report: version, system, kind of error, and the lines of code on the way to it.

    The error's own message is left out, since it may hold data of the office.
    """
    lines = [
        f"KN Desk {__version__}, {platform.system()} {platform.release()}, Python {platform.python_version()}",
        datetime.now(UTC).isoformat(timespec="seconds"),
        kind.__qualname__,
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"


def keep(text: str, folder: Path) -> Path | None:
    """Write a report into a folder and return where; None where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"Bericht_{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%f}.txt"
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path
