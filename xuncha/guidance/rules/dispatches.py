"""Who of each county has to come to a dispatch meeting."""

from collections.abc import Collection

from xuncha.kernel.words import Word


class Seat(Word):
    """Who of each county has to come to a dispatch meeting; the label is how the office calls them."""

    DIRECTOR = "director", "巡察办主任"
    GROUP_LEADER = "group_leader", "巡察组组长"


EACH_COUNTY_SENDS = (Seat.DIRECTOR, Seat.GROUP_LEADER)


def lacking(capacities: Collection[str]) -> tuple[Seat, ...]:
    """The seats that those who came do not fill.

    "县委第一巡察组组长" fills that of a group leader, "县纪委副书记、巡察办主任（主持工作）" that of the director;
    a deputy of either fills none.
    """
    titles = [capacity.partition("（")[0].strip() for capacity in capacities]
    return tuple(
        seat for seat in EACH_COUNTY_SENDS if not any(title.endswith(seat.label) for title in titles)
    )
