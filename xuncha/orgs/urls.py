"""Addresses of divisions and organisations."""

from xuncha.orgs import actions, forms, tables
from xuncha.orgs.rules import CLERKS
from xuncha.ui.reception import Entry, entry_addresses
from xuncha.ui.tables.doors import addresses

app_name = "orgs"
urlpatterns = [
    *entry_addresses(Entry("organisations", "登记党组织", forms.OrganisationForm, actions.enter, CLERKS)),
    *addresses(tables.ORGANISATIONS),
    *addresses(tables.CHANGES),
    *addresses(tables.DIVISIONS),
]
