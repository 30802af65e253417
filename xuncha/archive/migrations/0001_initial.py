import django.db.models.deletion
import django.utils.timezone
import uuid
import xuncha.archive.rules
import xuncha.kernel.marks
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('basis', '0001_initial'),
        ('clues', '0001_initial'),
        ('files', '0001_initial'),
        ('records', '0001_initial'),
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('title', models.CharField(max_length=120, verbose_name='归档移交')),
                ('fonds', models.CharField(max_length=8, verbose_name='全宗号')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='移交期限')),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='移交日期')),
                ('listed', models.PositiveIntegerField(blank=True, null=True, verbose_name='移交件数')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='清单摘要')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='接收日期')),
                ('signed_by', models.CharField(blank=True, max_length=40, verbose_name='接收签字人')),
                ('state', models.CharField(default=xuncha.archive.rules.HandoverState['COLLECTING'], max_length=24, verbose_name='状态')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='rounds.task', verbose_name='巡察任务')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('task',), name='task_has_one_archive'), models.CheckConstraint(condition=models.Q(('state', 'collecting'), models.Q(('handed_on__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='handover_has_its_list'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('accepted_on__isnull', False), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='handover_is_signed_for')],
            },
        ),
        migrations.CreateModel(
            name='ArchiveVolume',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('kind', models.CharField(max_length=24, verbose_name='案卷类型')),
                ('title', models.CharField(max_length=120, verbose_name='案卷题名')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volumes', to='archive.handover', verbose_name='归档移交')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('handover', 'kind'), name='volume_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='RequiredPaper',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('phase', models.CharField(max_length=24, verbose_name='阶段')),
                ('volume', models.CharField(max_length=24, verbose_name='应归入')),
                ('title', models.CharField(max_length=120, verbose_name='应归文件')),
                ('retention', models.CharField(max_length=24, verbose_name='保管期限')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='缺失理由')),
                ('state', models.CharField(default=xuncha.archive.rules.PaperState['MISSING'], max_length=24, verbose_name='状态')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='archive.handover', verbose_name='归档移交')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('handover', 'serial'), name='required_paper_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'absent'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='absent_paper_is_explained')],
            },
        ),
        migrations.CreateModel(
            name='ArchiveItem',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('series', models.CharField(max_length=40, verbose_name='档号前段')),
                ('serial', models.PositiveIntegerField(verbose_name='件号')),
                ('number', models.CharField(max_length=50, verbose_name='档号')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='题名')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('dated_on', models.DateField(verbose_name='文件日期')),
                ('pages', models.PositiveIntegerField(verbose_name='页数')),
                ('responsible', models.CharField(blank=True, max_length=100, verbose_name='责任者')),
                ('retention', models.CharField(max_length=24, verbose_name='保管期限')),
                ('shelf', models.CharField(blank=True, max_length=100, verbose_name='纸质件存放处')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='摘要')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment', verbose_name='电子文件')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('clue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clues.clue', verbose_name='线索')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='登记的公文')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('volume', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='archive.archivevolume', verbose_name='案卷')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='archive.requiredpaper', verbose_name='应归文件')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='archival_number_never_reused'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('clue',), name='clue_sealed_once'), models.CheckConstraint(condition=models.Q(('pages__gt', 0)), name='archive_item_has_pages'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), _negated=True), models.Q(('attachment', None), ('clue', None), ('document', None), models.Q(('shelf', ''), _negated=True)), _connector='OR'), name='archive_item_has_digest_or_shelf'), models.CheckConstraint(condition=models.Q(models.Q(('clue', None), models.Q(('title', ''), _negated=True)), models.Q(('attachment', None), ('clue__isnull', False), ('document', None), ('document_number', ''), ('responsible', ''), ('title', '')), _connector='OR'), name='clue_material_bears_its_number_only')],
            },
        ),
    ]
