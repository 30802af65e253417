"""What follows rectification, as it is counted: publication, evaluation, and what was supervised in writing (domain §8.4)."""

from xuncha.kernel.figures import Scope
from xuncha.records.answers import Rows
from xuncha.rectification.figures.catalogue import CATALOGUE
from xuncha.rectification.models import Card, Escalation, Evaluation, Publication
from xuncha.rectification.rules.cards import Level
from xuncha.rectification.rules.publications import Scope as PublicScope


@CATALOGUE.figure(
    "rectification.evaluated",
    name="整改成效评估",
    unit="家",
    definition="本年度内进行整改成效评估的单位数，每家一次，作废的不计；等次见各家评估。",
)
def evaluated(scope: Scope) -> Rows:
    return Rows(Evaluation.objects.of(scope.office).within(scope.period), distinct="ledger")


@CATALOGUE.figure(
    "rectification.published_party",
    name="党内公开整改情况",
    unit="家",
    definition="本年度内在党内公开整改情况的单位数；同意不公开的不计。",
)
def published_party(scope: Scope) -> Rows:
    return _published(scope, PublicScope.PARTY)


@CATALOGUE.figure(
    "rectification.published_society",
    name="向社会公开整改情况",
    unit="家",
    definition="本年度内向社会公开整改情况的单位数；同意不公开的不计。",
)
def published_society(scope: Scope) -> Rows:
    return _published(scope, PublicScope.SOCIETY)


def _published(scope: Scope, where: PublicScope) -> Rows:
    rows = Publication.objects.of(scope.office).filter(scope=where)
    return Rows(rows.within(scope.period), distinct="ledger")


@CATALOGUE.figure(
    "supervision.cards",
    name="签发督办卡",
    unit="件",
    definition="本年度内签发的督办卡数，按签发日期计。",
)
def cards(scope: Scope) -> Rows:
    return Rows(Card.objects.of(scope.office).within(scope.period, "issued_on"), date="issued_on")


@CATALOGUE.figure(
    "supervision.talks",
    name="督办约谈",
    unit="次",
    definition="本年度内因督办卡逾期进行的约谈次数；对县（市、区）重点督办的约谈另计。",
)
def talks(scope: Scope) -> Rows:
    return _pressed(scope, Level.TALK)


@CATALOGUE.figure(
    "supervision.circulars",
    name="督办通报",
    unit="次",
    definition="本年度内因督办卡逾期进行的通报次数。",
)
def circulars(scope: Scope) -> Rows:
    return _pressed(scope, Level.CIRCULAR)


def _pressed(scope: Scope, level: Level) -> Rows:
    return Rows(Escalation.objects.of(scope.office).filter(level=level).within(scope.period))
