"""Drafts: what is typed and not yet saved, one text per field, kept for its owner only."""

from pathlib import Path

import pytest

from kn_desk.errors import UserError
from kn_desk.paths import Home
from kn_desk.storage.drafts import Draft, Drafts


def draft(text: str = "Erster Satz", *, office: str = "O-1", record: str = "R-1", field: str = "description") -> Draft:
    return Draft(office, record, "strategy_item", field, text, 7)


@pytest.fixture
def own(tmp_path: Path) -> Home:
    return Home(tmp_path / "Daheim")


def told(home: Home, office: str = "O-1") -> list[tuple[str, str, str]]:
    return [(one.record, one.field, one.text) for one in Drafts(home).of(office)]


def test_a_draft_is_there_after_the_program_is_gone(own: Home) -> None:
    assert told(own) == []
    Drafts(own).keep(draft())

    (kept,) = Drafts(own).of("O-1")
    assert (kept.text, kept.base_step, kept.type) == ("Erster Satz", 7, "strategy_item")
    assert kept.at.endswith("+00:00")


def test_the_newest_text_of_a_field_is_the_only_one(own: Home) -> None:
    for text in ("E", "Er", "Erster"):
        Drafts(own).keep(draft(text))
    Drafts(own).keep(draft("Titel", field="title"))

    assert told(own) == [("R-1", "description", "Erster"), ("R-1", "title", "Titel")]


def test_a_saved_record_loses_its_drafts_and_no_other_does(own: Home) -> None:
    drafts = Drafts(own)
    drafts.drop("O-1", "R-1")
    for record, office in (("R-1", "O-1"), ("R-2", "O-1"), ("R-1", "O-2")):
        drafts.keep(draft(office=office, record=record))

    drafts.drop("O-1", "R-1")

    assert told(own) == [("R-2", "description", "Erster Satz")]
    assert told(own, "O-2") == [("R-1", "description", "Erster Satz")]


@pytest.mark.parametrize("text", ["", "  ", "ä\n\n😀", "' OR 1=1 --", "\x00\x0b", "=1+1", "x" * 1_000_000])
def test_any_text_comes_back_as_it_was_typed(own: Home, text: str) -> None:
    Drafts(own).keep(draft(text))

    assert told(own) == [("R-1", "description", text)]


def test_half_a_pair_of_surrogates_does_not_stop_a_draft(own: Home) -> None:
    Drafts(own).keep(draft("davor \ud83d danach"))

    assert told(own) == [("R-1", "description", "davor ? danach")]


def test_drafts_are_for_their_owner_only(own: Home) -> None:
    Drafts(own).keep(draft())

    assert own.drafts.stat().st_mode & 0o077 == 0


def test_a_dropped_draft_leaves_no_byte_behind(own: Home) -> None:
    Drafts(own).keep(draft("Kanarienvogel " * 50))
    Drafts(own).drop("O-1", "R-1")

    assert b"Kanarienvogel" not in own.drafts.read_bytes()


def test_a_damaged_file_of_drafts_is_a_sentence(own: Home) -> None:
    own.drafts.parent.mkdir(parents=True)
    own.drafts.write_bytes(b"kein Datenbankformat" * 500)

    with pytest.raises(UserError):
        Drafts(own).of("O-1")
    with pytest.raises(UserError):
        Drafts(own).keep(draft())


def test_a_home_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "im Weg").write_text("")

    assert Drafts(Home(tmp_path / "im Weg")).of("O-1") == []
    with pytest.raises(UserError):
        Drafts(Home(tmp_path / "im Weg")).keep(draft())
