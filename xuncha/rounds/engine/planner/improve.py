"""A plan made better by moves and exchanges of units: late acceptance, the same course for the same seed."""

import random
import time
from collections.abc import Sequence

from xuncha.rounds.engine.planner.earliest import settle
from xuncha.rounds.engine.planner.problem import Problem, Stint

MEMORY = 60  # values that a step is held against
Value = tuple[float, ...]


class State:
    """Which unit lies in which place; a place is a group in a round."""

    def __init__(self, problem: Problem, plan: Sequence[Stint]) -> None:
        self.problem = problem
        self.groups = len(problem.instance.groups)
        self.rounds = len(plan)
        self.at = [0] * len(problem.units)
        self.bins: list[list[int]] = [[] for _ in range(self.rounds * self.groups)]
        for r, stint in enumerate(plan):
            for g, units in stint.bins.items():
                self.bins[r * self.groups + g] = list(units)
                for n in units:
                    self.at[n] = r * self.groups + g
        self.spans = [problem.span(units) for units in self.bins]

    def move(self, changes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Put each unit into its new place; what takes them back."""
        back = [(n, self.at[n]) for n, _ in changes]
        touched = set()
        for n, place in changes:
            self.bins[self.at[n]].remove(n)
            self.bins[place].append(n)
            touched |= {self.at[n], place}
            self.at[n] = place
        for place in touched:
            self.spans[place] = self.problem.span(self.bins[place])
        return back

    def is_allowed(self, places: Sequence[int]) -> bool:
        rules, units = self.problem.rules, self.problem.units
        return all(
            self.spans[p] <= rules.most_days and sum(units[n].size for n in self.bins[p]) <= rules.targets
            for p in places
        )

    def lengths(self) -> list[int]:
        return [max(self.spans[r * self.groups : (r + 1) * self.groups]) for r in range(self.rounds)]

    def plan(self) -> list[Stint] | None:
        """As stints, each as early as can be; None where dates or links are broken."""
        problem, found = self.problem, []
        for r, length in enumerate(self.lengths()):
            bins = {
                g: tuple(self.bins[r * self.groups + g])
                for g in range(self.groups)
                if self.bins[r * self.groups + g]
            }
            if not bins:
                return None
            found.append(Stint(problem.last, length, bins))
        return settle(problem, found)


FINISH, SPREAD, COST = 0, 1, 2  # what a turn makes smaller


class Search:
    """Improves turn by turn: each makes one aim smaller and leaves those of the turns before as they are."""

    def __init__(self, problem: Problem, plan: Sequence[Stint], seed: int) -> None:
        self.problem = problem
        self.state = State(problem, plan)
        self.best = list(plan)
        self.random = random.Random(seed)
        self.kept: dict[int, float] = {}  # aim → what it may not exceed
        self.moved: list[int] = []

    def value(self, plan: Sequence[Stint]) -> tuple[int, int, int]:
        return plan[-1].end, self.problem.uneven(plan), self.problem.cost(plan)

    def run(
        self,
        seconds: float,
        target: tuple[float, float, float],
        *,
        turns: Sequence[int] = (FINISH, SPREAD, COST),
        steps: int = 20_000,
    ) -> list[Stint]:
        """Until the targets are reached, the time is over, or the steps of each turn are done."""
        until = time.monotonic() + seconds
        self.kept = {}
        for place, turn in enumerate(turns):
            share = time.monotonic() + (until - time.monotonic()) / (len(turns) - place)
            self._turn(turn, share, steps, target[turn])
            self.kept[turn] = self.value(self.best)[turn]
        return self.best

    def _turn(self, turn: int, until: float, steps: int, target: float) -> None:
        self.state = State(self.problem, self.best)
        best: float = self.value(self.best)[turn]
        if best <= target:
            return
        now = self._measure(turn, self.best)
        memory = [now] * MEMORY
        for step in range(steps):
            if step % 64 == 0 and time.monotonic() > until:
                return
            back = self.state.move(self._changes())
            plan = self._plan([place for _, place in back])
            value = self._measure(turn, plan) if plan else None
            if plan is None or value is None or (value > memory[step % MEMORY] and value > now):
                self.state.move(back[::-1])
            else:
                now = value
                if now[0] < best:
                    best, self.best = now[0], plan
                    if best <= target:
                        return
            memory[step % MEMORY] = now

    def _plan(self, left: Sequence[int]) -> list[Stint] | None:
        """The state as a plan; None where it breaks a rule or what the turns before have reached."""
        places = [*left, *(self.state.at[n] for n in self.moved)]
        if not self.state.is_allowed(places) or not self._linked():
            return None
        plan = self.state.plan()
        if plan is None:
            return None
        value = self.value(plan)
        return None if any(value[turn] > kept for turn, kept in self.kept.items()) else plan

    def _measure(self, turn: int, plan: Sequence[Stint]) -> Value:
        """What a step is judged by: the aim, then how rough the lengths are."""
        return float(self.value(plan)[turn]), float(sum(span * span for span in self.state.spans))

    def _linked(self) -> bool:
        rounds: dict[int, int] = {}
        for n, one in enumerate(self.problem.units):
            if one.link >= 0 and rounds.setdefault(one.link, self.state.at[n] // self.state.groups) != (
                self.state.at[n] // self.state.groups
            ):
                return False
        return True

    def _changes(self) -> list[tuple[int, int]]:
        """One unit to another place, or two or three units round in a ring."""
        count = len(self.state.at)
        draw = self.random.random()
        n = self.random.randrange(count)
        if draw < 0.2 or count < 2:
            self.moved = [n]
            return [(n, self.random.randrange(len(self.state.bins)))]
        others = self.random.sample(range(count), min(count, 2 if draw < 0.8 else 3))
        self.moved = others
        places = [self.state.at[m] for m in others]
        return list(zip(others, [*places[1:], places[0]], strict=True))
