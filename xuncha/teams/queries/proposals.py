"""A proposal as people read it: who would sit where, what keeps them from it, and how balanced the groups are."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xuncha.rounds.models import Group, GroupMember, RecusalCheck, Task
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.talent.models import PoolMember
from xuncha.talent.rules.recusal import Rule, Weight
from xuncha.teams.models import Proposal, Staffing
from xuncha.teams.queries.asked import groups_of, labels
from xuncha.teams.rules import PARTS, ChoiceKind, Outcome
from xuncha.teams.rules.instances import FIXED, Candidate, Team


@dataclass(frozen=True)
class Chip:
    """A rule that found something towards some organisations of the group."""

    word: str
    tone: str
    about: str


@dataclass(frozen=True)
class Sitting:
    """One person of a group as a proposal has it."""

    member: PoolMember
    candidate: Candidate
    leads: bool
    chips: tuple[Chip, ...]

    @property
    def is_first(self) -> bool:
        return self.candidate.served == 0


@dataclass(frozen=True)
class Table:
    """One group: who leads it, who sits in it, and what that comes to."""

    group: Group
    team: Team
    units: tuple[str, ...]
    people: tuple[Sitting, ...]

    @cached_property
    def members(self) -> list[Sitting]:
        return [one for one in self.people if not one.leads]

    @property
    def mean_age(self) -> float | None:
        return _mean([one.candidate.age for one in self.members])

    @property
    def mean_rank(self) -> float | None:
        return _mean([one.candidate.rank for one in self.members])

    @property
    def first_timers(self) -> int:
        return sum(one.is_first for one in self.members)

    @property
    def needs(self) -> list[tuple[str, int, int]]:
        """(specialty, wanted, there)."""
        there = [one.candidate.specialty for one in self.members]
        return [
            (word, number, there.count(word)) for word, number in self.team.needs.items() if word != FIXED
        ]


@dataclass(frozen=True)
class Shown:
    proposal: Proposal
    tables: tuple[Table, ...]
    parts: tuple[tuple[str, float], ...]
    why: tuple[str, ...]

    @property
    def gap(self) -> float | None:
        """In percent of the objective; None where nothing is known."""
        value, bound = self.proposal.objective, self.proposal.bound
        if value is None or bound is None:
            return None
        return 0.0 if value == 0 else round((value - bound) / value * 100, 2)

    @property
    def tone(self) -> str:
        return {Outcome.OPTIMAL: "green", Outcome.FEASIBLE: "blue", "": "amber"}.get(
            self.proposal.outcome, "orange"
        )


def shown(proposal: Proposal) -> Shown:
    """Everything of one proposal, in a number of queries that does not grow with its people."""
    demands, answer = proposal.demands, json.loads(proposal.answer or "{}")
    groups = groups_of(proposal.staffing)
    names, units = labels(groups), _units(groups)
    known = {one.id: one for one in demands.candidates}
    teams = {team.id: team for team in demands.teams}
    seats = proposal.seats
    members = by_uid(uid for row in seats.values() for part in row.values() for uid in part)
    chips = _chips(proposal)
    tables = []
    for group in groups:
        row, team = seats.get(names[group.pk]), teams.get(names[group.pk])
        if row and team:
            people = [
                Sitting(members[uid], known[uid], part == "leaders", tuple(chips.get((uid, team.id), ())))
                for part in ("leaders", "members")
                for uid in row[part]
                if uid in members
            ]
            tables.append(Table(group, team, tuple(units.get(group.pk, ())), tuple(people)))
    parts = answer.get("parts", {})
    return Shown(
        proposal,
        tuple(tables),
        tuple((PARTS[name], parts[name]) for name in PARTS if name in parts),
        tuple(answer.get("why", ())),
    )


def places(proposal: Proposal) -> list[tuple[Group, list[tuple[PoolMember, Seat]]]]:
    """Who is to be seated where, without those who sit in the round already."""
    groups = groups_of(proposal.staffing)
    names, seats = labels(groups), proposal.seats
    members = by_uid(uid for row in seats.values() for part in row.values() for uid in part)
    sitting = GroupMember.objects.live().filter(round=proposal.staffing.round_id, until=None)
    there = set(sitting.values_list("person", flat=True))
    found = []
    for group in groups:
        row = seats.get(names[group.pk], {"leaders": [], "members": []})
        people = [(members[uid], Seat.LEADER) for uid in row["leaders"]]
        people += [(members[uid], Seat.MEMBER) for uid in row["members"]]
        found.append((group, [(one, seat) for one, seat in people if one.person_id not in there]))
    return found


def by_uid(uids: Iterable[str]) -> dict[str, PoolMember]:
    rows = PoolMember.objects.filter(uid__in=set(uids)).select_related("person", "organisation", "channel")
    return {str(row.uid): row for row in rows.defer("person__id_number")}


def chips_of(ties: Iterable[Iterable[str]]) -> dict[tuple[str, str], list[Chip]]:
    """(candidate, group) → a chip a rule."""
    found: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for candidate, group, unit, rule, weight in ties:
        found[candidate, group][rule, weight].append(unit)
    return {
        place: [
            Chip(
                Rule(rule).label,
                "red" if weight == Weight.BLOCK else "amber",
                "、".join(dict.fromkeys(units)),
            )
            for (rule, weight), units in by_rule.items()
        ]
        for place, by_rule in found.items()
    }


def _chips(proposal: Proposal) -> dict[tuple[str, str], list[Chip]]:
    return chips_of(json.loads(proposal.ties))


@dataclass(frozen=True)
class Pending:
    """What still stands between an adopted plan and its groups."""

    undecided: int
    barred: tuple[str, ...]  # pairs that must keep out

    @property
    def is_clear(self) -> bool:
        return not self.undecided and not self.barred


def pending(proposal: Proposal) -> Pending:
    """The checks of those who are to be seated."""
    undecided, barred = 0, []
    people = {group.pk: [one.person_id for one, _ in seats] for group, seats in places(proposal)}
    units = _unit_keys(people)
    checks = RecusalCheck.objects.live().filter(round=proposal.staffing.round_id)
    rows = checks.filter(person__in={p for held in people.values() for p in held})
    known = {
        (row.person_id, row.organisation_id): row
        for row in rows.select_related("person", "organisation").defer("person__id_number")
    }
    for group, persons in people.items():
        for person in persons:
            for unit in units.get(group, ()):
                check = known.get((person, unit))
                undecided += check is None or not check.verdict
                if check and check.verdict == RecusalVerdict.BARRED:
                    barred.append(f"{check.person} — {check.organisation.short_name}")
    return Pending(undecided, tuple(barred))


def costs(proposal: Proposal) -> list[dict[str, Any]]:
    """What was weighed, the dearest first; empty until it was."""
    found: list[dict[str, Any]] = json.loads(proposal.costs) if proposal.costs else []
    members = by_uid(row["wish"]["candidate"] for row in found if row["wish"])
    for row in found:
        if row["wish"]:
            row["word"] = ChoiceKind(row["wish"]["kind"]).label
            row["member"] = members.get(row["wish"]["candidate"])
    return sorted(found, key=lambda row: -row["saved"])


def latest(staffing: Staffing) -> Proposal | None:
    """The plan to look at first: the adopted one, else the last that has people in it."""
    rows = staffing.proposals.live().filter(objective__isnull=False, dropped_on=None)
    adopted = rows.filter(adopted_on__isnull=False).first()
    return (
        adopted or rows.order_by("-number").first() or staffing.proposals.live().order_by("-number").first()
    )


def _units(groups: Iterable[Group]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    tasks = Task.objects.live().filter(group__in=list(groups)).exclude(state=TaskState.WITHDRAWN)
    for group, short in tasks.order_by("pk").values_list("group", "organisation__short_name"):
        found[group or 0].append(short)
    return found


def _unit_keys(groups: Iterable[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    tasks = Task.objects.live().filter(group__in=list(groups)).exclude(state=TaskState.WITHDRAWN)
    for group, unit in tasks.values_list("group", "organisation"):
        found[group or 0].add(unit)
    return found


def _mean(numbers: list[int]) -> float | None:
    return round(sum(numbers) / len(numbers), 1) if numbers else None


def named_groups(staffing: Staffing) -> list[tuple[Group, str]]:
    groups = groups_of(staffing)
    names = labels(groups)
    return [(group, names[group.pk]) for group in groups]
