"""What every page of figures is asked: whose figures, of which year, with what had happened by which day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode

from xuncha.guidance.queries import counties_below
from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.records.rules import OFFICE, Role
from xuncha.reports.queries.scope import parse_day, scope_of, year_of, years_of
from xuncha.rounds.queries.frame import one_look
from xuncha.ui import errors
from xuncha.ui.http import Request

READERS = OFFICE | {Role.CLUE_KEEPER}
KNOWN = frozenset({"year", "as_of", "since", "office"})
P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]


@dataclass(frozen=True)
class Asked:
    """An office's year as of a day, with what the choosers on the page need.

    years    that can be asked for, newest first
    offices  whose figures this person reads
    last     the latest day that can be asked for
    further  what was asked beyond the year: a day, another office than the viewer's own
    """

    office: Office
    offices: tuple[Office, ...]
    scope: Scope
    years: tuple[int, ...]
    last: date
    further: dict[str, str]

    @property
    def query(self) -> str:
        """What links must carry so that the next page is asked the same: "?year=2019&as_of=2019-06-30"."""
        return "?" + urlencode({"year": str(self.scope.year)} | self.further)

    @property
    def suffix(self) -> str:
        """The same without the year, for addresses that name it themselves."""
        return "?" + urlencode(self.further) if self.further else ""


class NothingYet(Exception):
    """The office has no term yet: there is nothing to count, and nothing is wrong with the question."""


def ask(request: Request, year: int | None = None, *, also: Collection[str] = ()) -> Asked:
    """What the address asks for; `year` where the path names it, `also` the page's own parameters.

    403 for who reads no figures, 404 for an office that is not theirs and a year in the path that has no records,
    `NothingYet` for an office that has just begun, 400 for the rest of what makes no sense.
    """
    if set(request.GET) - KNOWN - set(also):
        raise BadRequest("parameters")
    offices = tuple(Office.objects.filter(pk__in=request.viewer.offices(READERS)).order_by("code"))
    if not offices:
        raise PermissionDenied
    own = next((office for office in offices if office.pk == request.viewer.office), offices[0])
    office = _office(offices, request.GET.get("office"), own)
    day = parse_day(request.GET["as_of"]) if request.GET.get("as_of") else None
    since = parse_day(request.GET["since"]) if request.GET.get("since") else None
    years = years_of(office)
    if year is not None and year not in years:
        raise Http404
    if not years and not request.GET:
        raise NothingYet
    wanted = year or year_of(request.GET.get("year") or str(years[0] if years else today().year))
    return Asked(
        office=office,
        offices=offices,
        scope=scope_of(office, wanted, day, since),
        years=tuple(years),
        last=today(),
        further=({"as_of": day.isoformat()} if day else {})
        | ({"since": since.isoformat()} if since else {})
        | ({"office": office.code} if office != own else {}),
    )


def county_of(request: Request, asked: Asked) -> Office | None:
    """The one county that is asked for. Http404 where it is none of the office's."""
    code = request.GET.get("county")
    if not code:
        return None
    county = counties_below(asked.office.pk).filter(code=code).first()
    if county is None:
        raise Http404
    return county


def in_words(view: View[P]) -> View[P]:
    """What makes no sense (a year without records, a day to come) is answered with its sentence: 400.

    An office that has just begun is told how to begin. Whatever the page asks, it looks at a day once.
    """

    @wraps(view)
    def answer(request: Request, /, *args: P.args, **options: P.kwargs) -> HttpResponseBase:
        try:
            with one_look():
                return view(request, *args, **options)
        except NothingYet:
            return render(request, "reports/nothing_yet.html")
        except BadInput as why:
            return errors.page(request, 400, str(why))

    return answer


def _office(offices: tuple[Office, ...], code: str | None, own: Office) -> Office:
    for office in offices:
        if office.code == code:
            return office
    if code:
        raise Http404
    return own
