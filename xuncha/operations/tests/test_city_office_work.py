"""What the office and its groups keep beside the rounds: checklists, reports, suggestions. It would pass its guards."""

from datetime import date, timedelta

from django.db.models import Count, F

from xuncha.accounts.models import User
from xuncha.archive import queries as archives
from xuncha.archive.actions import handovers
from xuncha.archive.models import ArchiveItem, Handover
from xuncha.archive.rules import list_digest
from xuncha.calendars.queries import calendar
from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.marks import at_most
from xuncha.kernel.workdays import BuiltIn
from xuncha.leadership.actions import dispositions_ruled
from xuncha.leadership.models import Disposition
from xuncha.papers import queries as papers
from xuncha.papers.actions import opinions_answered, report_filed
from xuncha.papers.models import ReportVersion, ReviewOpinion
from xuncha.records.models import Installation
from xuncha.rounds.models import Task, TaskStep
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.rounds.rules.tasks import ASIDE, TASK_LIFE, TaskState
from xuncha.teams.models import ConductEvaluation, RecusalRequest

LATE = (5, 6, 7)  # the rounds that were worked with checklists, reports and suggestions in the system
ORDER = list(TaskState)


def late(city: Installation) -> list[Task]:
    return list(Task.objects.filter(office=city.home, round__number__in=LATE, entered_on__isnull=False))


def test_each_task_of_the_later_rounds_has_its_checklist(city: Installation) -> None:
    listed = TaskStep.objects.filter(task__in=late(city)).values("task").annotate(n=Count("pk"))
    assert {row["task"] for row in listed} == {task.pk for task in late(city)}
    assert min(row["n"] for row in listed) > 25


def test_nothing_mandatory_was_left_behind(city: Installation) -> None:
    for task in late(city):
        behind = ORDER[: ORDER.index(TaskState(task.state))]
        steps = TaskStep.objects.filter(task=task, mandatory=True, done_on=None, waived_on=None)
        assert not steps.filter(stage__in=behind).exists(), task


def test_checklists_of_running_tasks_are_half_done_and_those_of_archived_ones_done(
    city: Installation,
) -> None:
    open_ = TaskStep.objects.filter(done_on=None, waived_on=None)
    running = Task.objects.filter(office=city.home, round__number=7, state="entered")
    for task in running:
        here = TaskStep.objects.filter(task=task, stage="entered", purpose="step")
        assert 0 < open_.filter(pk__in=here).count() < here.count()
    assert not open_.filter(task__state="archived", purpose="step").exists()


def test_steps_were_ticked_while_the_task_was_in_their_stage(city: Installation) -> None:
    for task in late(city):
        came = dict(task.passages().exclude(after="").order_by("at", "id").values_list("after", "at"))
        for step in TaskStep.objects.filter(task=task, purpose="step", done_on__isnull=False):
            left = [
                came[after.target]
                for after in TASK_LIFE.steps
                if after.source == step.stage and after.verb not in ASIDE and after.target in came
            ]
            assert step.done_on
            assert came[step.stage] <= step.done_on <= max(left, default=city.today), step


def test_every_report_that_is_in_is_a_version_with_its_problems(city: Installation) -> None:
    reported = [task for task in late(city) if task.reported_on]
    assert len(reported) > 20
    for task in reported:
        report_filed(task)
        version = papers.latest(task)
        assert version
        assert version.at == task.reported_on
        assert papers.drafts(task) == 0
        assert version.problems == papers.problems(task)
        assert version.basics
        assert version.assessment
        assert version.causes
        assert version.advice


def test_reviewed_reports_have_their_opinions_answered_and_some_wait(city: Installation) -> None:
    reviewed = [task for task in late(city) if task.heard_on]
    for task in reviewed:
        opinions_answered(task)
    assert ReviewOpinion.objects.filter(version__report__task__in=reviewed).count() > 40
    assert ReviewOpinion.objects.filter(version__report__task__state="reported", answered_on=None).exists()
    assert not ReviewOpinion.objects.filter(by__in=_signers()).exists()


def _signers() -> list[int]:
    return list(ReportVersion.objects.values_list("by", flat=True).distinct())


def test_reports_that_were_sent_back_have_two_versions(city: Installation) -> None:
    twice = ReportVersion.objects.filter(number=2)
    assert {str(version.report.task.organisation.short_name) for version in twice} == {
        "市水务集团",
        "市文化旅游投资集团",
    }
    for version in twice:
        first = ReportVersion.objects.get(report=version.report, number=1)
        assert first.at < version.report.task.passages().get(verb="send_back").at < version.at


def test_what_was_suggested_was_ruled_on_when_it_was_heard(city: Installation) -> None:
    heard = [task for task in late(city) if task.heard_on]
    for task in heard:
        dispositions_ruled(task)
    rows = Disposition.objects.filter(task__in=heard)
    assert set(rows.values_list("ruling", flat=True)) == {"agreed", "changed", "rejected"}
    assert Disposition.objects.filter(task__state="reported", ruling="").exists()
    assert not rows.exclude(ruling="agreed").filter(ruled_text="").exists()


def test_archived_tasks_of_the_later_rounds_were_handed_over_and_signed_for(city: Installation) -> None:
    archived = [task for task in late(city) if task.state == TaskState.ARCHIVED]
    assert len(archived) == 9
    for task in archived:
        handovers.archive_complete(task)


def test_what_was_handed_over_is_what_the_list_says(city: Installation) -> None:
    handed_over = Handover.objects.exclude(state="collecting")
    assert {row.state for row in handed_over} == {"handed_over", "accepted"}
    for handover in handed_over:
        lines = archives.hand_over_list(handover)
        assert (handover.listed, handover.digest) == (len(lines), list_digest(lines))
        assert archives.missing(handover) == []


def test_archives_of_running_tasks_are_half_full(city: Installation) -> None:
    collecting = [archives.completeness(one) for one in Handover.objects.filter(state="collecting")]
    assert len(collecting) > 10
    assert all(0 < one.present < one.all for one in collecting)
    assert all(one.missing for one in collecting)


def test_digests_in_the_archive_are_those_of_the_register_and_of_the_stored_files(
    city: Installation,
) -> None:
    items = ArchiveItem.objects.select_related("document", "clue", "attachment")
    for item in items:
        if item.document:
            assert item.digest == archives.digest_of_document(item.document)
            assert (item.title, item.document_number) == (item.document.title, item.document.number)
        elif item.clue:
            assert item.digest == archives.digest_of_clue(item.clue)
        elif item.attachment:
            assert item.digest == item.attachment.digest
    assert Attachment.objects.exists()
    for attachment in Attachment.objects.all():
        assert len(files.read(attachment)) == attachment.size


def test_archival_numbers_run_without_gaps(city: Installation) -> None:
    runs: dict[str, list[int]] = {}
    for series, serial in ArchiveItem.objects.order_by("serial").values_list("series", "serial"):
        runs.setdefault(series, []).append(serial)
    assert all(run == list(range(1, len(run) + 1)) for run in runs.values())
    assert not ArchiveItem.objects.filter(dated_on__gt=F("at")).exists()


def test_containers_are_marked_as_high_as_what_lies_in_them(city: Installation) -> None:
    for item in ArchiveItem.objects.select_related("volume__handover"):
        assert at_most(item.mark, item.volume.mark)
        assert at_most(item.volume.mark, item.volume.handover.mark)


def test_deadlines_count_by_the_calendars_of_the_office_as_by_those_that_come_along(
    city: Installation,
) -> None:
    own, bundled = calendar(), BuiltIn()
    days = [date(2017, 1, 1) + timedelta(days=n) for n in range(365 * 3)]
    assert [day for day in days if own.is_workday(day) != bundled.is_workday(day)] == []


def test_nobody_of_the_group_reads_what_its_unit_said_of_it(city: Installation) -> None:
    assert ConductEvaluation.objects.count() == 9
    asked = RecusalRequest.objects.values_list("state", flat=True)
    assert set(asked) == {"asked", "rejected"}
    leader = viewer_of(User.objects.get(username="groupleader"))
    assert not ConductEvaluation.objects.visible_to(leader).exists()
    assert not RecusalRequest.objects.visible_to(leader).exists()
