"""Those who served, in numbers."""

from xuncha.kernel.figures import Catalogue, Scope
from xuncha.records.answers import Answer, Rows
from xuncha.teams.models import Appraisal

CATALOGUE: Catalogue[Answer] = Catalogue()


@CATALOGUE.figure(
    "resources.appraised",
    name="由巡察办考核的抽调干部",
    unit="名",
    definition="年度内由巡察办作出年度考核的抽调干部人数，按考核日期计，一人计一次。",
)
def appraised(scope: Scope) -> Rows:
    return Rows(Appraisal.objects.of(scope.office).within(scope.period), distinct="person")
