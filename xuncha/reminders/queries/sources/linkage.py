"""What the counties owe in a campaign: their own plan, and the reports they were asked for."""

from django.db.models import Exists, OuterRef, Q

from xuncha.linkage.models import Counterpart, CountyCall, CountyPlan
from xuncha.records.rules import Role
from xuncha.reminders.queries.sources.base import Debtors, Due
from xuncha.reminders.rules.kinds import Kind

COUNTY = Debtors(county="county", section=frozenset({Role.GUIDANCE}))

_filed = CountyPlan.objects.live().filter(
    campaign=OuterRef("campaign"), county=OuterRef("county"), filed_on__isnull=False
)
COUNTY_PLANS = Due(
    Kind.COUNTY_PLAN,
    CountyCall,
    "plan_due_on",
    "campaign__name",
    "county__short_name",
    Q(campaign__voided_at=None) & ~Q(Exists(_filed)),
    debtors=COUNTY,
)
COUNTERPARTS = Due(
    Kind.COUNTERPART,
    Counterpart,
    "due_on",
    "task__organisation__short_name",
    "county__short_name",
    Q(sent_on=None, received_on=None, campaign__voided_at=None),
    debtors=COUNTY,
)
