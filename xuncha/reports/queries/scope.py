"""From what a person asks for (year, day, office code) to a scope; nonsense is refused in one sentence."""

import re
from datetime import date

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.rounds.models import Term


def year_of(text: str) -> int:
    """A year of four digits. BadInput otherwise."""
    if not re.fullmatch("[12][0-9]{3}", text):
        raise BadInput("年度“%(year)s”无法识别，请写成 2019 的样式。", year=text)
    return int(text)


def parse_day(text: str) -> date:
    """A day as YYYY-MM-DD. BadInput otherwise."""
    try:
        if len(text) != len("2019-06-30"):  # ISO 8601 knows shorter forms; an office does not
            raise ValueError
        return date.fromisoformat(text)
    except ValueError as why:
        raise BadInput("日期“%(text)s”无法识别，请写成 2019-06-30 的样式。", text=text) from why


def scope_of(office: Office, year: int, as_of: date | None = None, since: date | None = None) -> Scope:
    """The office's year as of a day (default: 31 December or the business date, whichever is earlier).

    `since` is the first day that counts, the year's when not said.

    BadInput for a year outside every term of the office, and for a day that has not come yet.
    """
    now = today()
    terms = Term.objects.of(office.pk)
    if year > now.year or not terms.filter(at__year__lte=year, ends_on__year__gte=year).exists():
        raise BadInput("%(office)s没有%(year)s年度的工作记录。", office=office.name, year=year)
    if as_of and as_of > now:
        raise BadInput("%(day)s尚未到来：业务日期为%(now)s。", day=as_of, now=now)
    if since and (since.year != year or since > (as_of or now)):
        raise BadInput("起始日期%(day)s不在所问的年度内，或者晚于截止日期。", day=since)
    return Scope(office.pk, year, as_of or min(now, date(year, 12, 31)), since)


def years_of(office: Office) -> list[int]:
    """The years that can be asked for, newest first."""
    now = today().year
    spans = Term.objects.of(office.pk).values_list("at", "ends_on")
    return sorted(
        {y for start, end in spans for y in range(start.year, min(end.year, now) + 1)}, reverse=True
    )
