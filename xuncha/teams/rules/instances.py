"""A staffing instance out of what a round asks: plain values in, the JSON that the solver reads out.

Whoever is fixed leaves the solver no choice: a member who is pinned has a specialty of his own group that the group
needs and may go nowhere else; a leader who is fixed is taken out, and his group asks for no leader.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from xuncha.kernel.refusals import NotAllowed
from xuncha.teams.rules.staffing import ChoiceKind

FIXED = "指定人选"  # the specialty of whoever is pinned
Pair = tuple[str, str]  # candidate, team or candidate


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be sent. `seated` is the team he sits in already, as its member."""

    id: str
    name: str
    leads: bool
    age: int
    rank: int
    served: int
    specialty: str
    organisation: str = ""
    channel: str = ""
    seated: str = ""


@dataclass(frozen=True)
class Team:
    """What a group asks for. `led` when its leader is known already, `leader` who of the candidates it is."""

    id: str
    least: int
    most: int
    needs: Mapping[str, int] = field(default_factory=dict)
    led: bool = False
    leader: str = ""


@dataclass(frozen=True)
class Wish:
    """A choice made by hand: `team` is "" for all of them, `other` is whom the candidate may not sit with."""

    kind: ChoiceKind
    candidate: str
    team: str = ""
    other: str = ""


@dataclass(frozen=True)
class Demands:
    candidates: tuple[Candidate, ...]
    teams: tuple[Team, ...]
    blocked: frozenset[Pair]
    wishes: tuple[Wish, ...]
    targets: Mapping[str, float]
    weights: Mapping[str, float]

    def text(self) -> str:
        """JSON, to be kept as evidence."""
        return json.dumps(asdict(self) | {"blocked": sorted(self.blocked)}, ensure_ascii=False)


def read_demands(text: str) -> Demands:
    """What was kept as `Demands.text`."""
    data = json.loads(text)
    return Demands(
        candidates=tuple(Candidate(**row) for row in data["candidates"]),
        teams=tuple(Team(**row) for row in data["teams"]),
        blocked=frozenset((one, team) for one, team in data["blocked"]),
        wishes=tuple(Wish(**row | {"kind": ChoiceKind(row["kind"])}) for row in data["wishes"]),
        targets=data["targets"],
        weights=data["weights"],
    )


def assemble(demands: Demands) -> dict[str, Any]:
    """The instance (see `talent.engine.instance`). NotAllowed, in words, for choices that contradict one another."""
    names = {one.id: one.name for one in demands.candidates}
    asked = [wish for wish in demands.wishes if wish.candidate in names]
    pins, leaders = _pins(demands, asked), _leaders(demands, asked)
    _require_one_place(pins, leaders, names)
    barred = set(demands.blocked) | _banned(demands, asked)
    _require_free(pins, leaders, barred, demands, names)
    out = set(leaders) | _gone(demands, asked)
    people = [one for one in demands.candidates if one.id not in out]
    apart = {tuple(sorted((w.candidate, w.other))) for w in asked if w.kind == ChoiceKind.APART}
    barred |= {(other, leaders[one]) for a, b in apart for one, other in ((a, b), (b, a)) if one in leaders}
    barred |= {(one, team.id) for one, place in pins.items() for team in demands.teams if team.id != place}
    known = {one.id for one in people}
    here = Counter(pins.values())
    return {
        "people": [_person(one, one.id in pins) for one in people],
        "groups": [
            _group(team, here[team.id], team.led or team.id in leaders.values()) for team in demands.teams
        ],
        "barred": [list(pair) for pair in sorted(barred) if pair[0] in known],
        "apart": [list(pair) for pair in sorted(apart) if known.issuperset(pair)],
        "targets": dict(demands.targets),
        "weights": dict(demands.weights),
    }


def led_by(demands: Demands) -> dict[str, str]:
    """Team → the candidate who leads it whatever the solver says."""
    known = {one.id for one in demands.candidates}
    asked = [wish for wish in demands.wishes if wish.candidate in known]
    return {team: one for one, team in _leaders(demands, asked).items()}


def fixed_cost(demands: Demands) -> float:
    """What the leaders cost who are fixed beforehand: the solver knows nothing of them."""
    led = set(led_by(demands).values())
    return demands.weights["served"] * sum(one.served for one in demands.candidates if one.id in led)


def _person(one: Candidate, pinned: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "leader": one.leads and not pinned,
        "age": one.age,
        "rank": one.rank,
        "organisation": one.organisation,
        "specialties": [one.specialty, *([FIXED] if pinned else [])],
        "channel": one.channel,
        "served": one.served,
    }


def _group(team: Team, fixed: int, led: bool) -> dict[str, Any]:
    needs = dict(team.needs) | ({FIXED: fixed} if fixed else {})
    return {"id": team.id, "min": team.least, "max": team.most, "leaders": 0 if led else 1, "needs": needs}


def _pins(demands: Demands, asked: Iterable[Wish]) -> dict[str, str]:
    """Candidate → the team he is a member of in any case."""
    found = {one.id: one.seated for one in demands.candidates if one.seated}
    for wish in asked:
        if wish.kind == ChoiceKind.PIN:
            _require_same(found, wish, demands)
            found[wish.candidate] = wish.team
    return found


def _leaders(demands: Demands, asked: Iterable[Wish]) -> dict[str, str]:
    """Candidate → the team he leads in any case."""
    found = {team.leader: team.id for team in demands.teams if team.leader}
    held = {team.id for team in demands.teams if team.led}
    for wish in asked:
        if wish.kind == ChoiceKind.LEAD:
            _require_same(found, wish, demands)
            if wish.team in held or wish.team in {t for c, t in found.items() if c != wish.candidate}:
                raise NotAllowed("“%(group)s”已有组长。", group=wish.team)
            found[wish.candidate] = wish.team
    return found


def _require_same(found: Mapping[str, str], wish: Wish, demands: Demands) -> None:
    if found.get(wish.candidate, wish.team) != wish.team:
        name = next(one.name for one in demands.candidates if one.id == wish.candidate)
        raise NotAllowed(
            "%(name)s同时指定到“%(one)s”和“%(other)s”。",
            name=name,
            one=found[wish.candidate],
            other=wish.team,
        )


def _require_one_place(pins: Collection[str], leaders: Collection[str], names: Mapping[str, str]) -> None:
    for both in sorted(set(pins) & set(leaders)):
        raise NotAllowed("%(name)s不能既任组长又任组员。", name=names[both])


def _require_free(
    pins: Mapping[str, str],
    leaders: Mapping[str, str],
    barred: set[Pair],
    demands: Demands,
    names: Mapping[str, str],
) -> None:
    seated = {(one.id, one.seated) for one in demands.candidates if one.seated}
    for pair in sorted({*pins.items(), *leaders.items()}):
        if pair in demands.blocked and pair not in seated:
            raise NotAllowed("%(name)s应当回避，不能指定到“%(group)s”。", name=names[pair[0]], group=pair[1])
        if pair in barred - demands.blocked:
            raise NotAllowed(
                "%(name)s既指定到“%(group)s”，又登记为不安排。", name=names[pair[0]], group=pair[1]
            )


def _banned(demands: Demands, asked: Iterable[Wish]) -> set[Pair]:
    return {
        (wish.candidate, team.id)
        for wish in asked
        if wish.kind == ChoiceKind.BAN
        for team in demands.teams
        if wish.team in ("", team.id)
    }


def _gone(demands: Demands, asked: Iterable[Wish]) -> set[str]:
    """Candidates who go to no team at all."""
    return {wish.candidate for wish in asked if wish.kind == ChoiceKind.BAN and not wish.team}
