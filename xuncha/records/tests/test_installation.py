"""What this installation is: one row, its home office and its business date."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Installation, recorded_noon
from xuncha.records.queries import installation, office_by_code, today
from xuncha.records.tests.builders import office

pytestmark = pytest.mark.django_db


def test_before_it_is_set_up_every_question_says_how_to_begin() -> None:
    for ask in (installation, today, lambda: office_by_code(None), lambda: office_by_code("990100")):
        with pytest.raises(BadInput, match="xuncha setup"):
            ask()


def test_the_demos_day_is_its_business_date_and_a_real_ones_the_calendars() -> None:
    home = office()
    row = Installation.objects.create(home=home, is_demo=True, business_date=date(2019, 12, 31))
    assert (today(), office_by_code(None)) == (date(2019, 12, 31), home)
    row.business_date = None
    row.save()
    assert today() == timezone.localdate()


def test_there_is_one_installation() -> None:
    Installation.objects.create(home=office())
    for single in (True, False):
        with pytest.raises(IntegrityError), transaction.atomic():
            Installation.objects.create(home=office(), single=single)


def test_an_unknown_office_is_named_in_the_refusal() -> None:
    Installation.objects.create(home=office())
    with pytest.raises(BadInput, match="990199"):
        office_by_code("990199")


def test_a_day_of_loaded_history_counts_as_noon_there() -> None:
    noon = timezone.localtime(recorded_noon(date(2019, 6, 3)))
    assert (noon.date(), noon.hour) == (date(2019, 6, 3), 12)
