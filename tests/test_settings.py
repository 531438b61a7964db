"""The settings survive damage, and remember no more than they should."""

from pathlib import Path

from kn_desk.settings import MOST_RECENT, Settings, load_settings, save_settings


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    settings = Settings(mode="dark", text_percent=120, second_backup="E:/", system_font=True).remembering("page", 3)
    settings = settings.with_recent(tmp_path / "Büro.kndesk")
    save_settings(settings, tmp_path / "mein" / "settings.json")
    assert load_settings(tmp_path / "mein" / "settings.json") == settings


def test_a_missing_or_damaged_file_means_the_defaults(tmp_path: Path) -> None:
    kept = tmp_path / "settings.json"
    for text in ("", "{", "[]", "null", '{"mode": 7, "recent": "x", "text_percent": "viel", "unbekannt": 1}'):
        kept.write_text(text, encoding="utf-8")
        assert load_settings(kept) == Settings()
    kept.write_bytes(b"\xff\xfe\x00")
    assert load_settings(kept) == Settings()
    assert load_settings(tmp_path / "fehlt.json") == Settings()


def test_values_that_no_look_has_become_the_default(tmp_path: Path) -> None:
    kept = tmp_path / "settings.json"
    kept.write_text('{"mode": "rosa", "density": "luftig", "text_percent": 4000, "recent": [1, "a"]}', encoding="utf-8")
    assert load_settings(kept) == Settings(text_percent=200, recent=("a",))


def test_recent_files_are_few_and_each_stands_there_once(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 3):
        settings = settings.with_recent(tmp_path / f"{number}.kndesk")
    settings = settings.with_recent(tmp_path / "5.kndesk")
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[0] == str(tmp_path / "5.kndesk")
    assert len(set(settings.recent)) == MOST_RECENT


def test_where_nothing_can_be_kept_nothing_else_fails(tmp_path: Path) -> None:
    (tmp_path / "keine Mappe").write_text("x")
    save_settings(Settings(), tmp_path / "keine Mappe" / "settings.json")
