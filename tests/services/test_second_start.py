"""A second start finds the first window, or learns that nobody answers."""

import json
import threading
import time
from pathlib import Path

from kn_desk.services.second_start import ask_first_window, is_ours_elsewhere, take_wish, wish_beside
from kn_desk.storage.lock import SessionLock


def test_a_file_that_nobody_has_is_not_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "Büro.kndesk"
    assert not is_ours_elsewhere(path)
    lock = SessionLock(path)
    assert is_ours_elsewhere(path)
    who = path.with_name(f"{path.name}.who")
    who.write_text(json.dumps(json.loads(who.read_text()) | {"host": "PC123"}))
    assert not is_ours_elsewhere(path)
    lock.release()
    assert not is_ours_elsewhere(path)


def test_the_first_window_answers_by_taking_the_wish_away(tmp_path: Path) -> None:
    path = tmp_path / "Büro.kndesk"

    def answer() -> None:
        until = time.monotonic() + 5
        while not take_wish(path) and time.monotonic() < until:
            time.sleep(0.01)

    first = threading.Thread(target=answer)
    first.start()
    assert ask_first_window(path)
    first.join()


def test_where_nobody_answers_no_wish_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "Büro.kndesk"
    assert not ask_first_window(path, patience=0.1)
    assert not wish_beside(path).exists()
    assert not ask_first_window(tmp_path / "fehlt" / "Büro.kndesk", patience=0.1)
