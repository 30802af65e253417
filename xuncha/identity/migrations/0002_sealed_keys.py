import uuid
import xuncha.records.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0001_identity'),
    ]

    operations = [
        migrations.AddField(
            model_name='authenticator',
            name='data_key',
            field=xuncha.records.fields.DataKeyField(),
        ),
        migrations.AddField(
            model_name='authenticator',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
    ]
