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
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='InspectionReport',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('basics', models.TextField(blank=True, verbose_name='基本情况')),
                ('assessment', models.TextField(blank=True, verbose_name='总体评价')),
                ('causes', models.TextField(blank=True, verbose_name='原因分析')),
                ('advice', models.TextField(blank=True, verbose_name='意见建议')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspection_reports', to='rounds.task', verbose_name='巡察任务')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('task',), name='one_inspection_report_a_task')],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('basics', models.TextField(blank=True, verbose_name='基本情况')),
                ('assessment', models.TextField(blank=True, verbose_name='总体评价')),
                ('causes', models.TextField(blank=True, verbose_name='原因分析')),
                ('advice', models.TextField(blank=True, verbose_name='意见建议')),
                ('number', models.PositiveSmallIntegerField(verbose_name='稿次')),
                ('problems', models.JSONField(default=list, verbose_name='主要问题')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='papers.inspectionreport', verbose_name='巡察报告')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='report_version_once')],
            },
        ),
        migrations.CreateModel(
            name='ReviewOpinion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('aspect', models.CharField(max_length=24, verbose_name='审核方面')),
                ('text', models.TextField(verbose_name='审核意见')),
                ('answer', models.TextField(blank=True, verbose_name='采纳情况')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='papers.reportversion', verbose_name='报告稿次')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__gte', models.F('at'))), _connector='OR'), name='opinion_answer_is_dated')],
            },
        ),
    ]
