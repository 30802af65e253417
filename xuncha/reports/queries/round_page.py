"""What the page of a round shows beside the round itself, each part as far as the viewer sees it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from xuncha.fieldwork.models import MaterialRequest
from xuncha.findings.models import Finding
from xuncha.findings.rules import FROZEN, FindingState
from xuncha.kernel.deadlines import Lights
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.rectification.models import Item
from xuncha.rectification.rules import DONE, OPEN
from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck, Round, Task, TaskMode
from xuncha.rounds.queries.owed import Owed, next_steps, owed
from xuncha.rounds.queries.way import way
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.kinds import Mode, TaskKind
from xuncha.rounds.rules.tasks import IDLE

SEATS = list(Seat)
COLUMNS = (
    "uid", "round", "group", "kind", "state", "entry_planned_on", "exit_planned_on", "entered_on", "left_on",
    "decided_on", "fed_back_on", "organisation__uid", "organisation__short_name",
)  # fmt: skip
LINES = 48  # tasks on one part of the page; a group stands on one part as a whole


@dataclass(frozen=True)
class Rectified:
    """How many items of a task's ledger are done, of how many; `due` is the earliest day of those open."""

    done: int
    total: int
    due: date | None


@dataclass(frozen=True)
class Line:
    """One task of the round.

    way       the stages of a task and where this one is: "done", "now", "ahead"; none for one that waits
    findings  on its list; None for who does not read findings
    """

    task: Task
    modes: tuple[Mode, ...]
    opens: bool
    way: tuple[tuple[str, str], ...]
    findings: int | None
    rectified: Rectified | None
    owed: Owed | None


@dataclass(frozen=True)
class Team:
    """A group with its seats and its tasks; `group` is None for tasks not given to one yet."""

    group: Group | None
    seats: tuple[GroupMember, ...]
    lines: tuple[Line, ...]
    authorised: Authorisation | None

    @property
    def heads(self) -> list[GroupMember]:
        """Those who are named in the line of the group."""
        return [seat for seat in self.seats if seat.seat in (Seat.LEADER, Seat.DEPUTY, Seat.LIAISON)]


def teams(round_: Round, viewer: Viewer, lights: Lights) -> list[Team]:
    """The round's groups in their order, with members and tasks."""
    lines = _lines(round_, viewer, lights)
    members = (
        GroupMember.objects.visible_to(viewer)
        .filter(round=round_)
        .select_related("person")
        .only("uid", "seat", "until", "group", "person__name")  # what is sealed about a person stays there
    )
    seats: dict[int, list[GroupMember]] = defaultdict(list)
    for member in sorted(members, key=lambda m: (SEATS.index(Seat(m.seat)), m.pk)):
        seats[member.group_id].append(member)
    papers = Authorisation.objects.visible_to(viewer).filter(group__round=round_).select_related("document")
    authorised = {paper.group_id: paper for paper in papers}
    groups = Group.objects.visible_to(viewer).filter(round=round_).order_by("number")
    found = [
        Team(group, tuple(seats[group.pk]), tuple(lines.pop(group.pk, ())), authorised.get(group.pk))
        for group in groups
    ]
    left = [line for rest in lines.values() for line in rest]
    return [*found, Team(None, (), tuple(left), None)] if left else found


def parts(found: Sequence[Team]) -> list[list[Team]]:
    """The groups a part of the page, none torn apart: as many as their tasks leave room for."""
    cut: list[list[Team]] = []
    room = 0
    for team in found:
        room -= max(len(team.lines), 1)
        if not cut or room < 0:
            cut.append([])
            room = LINES - max(len(team.lines), 1)
        cut[-1].append(team)
    return cut


def _lines(round_: Round, viewer: Viewer, lights: Lights) -> dict[int | None, list[Line]]:
    """By group."""
    tasks = _tasks(round_, viewer)
    modes: dict[int, list[Mode]] = defaultdict(list)
    for task_pk, mode in (
        TaskMode.objects.filter(task__round=round_).order_by("pk").values_list("task", "mode")
    ):
        modes[task_pk].append(Mode(mode))
    known = Organisation.objects.visible_to(viewer).filter(tasks__round=round_).values_list("pk", flat=True)
    opens, findings, items = set(known), _findings(round_, viewer), _rectified(round_, viewer)
    steps = next_steps(tasks, lights)
    found: dict[int | None, list[Line]] = defaultdict(list)
    for task in tasks:
        rectified = items.get(task.pk)
        found[task.group_id].append(
            Line(
                task=task,
                modes=tuple(modes[task.pk]),
                opens=task.organisation_id in opens,
                way=way(task.state),
                findings=None if findings is None else findings.get(task.pk, 0),
                rectified=rectified,
                owed=steps.get(task.pk) or _rest(rectified, lights),
            )
        )
    return found


def _tasks(round_: Round, viewer: Viewer) -> list[Task]:
    """With the columns of a line and of its clocks: a large round has hundreds, of which one part is drawn."""
    seen = Task.objects.visible_to(viewer).filter(round=round_).select_related("organisation")
    found = list(seen.only(*COLUMNS).order_by("kind", "at", "pk"))
    for task in found:
        task.round = round_
    return found


def _rest(rectified: Rectified | None, lights: Lights) -> Owed | None:
    return owed("完成整改", rectified.due, lights) if rectified and rectified.due else None


def _findings(round_: Round, viewer: Viewer) -> dict[int, int] | None:
    """By task; None for who does not read findings."""
    if not viewer.has(*Finding.reach.roles):
        return None
    listed = _listed(round_, viewer).values_list("task").annotate(n=Count("pk")).order_by()
    return dict(listed)


def _listed(round_: Round, viewer: Viewer) -> QuerySet[Finding]:
    """Problems on the lists of the round's tasks, handed over or about to be."""
    seen = Finding.objects.visible_to(viewer).filter(task__round=round_, in_list=True)
    return seen.exclude(state=FindingState.DROPPED)


def _rectified(round_: Round, viewer: Viewer) -> dict[int, Rectified]:
    """By task that has a ledger."""
    items = Item.objects.visible_to(viewer).filter(ledger__task__round=round_).order_by()
    counted = items.values("ledger__task").annotate(
        done=Count("pk", filter=Q(state__in=DONE)), n=Count("pk"), due=Min("due_on", filter=Q(state__in=OPEN))
    )
    return {row["ledger__task"]: Rectified(row["done"], row["n"], row["due"]) for row in counted}


@dataclass(frozen=True)
class Matrix:
    """Tasks by kind and mode. A task may be organised in several ways: the last column counts tasks, not ways."""

    modes: tuple[Mode, ...]
    rows: tuple[tuple[TaskKind, tuple[int, ...], int], ...]
    idle: int

    @property
    def total(self) -> int:
        return sum(row[2] for row in self.rows)


def matrix(found: Iterable[Team]) -> Matrix:
    """Those that wait or were called off are counted apart."""
    lines = [line for team in found for line in team.lines]
    live = [line for line in lines if line.task.state not in IDLE]
    modes = [mode for mode in Mode if any(mode in line.modes for line in live)]
    kinds = [kind for kind in TaskKind if any(line.task.kind == kind for line in live)]
    rows = tuple(_row(kind, modes, [line for line in live if line.task.kind == kind]) for kind in kinds)
    return Matrix(tuple(modes), rows, len(lines) - len(live))


def _row(
    kind: TaskKind, modes: Sequence[Mode], lines: Sequence[Line]
) -> tuple[TaskKind, tuple[int, ...], int]:
    return kind, tuple(sum(mode in line.modes for line in lines) for mode in modes), len(lines)


@dataclass(frozen=True)
class FocusLine:
    """Problems under one focus area: not handed over yet, being rectified, struck off."""

    focus: int
    name: str
    waiting: int
    open: int
    accepted: int

    @property
    def total(self) -> int:
        return self.waiting + self.open + self.accepted


def by_focus(round_: Round, viewer: Viewer) -> list[FocusLine]:
    """In the order of the dictionary; areas without a problem are left out."""
    handed_over = [state for state in FROZEN if state != FindingState.ACCEPTED]
    counted = (
        _listed(round_, viewer)
        .order_by("focus__dictionary", "focus__serial")
        .values("focus", "focus__short")
        .annotate(
            waiting=Count("pk", filter=~Q(state__in=FROZEN)),
            open=Count("pk", filter=Q(state__in=handed_over)),
            accepted=Count("pk", filter=Q(state=FindingState.ACCEPTED)),
        )
    )
    return [FocusLine(r["focus"], r["focus__short"], r["waiting"], r["open"], r["accepted"]) for r in counted]


def material(round_: Round, viewer: Viewer, lights: Lights) -> list[tuple[MaterialRequest, Owed | None]]:
    """Requests to departments, those still open with the day they are due."""
    asked = MaterialRequest.objects.visible_to(viewer).filter(round=round_)
    return [
        (row, None if row.received_on else owed("提供情况", row.due_on, lights))
        for row in asked.select_related("department").order_by("at", "pk")
    ]


def recusal(round_: Round, viewer: Viewer) -> Mapping[str, int] | None:
    """Checks by verdict, "" for those undecided; None for who does not read them."""
    if not viewer.has(*RecusalCheck.reach.roles):
        return None
    checks = RecusalCheck.objects.visible_to(viewer).filter(round=round_).order_by()
    return Counter(dict(checks.values_list("verdict").annotate(n=Count("pk"))))


def verdicts(counted: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """(word, tone, how many) in the order an office asks: what is undecided comes first."""
    tones = {RecusalVerdict.BARRED: "red", RecusalVerdict.WAIVED: "orange", RecusalVerdict.CLEAR: "green"}
    waiting = counted.get("", 0)
    found = [("待决定", "amber" if waiting else "grey", waiting)]
    return found + [
        (verdict.label, tone, counted[verdict]) for verdict, tone in tones.items() if counted.get(verdict)
    ]


@dataclass(frozen=True)
class Milestones:
    """How many of the live tasks have come how far."""

    total: int
    steps: tuple[tuple[str, int], ...]


def milestones(found: Iterable[Team]) -> Milestones:
    tasks = [line.task for team in found for line in team.lines if line.task.state not in IDLE]
    names = (
        ("进驻", "entered_on"),
        ("撤点", "left_on"),
        ("听取汇报", "decided_on"),
        ("反馈", "fed_back_on"),
    )
    return Milestones(
        len(tasks), tuple((word, sum(getattr(t, d) is not None for t in tasks)) for word, d in names)
    )
