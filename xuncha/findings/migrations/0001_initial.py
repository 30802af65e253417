import django.db.models.deletion
import django.utils.timezone
import uuid
import xuncha.findings.rules
import xuncha.kernel.marks
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('basis', '0001_initial'),
        ('fieldwork', '0001_initial'),
        ('files', '0001_initial'),
        ('orgs', '0001_initial'),
        ('records', '0001_initial'),
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('code', models.CharField(max_length=12, verbose_name='编号')),
                ('name', models.CharField(max_length=60, verbose_name='类别')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='findings.category', verbose_name='上级类别')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'code'), name='category_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('addressee_type', models.CharField(max_length=24, verbose_name='反馈对象')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='签收日期')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='反馈意见')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='收件党组织')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedbacks', to='rounds.task', verbose_name='巡察任务')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'at', 'id'], name='feedback_by_office')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('title', models.CharField(max_length=200, verbose_name='问题')),
                ('facts', models.TextField(blank=True, verbose_name='具体表现')),
                ('nature', models.CharField(blank=True, max_length=24, verbose_name='性质')),
                ('weight', models.CharField(blank=True, max_length=24, verbose_name='程度')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='涉及金额（万元）')),
                ('clause', models.CharField(blank=True, max_length=200, verbose_name='违反的规定')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='问题发生时间')),
                ('persons', models.CharField(blank=True, max_length=200, verbose_name='涉及人员（职务）')),
                ('sources', models.CharField(blank=True, max_length=120, verbose_name='发现途径')),
                ('of_principal', models.BooleanField(default=False, verbose_name='涉及“一把手”')),
                ('four_winds', models.BooleanField(default=False, verbose_name='“四风”问题')),
                ('near_people', models.BooleanField(default=False, verbose_name='群众身边问题')),
                ('common', models.BooleanField(default=False, verbose_name='共性问题')),
                ('systemic', models.BooleanField(default=False, verbose_name='体制机制问题')),
                ('unrectified', models.BooleanField(default=False, verbose_name='上轮整改未到位')),
                ('watched', models.BooleanField(default=False, verbose_name='重点关注')),
                ('watch_reason', models.CharField(blank=True, max_length=200, verbose_name='重点关注理由')),
                ('in_text', models.BooleanField(default=True, verbose_name='写入反馈意见')),
                ('in_list', models.BooleanField(default=True, verbose_name='列入问题清单')),
                ('immediate', models.BooleanField(default=False, verbose_name='立行立改')),
                ('fed_back_on', models.DateField(blank=True, null=True, verbose_name='反馈日期')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='销号日期')),
                ('state', models.CharField(default=xuncha.findings.rules.FindingState['DRAFT'], max_length=24, verbose_name='状态')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.category', verbose_name='问题类别')),
                ('finder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.groupmember', verbose_name='发现人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='rounds.task', verbose_name='巡察任务')),
            ],
        ),
        migrations.CreateModel(
            name='FactAnswer',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('title', models.CharField(max_length=200, verbose_name='送核问题')),
                ('facts', models.TextField(verbose_name='送核事实')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='答复期限')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('objection', models.TextField(blank=True, verbose_name='异议内容')),
                ('evidence', models.CharField(blank=True, max_length=200, verbose_name='所附证据')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('reason', models.TextField(blank=True, verbose_name='决定理由')),
                ('state', models.CharField(default=xuncha.findings.rules.FactState['PUT'], max_length=24, verbose_name='状态')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment', verbose_name='附件')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_answers', to='findings.finding', verbose_name='问题')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', [xuncha.findings.rules.FactState['PUT'], xuncha.findings.rules.FactState['OBJECTED']]), ('voided_at', None)), fields=('finding',), name='facts_put_once_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', [xuncha.findings.rules.FactState['PUT'], xuncha.findings.rules.FactState['WITHDRAWN']]), ('answered_on__isnull', False), _connector='OR'), name='facts_answer_is_dated'), models.CheckConstraint(condition=models.Q(('answered_on', None), ('answered_on__gte', models.F('at')), _connector='OR'), name='facts_answered_after_put'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [xuncha.findings.rules.FactState['OBJECTED'], xuncha.findings.rules.FactState['UPHELD'], xuncha.findings.rules.FactState['PARTLY'], xuncha.findings.rules.FactState['REJECTED']]), _negated=True), models.Q(('objection', ''), _negated=True), _connector='OR'), name='facts_objection_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [xuncha.findings.rules.FactState['UPHELD'], xuncha.findings.rules.FactState['PARTLY'], xuncha.findings.rules.FactState['REJECTED']]), _negated=True), models.Q(('decided_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='facts_decision_is_reasoned')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('before', models.TextField(verbose_name='原表述')),
                ('after', models.TextField(verbose_name='更正后表述')),
                ('reason', models.CharField(max_length=200, verbose_name='更正理由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.document', verbose_name='依据')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='findings.finding', verbose_name='问题')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='fieldwork.workingpaper', verbose_name='工作底稿')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='findings.finding', verbose_name='问题')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('finding', 'paper'), name='paper_cited_once')],
            },
        ),
        migrations.CreateModel(
            name='FocusDictionary',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('name', models.CharField(max_length=40, verbose_name='监督重点')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FocusItem',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('mark', models.CharField(default=xuncha.kernel.marks.Mark['WORK_SECRET'], max_length=24, verbose_name='密级标识')),
                ('at', models.DateField(verbose_name='日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('text', models.CharField(max_length=120, verbose_name='内容')),
                ('short', models.CharField(max_length=30, verbose_name='简称')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('dictionary', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='findings.focusdictionary', verbose_name='监督重点')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office', verbose_name='所属巡察机构')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('dictionary', 'serial'), name='focus_serial_once')],
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='focus',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.focusitem', verbose_name='监督重点'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'at', 'id'], name='finding_by_office'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'state', 'at', 'id'], name='finding_by_state'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('voided_at', None)), fields=['office', 'fed_back_on', 'in_list'], name='finding_by_feedback'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('task', 'serial'), name='finding_serial_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['fed_back', 'rectified', 'accepted']), _negated=True), ('fed_back_on__isnull', False), _connector='OR'), name='finding_frozen_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('fed_back_on', None), models.Q(('in_list', True), ('state__in', [xuncha.findings.rules.FindingState['FED_BACK'], xuncha.findings.rules.FindingState['RECTIFIED'], xuncha.findings.rules.FindingState['ACCEPTED']])), _connector='OR'), name='finding_dated_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('in_text', False), ('in_list', True), _connector='OR'), name='finding_in_text_is_on_list'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('watched', False), models.Q(('watch_reason', ''), _negated=True), _connector='OR'), name='finding_watched_for_a_reason'),
        ),
    ]
