"""The demo installation: built once, never beside real data."""

from django.db import transaction

from xuncha.accounts.models import User
from xuncha.kernel.refusals import BadInput
from xuncha.operations import statistics, tables
from xuncha.operations.city.build import build_city
from xuncha.records.models import Installation


def prepare() -> bool:
    """Migrate and, on an empty database, build the reference city. True when it was built now.

    BadInput beside real data: demo accounts have public passwords.
    """
    tables.lay()
    installation = Installation.objects.first()
    if installation is not None and installation.is_demo:
        return False
    if installation is not None or User.objects.exists():
        raise BadInput("本机已有正式数据，演示数据和演示账号不能与之并存。请另设 XUNCHA_HOME 后再运行演示。")
    with transaction.atomic():
        build_city()
    statistics.refresh()
    return True
