"""Addresses of persons and posts, and of the roles that accounts are given."""

from xuncha.people import actions, forms, tables
from xuncha.people.models import Emergency, Grant
from xuncha.people.rules import GRANTERS
from xuncha.records.queries import today
from xuncha.records.rules import ADMINISTRATORS
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses


def _runs(grant: Grant) -> bool:
    return grant.emergency_id is None and (grant.until is None or grant.until > today())


def _asked(row: Emergency) -> bool:
    return row.is_asked


def _in_force(row: Emergency) -> bool:
    return row.is_in_force


app_name = "people"
urlpatterns = [
    *addresses(tables.PERSONS),
    *addresses(tables.POSTS),
    *addresses(tables.TENURES),
    *entry_addresses(
        Entry("grants", "授予岗位", forms.GrantForm, actions.give, GRANTERS),
        Entry("emergencies", "申请紧急授权", forms.EmergencyForm, actions.ask, ADMINISTRATORS, once=True),
    ),
    *addresses(tables.GRANTS),
    *deed_addresses(
        tables.GRANTS, Deed("withdraw", "结束授权", forms.WithdrawForm, actions.withdraw, GRANTERS, _runs)
    ),
    *addresses(tables.EMERGENCIES),
    *deed_addresses(
        tables.EMERGENCIES,
        Deed("approve", "批准紧急授权", forms.NowForm, actions.approve, ADMINISTRATORS, _asked),
        Deed("decline", "不批准紧急授权", forms.NowWithReason, actions.decline, ADMINISTRATORS, _asked),
        Deed("finish", "提前结束紧急授权", forms.NowWithReason, actions.finish, ADMINISTRATORS, _in_force),
    ),
]
