"""A problem of the report rests on signed papers of its own task, and states what they add up to."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.fieldwork.actions import papers
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules.papers import PaperState
from xuncha.fieldwork.tests.paper_builders import WRITTEN, carried, paper, signed, task_on_site
from xuncha.findings import queries
from xuncha.findings.actions import citations, findings
from xuncha.findings.models import Citation, Finding
from xuncha.findings.rules import FindingState
from xuncha.findings.tests.builders import category, finding, focus, installation, seat, sign_in
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, viewer
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db


def cite(row: Finding, of: WorkingPaper, **over: Any) -> Citation:
    by = over.get("by") or seat(Role.MEMBER, row.task)
    return citations.cite(Citation(finding=row, paper=of), by=by, at=WRITTEN)


def test_only_signed_papers_are_cited() -> None:
    target = task_on_site()
    row = finding(target)
    with pytest.raises(NotAllowed, match="尚未签批"):
        cite(row, carried(paper(target), PaperState.STUDIED))
    dropped = signed(target)
    papers.move(dropped, "drop", by=seat(Role.GROUP_LEADER, target), at=WRITTEN, note="证据不足")
    with pytest.raises(NotAllowed, match="不入报告"):
        cite(row, dropped)
    good = signed(target)
    cite(row, good)
    with pytest.raises(NotAllowed, match="已经引用"):
        cite(row, good)


def test_papers_of_another_task_are_not_cited_even_of_the_same_group() -> None:
    target = task_on_site()
    beside = task_on_site(group=target.group)
    with pytest.raises(NotAllowed, match="本任务"):
        cite(finding(target), signed(beside))


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.GENERAL, Role.PETITION_CLERK])
def test_only_the_group_cites(role: Role) -> None:
    target = task_on_site()
    who = seat(role, target) if role == Role.PETITION_CLERK else viewer(role, office=target.office)
    with pytest.raises(WrongRole):
        cite(finding(target), signed(target), by=who)


@pytest.mark.parametrize("state", [FindingState.DROPPED, FindingState.FED_BACK])
def test_what_is_dropped_or_handed_over_cites_no_more(state: FindingState) -> None:
    target = task_on_site()
    row = finding(target, state=state, fed_back_on=DAY if state == FindingState.FED_BACK else None)
    with pytest.raises(NotAllowed, match="不能再引用"):
        cite(row, signed(target))


def test_a_report_waits_until_each_of_its_problems_cites_a_signed_paper() -> None:
    target = task_on_site()
    citations.findings_cite_signed_papers(target)  # a report without problems needs none
    first, _ = finding(target), finding(target, state=FindingState.DROPPED)
    finding(target, in_text=False, in_list=False)
    with pytest.raises(NotAllowed, match="1个问题没有引用"):
        citations.findings_cite_signed_papers(target)
    basis = signed(target, amount=None)
    cite(first, basis)
    citations.findings_cite_signed_papers(target)
    papers.move(basis, "send_back", by=seat(Role.GROUP_LEADER, target), at=WRITTEN, note="重核")
    with pytest.raises(NotAllowed, match="1个问题没有引用"):
        citations.findings_cite_signed_papers(target)


def test_a_withdrawn_citation_counts_no_more_and_is_kept_after_the_report() -> None:
    target = task_on_site()
    row = finding(target)
    held, taken = cite(row, signed(target)), cite(row, signed(target))
    by = seat(Role.MEMBER, target)
    citations.withdraw(taken, by=by, at=WRITTEN, note="与问题无关")
    assert [c.pk for c in queries.signed_citations(row)] == [held.pk]
    Task.objects.filter(pk=target.pk).update(state=TaskState.REPORTED)
    held = Citation.objects.get(pk=held.pk)
    with pytest.raises(NotAllowed, match="报告已经提交"):
        citations.withdraw(held, by=by, at=WRITTEN, note="与问题无关")


@pytest.mark.parametrize(("stated", "agrees"), [("20.00", True), ("20.01", False), (None, False)])
def test_amounts_are_summed_over_the_papers_and_never_overwritten(stated: str | None, agrees: bool) -> None:
    target = task_on_site()
    row = finding(target, amount=Decimal(stated) if stated else None)
    for amount in ("12.50", "7.50"):
        cite(row, signed(target, amount=Decimal(amount)))
    assert queries.tally(row).agrees == agrees
    assert queries.tally(row).cited == Decimal("20.00")
    if agrees:
        citations.findings_amounts_tally(target)
    else:
        with pytest.raises(NotAllowed, match="不一致"):
            citations.findings_amounts_tally(target)
    assert Finding.objects.get(pk=row.pk).amount == (Decimal(stated) if stated else None)


def test_the_foot_of_the_list_adds_amounts_up_to_the_cent(client: Client) -> None:
    target = task_on_site()
    installation(target.office)
    row = finding(target)
    for amount in ("805.84", "0.02"):
        cite(row, signed(target, amount=Decimal(amount)))
    sign_in(client, Role.DIRECTOR, target.office)
    page = client.get(reverse("findings:citations")).content.decode()
    assert "805.86<" in page


def test_a_finding_is_made_of_a_signed_paper_and_cites_it() -> None:
    target = task_on_site()
    source, by = signed(target), seat(Role.MEMBER, target)
    columns = {"title": "违规发放津补贴", "focus": focus(target.office), "category": category(target.office)}
    made = citations.register_from_paper(Citation(paper=source), by=by, at=WRITTEN, **columns)
    assert (made.task, made.serial) == (target, 1)
    assert made.citations.get().paper == source
    with pytest.raises(NotAllowed, match="尚未签批"):
        citations.register_from_paper(Citation(paper=paper(target)), by=by, at=WRITTEN, **columns)
    assert Finding.objects.count() == 1


def test_a_watched_problem_says_why_and_its_finder_sits_in_the_group() -> None:
    row = finding(task_on_site())
    by = seat(Role.MEMBER, row.task)
    with pytest.raises(NotAllowed, match="重点关注"):
        findings.rewrite(row, by=by, at=DAY, note="补充", watched=True)
    findings.rewrite(row, by=by, at=DAY, note="补充", watched=True, watch_reason="数额巨大", title=row.title)
    row.refresh_from_db()
    assert (row.watched, row.tag_words) == (True, ["重点关注"])
    assert set(row.passages().get(verb="correct").changes) == {"watched", "watch_reason"}
