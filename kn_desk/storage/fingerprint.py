"""What an office file looked like when we last closed it: SQLite is blind to a changed letter, this is not."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from kn_desk.paths import Home, database
from kn_desk.storage.files import digest


class Fingerprint:
    """The fingerprint of one file at one place."""

    def __init__(self, path: Path, home: Home) -> None:
        self._path = path
        name = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self._kept = home.fingerprints / f"{name}.json"

    def is_same(self) -> bool | None:
        """Return whether the file is byte for byte what was closed cleanly by a program with today's schema.

        None where nobody knows: after a crash, or a new version of the program.
        """
        try:
            kept = json.loads(self._kept.read_text(encoding="utf-8"))
            size, sha256, schema = kept["size"], kept["sha256"], kept["schema"]
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if size != self._path.stat().st_size or sha256 != digest(self._path):
            return False
        return True if schema == _schema() else None

    def differs(self) -> bool:
        """Return whether the file changed since it was closed cleanly; after a crash nobody is accused."""
        return self.is_same() is False

    def forget(self) -> None:
        """From now on the file is being written: until ``keep`` it has no fingerprint."""
        with suppress(OSError):
            self._kept.unlink(missing_ok=True)

    def keep(self) -> None:
        """Remember the file as it is now; only after its last connection is closed.

        Where the user's folder cannot be written, or the file is gone, there is no fingerprint, and nothing else fails.
        """
        with suppress(OSError):
            kept = {"size": self._path.stat().st_size, "sha256": digest(self._path), "schema": _schema()}
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            self._kept.write_text(json.dumps(kept), encoding="utf-8")


def _schema() -> str:
    return digest(database() / "schema.sql")
