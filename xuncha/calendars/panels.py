"""What stands above the list of working days: which years are known, and whether the next one is missing."""

from django.template.loader import render_to_string

from xuncha.calendars import queries
from xuncha.calendars.rules import years_in_words
from xuncha.kernel.workdays import BuiltIn
from xuncha.records.queries import installation
from xuncha.ui.http import Request

FROM_MONTH = 11  # the notice for the next year comes in autumn


def known_years(request: Request, row: None) -> str:
    """For the slot "calendars.yearcalendar.list"."""
    place = installation()
    own, bundled = queries.in_force(place.home_id), BuiltIn.years
    wanted = {place.today.year} | ({place.today.year + 1} if place.today.month >= FROM_MONTH else set())
    context = {
        "bundled": years_in_words(bundled),
        "own": years_in_words(own),
        "missing": years_in_words(wanted - own - bundled),
    }
    return render_to_string("calendars/_known_years.html", context, request)
