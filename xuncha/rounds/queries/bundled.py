"""What comes with the system and an office does not have yet."""

from xuncha.records.models import Office
from xuncha.rounds.models import RuleSet, StepTemplate
from xuncha.rounds.rules.bundled import RULE_SETS, RuleSetFile, TemplateFile, templates_for


def rule_sets_lacking(office: int) -> list[RuleSetFile]:
    there = set(RuleSet.objects.of(office).values_list("name", flat=True))
    return [one for one in RULE_SETS if one.name not in there]


def templates_lacking(office: int) -> list[TemplateFile]:
    """In whatever version."""
    there = set(StepTemplate.objects.of(office).values_list("name", flat=True))
    level = Office.objects.values_list("level", flat=True).get(pk=office)
    return [one for one in templates_for(level) if one.name not in there]
