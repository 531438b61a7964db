"""A second start for a file that is open: the first window comes to the front. A file beside the lock says so."""

import getpass
import platform
import time
from pathlib import Path

from kn_desk.storage.lock import holder_of, is_held

_PATIENCE = 2.5


def wish_beside(path: Path) -> Path:
    """Return the file by which a second start asks the first one to show itself."""
    return path.with_name(f"{path.name}.raise")


def is_ours_elsewhere(path: Path) -> bool:
    """Return whether this person has the file open on this computer right now."""
    holder = holder_of(path)
    if holder is None or (holder.user, holder.host) != (getpass.getuser(), platform.node()):
        return False
    return is_held(path)


def ask_first_window(path: Path, patience: float = _PATIENCE) -> bool:
    """Ask the window that has the file to show itself; False if it does not answer within ``patience`` seconds."""
    wish = wish_beside(path)
    try:
        wish.touch()
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not wish.exists():
                return True
            time.sleep(0.05)
        wish.unlink(missing_ok=True)
    except OSError:
        return False
    return False


def take_wish(path: Path) -> bool:
    """Return whether a second start asked, and answer it."""
    wish = wish_beside(path)
    if not wish.exists():
        return False
    try:
        wish.unlink(missing_ok=True)
    except OSError:
        return False
    return True
