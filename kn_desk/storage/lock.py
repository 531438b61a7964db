"""The session lock: one window per office file. The lock decides; the file beside it only tells who has it."""

import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN


@dataclass(frozen=True)
class Holder:
    """Who has an office file open, on which computer, since when (ISO, UTC)."""

    user: str
    host: str
    pid: int
    since: str


class InUse(UserError):
    """Another session has the file; ``holder`` is who, if they could say so."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        who = f"{holder.user} auf {holder.host} (seit {_local(holder.since)})" if holder else "jemand anderem"
        super().__init__(f"„{path.name}“ ist gerade geöffnet bei {who}.", "Bitte dort schließen.")
        self.holder = holder


def _local(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(BERLIN):%d.%m.%Y %H:%M}"


class SessionLock:
    """Held while a session may write as the only one; released by ``release`` or with the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock of the office file ``path``. Raises InUse, or OSError where no lock can be made."""
        self._who = path.with_name(f"{path.name}.who")
        self._lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=0)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise InUse(path, holder_of(path)) from error
        me = Holder(getpass.getuser(), platform.node(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        self._who.write_text(json.dumps(asdict(me)), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back."""
        self._who.unlink(missing_ok=True)
        self._lock.release()


def holder_of(path: Path) -> Holder | None:
    """Return who says to have the office file open; says nothing about whether they still do."""
    try:
        holder = Holder(**json.loads(path.with_name(f"{path.name}.who").read_text(encoding="utf-8")))
        datetime.fromisoformat(holder.since)
        return holder
    except (OSError, ValueError, TypeError):
        return None


def is_held(path: Path) -> bool:
    """Return whether a session has the office file right now; its journal is then no leftover."""
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False
