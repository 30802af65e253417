import django.db.models.deletion
import django.utils.timezone
import uuid
import xuncha.clues.rules
import xuncha.kernel.marks
import xuncha.records.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('basis', '0001_initial'),
        ('orgs', '0001_initial'),
        ('records', '0001_initial'),
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Clue',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('number', models.CharField(max_length=40, verbose_name='线索编号')),
                ('source', models.CharField(max_length=24, verbose_name='来源')),
                ('suggested', models.CharField(blank=True, max_length=24, verbose_name='建议移交机关')),
                ('decided', models.CharField(blank=True, max_length=24, verbose_name='决定移交机关')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('transferred_on', models.DateField(blank=True, null=True, verbose_name='首次移交日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('state', models.CharField(default=xuncha.clues.rules.ClueState['REGISTERED'], max_length=24, verbose_name='状态')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('early_approval', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='边巡边移批件')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clues', to='rounds.task', verbose_name='巡察任务')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'at', 'id'], name='clue_by_office')],
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='clue_number_never_reused'), models.CheckConstraint(condition=models.Q(('transferred_on', None), models.Q(('decided_on__isnull', False), ('transferred_on__gte', models.F('decided_on'))), _connector='OR'), name='clue_transferred_after_decision')],
            },
        ),
        migrations.CreateModel(
            name='ClueContent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('summary', xuncha.records.fields.SealedTextField(verbose_name='主要内容')),
                ('organisation', xuncha.records.fields.SealedTextField(blank=True, verbose_name='被反映组织')),
                ('reporter', xuncha.records.fields.SealedTextField(blank=True, verbose_name='反映人')),
                ('named', models.BooleanField(default=False, verbose_name='实名')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('clue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='content', to='clues.clue', verbose_name='线索')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClueGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('since', models.DateField(verbose_name='起始日期')),
                ('until', models.DateField(verbose_name='截止日期')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='提前终止时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                ('clue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='clues.clue', verbose_name='线索')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='clue_grant_forward')],
            },
        ),
        migrations.CreateModel(
            name='ClueSubject',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('details', xuncha.records.fields.SealedTextField(verbose_name='被反映人')),
                ('is_principal', models.BooleanField(default=False, verbose_name='一把手')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('clue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='clues.clue', verbose_name='线索')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('clue', 'serial'), name='clue_subject_once')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('number', models.CharField(max_length=40, verbose_name='移交编号')),
                ('receiver_kind', models.CharField(max_length=24, verbose_name='接收机关类别')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='移交函')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='接收机关')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='transfer_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('number', models.CharField(max_length=40, verbose_name='回执编号')),
                ('stated', models.PositiveIntegerField(verbose_name='签收件数')),
                ('stated_leading', models.PositiveIntegerField(verbose_name='其中牵头办理件数')),
                ('signed_by', models.CharField(max_length=40, verbose_name='签收人')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('transfer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='clues.transfer', verbose_name='移交批次')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('stated_leading__lte', models.F('stated'))), name='receipt_leads_within_stated')],
            },
        ),
        migrations.CreateModel(
            name='TransferLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('leads', models.BooleanField(default=True, verbose_name='牵头办理')),
                ('disposition', models.CharField(blank=True, max_length=24, verbose_name='处置方式')),
                ('disposed_on', models.DateField(blank=True, null=True, verbose_name='处置日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='反馈期限')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='结果反馈日期')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('clue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_lines', to='clues.clue', verbose_name='线索')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='clues.transfer', verbose_name='移交批次')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('transfer', 'clue'), name='clue_once_in_a_batch'), models.UniqueConstraint(condition=models.Q(('leads', True), ('voided_at', None)), fields=('clue',), name='clue_has_one_lead_receiver'), models.CheckConstraint(condition=models.Q(models.Q(('disposed_on', None), ('disposition', '')), models.Q(models.Q(('disposition', ''), _negated=True), ('disposed_on__isnull', False)), _connector='OR'), name='clue_disposition_is_dated')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('due_on', models.DateField(verbose_name='应反馈日期')),
                ('occasion', models.CharField(max_length=24, verbose_name='催办事由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='clues.transferline', verbose_name='移交线索')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('line', 'at'), name='reminder_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='反馈期限')),
                ('result', models.CharField(max_length=24, verbose_name='办理结果')),
                ('filed', models.PositiveIntegerField(default=0, verbose_name='立案人数')),
                ('handled', models.PositiveIntegerField(default=0, verbose_name='处理人数')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='涉及金额（万元）')),
                ('recovered', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='收缴退赔（万元）')),
                ('letter', models.CharField(blank=True, max_length=60, verbose_name='反馈文号')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='clues.transferline', verbose_name='移交线索')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('line', 'at'), name='outcome_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('result', 'unverified'), _negated=True), models.Q(('filed', 0), ('handled', 0)), _connector='OR'), name='outcome_unverified_without_persons'), models.CheckConstraint(condition=models.Q(models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), models.Q(('recovered', None), ('recovered__gte', 0), _connector='OR')), name='outcome_money_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='WaitingLine',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('clues.transferline',),
        ),
    ]
