"""References to other records: ids as they are, links as a sorted set of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.errors import Unreadable
from kn_desk.fields.references import Links, Ref
from tests.makers.raw import assert_told_in_german


def test_an_id_is_kept_as_it_is() -> None:
    assert Ref("person").read(" 0190-7a ") == "0190-7a"
    assert Ref("person").targets == ("person",)


@pytest.mark.parametrize("raw", [1, 1.5, True, b"a", ["a"], {}, object(), "x" * 1000])
def test_what_is_no_id_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable, match="ist keine Kennung") as refused:
        Ref("person").read(raw)
    assert_told_in_german(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        "b,a",
        " b , a ,",
        "a,b,a",
        ["b", "a"],
        ("a", "b", "a"),
        {"b", "a"},
        ["a,b"],
        ["a", None, "", " b "],
        (one for one in "ba"),
    ],
)
def test_links_are_sorted_and_each_is_there_once(raw: object) -> None:
    assert Links("tag").read(raw) == ("a", "b")


@pytest.mark.parametrize("raw", [None, "", (), [], ",", " , ", [None], [""]])
def test_no_links_are_an_empty_tuple(raw: object) -> None:
    assert Links("tag").read(raw) == ()


@pytest.mark.parametrize("raw", [1, True, b"ab", {"a": 1}, object(), [1], [["a"]], [b"a"], ["x" * 1000]])
def test_what_are_no_links_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable) as refused:
        Links("tag").read(raw)
    assert_told_in_german(refused.value)


@given(st.lists(st.text("abc", min_size=1), max_size=5))
def test_the_order_of_links_does_not_matter(ids: list[str]) -> None:
    assert Links().read(ids) == Links().read(ids[::-1])


def test_links_have_no_column() -> None:
    assert not Links.has_column
    assert Ref.has_column
