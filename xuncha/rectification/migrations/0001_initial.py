import django.db.models.deletion
import django.utils.timezone
import uuid
import xuncha.kernel.marks
import xuncha.rectification.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('basis', '0001_initial'),
        ('findings', '0001_initial'),
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
        ('records', '0001_initial'),
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ledger',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('owner_kind', models.CharField(max_length=24, verbose_name='整改主体类型')),
                ('title', models.CharField(max_length=120, verbose_name='整改台账')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('county', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='县级巡察办')),
                ('final_report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='整改报告')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='整改方案')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='来源文件')),
                ('task', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='rounds.task', verbose_name='巡察任务')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('county', None), ('owner_kind', 'task'), ('task__isnull', False)), models.Q(('county__isnull', False), ('owner_kind', 'county'), ('task', None)), models.Q(('county', None), ('owner_kind', 'office'), ('task', None)), _connector='OR'), name='ledger_has_its_owner')],
            },
        ),
        migrations.CreateModel(
            name='ItemClass',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('title', models.CharField(max_length=120, verbose_name='类别')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('ledger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='rectification.ledger', verbose_name='整改台账')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ledger', 'serial'), name='item_class_serial_once')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('title', models.CharField(max_length=200, verbose_name='整改事项')),
                ('due_on', models.DateField(verbose_name='整改期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('state', models.CharField(default=xuncha.rectification.rules.ItemState['NOT_STARTED'], max_length=24, verbose_name='状态')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('finding', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='item', to='findings.finding', verbose_name='问题')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('item_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='rectification.itemclass', verbose_name='类别')),
                ('ledger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='rectification.ledger', verbose_name='整改台账')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'at', 'id'], name='item_by_office')],
                'constraints': [models.UniqueConstraint(fields=('ledger', 'serial'), name='item_serial_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('done_on__isnull', False), _connector='OR'), name='item_done_is_dated')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('text', models.CharField(max_length=300, verbose_name='整改措施')),
                ('kind', models.CharField(default=xuncha.rectification.rules.MeasureKind['DATED'], max_length=24, verbose_name='措施类型')),
                ('due_on', models.DateField(verbose_name='完成期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='责任单位')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='rectification.item', verbose_name='整改事项')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='责任岗位')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'at', 'id'], name='measure_by_office')],
                'constraints': [models.UniqueConstraint(fields=('item', 'serial'), name='measure_serial_once')],
            },
        ),
        migrations.CreateModel(
            name='Yield',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('kind', models.CharField(max_length=24, verbose_name='成果类型')),
                ('title', models.CharField(max_length=200, verbose_name='成果')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='金额（万元）')),
                ('persons', models.PositiveIntegerField(blank=True, null=True, verbose_name='人数')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='文件')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='yields', to='rectification.item', verbose_name='整改事项')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
