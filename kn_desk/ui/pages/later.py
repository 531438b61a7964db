"""A view that is made when it is first looked at: a place with nine of them opens as fast as one with two."""

from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType

from kn_desk.fields.spec import Record
from kn_desk.ui.pages.view import View


@dataclass(frozen=True)
class Later:
    """What the switch says of a view, the type of records that it shows, and how it is made."""

    word: str
    icon_name: str
    cls: type[Record] | UnionType
    make: Callable[[], View]
