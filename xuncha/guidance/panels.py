"""What guidance shows on its own pages beside the columns."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.guidance.models import Campaign, CheckTeam, DispatchMeeting, SupervisionCase
from xuncha.guidance.queries import gaps, missing_counties
from xuncha.guidance.queries.dispatches import attended, how_far
from xuncha.guidance.queries.gauges import proposals
from xuncha.guidance.queries.home import city_of
from xuncha.guidance.queries.recusal import checks_of, known_of
from xuncha.guidance.queries.timeline import effects, timeline
from xuncha.records.queries import today
from xuncha.records.rules import OFFICE, Role
from xuncha.rounds.models import RecusalCheck
from xuncha.ui.http import Request

CITY = OFFICE - {Role.COUNTY_OFFICE}


def way_to_grouping(request: Request, row: Campaign) -> str:
    """For the slot "guidance.campaign.actions"."""
    context = {"url": reverse("guidance:grouping", args=[row.uid])}
    return render_to_string("guidance/_to_grouping.html", context, request)


def recusal_of_team(request: Request, row: CheckTeam) -> str:
    """For the slot "guidance.checkteam.main", to who reads checks: of those in the team, and of those in none yet."""
    if not request.viewer.has(*RecusalCheck.reach.roles):
        return ""
    seated, elsewhere = known_of(row)
    visible = RecusalCheck.objects.visible_to(request.viewer).values("pk")
    rows = checks_of(row.campaign).filter(pk__in=visible).exclude(person__in=elsewhere)
    found = list(
        rows.select_related("person", "organisation")
        .defer("person__id_number")
        .order_by("person__name", "organisation__name", "pk")
    )
    context = {"rows": [(check, check.person_id in seated) for check in found]}
    return render_to_string("guidance/_recusal.html", context, request)


def course_of_case(request: Request, row: SupervisionCase) -> str:
    """For the slot "guidance.supervisioncase.main": the effect side by side, and the timeline."""
    day = today()
    context = {
        "case": row,
        "effects": effects(row, request.viewer),
        "events": timeline(row, request.viewer, day),
        "day": day,
    }
    return render_to_string("guidance/_course.html", context, request)


def attendance_of_dispatch(request: Request, row: DispatchMeeting) -> str:
    """For the slot "guidance.dispatchmeeting.main": who came, who is missing, the agenda, and how far the tasks are."""
    context = {
        "dispatch": row,
        "missing": missing_counties(row),
        "came": attended(row),
        "agenda": list(row.meeting.agenda.live().order_by("serial")),
        "far": how_far(row, today()),
    }
    return render_to_string("guidance/_attendance.html", context, request)


def gaps_above_sponsorships(request: Request, row: Any) -> str:
    """For the slot "guidance.sponsorship.list.lead": counties nobody visited this quarter."""
    city = city_of(request.viewer)
    if city is None:
        return ""
    found = gaps(city, today())
    context = {
        "unseen": [gap.county for gap in found if not gap.seen],
        "unsponsored": [gap.county for gap in found if gap.sponsorship is None],
    }
    return render_to_string("guidance/_gaps.html", context, request)


def proposals_above_cases(request: Request, row: Any) -> str:
    """For the slot "guidance.supervisioncase.list.lead": how many counties the lines propose."""
    city = city_of(request.viewer)
    if city is None:
        return ""
    waiting = [one.county for one in proposals(city, today()) if one.waits]
    return render_to_string("guidance/_proposed.html", {"waiting": waiting}, request)
