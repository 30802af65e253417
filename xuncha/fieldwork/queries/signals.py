"""What petitions say for inspecting an organisation early: how many came in when inspectors were last there."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from xuncha.fieldwork.models import Petition
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.queries.signals import Signal

MANY, SOME = 20, 5  # petitions from which they weigh 2, or 1


def petitions(viewer: Viewer, organisations: Collection[int], day: date) -> Iterable[Signal]:
    """Those the viewer may read, by the organisation of their task; joined letters count once."""
    rows = Petition.objects.visible_to(viewer).filter(
        task__organisation__in=organisations, at__lte=day, duplicate_of=None
    )
    for key, number in Counter(rows.values_list("task__organisation", flat=True)).items():
        if number >= SOME:
            yield Signal(key, 2 if number >= MANY else 1, "以往信访%(number)s件", (("number", number),))
