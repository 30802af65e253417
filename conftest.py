"""What all tests share: a home of their own, and the reference city where a test asks for it."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from xuncha.identity import queries
from xuncha.kernel.marks import Mark
from xuncha.operations import statistics
from xuncha.operations.city.build import build_city
from xuncha.records import appendonly
from xuncha.records.models import Installation

CITY = "_city_loaded"

# no test is a matter of how busy the machine is
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that any one database is enough for"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests on the reference city come last: a worker loads it once and never has to empty the tables again."""
    if config.getoption("--database-only"):
        items[:] = [item for item in items if _asks_a_database(item) and not item.get_closest_marker("once")]
    items.sort(key=_on_city)
    for item in filter(_on_city, items):
        _load_first(item)


def _on_city(item: pytest.Item) -> bool:
    return CITY in getattr(item, "fixturenames", ())


def _load_first(item: Any) -> None:
    """The city is loaded before the test's transaction begins: within it, it would go with it and be loaded again."""
    item.fixturenames.remove(CITY)
    item.fixturenames.insert(0, CITY)


def _asks_a_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or "db" in getattr(item, "fixturenames", ())


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables straight from the models are guarded like those of an installation."""
    with django_db_blocker.unblock():
        appendonly.lay()


# Django has no other place for what happens when a committing test ends; no stub knows this one.
_empty_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # private, so in no stub


def _empty_guarded_tables(test: TransactionTestCase) -> None:
    """What a committing test left is taken away: the one moment at which the tables' guards are lifted."""
    with appendonly.lifted(*appendonly.guarded()):
        _empty_tables(test)


TransactionTestCase._fixture_teardown = _empty_guarded_tables  # type: ignore[attr-defined]  # as above


@pytest.fixture(autouse=True)
def _no_anchors_left() -> Iterator[None]:
    """The ends of the audit chain that a test noted go with its entries, which are rolled back."""
    yield
    (Path(settings.XUNCHA_HOME) / "audit" / "anchors.txt").unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _signed_in_is_enough(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is signed in by force holds no second factor; who must is tried where identity is."""
    if "xuncha/identity/" not in request.path.as_posix():
        monkeypatch.setattr(queries, "NEEDS_FACTOR", frozenset())


@pytest.fixture
def approved(settings: Any) -> None:
    """An installation that was approved for state secrets up to 机密."""
    settings.MARK_CAP = Mark.CONFIDENTIAL


@pytest.fixture
def city(_city_loaded: None, db: None) -> Installation:
    """The reference city's installation. What a test changes is rolled back after it."""
    return Installation.objects.select_related("home").get()


@pytest.fixture
def _city_loaded(home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the city once a worker; again where a test that commits has emptied the tables."""
    with django_db_blocker.unblock():
        if not Installation.objects.exists():
            build_city()
            statistics.refresh()
