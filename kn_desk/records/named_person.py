"""How a person is named in free text, so that the name can be found there and taken out again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kn_desk.records.contacts import Person

#: What may stand between the parts of a name, and how else a letter may be written.
_GAP = r"[\s\-‐,]+"
_WRITTEN = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
#: A word that stands alone is a name only with a capital or in an address: "lange" is not Frau Lange.
_CAPITAL = r"(?:(?-i:(?![a-zäöüß]))|(?=\S*@))"
#: Shorter runs of digits are room or house numbers as often as telephones.
_DIGITS_OF_A_PHONE = 6
#: A shorter first name alone is found in half of all texts.
_LETTERS_OF_A_FIRST_NAME = 3


@dataclass(frozen=True)
class NamedPerson:
    """All versions of a person, past ones too (a name before marriage, an earlier e-mail).

    ``shared``: another person has the same last name, so that the last name alone says nothing.
    """

    versions: tuple[Person, ...]
    shared: bool = False

    @cached_property
    def _sure(self) -> re.Pattern[str]:
        """Words that mean nobody else: the whole name, e-mail, telephone, and the last name unless it is shared."""
        return _any_of(self._whole, () if self.shared else self._last_names)

    @cached_property
    def _perhaps(self) -> re.Pattern[str]:
        """Words that may mean this person, the sure ones first."""
        first_names = (one.first_name for one in self.versions if one.first_name)
        alone = [_alone(name) for name in first_names if len(name) >= _LETTERS_OF_A_FIRST_NAME]
        return _any_of(self._whole, self._last_names, alone)

    @cached_property
    def _whole(self) -> list[str]:
        return [word for one in self.versions for word in _whole(one)]

    @cached_property
    def _last_names(self) -> list[str]:
        return [_alone(one.last_name) for one in self.versions]

    def is_meant_in(self, text: str) -> bool:
        """Return whether ``text`` names the person and nobody else."""
        return self._sure.search(text) is not None

    def may_be_meant_in(self, text: str) -> bool:
        """Return whether ``text`` holds a word that may mean the person, if only a first name."""
        return self._perhaps.search(text) is not None

    def taken_out(self, text: str, label: str, *, sure: bool = False) -> str:
        """Return ``text`` with ``label`` in the place of the name; ``sure``: only where nobody else can be meant."""
        return (self._sure if sure else self._perhaps).sub(lambda _: label, text)

    def is_login(self, by: str) -> bool:
        """Return whether ``by`` is likely the name under which the person works at a computer."""
        return self.is_meant_in(by) or _plain(by) in {_plain(login) for one in self.versions for login in _logins(one)}

    def around(self, text: str, length: int = 60) -> str:
        """Return the piece of ``text`` in which the person is named."""
        found = self._perhaps.search(text)
        start = max(0, (found.start() if found else 0) - length // 3)
        piece = " ".join(text[start : start + length].split())
        return f"{'…' if start else ''}{piece}{'…' if start + length < len(text) else ''}"


def _whole(person: Person) -> Iterable[str]:
    if person.email:
        yield re.escape(person.email)
    if person.phone and len(digits := re.sub(r"\D", "", person.phone)) >= _DIGITS_OF_A_PHONE:
        yield r"[\s\-/().]*".join(digits)
    if person.first_name:
        first, last = _loose(person.first_name), _loose(person.last_name)
        yield f"{first}{_GAP}{last}"
        yield f"{last}{_GAP}{first}"


def _loose(name: str) -> str:
    """The name however it is spaced, hyphened and spelled, with its genitive s."""
    parts = re.split(r"[\s\-‐]+", name.strip().lower())
    return _GAP.join("".join(_WRITTEN.get(c, re.escape(c)) for c in part) for part in parts) + "(?:s|['’]s?)?"


def _alone(name: str) -> str:
    return f"{'' if name[:1].islower() else _CAPITAL}{_loose(name)}"


def _any_of(*groups: Iterable[str]) -> re.Pattern[str]:
    """A pattern of all words; what stands in an earlier group is preferred, then the longer."""
    words = [word for group in groups for word in sorted(dict.fromkeys(group), key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _logins(person: Person) -> Iterable[str]:
    if person.email:
        yield person.email.partition("@")[0]
    if first := person.first_name:
        yield from (first[0] + person.last_name, person.last_name + first[0], first + person.last_name)
        yield person.last_name + first
    yield person.last_name


def _plain(login: str) -> str:
    """A login as it is compared: small letters, ä as ae, no dots and hyphens."""
    folded = login.casefold()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        folded = folded.replace(letter, written)
    return re.sub(r"[^a-z0-9]", "", folded)
