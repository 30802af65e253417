"""What this installation is, and what day it is there."""

from datetime import date

from xuncha.kernel.refusals import NOT_SET_UP, BadInput
from xuncha.records.models import Installation, Office


def installation() -> Installation:
    """The installation's row. BadInput when nothing has been set up yet."""
    row = Installation.objects.select_related("home").first()
    if row is None:
        raise BadInput(NOT_SET_UP)
    return row


def today() -> date:
    """The business date."""
    return installation().today


def office_by_code(code: str | None) -> Office:
    """The office of that division code, the home office for None. BadInput when there is none, or nothing is set up."""
    if code is None:
        return installation().home
    office = Office.objects.filter(code=code).first()
    if office is None:
        installation()  # where nothing was set up there are no offices at all, and that is what is said
        raise BadInput("没有编码为“%(code)s”的巡察机构。", code=code)
    return office
