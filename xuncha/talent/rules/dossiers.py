"""What the law of recusal reads, as plain values: a person's life, a target with its leading body, an occasion."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from xuncha.kernel.words import Word
from xuncha.talent.rules.kin import leading

T = TypeVar("T")


class InterestKind(Word):
    BUSINESS = "business", "经济往来"
    CREDITOR = "creditor", "债权债务"
    COMPLAINT = "complaint", "信访举报未了结"
    LAWSUIT = "lawsuit", "诉讼未了结"
    TEACHER = "teacher", "师生关系"
    OTHER = "other", "其他可能影响公正的情形"


class PlaceKind(Word):
    NATIVE = "native", "籍贯"
    GROWTH = "growth", "成长地"


@dataclass(frozen=True)
class Spell:
    """Service in an organisation from a day to its last day; `until` is None while it goes on."""

    organisation: int
    since: date
    until: date | None
    title: str
    place: str  # the organisation by name

    def last(self, day: date) -> date:
        """Its last day as known on `day`."""
        return day if self.until is None else min(self.until, day)

    def runs(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)

    @property
    def leading(self) -> bool:
        return leading(self.title)


@dataclass(frozen=True)
class Kin:
    """A declared relative. `details` are None while the declaration is sealed; `seal` tells one text from another."""

    relation: str
    organisation: int | None
    seal: str = ""
    details: str | None = None


@dataclass(frozen=True)
class Schooling:
    """Time at a school, in a course; `organisation` where the school is a Party organisation known here."""

    school: str
    course: str
    organisation: int | None
    since: date
    until: date | None


@dataclass(frozen=True)
class Interest:
    """A declared interest; it counts until its last day, always while `until` is None."""

    organisation: int
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Place:
    """A division a person comes from or grew up in."""

    division: int
    kind: str
    name: str


@dataclass(frozen=True)
class Dossier:
    """What is known of a person. `units` are where the person is drawn from."""

    person: int
    units: tuple[int, ...] = ()
    spells: tuple[Spell, ...] = ()
    kin: tuple[Kin, ...] = ()
    schooling: tuple[Schooling, ...] = ()
    interests: tuple[Interest, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Official:
    """A member of a target's leading body."""

    person: int
    name: str
    spells: tuple[Spell, ...] = ()
    schooling: tuple[Schooling, ...] = ()


@dataclass(frozen=True)
class Target:
    """An organisation to be inspected. `divisions` are those it lies in, below the inspecting office's own."""

    organisation: int
    names: tuple[str, ...] = ()
    supervisor: int | None = None
    divisions: tuple[int, ...] = ()
    body: tuple[Official, ...] = ()


@dataclass(frozen=True)
class Occasion:
    """The planned entry, whether the person leads the group, and which organisations the person led an inspection of."""

    entry: date
    leads: bool = False
    led: tuple[int, ...] = ()


def digest(dossier: Dossier, target: Target, occasion: Occasion) -> str:
    """SHA-256 (hex) of everything a check rests on. It is the same whether declarations are opened or not."""
    sealed = _sorted(replace(one, details=None) for one in dossier.kin)
    person = replace(
        dossier,
        kin=sealed,
        units=_sorted(dossier.units),
        spells=_sorted(dossier.spells),
        schooling=_sorted(dossier.schooling),
        interests=_sorted(dossier.interests),
        places=_sorted(dossier.places),
    )
    body = tuple(
        replace(one, spells=_sorted(one.spells), schooling=_sorted(one.schooling))
        for one in sorted(target.body, key=lambda official: official.person)
    )
    unit = replace(target, body=body, divisions=_sorted(target.divisions))
    said = repr((person, unit, replace(occasion, led=_sorted(occasion.led))))
    return hashlib.sha256(said.encode()).hexdigest()


def _sorted(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(values, key=repr))
