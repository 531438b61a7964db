"""Makes the environment `.venv` from requirements.lock and starts things in it; standard library only.

A set-up that is already done is known by a stamp, which is written last: what was interrupted is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"  # uv and the lock file of the set-up; may be deleted at any time
STAMP = VENV / "kn-desk-setup.stamp"
LOCK = ROOT / "requirements.lock"
WINDOWS = sys.platform == "win32"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
EXE = ".exe" if WINDOWS else ""

# What Qt loads from the system: library -> Debian package. Looked up by library, because package names change
# between releases and apt knows the old ones.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    # a window on a screen
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    # printing
    "libcups.so.2": "libcups2",
}

# What some tests want besides: command -> Debian packages. Without it those tests are skipped.
TEST_COMMANDS = {
    "soffice": ("libreoffice-calc-nogui", "fonts-liberation"),
    "strace": ("strace",),
}


class SetupError(Exception):
    """The set-up cannot go on; the text says what happened and what to do."""


# --- The set-up ---------------------------------------------------------------------------------------------


def ensure() -> None:
    """Make `.venv` what requirements.lock says; costs next to nothing when it is already."""
    if _is_made():
        return
    with _one_at_a_time():
        if _is_made():  # by another set-up, meanwhile
            return
        say("KN Desk wird eingerichtet. Das geschieht einmal und dauert je nach Leitung einige Minuten.")
        _make_environment()
        STAMP.write_text(_digest(), "utf-8")
        say("KN Desk ist eingerichtet.")


def _digest() -> str:
    """Name what an environment was made from: lock, project, Python, and the folder it stands in."""
    version = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor} {sys.maxsize}"
    parts = (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), version.encode(), os.fsencode(ROOT))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is_made() -> bool:
    try:
        return STAMP.read_text("utf-8") == _digest() and Path(program("python")).exists()
    except FileNotFoundError:
        return False


def _make_environment() -> None:
    uv, settings = _ensure_uv()
    # Always from scratch: an environment whose making was interrupted cannot be told from a whole one.
    python = getattr(sys, "_base_executable", None) or sys.executable
    STAMP.unlink(missing_ok=True)
    _uv(uv, settings, "venv", "--quiet", "--clear", "--python", python, str(VENV))
    inside = ("--python", program("python"))
    _uv(uv, settings, "pip", "sync", "--require-hashes", *inside, str(LOCK))
    # The project itself, in place. Its build backend comes from the lock, so nothing else is fetched.
    in_place = ("--offline", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _uv(uv, settings, "pip", "install", "--quiet", *inside, *in_place)


def _uv(uv: Path, settings: dict[str, str], *arguments: str) -> None:
    code = subprocess.run([str(uv), *arguments], cwd=ROOT, env=settings, stdout=sys.stderr).returncode
    if code:
        raise SetupError(
            f"Die Umgebung {VENV} ließ sich nicht einrichten (uv {arguments[0]}, Code {code}, Grund siehe "
            "oben). Nötig sind Netz, Platz auf dem Datenträger und dass KN Desk geschlossen ist."
        )


def _ensure_uv() -> tuple[Path, dict[str, str]]:
    """Return uv as the lock pins it, fetched with its hash if need be, and the environment to run it in."""
    pinned = _pinned("uv")
    home = TOOLS / pinned.split()[0].replace("==", "-")
    pip = _pip()
    if not _uv_in(home):
        new = TOOLS / "new"
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)
        wanted = TOOLS / "uv.txt"
        wanted.write_text(pinned + "\n", "utf-8")
        command = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        command += ["--target", str(new), "--requirement", str(wanted)]
        # `--target` leaves the system's Python alone, and does not go together with a configured `user`.
        settings = environment() | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
        settings["PIP_ROOT_USER_ACTION"] = "ignore"
        if subprocess.run(command, env=settings, stdout=sys.stderr).returncode:
            raise SetupError("Das Werkzeug uv ließ sich nicht holen (Grund siehe oben). Ist das Netz da?")
        new.rename(home)
    uv = _uv_in(home)
    if uv is None:
        raise SetupError(f"In {home} fehlt uv. Bitte den Ordner {TOOLS} löschen und neu starten.")

    settings = environment()
    settings["UV_PYTHON_DOWNLOADS"] = "never"
    settings.pop("VIRTUAL_ENV", None)
    if WINDOWS or Path("/etc/ssl/certs/ca-certificates.crt").exists():
        # A house that inspects its traffic has told the system so; uv looks there only when asked.
        settings.setdefault("UV_SYSTEM_CERTS", "1")
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & settings.keys():
        # A house with a mirror of its own has told pip about it; uv does not read that.
        answer = subprocess.run([*pip, "config", "get", "global.index-url"], capture_output=True, text=True)
        mirror = os.environ.get("PIP_INDEX_URL") or answer.stdout.strip()
        if mirror:
            settings["UV_DEFAULT_INDEX"] = mirror
    return uv, settings


def _uv_in(home: Path) -> Path | None:
    places = (home / folder / f"uv{EXE}" for folder in ("bin", "Scripts"))
    return next((place for place in places if place.exists()), None)


def _pinned(package: str) -> str:
    """Return the lines of requirements.lock that pin `package`, with its hashes."""
    lines = iter(LOCK.read_text("utf-8").splitlines())
    for line in lines:
        if line.startswith(f"{package}=="):
            found = [line]
            while found[-1].endswith("\\"):
                found.append(next(lines))
            return "\n".join(found)
    raise SetupError(f"In {LOCK.name} fehlt {package}.")


def _pip() -> list[str]:
    """Return a pip to call: the one that is there, else one in a small environment of its own."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if not importlib.util.find_spec("ensurepip"):
        if not _is_debian():
            raise SetupError("Diesem Python fehlen pip und ensurepip. Bitte Python vollständig installieren.")
        _apt_install(["python3-venv", *_missing_qt_packages()])  # all at once, for whoever must ask for it
        importlib.invalidate_caches()
    home = TOOLS / "pip"
    python = home / ("Scripts" if WINDOWS else "bin") / f"python{EXE}"
    command = [sys.executable, "-m", "venv", "--clear", str(home)]
    if subprocess.run(command, stdout=sys.stderr).returncode:
        raise SetupError("Python konnte keine Umgebung anlegen (Grund siehe oben).")
    return [str(python), "-m", "pip"]


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let a second set-up in the same folder wait for the first; the lock goes with the process."""
    try:
        TOOLS.mkdir(exist_ok=True)
        file = (TOOLS / "lock").open("a+b")
    except OSError as error:
        raise SetupError(f"In {ROOT} darf nicht geschrieben werden ({error.strerror}).") from error
    with file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- Debian -------------------------------------------------------------------------------------------------


def _is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def ensure_qt_libraries() -> None:
    """Install the libraries that Qt wants and Debian lacks; without root say how, and go on."""
    packages = _missing_qt_packages()
    if packages and _is_root():
        _apt_install(packages)
    elif packages:
        say(f"Für Fenster fehlen Bibliotheken. Bitte einmal diese Zeile ausführen:\n{_line(packages)}")


def _missing_qt_packages() -> list[str]:
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/sbin:/usr/sbin")
    if ldconfig is None or not _is_debian():
        return []
    known = subprocess.run([ldconfig, "-p"], capture_output=True, text=True).stdout
    names = {line.split()[0] for line in known.splitlines() if line.startswith("\t")}
    return [package for library, package in QT_LIBRARIES.items() if library not in names]


def ensure_test_commands() -> None:
    """Install the commands that some tests want, where that is possible; say so where it is not."""
    missing = [command for command in TEST_COMMANDS if shutil.which(command) is None]
    if not missing:
        return
    packages = [package for command in missing for package in TEST_COMMANDS[command]]
    try:
        if not _is_debian():
            raise SetupError(f"Nicht gefunden: {', '.join(missing)}.")
        _apt_install(packages)
    except SetupError as error:
        say(f"{error}\nDie Tests, die das brauchen, werden übersprungen.")


def _apt_install(packages: list[str]) -> None:
    """Install Debian packages; without root raise with the one line that does it."""
    if not _is_root():
        raise SetupError(f"Es fehlen Pakete. Bitte einmal diese Zeile ausführen:\n{_line(packages)}")
    say(f"Pakete von Debian werden geholt: {' '.join(packages)}")
    settings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # A list that cannot be brought up to date may still do: whether it does shows in the next line.
    subprocess.run(["apt-get", "-qq", "update"], env=settings, capture_output=True)
    command = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages]
    done = subprocess.run(command, env=settings, capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"{done.stdout}{done.stderr}Das ist fehlgeschlagen: {shlex.join(command)}")


def _line(packages: list[str]) -> str:
    install = f"apt-get install --yes --no-install-recommends {' '.join(packages)}"
    return f"sudo sh -c 'apt-get update && {install}'"


# --- Small things -------------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """Return the environment without what would lead `.venv` to another Python's modules."""
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")}


def program(name: str) -> str:
    """Return the path of a program in `.venv`."""
    return str(SCRIPTS / f"{name}{EXE}")


def say(text: str) -> None:
    """Tell the user on stderr, which keeps stdout for the output of `kn-desk`."""
    print(text, file=sys.stderr, flush=True)
