"""What can be chosen on the pages of a campaign: what is there, and is not in it yet."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Campaign, CampaignGroup, Counterpart, CountyCall, CountyTask, Filing, Target
from xuncha.linkage.rules import FilingKind
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.rounds.models import Group, Task
from xuncha.rounds.rules.tasks import IDLE


def below(office: int) -> QuerySet[Office]:
    """The counties below an office, in the order of their codes."""
    return Office.objects.filter(parent=office, level=Level.COUNTY).order_by("code")


def counties_called(campaign: Campaign) -> QuerySet[Office]:
    called = CountyCall.objects.live().filter(campaign=campaign).values("county")
    return Office.objects.filter(pk__in=called).order_by("code")


def counties_to_call(campaign: Campaign) -> QuerySet[Office]:
    called = CountyCall.objects.live().filter(campaign=campaign).values("county")
    return below(campaign.office_id).exclude(pk__in=called)


def groups_to_send(campaign: Campaign, viewer: Viewer) -> QuerySet[Group]:
    sent = CampaignGroup.objects.live().filter(campaign=campaign).values("group")
    groups = Group.objects.visible_to(viewer).filter(round=campaign.round_id)
    return groups.exclude(pk__in=sent).order_by("number")


def tasks_to_choose(campaign: Campaign, viewer: Viewer) -> QuerySet[Task]:
    chosen = Target.objects.live().values("task")
    tasks = Task.objects.visible_to(viewer).filter(round=campaign.round_id).exclude(state__in=IDLE)
    return tasks.exclude(pk__in=chosen).order_by("kind", "organisation__short_name", "pk")


def targets_of(campaign: Campaign, viewer: Viewer) -> QuerySet[Task]:
    chosen = Target.objects.visible_to(viewer).filter(campaign=campaign).values("task")
    return Task.objects.filter(pk__in=chosen).order_by("kind", "organisation__short_name", "pk")


def county_tasks_to_enter(call: CountyCall, viewer: Viewer) -> QuerySet[Task]:
    """The county's own tasks since the campaign began, those of its latest round first."""
    entered = CountyTask.objects.live().values("task")
    tasks = Task.objects.visible_to(viewer).filter(office=call.county_id).exclude(state__in=IDLE)
    return tasks.exclude(pk__in=entered).order_by("-round__number", "kind", "organisation__short_name", "pk")


def cells_missing(campaign: Campaign, viewer: Viewer) -> QuerySet[Counterpart]:
    cells = Counterpart.objects.visible_to(viewer).filter(campaign=campaign)
    missing = cells.filter(sent_on=None, received_on=None)
    return missing.order_by("county__code", "task__organisation__short_name", "pk")


def not_to_file(tasks: Sequence[Task]) -> set[int]:
    """Of these tasks those whose report goes no way up: neither target nor a county's in a campaign, or filed already.

    One question.
    """
    keys = {task.pk for task in tasks}
    filed = Filing.objects.live().filter(task=OuterRef("pk"), kind=FilingKind.UNIT_REPORT)
    linked = Q(Exists(Target.objects.live().filter(task=OuterRef("pk"))))
    linked |= Q(Exists(CountyTask.objects.live().filter(task=OuterRef("pk"))))
    owed = Task.objects.filter(linked, ~Exists(filed), pk__in=keys, office__parent__isnull=False)
    return keys - set(owed.values_list("pk", flat=True))
