"""The cast of these tests: a city's office and a county's, and pages that need nothing above the tables."""

import copy
from datetime import date
from typing import Any, cast

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver
from pytest_django import Settings

from xuncha.accounts.models import User
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests import builders
from xuncha.ui.http import Request

TODAY = date(2019, 12, 31)


@pytest.fixture(autouse=True)
def own_shell(settings: Settings) -> None:
    """Pages of this app under a shell of its own: nothing here depends on what stands above."""
    templates = copy.deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [*processors[:-1], "xuncha.ui.tests.shell.shell"]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "xuncha.ui.tests.urls"
    assert get_resolver().url_patterns  # tables are declared where their addresses are


@pytest.fixture
def office(db: None) -> Office:
    own = builders.office(name="云江市委巡察办", short_name="云江")
    Installation.objects.create(home=own, is_demo=True, business_date=TODAY)
    return own


@pytest.fixture
def county(office: Office) -> Office:
    return builders.county(office, name="青石县委巡察办", short_name="青石")


@pytest.fixture
def director(office: Office) -> Viewer:
    return builders.director(office)


def sign_in(client: Client, role: Role, office: Office, **narrowed: object) -> User:
    """An account that holds `role` in `office`, signed in."""
    user = builders.user(name="陆明远")
    Grant.objects.create(user=user, role=role, office=office, since=date(2016, 1, 1), by=user, **narrowed)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def asking(viewer: Viewer, query: str = "", **headers: str) -> Request:
    """A request by this viewer, as the middleware hands it to a door."""
    request: Any = RequestFactory().get("/orgs/organisations/" + query, headers=headers)
    request.viewer = viewer
    return cast(Request, request)
