from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_entries_only_grow'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['who', 'at'], name='audit_entry_by_account'),
        ),
    ]
