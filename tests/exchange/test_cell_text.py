from hypothesis import given
from hypothesis import strategies as st

from kn_desk.exchange.cell_text import LONGEST, CellText, escaped, pieces, risky
from kn_desk.fields.text import clean


def test_control_characters_go_and_are_counted() -> None:
    text = CellText()
    assert text.clean("a\x00b\x0bc\x1fd\te\nf") == "abcd\te\nf"
    assert text.removed == 3


def test_carriage_returns_become_line_feeds() -> None:
    assert CellText().clean("a\r\nb\rc") == "a\nb\nc"


def test_what_cannot_be_reopened_becomes_a_visible_sign() -> None:
    assert CellText().clean("a\ud800b\ufffec\uffff") == "a\ufffdb\ufffdc\ufffd"


def test_marks_that_turn_the_direction_are_shown() -> None:
    assert CellText().clean("exe\u202egnp") == "exe\u2426gnp"


def test_what_excel_would_read_as_a_character_stays_as_typed() -> None:
    assert escaped("_x0041_ und _x005F_") == "_x005F_x0041_ und _x005F_x005F_"
    assert escaped("_x41_ x_y") == "_x41_ x_y"


def test_what_looks_like_input_is_told() -> None:
    for text in ("=1", "+1", "-1", "@A1", "\t=1", "  =1", "\u00a0=1", "\uff1d1", "'=1", "\nx", "\u22121"):
        assert risky(text), text
    for text in ("1-2", "a=b", "", "Straße", "(=1)"):
        assert not risky(text), text


def test_long_text_is_cut_into_pieces_of_what_a_cell_holds() -> None:
    text = "ä" * (LONGEST + 5)
    assert [len(piece) for piece in pieces(text)] == [LONGEST, 5]
    assert [len(piece) for piece in pieces("🙂" * LONGEST)] == [LONGEST // 2, LONGEST // 2, 1]
    assert list(pieces("a" * LONGEST)) == ["a" * LONGEST]


@given(st.text(), st.integers(2, 50))
def test_the_pieces_together_are_the_text(text: str, longest: int) -> None:
    parts = list(pieces(text, longest))
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le", "surrogatepass")) // 2 <= longest for part in parts)


@given(st.text())
def test_text_as_it_is_stored_goes_out_unchanged_but_for_direction_marks(text: str) -> None:
    stored = clean(text)[0]
    cleaner = CellText()
    if cleaner.clean(stored) != stored:
        assert any(mark in stored for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert cleaner.removed == 0
