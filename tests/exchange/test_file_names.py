from datetime import date
from pathlib import Path

from kn_desk.exchange.file_names import file_name, free_path, overall_name


def test_a_file_name_has_no_umlauts_and_nothing_a_system_refuses() -> None:
    assert overall_name(date(2026, 11, 24)) == "KN_Gesamtmappe_2026-11-24.xlsx"
    assert file_name("Maßnahmen", 'Hoch/bau: "Amt" <Ü>.') == "KN_Massnahmen_Hoch-bau-Amt-Ue.xlsx"
    assert file_name("", "CON") == "KN_CON.xlsx"


def test_a_file_that_exists_is_never_the_free_one(tmp_path: Path) -> None:
    assert free_path(tmp_path, "a.xlsx") == tmp_path / "a.xlsx"
    for name in ("a.xlsx", "a_v2.xlsx"):
        (tmp_path / name).touch()
    assert free_path(tmp_path, "a.xlsx") == tmp_path / "a_v3.xlsx"
