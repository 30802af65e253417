"""All ties: each compares two independent paths to one fact."""

from dataclasses import dataclass

from xuncha.clues.figures import TIES as CLUES
from xuncha.findings.figures import TIES as FINDINGS
from xuncha.guidance.figures import TIES as GUIDANCE
from xuncha.kernel.figures import Scope, Tie
from xuncha.leadership.figures import TIES as LEADERSHIP
from xuncha.linkage.figures import TIES as LINKAGE
from xuncha.rectification.figures import TIES as RECTIFICATION
from xuncha.reports.models import TieExplanation
from xuncha.rounds.figures import ties as rounds_ties
from xuncha.rounds.queries.frame import one_look


@dataclass(frozen=True)
class Checked:
    """A tie with both sides counted."""

    tie: Tie[int]
    left: int
    right: int

    @property
    def holds(self) -> bool:
        return self.left == self.right

    @property
    def sentence(self) -> str:
        """What is said when it does not hold."""
        return "勾稽关系“%s”不成立：%s为%s，%s为%s。" % (
            self.tie.name, self.tie.left_name, self.left, self.tie.right_name, self.right,
        )  # fmt: skip


def all_ties(scope: Scope) -> list[Tie[int]]:
    """The ties of the year, those of its rounds unfolded."""
    return [*rounds_ties(scope), *LEADERSHIP, *LINKAGE, *GUIDANCE, *CLUES, *FINDINGS, *RECTIFICATION]


def check(scope: Scope) -> list[Checked]:
    """Every tie with both its sides, counted now."""
    with one_look():
        return [Checked(tie, tie.left(scope), tie.right(scope)) for tie in all_ties(scope)]


def ties_of(key: str, scope: Scope) -> list[Checked]:
    """The ties in which a figure stands."""
    return [Checked(tie, tie.left(scope), tie.right(scope)) for tie in all_ties(scope) if key in tie.figures]


def broken(scope: Scope) -> list[Checked]:
    return [tie for tie in check(scope) if not tie.holds]


def explained(scope: Scope) -> dict[tuple[str, int, int], TieExplanation]:
    """(tie, left, right) → what a person said of it in writing for the year."""
    rows = TieExplanation.objects.of(scope.office).filter(year=scope.year)
    return {(row.tie, row.left, row.right): row for row in rows}


def unexplained(scope: Scope) -> list[Checked]:
    """The ties that fail and that nobody has answered for."""
    known = explained(scope)
    return [one for one in broken(scope) if (one.tie.key, one.left, one.right) not in known]
