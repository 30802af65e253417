"""Of two numbers that say the same the last stands, and what stands is read in order out of one index."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef

SAME = ("county", "asker", "period", "offset", "until", "code")


def settle(apps, schema_editor):
    values = apps.get_model("returns", "FiledValue").objects.all()
    later = values.filter(pk__gt=OuterRef("pk"), **{name: OuterRef(name) for name in SAME})
    values.filter(~Exists(later)).update(stands=True)


class Migration(migrations.Migration):

    dependencies = [
        ('returns', '0003_filing'),
    ]

    operations = [
        migrations.AddField(
            model_name='filedvalue',
            name='stands',
            field=models.BooleanField(default=False, verbose_name='采用'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex(
            model_name='filedvalue',
            name='filed_value_compared',
        ),
        migrations.RemoveIndex(
            model_name='filedvalue',
            name='filed_value_of_county',
        ),
        migrations.AddIndex(
            model_name='filedvalue',
            index=models.Index(condition=models.Q(('stands', True)), fields=['asker', 'code', 'period', 'offset', 'until', 'value', 'county'], name='filed_value_in_order'),
        ),
        migrations.AddConstraint(
            model_name='filedvalue',
            constraint=models.UniqueConstraint(condition=models.Q(('stands', True)), fields=('county', 'asker', 'period', 'offset', 'until', 'code'), name='filed_value_stands_once'),
        ),
        migrations.AddIndex(
            model_name='returnfiling',
            index=models.Index(fields=['office', 'due_on'], name='return_filing_of_asker'),
        ),
    ]
