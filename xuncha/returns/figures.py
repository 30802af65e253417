"""Completeness and timeliness of what lower offices file, as rows. No chapter of the annual report: indicators only."""

from django.db.models import F, Q

from xuncha.kernel.figures import Catalogue, Scope
from xuncha.records.answers import Answer, Rows, Share
from xuncha.returns.models import ReturnFiling
from xuncha.returns.models.filings import FilingQuerySet
from xuncha.returns.rules.filing import ADDED_UP

INDICATORS: Catalogue[Answer] = Catalogue()


def _due(scope: Scope) -> FilingQuerySet:
    """What fell due within the days asked, without what was excused."""
    return ReturnFiling.objects.filter(office=scope.office).due_within(scope.period)


def _filed_by(scope: Scope) -> Q:
    return Q(filed_on__lte=scope.day)


@INDICATORS.figure(
    "filings.due",
    name="应报报表",
    unit="份",
    definition="期间内报送期限届满的下级报送件数，按报送期限计；免报的除外。",
)
def due(scope: Scope) -> Rows:
    return Rows(_due(scope), date="due_on")


@INDICATORS.figure(
    "filings.late",
    name="逾期报表",
    unit="份",
    definition="期间内报送期限届满，首次报送晚于期限或者截至统计日仍未报送的报送件数；退回重报、审核通过不改变逾期。",
)
def late(scope: Scope) -> Rows:
    in_time = _filed_by(scope) & Q(filed_on__lte=F("due_on"))
    rows = _due(scope)
    return Rows(rows.exclude(pk__in=rows.filter(in_time).values("pk")), date="due_on")


@INDICATORS.figure(
    "filings.complete",
    name="报表报送率",
    unit="%",
    definition="期间内应报报表中，截至统计日已经报送的所占比例。",
)
def complete(scope: Scope) -> Share:
    return Share(_due(scope), _filed_by(scope), date="due_on")


@INDICATORS.figure(
    "filings.timely",
    name="报表按时率",
    unit="%",
    definition="期间内应报报表中，首次报送不晚于报送期限的所占比例；未报送的视为未按时。",
)
def timely(scope: Scope) -> Share:
    return Share(_due(scope), _filed_by(scope) & Q(filed_on__lte=F("due_on")), date="due_on")


@INDICATORS.figure(
    "filings.first_pass",
    name="报表一次通过率",
    unit="%",
    definition="期间内应报报表中，本级审核通过的报送件里，从未退回的所占比例。",
)
def first_pass(scope: Scope) -> Share:
    accepted = _due(scope).filter(state__in=ADDED_UP, accepted_on__lte=scope.day)
    return Share(accepted, Q(returned_times=0), date="due_on")
