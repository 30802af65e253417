"""The talent pool in numbers."""

from django.db.models import Exists, OuterRef, Q

from xuncha.kernel.figures import Catalogue, Scope
from xuncha.kernel.numerals import Style
from xuncha.records.answers import Answer, Rows
from xuncha.records.models import RecordQuerySet
from xuncha.talent.models import Channel, PoolMember, Training
from xuncha.talent.rules import IN_THE_POOL

CATALOGUE: Catalogue[Answer] = Catalogue()
INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


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


@INDICATORS.figure(
    "training.courses",
    name="业务培训",
    unit="期",
    definition="期间内人才库成员参加的巡察业务培训期数，同名的培训计一期，按培训日期计。",
)
def training_courses(scope: Scope) -> Rows:
    return Rows(Training.objects.of(scope.office).within(scope.period), distinct="course")


@INDICATORS.figure(
    "training.persons",
    name="业务培训人次",
    unit="人次",
    definition="期间内参加巡察业务培训的人次，一人参加一期计一次，按培训日期计。",
)
def training_persons(scope: Scope) -> Rows:
    return Rows(Training.objects.of(scope.office).within(scope.period))
