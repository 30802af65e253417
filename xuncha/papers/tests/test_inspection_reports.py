"""An inspection report from its first word to the office's review."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.findings.tests.builders import confirmed, finding, installation, seat, sign_in, task
from xuncha.kernel import guards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.papers import actions, queries
from xuncha.papers.documents.inspection_reports import inspection_report
from xuncha.papers.engine.document import Heading
from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.papers.rules import PARTS, Aspect
from xuncha.records.rules import Role
from xuncha.records.tests import builders as records
from xuncha.rounds.actions import tasks
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db
TEXT = {part: f"{label}的文字。" for part, label in PARTS.items()}
DAY = date(2019, 12, 20)


@pytest.fixture
def left() -> Task:
    """A task just left, with two confirmed problems. What other apps ask before a report is theirs to test."""
    return task(state=TaskState.LEFT, decided_on=None, left_on=date(2019, 12, 10))


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {
        "report_filed": actions.report_filed,
        "opinions_answered": actions.opinions_answered,
    }
    monkeypatch.setattr(guards, "_providers", _Lenient(ours))


class _Lenient(dict[str, Any]):
    """Guards of other apps let pass."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return lambda record: None


def begun(on: Task, **over: str) -> InspectionReport:
    row = InspectionReport(office=on.office, task=on, **(TEXT | over))
    return actions.begin(row, by=seat(Role.MEMBER, on), at=DAY)


def filed(on: Task) -> ReportVersion:
    confirmed(on, 2)
    return actions.hand_in(begun(on), by=seat(Role.GROUP_LEADER, on), at=DAY)


def test_a_version_keeps_the_words_and_the_problems_of_its_day(left: Task) -> None:
    version = filed(left)
    left.refresh_from_db()
    assert left.state == TaskState.REPORTED
    assert (version.number, version.problem_count()) == (1, 2)
    assert version.basics == TEXT["basics"]
    assert [problem["serial"] for problem in version.problems] == [1, 2]


@pytest.mark.parametrize("part", PARTS)
def test_no_part_may_be_empty(part: str, left: Task) -> None:
    confirmed(left, 1)
    report = begun(left, **{part: " "})
    with pytest.raises(NotAllowed, match="尚未起草"):
        actions.hand_in(report, by=seat(Role.GROUP_LEADER, left), at=DAY)
    assert not ReportVersion.objects.exists()


def test_drafts_and_an_empty_list_keep_a_report_back(left: Task) -> None:
    report, leader = begun(left), seat(Role.GROUP_LEADER, left)
    with pytest.raises(NotAllowed, match="没有审定的问题"):
        actions.hand_in(report, by=leader, at=DAY)
    finding(left)
    with pytest.raises(NotAllowed, match="1个问题未审定"):
        actions.hand_in(report, by=leader, at=DAY)


def test_only_the_leader_hands_in(left: Task) -> None:
    confirmed(left, 1)
    report = begun(left)
    with pytest.raises(WrongRole):
        actions.hand_in(report, by=seat(Role.MEMBER, left), at=DAY)


def test_a_task_takes_no_report_that_was_not_handed_in(left: Task) -> None:
    with pytest.raises(NotAllowed, match="巡察报告页面"):
        tasks.move(left, "report", by=seat(Role.GROUP_LEADER, left), at=DAY)


def test_what_was_sent_back_is_handed_in_as_the_next_version(left: Task) -> None:
    version = filed(left)
    office = records.viewer(Role.GENERAL, office=left.office)
    tasks.move(version.report.task, "send_back", by=office, at=DAY, note="定性不准")
    leader = seat(Role.GROUP_LEADER, left)
    with pytest.raises(NotAllowed, match="巡察报告页面"):
        tasks.move(version.report.task, "report", by=leader, at=DAY)
    assert actions.hand_in(version.report, by=leader, at=DAY).number == 2


def test_there_is_one_report_a_task(left: Task) -> None:
    begun(left)
    with pytest.raises(NotAllowed, match="已经起草"):
        begun(left)


def test_the_second_of_two_writers_is_told_and_the_first_ones_words_stay(left: Task) -> None:
    report = begun(left)
    seen = actions.revision(report)
    again = InspectionReport.objects.get()
    first, second = seat(Role.MEMBER, left), seat(Role.LIAISON, left)
    actions.revise(report, changes={"basics": "先改的文字"}, seen=seen, by=first, at=DAY)
    with pytest.raises(NotAllowed, match="他人刚刚修改"):
        actions.revise(again, changes={"basics": "后改的文字"}, seen=seen, by=second, at=DAY)
    assert InspectionReport.objects.get().basics == "先改的文字"


def test_the_review_waits_for_the_answers_to_its_opinions(left: Task) -> None:
    version = filed(left)
    office = records.viewer(Role.GENERAL, office=left.office)
    opinion = ReviewOpinion(
        office=left.office, version=version, aspect=Aspect.NATURE, text="第二个问题定性过重。"
    )
    actions.opine(opinion, by=office, at=DAY)
    with pytest.raises(NotAllowed, match="1条审核意见没有答复"):
        tasks.move(version.report.task, "review", by=office, at=DAY)
    actions.answer(opinion, text="已采纳。", by=seat(Role.MEMBER, left), at=DAY)
    assert tasks.move(version.report.task, "review", by=office, at=DAY).state == TaskState.REVIEWED


def test_an_opinion_is_on_the_version_under_review(left: Task) -> None:
    version = filed(left)
    office = records.viewer(Role.GENERAL, office=left.office)
    tasks.move(version.report.task, "send_back", by=office, at=DAY, note="重写")
    late = ReviewOpinion(office=left.office, version=version, aspect=Aspect.FACTS, text="事实不清。")
    with pytest.raises(NotAllowed, match="不在审核之中"):
        actions.opine(late, by=office, at=DAY)


def test_the_document_has_five_parts_and_every_problem(left: Task) -> None:
    version = filed(left)
    document = inspection_report(version)
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == ["基本情况", "总体评价", "巡察发现的主要问题", "原因分析", "意见建议"]
    told = "".join(str(block) for block in document.blocks)
    assert all(problem["title"] in told for problem in version.problems)
    assert queries.latest(left) == version


def test_the_doors_lead_from_the_task_to_the_document(client: Client, left: Task) -> None:
    version = filed(left)
    installation(left.office)
    sign_in(client, Role.GENERAL, left.office)
    page = client.get(reverse("papers:report_versions_detail", args=[version.uid])).content.decode()
    assert all(problem["title"] in page for problem in version.problems)
    assert "提出审核意见" in page
    document = client.get(reverse("papers:paper_docx", args=["inspection_report", version.uid]))
    assert document.status_code == 200
    asked = {"at": "2019-12-21", "aspect": Aspect.FACTS.value, "text": "请补充依据。"}
    answer = client.post(reverse("papers:review_opinions_new", args=[version.uid]), asked)
    assert answer.status_code == 302
    assert ReviewOpinion.objects.get().text == "请补充依据。"


@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.CLUE_KEEPER, Role.SYSTEM_ADMIN])
def test_others_read_no_report(role: Role, client: Client, left: Task) -> None:
    version = filed(left)
    installation(left.office)
    sign_in(client, role, left.office, left.organisation if role == Role.UNIT_CONTACT else None)
    assert client.get(reverse("papers:report_versions_detail", args=[version.uid])).status_code == 403
    assert (
        client.get(reverse("papers:paper_docx", args=["inspection_report", version.uid])).status_code == 403
    )


def test_the_clerk_of_petitions_reads_none_of_it(left: Task) -> None:
    """Who takes in a group's petitions does no more than that (domain §3.2)."""
    filed(left)
    for rows in (InspectionReport.objects, ReportVersion.objects):
        assert rows.visible_to(seat(Role.MEMBER, left)).exists()
        assert not rows.visible_to(seat(Role.PETITION_CLERK, left)).exists()
