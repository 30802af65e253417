"""The talent pool in numbers."""

from django.db.models import Exists, OuterRef, Q

from xuncha.kernel.figures import Catalogue, Scope
from xuncha.kernel.numerals import Style
from xuncha.records.answers import Answer, Rows
from xuncha.records.models import RecordQuerySet
from xuncha.talent.models import Channel, PoolMember
from xuncha.talent.rules import IN_THE_POOL

CATALOGUE: Catalogue[Answer] = Catalogue()


@CATALOGUE.figure(
    "pool.size",
    name="人才库在库人数",
    unit="名",
    definition="统计日在库的巡察人才数，含抽调在组和暂停使用的；提名、审查中和已出库的不计。",
    style=Style.ABOUT,
)
def size(scope: Scope) -> Rows:
    return Rows(_in_the_pool(scope), date="entered_on")


@CATALOGUE.figure(
    "pool.channels",
    name="人才库抽调渠道",
    unit="个",
    definition="统计日至少有一名人才在库的抽调渠道数。",
)
def channels(scope: Scope) -> Rows:
    drawn = _in_the_pool(scope).filter(channel=OuterRef("pk"))
    return Rows(Channel.objects.of(scope.office).filter(Exists(drawn)))


def _in_the_pool(scope: Scope) -> RecordQuerySet[PoolMember]:
    members = PoolMember.objects.of(scope.office).filter(at__lte=scope.day)
    return members.with_state_on(scope.day).filter(Q(state_on__in=IN_THE_POOL))
