from xuncha.linkage.models.campaigns import COUNTY, Campaign, CampaignGroup, CountyCall, Target
from xuncha.linkage.models.counterparts import Chase, Counterpart, CounterpartQuerySet
from xuncha.linkage.models.counties import CountyPlan, CountyTask
from xuncha.linkage.models.filings import Filing

__all__ = [
    "COUNTY",
    "Campaign",
    "CampaignGroup",
    "Chase",
    "Counterpart",
    "CounterpartQuerySet",
    "CountyCall",
    "CountyPlan",
    "CountyTask",
    "Filing",
    "Target",
]
