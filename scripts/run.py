# -*- coding: utf-8 -*-
"""Set KN Desk up where it is not yet, then do the main job or hand the arguments to `kn-desk`.

Written so that an old Python understands this file far enough to say that it is too old.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write("KN Desk braucht Python 3.11 oder neuer. Hier ist es %d.%d.\n" % sys.version_info[:2])
    sys.exit(1)

import os
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import setup_env

OUT = setup_env.ROOT / "out"


def main(arguments: Sequence[str]) -> int:
    """Hand `arguments` to `kn-desk`; without any, make the office file if there is none, export it, and show it."""
    try:
        setup_env.ensure()
        if not arguments:
            setup_env.ensure_qt_libraries()
    except setup_env.SetupError as error:
        setup_env.say(str(error))
        return 1
    return hand_over(arguments) if arguments else main_job()


def main_job() -> int:
    """Make `out/Konstanz.kndesk` with the sample if there is none, export it as a new workbook, and show it."""
    OUT.mkdir(exist_ok=True)
    office = OUT / "Konstanz.kndesk"
    if not office.exists():
        code = kn_desk("new", str(office), "--sample")
        if code:
            return code
    workbook = free_name(OUT / "KN_Gesamtmappe_{}.xlsx".format(date.today().isoformat()))
    code = kn_desk("export", str(office), str(workbook))
    if code:
        return code
    print("Die Arbeitsdatei:   {}\nDie Gesamtmappe:    {}".format(office, workbook), flush=True)
    return kn_desk(str(office)) if has_screen() else picture(office, OUT / "KN_Desk.png")


def has_screen() -> bool:
    """Return whether somebody could see a window here."""
    if os.environ.get("CI"):
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def picture(office: Path, target: Path) -> int:
    """Paint the window over an office file, which stays as it is."""
    script = str(setup_env.ROOT / "scripts" / "pictures.py")
    command = [setup_env.program("python"), script, "--window", str(office), str(target)]
    environment = {**setup_env.environment(), "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode
    if code:
        return code
    print("Das Fenster als Bild: {}   (hier ist kein Bildschirm)".format(target), flush=True)
    return 0


def hand_over(arguments: Sequence[str]) -> int:
    """Become `kn-desk`, or on Windows, where exec returns to the prompt at once, run it and wait."""
    if sys.platform == "win32":
        return kn_desk(*arguments)
    program = setup_env.program("kn-desk")
    os.execve(program, [program, *arguments], setup_env.environment())


def kn_desk(*arguments: str) -> int:
    """Run `kn-desk` and return its exit code."""
    return subprocess.run([setup_env.program("kn-desk"), *arguments], env=setup_env.environment()).returncode


def free_name(wanted: Path) -> Path:
    """Return `wanted`, or the first of …_v2, …_v3 that does not exist yet: nothing is overwritten."""
    name, number = wanted, 1
    while name.exists():
        number += 1
        name = wanted.with_name("{}_v{}{}".format(wanted.stem, number, wanted.suffix))
    return name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
