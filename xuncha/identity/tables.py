"""Lists of accounts and of the offices in which they hold their roles."""

from xuncha.identity.models import Account, Recovery, RegisteredOffice
from xuncha.ui.tables import Column, Table

ACCOUNTS = Table(
    model=Account,
    name="accounts",
    title="账号",
    measure="个",
    columns=(
        Column("name", link=True, sort=True),
        Column("username", label="登录名", sort=True),
        Column("is_active"),
        Column("second_factor"),
        Column("must_change"),
        Column("last_login", label="最近登录", sort=True),
        Column("opened_at", sort=True),
        Column("opened_by"),
    ),
    filters=("is_active", "second_factor", "must_change"),
    search=("name", "username"),
    order=("username",),
    details=(
        "name", "username", "is_active", "second_factor", "must_change", "password_at", "last_login", "opened_at",
        "opened_by",
    ),
    lists=("grants",),
    empty="建立的账号显示在这里。",
)  # fmt: skip

OFFICES = Table(
    model=RegisteredOffice,
    name="offices",
    title="巡察机构",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("code", sort=True),
        Column("short_name"),
        Column("committee"),
        Column("level"),
        Column("parent", label="上级巡察机构"),
    ),
    filters=("level",),
    search=("name", "code"),
    order=("code",),
    details=("name", "code", "short_name", "committee", "level", Column("parent", label="上级巡察机构")),
    empty="本级和下级巡察机构登记在这里。",
)

RECOVERIES = Table(
    model=Recovery,
    name="recoveries",
    title="账号恢复",
    measure="项",
    columns=(
        Column("user", link=True),
        Column("user__username", label="登录名"),
        Column("standing", label="状态"),
        Column("recorded_at", sort=True),
        Column("by"),
        Column("decided_by"),
    ),
    filters=("recorded_at",),
    search=("user__name", "user__username", "reason"),
    order=("-recorded_at",),
    details=(
        "user", Column("user__username", label="登录名"), Column("standing", label="状态"), "reason", "by", "asked_as",
        "recorded_at", "decided_by", "decided_at",
    ),
    empty="密码和第二因子都丢失时，由一名管理员申请、另一类管理员批准恢复，记录在这里。",
)  # fmt: skip
