"""What a task has handed over at feedback, what its own papers say it has, and what findings are sorted by."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from xuncha.basis.models import Statement
from xuncha.basis.rules import Stated
from xuncha.fieldwork.rules.papers import CITABLE
from xuncha.findings.models import (
    Category,
    Citation,
    FactAnswer,
    Feedback,
    Finding,
    FocusDictionary,
    FocusItem,
)
from xuncha.findings.rules import UNDECIDED, AddresseeType, FactState
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.records.rules import GROUP, OFFICE, Level
from xuncha.rounds.models import GroupMember, Task, TaskMode
from xuncha.rounds.rules.kinds import Mode

CENT = Decimal("0.01")


def body_feedbacks(task: Task) -> QuerySet[Feedback]:
    """The task's feedback to the leading body: the one whose list counts."""
    return Feedback.objects.live().filter(task=task, addressee_type=AddresseeType.BODY)


def counties_to_tell(task: Task) -> QuerySet[Office]:
    """The counties below the task's office that have not had its feedback, in the order of their codes."""
    told = Feedback.objects.live().filter(task=task, county__isnull=False).values("county")
    below = Office.objects.filter(parent=task.office_id, level=Level.COUNTY)
    return below.exclude(pk__in=told).order_by("code")


def told_or_alone(tasks: Sequence[Task]) -> set[int]:
    """Of these tasks those whose feedback goes to no county, or has gone to every one. One question."""
    keys = {task.pk for task in tasks}
    together = TaskMode.objects.filter(task=OuterRef("pk"), mode__in=(Mode.LINKED, Mode.COUNTERPART))
    told = Feedback.objects.live().filter(task=OuterRef(OuterRef("pk")), county=OuterRef("pk"))
    waiting = Office.objects.filter(~Exists(told), parent=OuterRef("office"), level=Level.COUNTY)
    linked = ~Q(upper_round="") | Q(Exists(together))
    owed = Task.objects.filter(linked, Exists(waiting), pk__in=keys)
    return keys - set(owed.values_list("pk", flat=True))


def stated(feedbacks: QuerySet[Feedback]) -> int | None:
    """How many problems the papers of these feedbacks state; None when none states a number.

    A paper that went to several addressees is asked once.
    """
    papers = Statement.objects.live().filter(what=Stated.PROBLEMS, document__in=feedbacks.values("document"))
    total: int | None = papers.aggregate(n=Sum("count"))["n"]
    return total


def frozen_count(task: Task) -> int:
    """How many problems stand on the list that the task handed over."""
    return Finding.objects.live().filter(task=task).frozen().count()


def wording(finding: Finding) -> str:
    """The finding as it reads today: its latest correction, else the wording that was handed over."""
    latest = finding.corrections.live().order_by("-at", "-id").first()
    return latest.after if latest else finding.title


def is_told_only(finding: Finding, viewer: Viewer) -> bool:
    """Whether this person learns of the finding by its feedback, and not of how it came about."""
    return finding.roles_of(viewer).isdisjoint(OFFICE | GROUP)


def finder(finding: Finding) -> GroupMember | None:
    """Who found it, by name and seat; of the person nothing else is read."""
    if finding.finder_id is None:
        return None
    return named(GroupMember.objects.filter(pk=finding.finder_id)).first()


def named(members: QuerySet[GroupMember]) -> QuerySet[GroupMember]:
    return members.select_related("person").only("seat", "group", "person__name")


def locked(task: Task) -> Task:
    """Whoever changes a task's list waits for whoever is changing it."""
    return Task.objects.select_for_update().get(pk=task.pk)


@dataclass(frozen=True)
class Tally:
    """The amount a finding states beside the sum of those of the papers it cites."""

    stated: Decimal
    cited: Decimal

    @property
    def agrees(self) -> bool:
        return self.stated == self.cited


def signed_citations(finding: Finding) -> QuerySet[Citation]:
    """Citations of papers that are signed and were put to no other use."""
    cited = Citation.objects.live().filter(finding=finding, paper__voided_at=None)
    return cited.filter(paper__state__in=[*CITABLE])


def tally(finding: Finding) -> Tally:
    """Checked and shown, never filled in: what is not stated counts as nothing."""
    total = signed_citations(finding).aggregate(n=Sum("paper__amount"))["n"]
    return _tally(finding, total)


def _tally(finding: Finding, total: Decimal | None) -> Tally:
    """SQLite adds up in floating point: a sum has as many places as what was added."""
    return Tally(finding.amount or Decimal(0), (total or Decimal(0)).quantize(CENT))


def without_paper(task: Task) -> QuerySet[Finding]:
    """Problems of the task's report that rest on no signed paper."""
    signed = Citation.objects.live().filter(
        finding=OuterRef("pk"), paper__voided_at=None, paper__state__in=[*CITABLE]
    )
    return Finding.objects.filter(task=task).of_report().exclude(Exists(signed))


def tallies(findings: Iterable[Finding]) -> list[tuple[Finding, int, Tally]]:
    """Each finding with the number of signed papers it cites and what they add up to, in one query."""
    rows = list(findings)
    cited = Citation.objects.live().filter(finding__in=rows, paper__voided_at=None)
    sums = cited.filter(paper__state__in=[*CITABLE]).order_by().values_list("finding")
    found = {key: (n, total) for key, n, total in sums.annotate(Count("pk"), Sum("paper__amount"))}
    answered = ((row, *found.get(row.pk, (0, None))) for row in rows)
    return [(row, n, _tally(row, total)) for row, n, total in answered]


def misstated(task: Task) -> list[tuple[Finding, Tally]]:
    """Problems of the task's report whose amount is not the sum of those of their papers."""
    of_report = Finding.objects.filter(task=task).of_report().order_by("serial")
    return [(row, tally) for row, _, tally in tallies(of_report) if not tally.agrees]


def undecided(task: Task) -> QuerySet[FactAnswer]:
    """Objections of the unit that nobody has decided."""
    return FactAnswer.objects.live().filter(finding__task=task, state=FactState.OBJECTED)


def open_answer(finding: Finding) -> FactAnswer | None:
    """What lies with the unit, or with the leader, about this finding."""
    return FactAnswer.objects.live().filter(finding=finding, state__in=[*UNDECIDED]).first()


DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Generation:
    """A bundled focus dictionary; its items are (short, text)."""

    name: str
    since: date
    items: tuple[tuple[str, str], ...]


@cache
def generations() -> tuple[Generation, ...]:
    """The bundled focus dictionaries, the oldest first (domain §6.1)."""
    with (DATA / "focus.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    parts = groupby(lines, key=lambda line: (line["dictionary"], line["since"]))
    return tuple(
        Generation(name, date.fromisoformat(since), tuple((line["short"], line["text"]) for line in part))
        for (name, since), part in parts
    )


@cache
def bundled_categories() -> tuple[tuple[str, str], ...]:
    """Code and name of the bundled tree, each node after the one above it (domain §6.2)."""
    with (DATA / "categories.csv").open(encoding="utf-8", newline="") as file:
        return tuple((line["code"], line["name"]) for line in csv.DictReader(file))


def generations_lacking(office: int) -> list[Generation]:
    """The bundled dictionaries that the office does not have."""
    there = set(FocusDictionary.objects.of(office).values_list("name", flat=True))
    return [one for one in generations() if one.name not in there]


def categories_lacking(office: int) -> list[tuple[str, str]]:
    there = set(Category.objects.of(office).values_list("code", flat=True))
    return [(code, name) for code, name in bundled_categories() if code not in there]


def is_unused(dictionary: FocusDictionary) -> bool:
    """No finding is sorted by it."""
    return not Finding.objects.filter(focus__dictionary=dictionary).exists()


def below(category: Category) -> list[Category]:
    """Everything under the node, the deepest first."""
    under = Category.objects.of(category.office_id).filter(code__startswith=f"{category.code}.")
    return sorted(under, key=lambda row: (-row.code.count("."), row.code))


def is_unsorted(category: Category) -> bool:
    """No finding is sorted by the node, nor by one below it."""
    return not Finding.objects.filter(category__in=[category, *below(category)]).exists()


def keeper(office: Office) -> int:
    """The office whose dictionaries count there: its own, else those of the office above."""
    own = FocusDictionary.objects.of(office.pk).exists()
    return office.pk if own or office.parent_id is None else office.parent_id


def dictionaries_of(task: Task, day: date) -> list[FocusDictionary]:
    """By what the findings of a task are sorted: a round goes on with what it began with, else what is in force."""
    begun = Finding.objects.live().filter(task__round=task.round_id).values("focus__dictionary")
    used = list(FocusDictionary.objects.live().filter(pk__in=begun).order_by("-at"))
    if used:
        return used
    rows = FocusDictionary.objects.of(keeper(task.office)).filter(at__lte=day)
    return list(rows.order_by("-at", "-pk")[:1])


def focus_items(task: Task, day: date) -> QuerySet[FocusItem]:
    """The focus areas that a finding of that day may be put under."""
    found = FocusItem.objects.live().filter(dictionary__in=dictionaries_of(task, day))
    return found.order_by("-dictionary__at", "serial")


def categories(task: Task, day: date) -> QuerySet[Category]:
    """The problem types that a finding of that day may be put under."""
    return Category.objects.of(keeper(task.office)).in_force(day).order_by("code")
