"""The laws of a fictional city hold in the reference city; the guards of its life cycles would let it pass."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from xuncha.accounts.models import User
from xuncha.basis.models import Document, Meeting
from xuncha.files.models import Attachment
from xuncha.findings.actions import citations
from xuncha.findings.models import Finding
from xuncha.kernel.workdays import BuiltIn
from xuncha.leadership.models import NamedMatter
from xuncha.leadership.rules import PRESSED
from xuncha.operations.city.accounts import DEMO_ACCOUNTS, PASSWORD
from xuncha.operations.city.build import REFERENCE, compose
from xuncha.operations.city.dice import Dice
from xuncha.operations.tests.city_laws import LAWS, Law, business_models
from xuncha.orgs.models import Division, Organisation
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Record
from xuncha.records.rules import ADMINISTRATORS, GROUP, Role
from xuncha.rectification.actions.evaluations import effect_evaluated
from xuncha.rectification.actions.items import measures_begun, measures_done
from xuncha.rectification.actions.lookbacks import lookback_problems_reopened, lookback_verdicts_given
from xuncha.rectification.actions.plans import plan_approved, progress_report_accepted
from xuncha.rectification.actions.publications import rectification_published
from xuncha.rectification.models import Closure, Evaluation, Item, Ledger, Verdict
from xuncha.rectification.rules.evaluations import grade
from xuncha.returns.actions.forms import EXCEL
from xuncha.rounds.actions import guards
from xuncha.rounds.models import RecusalCheck, Round, Task
from xuncha.rounds.queries.screening import leaders_of, shown, tried
from xuncha.rounds.queries.viewer import viewer_of

# Record kinds of which the demonstration shows none: all its ties hold, so that there is nothing to explain.
NOT_IN_THE_CITY = {"reports.tieexplanation"}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Law, city: Installation) -> None:
    assert list(law(city.home)) == []


def test_foreign_keys_and_constraints_hold(city: Installation) -> None:
    connection.check_constraints()


@pytest.mark.parametrize("model", business_models(), ids=lambda model: model._meta.label_lower)
def test_first_and_last_row_are_valid(model: type, city: Installation) -> None:
    rows = model._base_manager.order_by("pk")  # type: ignore[attr-defined]
    for row in (rows.first(), rows.last()):
        if row is not None:
            row.full_clean()


def test_every_business_record_but_what_nobody_has_yet_has_rows(city: Installation) -> None:
    empty = {model._meta.label_lower for model in business_models() if not model._base_manager.exists()}
    assert empty == NOT_IN_THE_CITY


def test_the_city_works_on_working_days(city: Installation) -> None:
    for model in (Document, Meeting):
        days = model._base_manager.values_list("at", flat=True).distinct()
        assert [day for day in days if not BuiltIn().is_workday(day)] == []


def test_the_round_on_site_would_pass_its_guards(city: Installation) -> None:
    last = Round.objects.get(office=city.home, number=7)
    guards.targets_listed(last)
    guards.recusal_decided(last)
    for task in last.tasks.all():
        guards.group_authorised(task)


def test_what_the_rules_find_stands_with_the_checks_of_the_office(city: Installation) -> None:
    """Nobody sits past an undecided tie; some were waived with a reason, some were replaced."""
    rulings = set()
    for held in Round.objects.filter(office=city.home):
        checks = list(RecusalCheck.objects.filter(round=held))
        found = tried(
            held, [(one.person_id, one.organisation_id) for one in checks], leaders_of(checks), opened=True
        )
        for one in shown(held, checks):
            assert not one.stale
            hits = found[one.check.person_id, one.check.organisation_id].hits
            assert {tie.key for tie in one.hits} == {hit.key for hit in hits}, one.check
            assert all(tie.ruling and tie.reason for tie in one.hits)
            rulings |= {(tie.rule, tie.ruling) for tie in one.hits}
    assert {"accepted", "waived"} == {ruling for _, ruling in rulings}
    assert len({rule for rule, _ in rulings}) > 3


def test_closed_rounds_had_settled_their_tasks(city: Installation) -> None:
    for closed in Round.objects.filter(state="closed"):
        guards.tasks_settled(closed)


def test_reports_of_the_later_rounds_rest_on_signed_papers(city: Installation) -> None:
    reported = Task.objects.filter(office=city.home, round__number__in=(5, 6, 7), reported_on__isnull=False)
    assert reported.exists()
    for task in reported:
        citations.findings_cite_signed_papers(task)
        citations.findings_amounts_tally(task)


def test_units_were_planned_reviewed_and_struck_off_by_more_than_one(city: Installation) -> None:
    for task in Task.objects.filter(office=city.home, state__in=["rectifying", "published", "archived"]):
        plan_approved(task)
    reported = Task.objects.filter(office=city.home, state__in=["progress_reported", "published", "archived"])
    assert reported.exists()
    for task in reported:
        progress_report_accepted(task)
    for task in Task.objects.filter(state__in=["evaluated", "archived"], ledger__isnull=False):
        rectification_published(task)
        effect_evaluated(task)
    done = Item.objects.filter(office=city.home, state="done", ledger__owner_kind="task")
    chained = Closure.objects.filter(state="struck_off", item__in=done)
    assert chained.count() == done.count() > 200
    hands = set(chained.values_list("by", "endorsed_by", "struck_off_by"))
    assert all(len(set(each)) == 3 for each in hands)


def test_counties_ledgers_were_planned_and_closed_by_the_county_and_the_city_together(
    city: Installation,
) -> None:
    for ledger in Ledger.objects.filter(owner_kind="county"):
        plan = ledger.plansubmissions.get()
        assert plan.state == "accepted"
        assert plan.by_id != plan.opinions.get(body="office").by_id
        done = Item.objects.filter(ledger=ledger, state="done")
        chained = Closure.objects.filter(state="struck_off", item__in=done)
        assert chained.count() == done.count() > 0
        assert set(chained.values_list("by", flat=True)) == {plan.by_id}


def test_only_matters_that_nobody_answered_are_pressed_by_a_card(city: Installation) -> None:
    pressed = NamedMatter.objects.filter(card__isnull=False)
    assert pressed.exists()
    assert {matter.state for matter in pressed} <= set(PRESSED)


def test_look_backs_judged_what_was_handed_over_before(city: Installation) -> None:
    looking = Task.objects.filter(kind="lookback", verdicts__isnull=False).distinct()
    assert looking.filter(office=city.home).exists()
    for task in looking.exclude(state__in=["entered", "left"]):
        lookback_verdicts_given(task)
    for task in looking:
        lookback_problems_reopened(task)
    assert not Verdict.objects.exclude(finding__task=F("task__parent_task")).exists()


def test_totals_and_grades_are_those_of_their_points(city: Installation) -> None:
    for row in Evaluation.objects.select_related("standard"):
        assert row.total == sum(row.scores.values_list("points", flat=True))
        assert row.grade == grade(row.total, row.standard.grades())


def test_what_was_struck_off_or_staged_would_pass_its_guards(city: Installation) -> None:
    for item in Item.objects.filter(state="done")[:200]:
        measures_done(item)
    for item in Item.objects.filter(state__in=["basically_done", "standing"])[:50]:
        measures_begun(item)


def _composed(model: type[Record]) -> Any:
    """Rows of that kind but the workbooks of returns, which the office's own actions make when the rows stand."""
    rows = model._base_manager.all()
    return rows.exclude(media_type=EXCEL) if model is Attachment else rows


def test_the_same_seed_gives_the_same_rows_under_the_same_identifiers(city: Installation) -> None:
    rows = compose(REFERENCE, seed=2019).rows
    for model in rows.models():
        if issubclass(model, Record):
            stored = dict(_composed(model).values_list("uid", "at"))
            assert {row.uid: row.at for row in rows.all(model)} == stored
    facts = dict(Finding.objects.values_list("uid", "facts"))
    assert {finding.uid: finding.facts for finding in rows.all(Finding)} == facts


def test_another_seed_gives_other_identifiers() -> None:
    assert Dice(2019, REFERENCE).uid("a row") == Dice(2019, REFERENCE).uid("a row")
    assert Dice(2019, REFERENCE).uid("a row") != Dice(2020, REFERENCE).uid("a row")


def test_there_is_one_demo_account_a_role(city: Installation) -> None:
    assert {account.role for account in DEMO_ACCOUNTS} == set(Role)
    assert len(DEMO_ACCOUNTS) == len(Role)


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.username)
def test_each_demo_account_holds_its_role_and_no_other(account: object, city: Installation) -> None:
    user = User.objects.get(username=account.username)  # type: ignore[attr-defined]
    assert viewer_of(user).roles == {account.role}  # type: ignore[attr-defined]


def test_the_password_opens_demo_accounts_and_no_other(city: Installation) -> None:
    names = {account.username for account in DEMO_ACCOUNTS}
    assert User.objects.get(username="director").check_password(PASSWORD)
    assert len(set(User.objects.filter(username__in=names).values_list("password", flat=True))) == 1
    assert not any(user.has_usable_password() for user in User.objects.exclude(username__in=names))


def test_the_group_accounts_sit_in_one_group_of_the_round_on_site(city: Installation) -> None:
    users = [
        User.objects.get(username=account.username) for account in DEMO_ACCOUNTS if account.role in GROUP
    ]
    groups = {hold.group for user in users for hold in viewer_of(user).groups}
    current = Round.objects.get(office=city.home, number=7).groups.values_list("pk", flat=True)
    assert len(groups & set(current)) == 1


def test_the_three_administrators_hold_nothing_else(city: Installation) -> None:
    for grant in Grant.objects.filter(role__in=ADMINISTRATORS):
        assert Grant.objects.filter(user=grant.user).count() == 1


def test_the_installation_is_the_citys_demo_on_its_day(city: Installation) -> None:
    assert (city.home.code, city.is_demo, city.business_date) == ("990100", True, date(2019, 12, 31))


def test_eleven_counties_of_several_kinds_lie_under_the_city(city: Installation) -> None:
    counties = Division.objects.filter(level="county", parent__code="990100")
    assert [county.code for county in counties] == [f"9901{number:02}" for number in range(1, 12)]
    assert {county.name[-1] for county in counties} == {"区", "县", "市"}


def test_county_plans_list_thirty_to_fifty_units_and_villages_apart(city: Installation) -> None:
    for office in city.home.below.all():
        listed = Organisation.objects.filter(office=office)
        units = listed.exclude(level="village").count()
        assert 30 <= units <= 50
        assert listed.filter(level="village").count() == 40


def test_coverage_of_counties_differs_plausibly(city: Installation) -> None:
    shares = []
    for office in city.home.below.all():
        units = Organisation.objects.filter(office=office).exclude(level="village").count()
        done = Task.objects.filter(office=office, counts=True, left_on__isnull=False).exclude(
            organisation__level="village"
        )
        shares.append(done.count() / units)
    assert min(shares) < 0.45
    assert max(shares) > 0.6
    assert len({round(share, 3) for share in shares}) > 6
