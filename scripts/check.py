# -*- coding: utf-8 -*-
"""Set KN Desk up with what its tests need, then run everything that CI runs; arguments go to pytest.

Written so that an old Python understands this file far enough to say that it is too old.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write("KN Desk braucht Python 3.11 oder neuer. Hier ist es %d.%d.\n" % sys.version_info[:2])
    sys.exit(1)

import subprocess
import time
from collections.abc import Sequence

import setup_env


def main(arguments: Sequence[str]) -> int:
    """Run every step, pytest last; the exit code is 1 when any of them failed."""
    try:
        setup_env.ensure()
        setup_env.ensure_qt_libraries()
    except setup_env.SetupError as error:
        setup_env.say(str(error))
        return 1
    setup_env.ensure_test_commands()

    python = setup_env.program("python")
    windows = ["--platform", "win32", "--cache-dir", ".mypy_cache/win32"]
    steps = {
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "lint": [python, "-m", "ruff", "check", "."],
        "types": [python, "-m", "mypy"],
        "types on Windows": [
            python,
            "-m",
            "mypy",
            *windows,
            "kn_desk",
            "scripts",
        ],  # the tests may use what only POSIX has
        "layers": [setup_env.program("lint-imports"), "--cache-dir", ".import_linter_cache"],
    }
    outcome = {name: passed(name, command) for name, command in steps.items()}
    failed = [name for name, ok in outcome.items() if not ok]
    if failed:  # said before the tests: the last line is the one of pytest, which gives its own duration
        print("\nFAILED before the tests: {}".format(", ".join(failed)), flush=True)
    print("\n=== tests", flush=True)
    tests = run([python, "-m", "pytest", "--numprocesses", "auto", "--dist", "worksteal", *arguments])
    return 1 if failed or tests else 0


def passed(name: str, command: Sequence[str]) -> bool:
    """Run one step, print its name and how long it took, and return whether it passed."""
    print("\n=== {}".format(name), flush=True)
    begun = time.monotonic()
    code = run(command)
    print("--- {}: {}, {:.1f} s".format(name, "FAILED" if code else "ok", time.monotonic() - begun), flush=True)
    return code == 0


def run(command: Sequence[str]) -> int:
    """Run a command at the top of the project and return its exit code."""
    return subprocess.run(command, cwd=setup_env.ROOT, env=setup_env.environment()).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
