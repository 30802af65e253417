"""What this installation is, and what day it is there."""

from datetime import date

from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Installation, Office


def installation() -> Installation:
    """The installation's row. BadInput when nothing has been set up yet."""
    row = Installation.objects.select_related("home").first()
    if row is None:
        raise BadInput("本机尚未初始化：请先运行 xuncha demo（演示）或 xuncha setup（正式）。")
    return row


def today() -> date:
    """The business date."""
    return installation().today


def office_by_code(code: str | None) -> Office:
    """The office of that division code, the home office for None. BadInput when there is none."""
    if code is None:
        return installation().home
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise BadInput("没有编码为“%(code)s”的巡察机构。", code=code)
    return office
