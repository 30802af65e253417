"""Before a story: a Party organisation founded this year stands in the register, and the demo contact speaks for it.

Neither has a page: the register of organisations and the roles of accounts are loaded by commands. Run in an
installation of its own (XUNCHA_HOME): `python -m xuncha.config.tests.unit_founded`.
"""

import os
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
django.setup()

from django.db import transaction

from xuncha.accounts.models import User
from xuncha.orgs import actions as orgs
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import OrganisationKind, UnitClass
from xuncha.people import actions as people
from xuncha.records.queries import installation
from xuncha.records.rules import Role
from xuncha.rounds.queries.viewer import viewer_of

FOUNDED = date(2019, 3, 15)


@transaction.atomic
def prepare() -> Organisation:
    home = installation().home
    like = Organisation.objects.filter(office=home, unit_class=UnitClass.GOVERNMENT).order_by("pk")[0]
    unit = orgs.register(
        office=home,
        division=like.division,
        name="中共云岫市大数据发展管理局党组",
        short_name="市大数据局",
        kind=OrganisationKind.LEADING_GROUP,
        unit_class=UnitClass.GOVERNMENT,
        level=like.level,
        by=viewer_of(User.objects.get(username="general")),
        at=FOUNDED,
        basis="机构改革方案",
    )
    people.grant(
        User.objects.get(username="contact"),
        Role.UNIT_CONTACT,
        office=home,
        organisation=unit,
        by=User.objects.get(username="security"),
        at=FOUNDED,
    )
    return unit


if __name__ == "__main__":
    prepare()
