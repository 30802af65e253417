"""Items are entered on the class they belong to, by whom the ledger says."""

import pytest
from django.urls import get_resolver

from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, viewer
from xuncha.rectification.models import ItemClass
from xuncha.rectification.tests.builders import director, item, own_ledger
from xuncha.ui.reception.entry import Entry, entries


def entry() -> Entry:
    assert get_resolver().url_patterns  # entries are declared where the addresses are read
    return next(one for one in entries() if one.name == "class_items")


@pytest.mark.django_db
def test_an_item_is_entered_on_its_class_by_the_owner_of_the_ledger_and_by_nobody_else() -> None:
    home = office()
    on = ItemClass.objects.get(pk=item(own_ledger(home)).item_class_id)
    assert entry().may(on, director(home))
    assert not entry().may(on, viewer(Role.LEADER, office=home))
    assert not entry().may(on, director(office()))
