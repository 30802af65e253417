from django.db import migrations

from xuncha.records.appendonly import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        AppendOnly('entry'),
    ]
