import django.db.models.deletion
import django.utils.timezone
import uuid
import xuncha.kernel.marks
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('records', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='区划代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('level', models.CharField(max_length=24, verbose_name='层级')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='orgs.division', verbose_name='上级区划')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='division_forward')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('name', models.CharField(max_length=120, verbose_name='党组织名称')),
                ('short_name', models.CharField(max_length=60, verbose_name='单位简称')),
                ('kind', models.CharField(max_length=24, verbose_name='党组织类型')),
                ('unit_class', models.CharField(max_length=24, verbose_name='单位类别')),
                ('level', models.CharField(max_length=24, verbose_name='层级')),
                ('credit_code', models.CharField(blank=True, max_length=18, verbose_name='统一社会信用代码')),
                ('abolished_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='orgs.division', verbose_name='所在区划')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='orgs.organisation', verbose_name='上级党组织')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'at', 'id'], name='organisation_by_office')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('office', 'name'), name='organisation_name_once'), models.CheckConstraint(condition=models.Q(('abolished_on', None), ('abolished_on__gte', models.F('at')), _connector='OR'), name='organisation_abolished_after_start')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('kind', models.CharField(max_length=24, verbose_name='变动类型')),
                ('former_name', models.CharField(blank=True, max_length=120, verbose_name='原名称')),
                ('basis', models.CharField(max_length=200, verbose_name='依据文件')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='orgs.organisation', verbose_name='党组织')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='orgs.organisation', verbose_name='承接党组织')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['merged', 'split']), _negated=True), ('successor__isnull', False), _connector='OR'), name='change_names_successor'), models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('organisation')), _negated=True), _connector='OR'), name='change_into_another'), models.UniqueConstraint(condition=models.Q(('kind__in', ['merged', 'abolished']), ('voided_at', None)), fields=('organisation',), name='organisation_ends_once'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('organisation', 'successor'), name='change_names_successor_once')],
            },
        ),
    ]
