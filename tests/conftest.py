"""What holds for every test: no screen, no network, and a data folder of its own."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kn_desk.paths import Home
from tests.makers.offices import Desk, Opened, SettableClock, Template

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the user's data lie in a folder of this test only."""
    folder = tmp_path_factory.getbasetemp() / f"data-{next(_numbers)}"
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder


_numbers = iter(range(10**9))


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection but one on this machine between processes."""

    class LocalSocket(socket.socket):
        def connect(self, address: Any) -> None:
            if self.family != getattr(socket, "AF_UNIX", None):
                raise AssertionError(f"a test reached for the network: {address}")
            super().connect(address)

    real = socket.socket
    socket.socket = LocalSocket  # type: ignore[misc]
    yield
    socket.socket = real  # type: ignore[misc]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The office file that all others are copied from."""
    return Template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Desk:
    """A closed office file with the default thresholds, and its home and clock."""
    return template.desk(tmp_path)


@pytest.fixture
def home(desk: Desk) -> Home:
    """The home of ``desk``."""
    return desk.home


@pytest.fixture
def clock(desk: Desk) -> SettableClock:
    """The clock of ``desk``."""
    return desk.clock


@pytest.fixture
def opened(desk: Desk) -> Iterator[Opened]:
    """The office file of ``desk``, opened for writing."""
    with desk.opened() as opened:
        yield opened
