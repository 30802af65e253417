"""Drawing by lot which items are looked at on site."""

import secrets
from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rectification.models import Item, Sample, SampledItem
from xuncha.rectification.rules import samples as law
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import CHECKERS


@transaction.atomic
def draw(sample: Sample, *, by: Viewer, at: date, seed: int | None = None) -> Sample:
    """Draw among the round's items that have begun. Nobody chooses the seed: who may choose it can choose the items."""
    sample.office_id = sample.round.office_id
    records.require(sample, CHECKERS, by=by)
    begun = Item.objects.live().filter(ledger__task__round=sample.round, at__lte=at)
    among = dict(begun.exclude(state=ItemState.NOT_STARTED).values_list("uid", "pk"))
    if not 0 < sample.size <= len(among):
        raise NotAllowed("本轮可抽取的整改事项为%(count)s项，请核对抽取数。", count=len(among))
    sample.seed = secrets.randbelow(2**31) if seed is None else seed
    sample.population, sample.digest = len(among), law.digest(among)
    records.enter(sample, by=by, at=at)
    for serial, uid in enumerate(law.draw(sample.seed, among, sample.size), 1):
        row = SampledItem(office_id=sample.office_id, sample=sample, item_id=among[uid], serial=serial)
        records.enter(row, by=by, at=at)
    return sample
