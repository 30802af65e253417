"""What guidance knows that speaks for inspecting an organisation early."""

from collections.abc import Collection, Iterable
from datetime import date

from xuncha.guidance.models import SupervisionCase
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.rounds.queries.signals import Signal

COUNTY_CODE = 6  # digits of a division's code that say which county it lies in


def county_cases(viewer: Viewer, organisations: Collection[int], day: date) -> Iterable[Signal]:
    """Organisations in a county under key supervision that is not closed: a reason to inspect them early."""
    cases = SupervisionCase.objects.visible_to(viewer).filter(at__lte=day, closed_on=None)
    codes = set(cases.values_list("county__code", flat=True))
    places = Organisation.objects.filter(pk__in=organisations).values_list("pk", "division__code")
    for key, code in places:
        if any(len(own) >= COUNTY_CODE and code.startswith(own[:COUNTY_CODE]) for own in codes):
            yield Signal(key, 1, "所在县（市、区）正被重点督办")
