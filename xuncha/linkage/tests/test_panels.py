"""What linkage shows on pages: the link between a finding and the county's report, from both its ends."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse

from xuncha.findings.tests.builders import finding
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Counterpart
from xuncha.linkage.panels import supported_finding, supporting_reports
from xuncha.linkage.tests import builders as make
from xuncha.people.tests.builders import installation
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, director, viewer
from xuncha.rounds.tests.builders import task

pytestmark = pytest.mark.django_db


@pytest.fixture
def used() -> Counterpart:
    of = make.campaign(office=installation(make.city()).home)
    linked = task(round=of.round)
    found = finding(linked, title="违规发放津贴补贴")
    return make.counterpart(campaign=of, task=linked, received_on=DAY, used_on=DAY, finding=found)


def asked_by(who: Viewer) -> Any:
    request: Any = RequestFactory().get("/")
    request.viewer = who
    return request


def test_the_city_is_led_from_the_report_to_the_finding_and_the_county_is_not(used: Counterpart) -> None:
    assert used.finding is not None
    html = supported_finding(asked_by(director(used.office)), used)
    assert used.finding.title in html
    assert reverse("findings:findings_detail", args=[used.finding.uid]) in html
    assert supported_finding(asked_by(viewer(Role.COUNTY_OFFICE, office=used.county)), used) == ""


def test_a_report_that_was_not_used_leads_nowhere(used: Counterpart) -> None:
    waiting = make.counterpart(campaign=used.campaign)
    assert supported_finding(asked_by(director(used.office)), waiting) == ""


def test_a_findings_page_names_the_counties_whose_reports_support_it(used: Counterpart) -> None:
    assert used.finding is not None
    html = supporting_reports(asked_by(director(used.office)), used.finding)
    assert used.county.short_name in html
    assert reverse("linkage:counterparts_detail", args=[used.uid]) in html
    assert supporting_reports(asked_by(director(used.office)), finding()) == ""


def test_each_panel_asks_the_database_once(used: Counterpart, django_assert_num_queries: Any) -> None:
    assert used.finding is not None
    request = asked_by(director(used.office))
    request.session = {}
    with django_assert_num_queries(1):
        supported_finding(request, used)
    with django_assert_num_queries(1):
        supporting_reports(request, used.finding)
