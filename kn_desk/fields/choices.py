"""Kinds whose value is one of a few: a choice, and a light with its word, symbol and tone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from kn_desk.errors import Unreadable
from kn_desk.fields.kind import Kind, Stored
from kn_desk.fields.text import clean, comparable, quoted

Tone = Literal["ok", "warn", "crit", "none"]


#: Up to so many characters all that can be chosen is named in the message.
_SHORT_LIST = 90


def by_itself(word: str) -> str:
    """Return "Wartet" for "Wartet auf …": where nothing follows, the dots look like a text that was cut off."""
    return word.removesuffix(" auf …")


class Choice(Kind[str]):
    """One of ``options`` (code in the record -> German word), in their order."""

    has_key = True
    width = 18

    def __init__(self, options: Mapping[str, str]) -> None:
        self.options = dict(options)
        self._order = {code: place for place, code in enumerate(self.options)}
        self._codes = {comparable(word): code for code, word in self.options.items()}

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str) and raw in self.options:
            return raw
        if not isinstance(raw, str) and (isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) >= 10**20):
            raise self._unknown(raw, "")
        word = comparable(str(raw))
        if not word and not clean(str(raw))[0]:
            return None
        if (code := self._codes.get(word)) is not None:
            return code
        raise self._unknown(raw, word)

    def _unknown(self, raw: object, word: str) -> Unreadable:
        """The refusal, with the nearest three words; with all of them only where they are few."""
        what = f"{quoted(raw)} steht nicht zur Auswahl."
        everything = ", ".join(self.options.values())
        if len(everything) <= _SHORT_LIST:
            return Unreadable(what, f"Möglich: {everything}.")
        codes = (self._codes[near] for near in get_close_matches(word[:100], self._codes, n=6, cutoff=0.5))
        near = [self.options[code] for code in dict.fromkeys(codes)][:3]
        if near:
            return Unreadable(what, f"Gemeint vielleicht: {', '.join(near)}?")
        return Unreadable(
            what, f"Möglich sind {len(self.options)} Einträge, zum Beispiel {next(iter(self.options.values()))}."
        )

    def show_value(self, value: str) -> str:
        return self.options.get(value, value)

    def store(self, value: str) -> str:
        return value

    def load(self, stored: Stored) -> str:
        return str(stored)

    def sort_key(self, value: str) -> int:
        return self._order.get(value, len(self._order))


@dataclass(frozen=True)
class Signal:
    """One state of a light: painted shape, word and tone belong together."""

    word: str
    symbol: str
    tone: Tone
    #: There is nothing to look at: a list says so with a dash instead of a pill.
    is_quiet: bool = False


def signals(ok: str, warn: str, crit: str, none: str, *, quiet: bool = False) -> dict[str, Signal]:
    """Return the four states of a light with the house's symbols; ``quiet`` where the last one calls for nobody."""
    return {
        "crit": Signal(crit, "■", "crit"),
        "warn": Signal(warn, "▲", "warn"),
        "ok": Signal(ok, "●", "ok"),
        "none": Signal(none, "○", "none", is_quiet=quiet),
    }


class Light(Choice):
    """A light; sorts worst first. Its word never stands without its symbol."""

    def __init__(self, states: Mapping[str, Signal]) -> None:
        super().__init__({code: f"{state.symbol} {state.word}" for code, state in states.items()})
        self.states = dict(states)
        for code, state in states.items():  # the word alone, and the symbol without a space
            self._codes |= {comparable(state.word): code, comparable(f"{state.symbol}{state.word}"): code}
