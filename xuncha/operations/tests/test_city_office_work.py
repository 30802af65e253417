"""What the office and its groups keep beside the rounds: checklists, reports, suggestions. It would pass its guards."""

from django.db.models import Count

from xuncha.leadership.actions import dispositions_ruled
from xuncha.leadership.models import Disposition
from xuncha.papers import queries as papers
from xuncha.papers.actions import opinions_answered, report_filed
from xuncha.papers.models import ReportVersion, ReviewOpinion
from xuncha.records.models import Installation
from xuncha.rounds.models import Task, TaskStep
from xuncha.rounds.rules.tasks import ASIDE, TASK_LIFE, TaskState

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
