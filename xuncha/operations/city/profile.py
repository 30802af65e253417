"""What sets one fictional city apart from another: names, sizes and dates, read from its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuncha.operations.city.texts import table


@dataclass(frozen=True)
class CountySpec:
    """departments  units on the plan's list beside the townships
    units, villages  tasks by round before the linkage
    linked, lookbacks  tasks of the linkage round
    """

    name: str
    prefix: str
    departments: int
    units: tuple[int, ...]
    villages: tuple[int, ...]
    linked: int
    lookbacks: int


@dataclass(frozen=True)
class VersionSpec:
    """One version of the plan's list and how it differs from the one before. Pairs: who → its successor.

    renamed  key, short name and name before
    """

    on: date
    reason: str = ""
    reform_on: date | None = None
    added: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    split: tuple[tuple[str, str], ...] = ()
    abolished: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class WaveSpec:
    """Tasks of a round that go on site together. `units` by group; `problems` the length of each unit's list."""

    notified: date
    entry: date
    units: tuple[tuple[str, ...], ...]
    problems: tuple[tuple[int, ...], ...]
    exit: date | None = None
    planned_exit: date | None = None


@dataclass(frozen=True)
class RoundSpec:
    """A round's days. What has not happened by the business date is None.

    withdrawn, postponed, resumed  units that were not inspected after all, not yet, or later than listed
    sent_back  units whose report went back to the group once
    """

    number: int
    proposed: date
    submitted: date
    approved: date
    authorised: date
    mobilised: date
    pool: tuple[int, ...]
    routine: WaveSpec
    own: WaveSpec | None = None
    lookback: WaveSpec | None = None
    linked: bool = False
    reported: date | None = None
    reviewed: date | None = None
    heard: date | None = None
    decided: date | None = None
    decided_note: str = ""
    feedback: tuple[date, date] | None = None
    closed: date | None = None
    dissolve: bool = True
    withdrawn: tuple[str, ...] = ()
    postponed: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()
    sent_back: tuple[str, ...] = ()

    @property
    def waves(self) -> list[WaveSpec]:
        return [wave for wave in (self.routine, self.own, self.lookback) if wave]


@dataclass(frozen=True)
class NamedSpec:
    """Matters named at a meeting: `into` of `count` were open at the start of the last year, `open` still are."""

    on: date
    round: int
    count: int
    into: int = 0
    open: int = 0


@dataclass(frozen=True)
class CountyRoundSpec:
    """A round that all counties hold at about the same time."""

    proposed: date
    approved: date
    authorised: date
    mobilised: date
    entry: date
    exit: date
    decided: date | None = None
    feedback: date | None = None


@dataclass(frozen=True)
class ClueSpec:
    """A batch of clues of a round, first transferred on a day; early: while the groups were on site."""

    on: date
    round: int
    count: int
    early: bool = False


@dataclass(frozen=True)
class Profile:
    province: str
    city: str
    province_name: str
    city_name: str
    short: str
    province_short: str
    term_number: int
    term_name: str
    upper_term: str
    upper_round: str
    start: date
    today: date
    term_from: date
    term_until: date
    further_units: int
    villages_a_township: int
    pool: Mapping[str, Any]
    counties: tuple[CountySpec, ...]
    versions: tuple[VersionSpec, ...]
    rounds: tuple[RoundSpec, ...]
    county_rounds: tuple[CountyRoundSpec, ...]
    named: tuple[NamedSpec, ...]
    clues: tuple[ClueSpec, ...]
    user_suffix: str = ""
    messes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.today.year

    def round(self, number: int) -> RoundSpec:
        return next(spec for spec in self.rounds if spec.number == number)


LISTS = {
    "county": ("counties", CountySpec),
    "version": ("versions", VersionSpec),
    "county_round": ("county_rounds", CountyRoundSpec),
    "named": ("named", NamedSpec),
    "clues": ("clues", ClueSpec),
}
WAVE = ("notified", "entry", "units", "problems", "exit", "planned_exit")


def read(name: str) -> Profile:
    """The profile in `data/<name>.toml`."""
    raw = _frozen(table(name))
    parts: dict[str, Any] = {
        new: tuple(kind(**row) for row in raw.pop(old, ())) for old, (new, kind) in LISTS.items()
    }
    rounds = tuple(_round(row) for row in raw.pop("round"))
    return Profile(rounds=rounds, **parts, **raw)


def _round(raw: Mapping[str, Any]) -> RoundSpec:
    rest = {key: value for key, value in raw.items() if key not in (*WAVE, "own", "lookback")}
    waves: dict[str, Any] = {key: WaveSpec(**raw[key]) for key in ("own", "lookback") if key in raw}
    return RoundSpec(routine=WaveSpec(**{key: raw[key] for key in WAVE if key in raw}), **waves, **rest)


def _frozen(value: Any) -> Any:
    """Lists as tuples, so that a profile cannot be changed by who reads it."""
    if isinstance(value, dict):
        return {key: _frozen(part) for key, part in value.items()}
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
