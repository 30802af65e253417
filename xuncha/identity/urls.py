"""Addresses of accounts, of the offices they belong to, and of what proves who somebody is."""

from django.urls import path

from xuncha.identity import tables
from xuncha.identity.actions import accounts, recoveries
from xuncha.identity.forms.accounts import NowWithReason
from xuncha.identity.forms.recoveries import RecoveryForm
from xuncha.identity.models import Account, Recovery
from xuncha.identity.views import accounts as views
from xuncha.identity.views import security, signing
from xuncha.people.rules import OPENERS
from xuncha.records.rules import ADMINISTRATORS
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses


def _active(account: Account) -> bool:
    return account.is_active


def _closed(account: Account) -> bool:
    return not account.is_active


def _asked(row: Recovery) -> bool:
    return row.is_asked


app_name = "identity"
urlpatterns = [
    path("offices/new/", views.new_office, name="new_office"),
    path("accounts/new/", views.new_account, name="new_account"),
    path("accounts/<uuid:uid>/reset/", views.reset, name="reset"),
    *addresses(tables.ACCOUNTS, row=views.account),
    *deed_addresses(
        tables.ACCOUNTS,
        Deed("unlock", "解除登录锁定", NowWithReason, accounts.unlock, OPENERS, _active),
        Deed("close", "停用账号", NowWithReason, accounts.close, OPENERS, _active),
        Deed("reopen", "恢复启用账号", NowWithReason, accounts.reopen, OPENERS, _closed),
    ),
    *addresses(tables.OFFICES),
    path("recoveries/<uuid:uid>/approve/", views.recover, name="recover"),
    *entry_addresses(
        Entry("recoveries", "申请账号恢复", RecoveryForm, recoveries.ask, ADMINISTRATORS, once=True)
    ),
    *addresses(tables.RECOVERIES, row=views.recovery),
    *deed_addresses(
        tables.RECOVERIES,
        Deed("decline", "不批准账号恢复", NowWithReason, recoveries.decline, ADMINISTRATORS, _asked),
    ),
    path("factor/", signing.factor, name="factor"),
    path("factor/question/", signing.question, name="question"),
    path("password/", signing.password, name="password"),
    path("security/", security.security, name="security"),
    path("security/phone/", security.phone, name="phone"),
    path("security/phone/drop/", security.drop_phone, name="drop_phone"),
    path("security/key/options/", security.key_options, name="key_options"),
    path("security/key/", security.key, name="key"),
    path("security/key/<int:number>/drop/", security.drop_key, name="drop_key"),
    path("security/codes/", security.new_codes, name="new_codes"),
    path("security/session/", security.end_session, name="end_session"),
]
