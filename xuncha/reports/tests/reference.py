"""What the reference city's year comes to: key → (exact value, printed). The one place where tests know numbers."""

from typing import Any

from xuncha.clues.models import Receipt
from xuncha.records.models import Installation

REFERENCE: dict[str, tuple[Any, str]] = {
    "leadership.study": (6, "6次"),
    "leadership.standing_committee": (11, "11次"),
    "leadership.secretary_meeting": (3, "3次"),
    "leadership.leading_group": (43, "40余次"),
    "leadership.suggestions": (23, "23条"),
    "plan.units": (84, "84个"),
    "round1.units": (7, "7家"),
    "round2.units": (7, "7家"),
    "round3.units": (7, "7家"),
    "round4.units": (8, "8家"),
    "round5.units": (9, "9家"),
    "round6.units": (12, "12家"),
    "round7.routine": (12, "12个"),
    "round7.linked": (7, "7个"),
    "round7.own": (5, "5个"),
    "round7.lookback": (7, "7个"),
    "coverage.after_round6": ("59.52", "59.52%"),
    "coverage.after_round7": ("73.81", "预计73.81%"),
    "linkage.plan_issued": ("2019-10-14", "10月14日"),
    "linkage.groups": (4, "4个"),
    "linkage.counties": (11, "11个"),
    "linkage.county_units": (39, "39个"),
    "linkage.county_lookbacks": (61, "61个"),
    "linkage.counterpart_asked": (77, "77"),
    "linkage.counterpart_received": (70, "70"),
    "linkage.counterpart_used": (12, "12"),
    "linkage.filed": (7, "7"),
    "rules.revised": (10, "10项"),
    "liaison.pairs": (11, "11"),
    "liaison.model_counties": (3, "3个"),
    "liaison.townships": (10, "10个"),
    "liaison.villages": (100, "100个"),
    "pool.size": (360, "360名左右"),
    "pool.channels": (3, "3"),
    "pool.per_group": ([4, 6], "4-6名"),
    "guidance.march_groups": (4, "4个"),
    "guidance.aspects": (5, "五个方面"),
    "guidance.common_problems": (19, "19项"),
    "guidance.supervised": (4, "4个"),
    "guidance.dispatch": (1, "1"),
    "clues.transferred": (52, "52件"),
    "feedback.units": (9, "9家"),
    "feedback.problems": (289, "289个"),
    "named.supervised": (42, "40余项"),
    "received.classes": (5, "5大类"),
    "received.items": (11, "11项"),
    "received.measures": (32, "32项"),
    "received.done": (10, "10项"),
    "received.mechanisms": (3, "3项"),
    "received.staged": (1, "1项"),
    "resources.staff": (2, "2名"),
    "resources.vehicles": (4, "4辆"),
    "resources.privileges": (4, "4"),
    "resources.appraised": (22, "22"),
}


def slip_of_the_year(city: Installation) -> Receipt:
    """A receiver's slip for clues it leads: one side of a tie of the year."""
    slips = Receipt.objects.of(city.home.pk).filter(transfer__at__year=2019, stated_leading__gt=0)
    return slips.order_by("pk")[:1].get()
