"""Names and moments of what the actions of the house entered: the same seed gives the same rows."""

from xuncha.operations.city.world import World
from xuncha.records.models import Passage, Record, recorded_noon


def name_again(world: World, row: Record) -> None:
    """The city's own identifier, and the row and each step recorded on its own day."""
    uid = world.dice.uid(row._meta.label_lower)
    Passage.objects.filter(subject_uid=row.uid).update(subject_uid=uid)
    type(row)._base_manager.filter(pk=row.pk).update(uid=uid, recorded_at=recorded_noon(row.at))
    row.uid = uid
    record_on_its_days(row)


def record_on_its_days(row: Record) -> None:
    for passage in Passage.objects.filter(subject_uid=row.uid):
        Passage.objects.filter(pk=passage.pk).update(recorded_at=recorded_noon(passage.at))
