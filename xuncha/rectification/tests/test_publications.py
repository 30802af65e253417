"""Making rectification public: in both scopes or with consent, by whom, and what is owed meanwhile."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from xuncha.findings.tests.builders import installation, sign_in, task
from xuncha.kernel import guards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.rectification.actions import publications
from xuncha.rectification.models import Exemption, Ledger, Publication
from xuncha.rectification.queries.publications import openness, owed_scopes
from xuncha.rectification.rules.publications import ExemptionState, Ground, Scope
from xuncha.rectification.tests.builders import director, owner, unit_ledger
from xuncha.rectification.tests.test_evaluations import report
from xuncha.rounds.rules.tasks import TASK_LIFE

pytestmark = pytest.mark.django_db
AFTER = date(2019, 12, 27)


def reviewed() -> Ledger:
    """A unit's ledger whose progress report was accepted on 20 December."""
    ledger = unit_ledger(1, task())
    report(ledger)
    return ledger


def published(ledger: Ledger, scope: Scope = Scope.PARTY, at: date = AFTER, **over: object) -> Publication:
    row = Publication(ledger=ledger, scope=scope, medium="党内文件印发", paper="整改进展通报")
    for name, value in over.items():
        setattr(row, name, value)
    return publications.publish(row, by=owner(ledger), at=at)


def asked(ledger: Ledger, scope: Scope = Scope.SOCIETY, reason: str = "案件正在核查") -> Exemption:
    row = Exemption(ledger=ledger, scope=scope, ground=Ground.CASE, reason=reason)
    return publications.ask_exemption(row, by=owner(ledger), at=AFTER)


def granted(ledger: Ledger, scope: Scope = Scope.SOCIETY) -> Exemption:
    leader = viewer(Role.LEADER, office=ledger.office)
    return publications.move(asked(ledger, scope), "grant", by=leader, at=AFTER)


def test_a_task_is_published_when_both_scopes_are_settled() -> None:
    ledger = reviewed()
    assert ledger.task
    with pytest.raises(NotAllowed, match="党内公开、社会公开"):
        publications.rectification_published(ledger.task)
    published(ledger)
    with pytest.raises(NotAllowed, match="社会公开"):
        publications.rectification_published(ledger.task)
    granted(ledger)
    publications.rectification_published(ledger.task)


def test_an_application_alone_settles_nothing() -> None:
    ledger = reviewed()
    asked(ledger)
    assert owed_scopes(ledger) == [*Scope]


def test_nothing_is_published_before_the_report_was_reviewed() -> None:
    with pytest.raises(NotAllowed, match="尚未审核通过"):
        published(unit_ledger(1, task()))
    with pytest.raises(NotAllowed, match="不能早于"):
        published(reviewed(), at=date(2019, 12, 19))


def test_a_publication_rests_on_a_paper() -> None:
    ledger = reviewed()
    with pytest.raises(NotAllowed, match="公开文件"):
        published(ledger, paper=" ")
    row = published(ledger)
    with pytest.raises(IntegrityError):
        Publication.objects.filter(pk=row.pk).update(paper="")


def test_a_scope_is_settled_once() -> None:
    ledger = reviewed()
    row = published(ledger)
    with pytest.raises(NotAllowed, match="已经公开"):
        published(ledger)
    with pytest.raises(NotAllowed, match="已经公开"):
        asked(ledger, Scope.PARTY)
    publications.withdraw(row, by=owner(ledger), at=AFTER, note="登记错误")
    published(ledger)


def test_an_exemption_is_refused_without_a_reason_and_asked_once() -> None:
    ledger = reviewed()
    with pytest.raises(NotAllowed, match="理由"):
        asked(ledger, reason=" ")
    asked(ledger)
    with pytest.raises(NotAllowed, match="正在办理"):
        asked(ledger)


def test_what_was_published_meanwhile_is_not_exempted() -> None:
    ledger = reviewed()
    row = asked(ledger)
    published(ledger, Scope.SOCIETY)
    with pytest.raises(NotAllowed, match="已经公开"):
        publications.move(row, "grant", by=viewer(Role.LEADER, office=ledger.office), at=AFTER)


def test_who_asks_does_not_consent() -> None:
    ledger = reviewed()
    row = Exemption(ledger=ledger, scope=Scope.SOCIETY, ground=Ground.SECRET, reason="涉密")
    by = director(ledger.office)
    publications.ask_exemption(row, by=by, at=AFTER)
    with pytest.raises(NotAllowed, match="他人"):
        publications.move(row, "grant", by=by, at=AFTER, basis="纪要")


def test_the_office_enters_consent_with_its_paper_and_a_refusal_is_told_why() -> None:
    ledger = reviewed()
    row = asked(ledger)
    with pytest.raises(NotAllowed, match="领导小组"):
        publications.move(row, "grant", by=director(ledger.office), at=AFTER)
    with pytest.raises(NotAllowed, match="理由"):
        publications.move(row, "refuse", by=director(ledger.office), at=AFTER, basis="纪要")
    publications.move(row, "refuse", by=director(ledger.office), at=AFTER, basis="纪要", note="应当公开")
    assert owed_scopes(ledger) == [*Scope]
    assert asked(ledger).state == ExemptionState.REQUESTED


@pytest.mark.parametrize("role", [Role.RECTIFICATION, Role.UNIT_CONTACT, Role.GROUP_LEADER])
def test_others_do_not_consent(role: Role) -> None:
    row = asked(reviewed())
    with pytest.raises(WrongRole):
        publications.move(row, "grant", by=viewer(role, office=row.office), at=AFTER, basis="纪要")


@pytest.mark.parametrize("role", [Role.PLAN_REVIEWER, Role.LEADER, Role.GROUP_LEADER])
def test_others_do_not_publish(role: Role) -> None:
    ledger = reviewed()
    row = Publication(ledger=ledger, scope=Scope.PARTY, medium="通报", paper="通报")
    with pytest.raises(WrongRole):
        publications.publish(row, by=viewer(role, office=ledger.office), at=AFTER)


def test_each_scope_says_whether_it_is_owed() -> None:
    ledger = reviewed()
    published(ledger)
    party, society = openness(ledger, director(ledger.office))
    assert (party.is_owed, society.is_owed) == (False, True)


def test_the_unit_registers_it_on_the_ledgers_page(client: Client) -> None:
    ledger = reviewed()
    assert ledger.task
    installation(ledger.office)
    sign_in(client, Role.UNIT_CONTACT, ledger.office, ledger.task.organisation)
    home = reverse("rectification:ledgers_detail", args=[ledger.uid])
    address = reverse("rectification:publications_new", args=[ledger.uid])
    page = client.get(home).content.decode()
    assert address in page
    assert "尚未公开" in page
    sent = {"at": "2019-12-27", "scope": "party", "medium": "党组织会议通报", "paper": ""}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"paper": "整改进展通报"}).status_code == 302
    assert "党组织会议通报" in client.get(home).content.decode()
    assert client.post(address, sent | {"paper": "再次通报"}).status_code == 422


def test_what_is_settled_in_both_scopes_has_no_page_to_enter_more(client: Client) -> None:
    ledger = reviewed()
    assert ledger.task
    installation(ledger.office)
    sign_in(client, Role.UNIT_CONTACT, ledger.office, ledger.task.organisation)
    address = reverse("rectification:publications_new", args=[ledger.uid])
    sent = {"at": "2019-12-27", "medium": "通报", "paper": "整改进展通报", "next": "1"}
    assert client.post(address, sent | {"scope": "party"}).headers["Location"].startswith(address)
    assert not client.post(address, sent | {"scope": "society"}).headers["Location"].startswith(address)
    answer = client.get(address)
    assert answer.status_code == 422
    assert "当前不能办理“登记公开情况”。" in answer.content.decode()


def test_a_publication_is_called_by_its_ledger_and_its_scope_apart() -> None:
    ledger = reviewed()
    row = published(ledger)
    assert str(row) == f"{ledger}（党内公开）"
    with translation.override("en"):
        assert str(row) == f"{ledger}（{row.get_scope_display()}）"
    assert str(asked(ledger)) == f"{ledger}（不予社会公开）"


@pytest.mark.parametrize("name", ["publications", "exemptions"])
def test_lists_ask_no_more_for_more_rows(name: str, client: Client) -> None:
    ledger = reviewed()
    installation(ledger.office)
    sign_in(client, Role.RECTIFICATION, ledger.office)
    counts = []
    for _ in range(2):
        other = unit_ledger(1, task(office=ledger.office))
        report(other)
        published(other)
        granted(other)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"rectification:{name}")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_another_unit_finds_nothing(client: Client) -> None:
    row = published(reviewed())
    other = unit_ledger(1, task(office=row.office))
    installation(row.office)
    assert other.task
    sign_in(client, Role.UNIT_CONTACT, row.office, other.task.organisation)
    assert client.get(reverse("rectification:publications_detail", args=[row.uid])).status_code == 404


def test_others_take_no_publication_back() -> None:
    row = published(reviewed())
    with pytest.raises(WrongRole):
        publications.withdraw(row, by=viewer(Role.LEADER, office=row.office), at=AFTER, note="撤")


@pytest.mark.parametrize(
    ("verb", "guard"),
    [
        ("publish", "rectification_published"),
        ("evaluate", "effect_evaluated"),
        ("report", "lookback_verdicts_given"),
        ("feed_back", "lookback_problems_reopened"),
    ],
)
def test_a_tasks_steps_ask_for_what_rectification_knows(verb: str, guard: str) -> None:
    """By the short cuts of a light way as well."""
    steps = [step for step in TASK_LIFE.steps if step.verb == verb]
    assert steps
    assert all(guard in step.guards for step in steps)
    assert guard in guards.provided()
