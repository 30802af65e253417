"""What supervision says for inspecting an organisation early: cards it was sent and has not settled."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from xuncha.kernel.viewer import Viewer
from xuncha.rectification.models import Card
from xuncha.rounds.queries.signals import Signal


def cards(viewer: Viewer, organisations: Collection[int], day: date) -> Iterable[Signal]:
    """Issued by the day and still open: an overdue one weighs 2, one in time 1."""
    rows = Card.objects.visible_to(viewer).filter(lead__in=organisations, issued_on__lte=day, closed_on=None)
    found: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for key, due in rows.values_list("lead", "due_on"):
        found[key] += 1
        late[key] += due < day
    for key, number in found.items():
        if late[key]:
            yield Signal(
                key,
                2,
                "督办卡%(number)s件未办结，其中%(late)s件超期",
                (("number", number), ("late", late[key])),
            )
        else:
            yield Signal(key, 1, "督办卡%(number)s件未办结", (("number", number),))
