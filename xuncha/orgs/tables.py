"""Lists of divisions, organisations and their changes."""

from xuncha.orgs.models import Division, Organisation, OrganisationChange
from xuncha.ui.tables import Column, Table

ORGANISATIONS = Table(
    model=Organisation,
    name="organisations",
    title="党组织",
    measure="个",
    columns=(
        Column("name", link=True, sort=True),
        Column("short_name"),
        Column("kind"),
        Column("unit_class"),
        Column("level"),
        Column("division"),
        Column("at", label="成立日期", sort=True),
        Column("abolished_on"),
    ),
    filters=("unit_class", "kind", "level", "division", "abolished_on"),
    search=("name", "short_name", "credit_code"),
    order=("at",),
    details=(
        "name", "short_name", "kind", "unit_class", "level", "division", "parent", "credit_code",
        Column("at", label="成立日期"), "abolished_on",
    ),
    lists=("changes", "came_from"),
    empty="被巡察的党组织登记在这里。",
)  # fmt: skip

CHANGES = Table(
    model=OrganisationChange,
    name="changes",
    title="机构变动",
    measure="项",
    columns=(
        Column("organisation", link=True),
        Column("kind"),
        Column("successor"),
        Column("former_name"),
        Column("at", label="变动日期", sort=True),
        Column("basis"),
    ),
    filters=("kind", "at"),
    search=("organisation__name", "former_name", "basis"),
    details=("organisation", "kind", "successor", "former_name", Column("at", label="变动日期"), "basis"),
    empty="合并、拆分、撤销、更名登记后显示在这里。",
)

DIVISIONS = Table(
    model=Division,
    name="divisions",
    title="行政区划",
    measure="个",
    columns=(
        Column("code", link=True, sort=True),
        Column("name", sort=True),
        Column("level"),
        Column("parent"),
        Column("valid_from"),
        Column("valid_until"),
    ),
    filters=("level", "parent"),
    search=("name", "code"),
    order=("code",),
    details=("code", "name", "level", "parent", "valid_from", "valid_until"),
    empty="省、市、县、乡镇、村各级区划登记在这里。",
)
