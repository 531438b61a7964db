"""Runs `kn-desk set` again and again and kills it: imports once, forks for each try.

Reads one line of JSON from stdin ({file, code, field, delays in seconds, -1 for none}) and writes one line for each
try: {value, acknowledged, killed, stored, told, seconds}. ``told`` is what the history says the value is.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from kn_desk import cli
from kn_desk.paths import home
from kn_desk.storage.office_file import open_office

assert sys.platform != "win32", "needs fork"


def main() -> None:
    order = json.loads(sys.stdin.readline())
    words = ["set", order["file"], order["code"], order["field"]]
    for number, delay in enumerate(order["delays"]):
        value = f"Wert {number}"
        begun = time.monotonic()
        acknowledged, killed = set_and_kill([*words, value], delay)
        seconds = time.monotonic() - begun
        stored, told = look(Path(order["file"]), order["code"], order["field"])
        result = {"value": value, "acknowledged": acknowledged, "killed": killed, "stored": stored, "told": told}
        print(json.dumps(result | {"seconds": seconds}), flush=True)


def set_and_kill(words: list[str], delay: float) -> tuple[bool, bool]:
    """Return whether the command said that it is done, and whether it was killed before it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.close(reading)
        code = cli.main(words)
        sys.stdout.flush()
        os._exit(code)
    os.close(writing)
    if delay >= 0:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as said:
        acknowledged = "→" in said.read()
    return acknowledged, os.WIFSIGNALED(status)


def look(path: Path, code: str, field: str) -> tuple[str | None, str | None]:
    """Open the file as the next session would and return the value and what its history says of it."""
    with open_office(path, home(), writes=False) as office, office.read() as reader:
        record = reader.by_code(code)
        assert record is not None
        changes = (one for one in reader.past_changes(record.id) if one.name == field)
        told = next(changes, None)
        return getattr(record, field), told.new if told else None


if __name__ == "__main__":
    main()
