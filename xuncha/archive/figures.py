"""What was filed, as returns count it (domain §8.4, rules and archive)."""

from xuncha.archive.models import ArchiveItem
from xuncha.kernel.figures import Catalogue, Scope
from xuncha.records.answers import Answer, Rows

INDICATORS: Catalogue[Answer] = Catalogue()


@INDICATORS.figure(
    "archive.volumes",
    name="归档案卷",
    unit="卷",
    definition="期间内归入材料的案卷数，同一案卷计一卷，按归入日期计。",
)
def volumes(scope: Scope) -> Rows:
    return Rows(ArchiveItem.objects.of(scope.office).within(scope.period), distinct="volume")


@INDICATORS.figure(
    "archive.items", name="归档材料", unit="件", definition="期间内归档的材料件数，按归入日期计。"
)
def items(scope: Scope) -> Rows:
    return Rows(ArchiveItem.objects.of(scope.office).within(scope.period))
