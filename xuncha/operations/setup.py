"""Setting up a real installation: its office and exactly three separated administrators."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuncha.accounts.models import User
from xuncha.identity.rules import first_password
from xuncha.kernel import codes
from xuncha.kernel.refusals import BadInput
from xuncha.people import actions as people
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Level, Role

ADMINISTRATORS = (
    (Role.SYSTEM_ADMIN, "sysadmin"),
    (Role.SECURITY_ADMIN, "secadmin"),
    (Role.AUDITOR, "auditor"),
)


@dataclass(frozen=True)
class Opened:
    """An account with its first password, shown once."""

    username: str
    role: Role
    password: str


@transaction.atomic
def set_up(*, code: str, name: str, short_name: str, committee: str, today: date) -> list[Opened]:
    """Create the home office and the three administrators. BadInput when the installation is not empty."""
    if Installation.objects.exists() or User.objects.exists():
        raise BadInput("本机已经初始化，不能重复设置。")
    if fault := codes.division_fault(code):
        raise BadInput(fault)
    office = Office.objects.create(
        code=code, name=name, short_name=short_name, committee=committee, level=Level.CITY
    )
    Installation.objects.create(home=office, is_demo=False)
    return [_open(role, username, office, today) for role, username in ADMINISTRATORS]


def _open(role: Role, username: str, office: Office, today: date) -> Opened:
    password = first_password()
    user = User.objects.create_user(username, password, name=role.label, must_change=True)
    people.grant(user, role, office=office, by=user, at=today, basis="初始化")
    return Opened(username, role, password)
