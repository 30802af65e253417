"""Where rounds are, and which of them a year speaks of."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from xuncha.kernel.figures import Scope
from xuncha.kernel.numerals import in_chinese
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import Group, Plan, Round, Task, TaskQuerySet, Term
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.queries.progress import rounds_until
from xuncha.rounds.rules.stages import Stage, stage
from xuncha.rounds.rules.tasks import IDLE


def stage_of(round_: Round) -> Stage:
    """The stage of one round now: what is stored up to mobilisation, and what its tasks say from then on."""
    return stages_of([round_])[round_.pk]


def stages_of(rounds: Collection[Round]) -> dict[int, Stage]:
    """The stages of several rounds by primary key, in one query."""
    states: dict[int, set[str]] = defaultdict(set)
    tasks = Task.objects.live().filter(round__in=rounds).order_by()
    for round_, state in tasks.values_list("round", "state").distinct():
        states[round_].add(state)
    return {round_.pk: stage(round_.state, states[round_.pk]) for round_ in rounds}


def round_tasks(measured: Frame, number: int) -> TaskQuerySet:
    """All tasks listed by the day in round `number` of the term in force, whatever their kind."""
    tasks = Task.objects.live().filter(round__term=measured.term, round__number=number, round__voided_at=None)
    return tasks.filter(at__lte=measured.day)


@dataclass(frozen=True)
class Reported:
    """A round that a year's report speaks of; under way while a task of it is not off site."""

    round: Round
    under_way: bool


def reported_rounds(scope: Scope) -> list[Reported]:
    """Those under way on the scope's day and those whose last task left the site in its year, by number."""
    measured = frame(scope.office, scope.day)
    tasks = Q(tasks__voided_at=None) & ~Q(tasks__state__in=IDLE)
    staying = tasks & (Q(tasks__left_on=None) | Q(tasks__left_on__gt=scope.day))
    approved = rounds_until(measured).filter(approved_on__lte=scope.day)
    dated = approved.annotate(
        staying=Count("tasks", filter=staying), left=Max("tasks__left_on", filter=tasks)
    )
    of_the_year = dated.filter(Q(staying__gt=0) | Q(left__year=scope.year)).select_related("document")
    return [Reported(round_, round_.staying > 0) for round_ in of_the_year]


def next_number(term: Term) -> int:
    """Of the term's next round; cancelled and voided rounds keep theirs."""
    last: int | None = Round.objects.filter(term=term).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def usual_name(term: Term, number: int) -> str:
    """四届市委第七轮."""
    return "%(term)s第%(number)s轮" % {"term": term.name, "number": in_chinese(number)}


def next_group(round_: Round) -> tuple[int, str]:
    """Number and name of the round's next group, called as the last one of that number was."""
    taken: int | None = Group.objects.filter(round=round_).aggregate(last=Max("number"))["last"]
    number = (taken or 0) + 1
    before = Group.objects.of(round_.office_id).filter(number=number).order_by("-at", "-pk").first()
    return number, before.name if before else "第%(number)s巡察组" % {"number": in_chinese(number)}


def term_in_force(viewer: Viewer, day: date) -> Term | None:
    """The term of the viewer's own office that had begun last."""
    if viewer.office is None:
        return None
    return Term.objects.of(viewer.office).filter(at__lte=day).order_by("at", "pk").last()


def plan_in_force(viewer: Viewer, day: date) -> Plan | None:
    term = term_in_force(viewer, day)
    return Plan.objects.live().filter(term=term).order_by("at", "pk").last() if term else None
