"""All kinds, under one name to import from."""

from kn_desk.fields.choices import Choice, Light, Signal, by_itself, signals
from kn_desk.fields.days import Clock, Day, Moment, Rhythm
from kn_desk.fields.kind import Cell, Kind, Stored
from kn_desk.fields.numbers import Decimals, Money, Number, Percent, Rate, YesNo
from kn_desk.fields.references import Links, Ref
from kn_desk.fields.words import Data, Note, Pattern, Rank, Text

__all__ = [
    "Cell", "Choice", "Clock", "Data", "Day", "Decimals", "Kind", "Light", "Links", "Moment", "Money", "Note",
    "Number", "Pattern", "Percent", "Rank", "Rate", "Ref", "Rhythm", "Signal", "Stored", "Text", "YesNo", "by_itself",
    "signals",
]  # fmt: skip
