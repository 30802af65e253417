"""The reference city with its index, built once a worker."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from xuncha.records.models import Installation
from xuncha.search.actions import pulling


@pytest.fixture
def indexed(_city_indexed: None, city: Installation) -> Installation:
    """The city's installation, all of whose records can be found."""
    return city


@pytest.fixture
def _city_indexed(_city_loaded: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        pulling.catch_up()
