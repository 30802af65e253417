"""Batches signed for before there was a clock: their results are due as the rules of their rounds say (D22)."""

from django.db import migrations
from django.db.models import F

from xuncha.kernel.deadlines import Direction, Roll, Rule, Unit, due
from xuncha.kernel.workdays import BuiltIn


def count(apps, schema_editor):
    lines = apps.get_model("clues", "TransferLine").objects
    rules = rules_of(apps)
    signed = lines.filter(leads=True, due_on=None, transfer__receipt__voided_at=None)
    signed = signed.exclude(transfer__receipt=None).annotate(
        signed_on=F("transfer__receipt__at"), rule_set=F("clue__task__round__rule_set")
    )
    for line in signed.iterator():
        rule = rules.get(line.rule_set)
        if rule:
            lines.filter(pk=line.pk).update(due_on=due(line.signed_on, rule, BuiltIn()).alarm)
    for line in lines.filter(leads=True, clue__state="closed", answered_on=None).select_related("clue"):
        lines.filter(pk=line.pk).update(answered_on=line.clue.closed_on)


def rules_of(apps):
    """Rule set → how long a receiver has."""
    found = apps.get_model("rounds", "DeadlineRule").objects.filter(
        code="D22", voided_at=None, offset__isnull=False
    )
    return {
        row.rule_set_id: Rule(row.offset, Unit(row.unit), Direction(row.direction), Roll(row.roll))
        for row in found
    }


class Migration(migrations.Migration):
    dependencies = [("clues", "0002_results_and_reminders"), ("rounds", "0001_initial")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
