"""What all tests share: a home of their own, and the reference city where a test asks for it."""

import gc
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from xuncha.operations import statistics
from xuncha.operations.city.build import build_city
from xuncha.records.models import Installation


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the reference city come last: a worker loads it once and never has to empty the tables again."""
    items.sort(key=lambda item: "_city_loaded" in getattr(item, "fixturenames", ()))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays: collecting garbage through it again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys and files of the tests, apart from any installation of the checkout."""
    settings.XUNCHA_HOME = tmp_path_factory.mktemp("home")
    return Path(settings.XUNCHA_HOME)


@pytest.fixture
def city(_city_loaded: None, db: None) -> Installation:
    """The reference city's installation. What a test changes is rolled back after it."""
    return Installation.objects.select_related("home").get()


@pytest.fixture
def _city_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the city once a worker; again where a test that commits has emptied the tables."""
    with django_db_blocker.unblock():
        if not Installation.objects.exists():
            build_city()
            statistics.refresh()
