"""The indicator dictionary (domain §8.4): what returns ask, under its code; each is a figure, or says that it has no source.

Unit, definition and style are the figure's own. Timing: a flow is counted over the days of a cell, a stock on their last.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from xuncha.kernel.words import Word


class Subject(Word):
    LEADERSHIP = "leadership", "领导"
    COVERAGE = "coverage", "覆盖"
    FORCE = "force", "力量"
    PROCESS = "process", "过程"
    FINDINGS = "findings", "问题"
    CLUES = "clues", "线索"
    RECTIFICATION = "rectification", "整改"
    SUPERVISION = "supervision", "监督"
    RULES = "rules", "制度和归档"


class RollUp(Word):
    """How one value comes of those of several offices."""

    SUM = "sum", "求和"
    DISTINCT = "distinct", "去重计数"
    RATIO = "ratio", "分子分母重算"


class Timing(Word):
    FLOW = "flow", "期间数"
    STOCK = "stock", "时点数"


@dataclass(frozen=True)
class Indicator:
    """One row of the dictionary. `key` is its figure, "" where no record holds it; `unit` is said only then."""

    code: str
    subject: Subject
    name: str
    key: str
    roll_up: RollUp
    timing: Timing
    unit: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What else a form may call it."""
        return ALIASES.get(self.code, ())


_SAID = (Path(__file__).parents[1] / "data" / "aliases.toml").read_text(encoding="utf-8")
ALIASES = {code: tuple(names) for code, names in tomllib.loads(_SAID).items()}

SUM, DISTINCT, RATIO = RollUp.SUM, RollUp.DISTINCT, RollUp.RATIO
FLOW, STOCK = Timing.FLOW, Timing.STOCK

INDICATORS: tuple[Indicator, ...] = (
    Indicator("101", Subject.LEADERSHIP, "常委会研究巡察工作", "meetings.standing_committee", SUM, FLOW),
    Indicator(
        "102", Subject.LEADERSHIP, "向常委会汇报、传达事项", "leadership.standing_committee", SUM, FLOW
    ),
    Indicator("103", Subject.LEADERSHIP, "书记专题会", "meetings.secretary", SUM, FLOW),
    Indicator("104", Subject.LEADERSHIP, "领导小组会议", "meetings.leading_group", SUM, FLOW),
    Indicator("105", Subject.LEADERSHIP, "工作建议", "meetings.suggestions", SUM, FLOW),
    Indicator("106", Subject.LEADERSHIP, "领导批示", "", SUM, FLOW, "件"),
    Indicator("201", Subject.COVERAGE, "计划巡察党组织", "plan.units", SUM, STOCK),
    Indicator("202", Subject.COVERAGE, "已巡察党组织", "coverage.units", SUM, STOCK),
    Indicator("203", Subject.COVERAGE, "覆盖率", "coverage.now", RATIO, STOCK),
    Indicator("204", Subject.COVERAGE, "计划巡察党组织（党群部门）", "class_party.planned", SUM, STOCK),
    Indicator("205", Subject.COVERAGE, "已巡察党组织（党群部门）", "class_party.covered", SUM, STOCK),
    Indicator("206", Subject.COVERAGE, "覆盖率（党群部门）", "class_party.rate", RATIO, STOCK),
    Indicator("207", Subject.COVERAGE, "计划巡察党组织（政府部门）", "class_government.planned", SUM, STOCK),
    Indicator("208", Subject.COVERAGE, "已巡察党组织（政府部门）", "class_government.covered", SUM, STOCK),
    Indicator("209", Subject.COVERAGE, "覆盖率（政府部门）", "class_government.rate", RATIO, STOCK),
    Indicator("210", Subject.COVERAGE, "计划巡察党组织（人大政协群团）", "class_people.planned", SUM, STOCK),
    Indicator("211", Subject.COVERAGE, "已巡察党组织（人大政协群团）", "class_people.covered", SUM, STOCK),
    Indicator("212", Subject.COVERAGE, "覆盖率（人大政协群团）", "class_people.rate", RATIO, STOCK),
    Indicator("213", Subject.COVERAGE, "计划巡察党组织（法检机关）", "class_judicial.planned", SUM, STOCK),
    Indicator("214", Subject.COVERAGE, "已巡察党组织（法检机关）", "class_judicial.covered", SUM, STOCK),
    Indicator("215", Subject.COVERAGE, "覆盖率（法检机关）", "class_judicial.rate", RATIO, STOCK),
    Indicator("216", Subject.COVERAGE, "计划巡察党组织（国有企业）", "class_enterprise.planned", SUM, STOCK),
    Indicator("217", Subject.COVERAGE, "已巡察党组织（国有企业）", "class_enterprise.covered", SUM, STOCK),
    Indicator("218", Subject.COVERAGE, "覆盖率（国有企业）", "class_enterprise.rate", RATIO, STOCK),
    Indicator("219", Subject.COVERAGE, "计划巡察党组织（学校）", "class_school.planned", SUM, STOCK),
    Indicator("220", Subject.COVERAGE, "已巡察党组织（学校）", "class_school.covered", SUM, STOCK),
    Indicator("221", Subject.COVERAGE, "覆盖率（学校）", "class_school.rate", RATIO, STOCK),
    Indicator("222", Subject.COVERAGE, "计划巡察党组织（医院）", "class_hospital.planned", SUM, STOCK),
    Indicator("223", Subject.COVERAGE, "已巡察党组织（医院）", "class_hospital.covered", SUM, STOCK),
    Indicator("224", Subject.COVERAGE, "覆盖率（医院）", "class_hospital.rate", RATIO, STOCK),
    Indicator("225", Subject.COVERAGE, "计划巡察党组织（园区）", "class_park.planned", SUM, STOCK),
    Indicator("226", Subject.COVERAGE, "已巡察党组织（园区）", "class_park.covered", SUM, STOCK),
    Indicator("227", Subject.COVERAGE, "覆盖率（园区）", "class_park.rate", RATIO, STOCK),
    Indicator(
        "228", Subject.COVERAGE, "计划巡察党组织（乡镇（街道））", "class_township.planned", SUM, STOCK
    ),
    Indicator("229", Subject.COVERAGE, "已巡察党组织（乡镇（街道））", "class_township.covered", SUM, STOCK),
    Indicator("230", Subject.COVERAGE, "覆盖率（乡镇（街道））", "class_township.rate", RATIO, STOCK),
    Indicator("231", Subject.COVERAGE, "本期巡察任务", "tasks.all", SUM, FLOW),
    Indicator("232", Subject.COVERAGE, "常规巡察", "tasks.routine", SUM, FLOW),
    Indicator("233", Subject.COVERAGE, "巡察“回头看”", "tasks.lookback", SUM, FLOW),
    Indicator("234", Subject.COVERAGE, "专项巡察", "tasks.special", SUM, FLOW),
    Indicator("235", Subject.COVERAGE, "机动巡察", "tasks.mobile", SUM, FLOW),
    Indicator("236", Subject.COVERAGE, "上下联动", "tasks.mode_linked", SUM, FLOW),
    Indicator("237", Subject.COVERAGE, "提级巡察", "tasks.mode_raised", SUM, FLOW),
    Indicator("238", Subject.COVERAGE, "交叉巡察", "tasks.mode_cross", SUM, FLOW),
    Indicator("239", Subject.COVERAGE, "规划内村（社区）", "villages.planned", SUM, STOCK),
    Indicator("240", Subject.COVERAGE, "已巡察村（社区）", "villages.covered", SUM, STOCK),
    Indicator("241", Subject.COVERAGE, "村（社区）巡察比例", "villages.rate", RATIO, STOCK),
    Indicator("301", Subject.FORCE, "巡察组", "groups.set_up", SUM, FLOW),
    Indicator("302", Subject.FORCE, "抽调干部", "groups.seconded", SUM, FLOW),
    Indicator("303", Subject.FORCE, "人才库", "pool.size", SUM, STOCK),
    Indicator("304", Subject.FORCE, "业务培训", "training.courses", DISTINCT, FLOW),
    Indicator("305", Subject.FORCE, "业务培训人次", "training.persons", SUM, FLOW),
    Indicator("306", Subject.FORCE, "编制数", "staffing.approved", SUM, STOCK),
    Indicator("307", Subject.FORCE, "实有人数", "staffing.filled", SUM, STOCK),
    Indicator("308", Subject.FORCE, "人员到位率", "staffing.rate", RATIO, STOCK),
    Indicator("401", Subject.PROCESS, "个别谈话", "fieldwork.talks", SUM, FLOW),
    Indicator("402", Subject.PROCESS, "受理信访", "fieldwork.petitions", SUM, FLOW),
    Indicator("403", Subject.PROCESS, "来信信访", "fieldwork.petitions_letter", SUM, FLOW),
    Indicator("404", Subject.PROCESS, "来电信访", "fieldwork.petitions_call", SUM, FLOW),
    Indicator("405", Subject.PROCESS, "来访信访", "fieldwork.petitions_visit", SUM, FLOW),
    Indicator("406", Subject.PROCESS, "网络码信访", "fieldwork.petitions_code", SUM, FLOW),
    Indicator("407", Subject.PROCESS, "实名信访", "fieldwork.petitions_named", SUM, FLOW),
    Indicator("408", Subject.PROCESS, "有效问卷", "fieldwork.questionnaires", SUM, FLOW),
    Indicator("409", Subject.PROCESS, "调阅资料", "fieldwork.loans", SUM, FLOW),
    Indicator("410", Subject.PROCESS, "调阅资料份数", "fieldwork.loan_volumes", SUM, FLOW),
    Indicator("411", Subject.PROCESS, "走访", "fieldwork.visits", SUM, FLOW),
    Indicator("412", Subject.PROCESS, "走访户数", "fieldwork.visit_households", SUM, FLOW),
    Indicator("413", Subject.PROCESS, "听取汇报", "fieldwork.hearings", SUM, FLOW),
    Indicator("414", Subject.PROCESS, "座谈会", "fieldwork.forums", SUM, FLOW),
    Indicator("415", Subject.PROCESS, "列席会议", "fieldwork.sit_ins", SUM, FLOW),
    Indicator("416", Subject.PROCESS, "工作底稿", "fieldwork.papers", SUM, FLOW),
    Indicator("501", Subject.FINDINGS, "发现问题", "feedback.problems", SUM, FLOW),
    Indicator("502", Subject.FINDINGS, "监督重点一的问题", "findings.focus_one", SUM, FLOW),
    Indicator("503", Subject.FINDINGS, "监督重点二的问题", "findings.focus_two", SUM, FLOW),
    Indicator("504", Subject.FINDINGS, "监督重点三的问题", "findings.focus_three", SUM, FLOW),
    Indicator("505", Subject.FINDINGS, "监督重点四的问题", "findings.focus_four", SUM, FLOW),
    Indicator("506", Subject.FINDINGS, "问题涉及金额", "findings.amount", SUM, FLOW),
    Indicator("507", Subject.FINDINGS, "立行立改", "fieldwork.immediate", SUM, FLOW),
    Indicator("508", Subject.FINDINGS, "专题报告", "", SUM, FLOW, "份"),
    Indicator("509", Subject.FINDINGS, "共性问题", "findings.common", SUM, FLOW),
    Indicator("510", Subject.FINDINGS, "反馈单位", "feedback.units", DISTINCT, FLOW),
    Indicator("601", Subject.CLUES, "移交问题线索", "clues.transferred", SUM, FLOW),
    Indicator("602", Subject.CLUES, "线索反映人数", "clues.persons", SUM, FLOW),
    Indicator("603", Subject.CLUES, "县处级干部线索", "", SUM, FLOW, "件"),
    Indicator("604", Subject.CLUES, "乡科级干部线索", "", SUM, FLOW, "件"),
    Indicator("605", Subject.CLUES, "村（社区）干部线索", "", SUM, FLOW, "件"),
    Indicator("606", Subject.CLUES, "移交纪委监委线索", "clues.to_discipline", SUM, FLOW),
    Indicator("607", Subject.CLUES, "移交组织部线索", "clues.to_organisation", SUM, FLOW),
    Indicator("608", Subject.CLUES, "移交政法机关线索", "clues.to_judicial", SUM, FLOW),
    Indicator("609", Subject.CLUES, "移交被巡察党组织线索", "clues.to_unit", SUM, FLOW),
    Indicator("610", Subject.CLUES, "移交职能部门线索", "clues.to_department", SUM, FLOW),
    Indicator("611", Subject.CLUES, "移交信访部门线索", "clues.to_petition", SUM, FLOW),
    Indicator("612", Subject.CLUES, "办结线索", "clues.closed", SUM, FLOW),
    Indicator("613", Subject.CLUES, "线索办结率", "clues.closed_rate", RATIO, FLOW),
    Indicator("614", Subject.CLUES, "立案", "clues.filed", SUM, FLOW),
    Indicator("615", Subject.CLUES, "立案人数", "clues.filed_persons", SUM, FLOW),
    Indicator("616", Subject.CLUES, "线索成案率", "clues.filed_rate", RATIO, FLOW),
    Indicator("617", Subject.CLUES, "党纪政务处分", "clues.punished", SUM, FLOW),
    Indicator("618", Subject.CLUES, "批评教育和组织处理", "clues.educated", SUM, FLOW),
    Indicator("619", Subject.CLUES, "移送司法", "clues.judicial", SUM, FLOW),
    Indicator("701", Subject.RECTIFICATION, "应整改问题", "rectification.due", SUM, FLOW),
    Indicator("702", Subject.RECTIFICATION, "已完成整改问题", "rectification.done", SUM, FLOW),
    Indicator("703", Subject.RECTIFICATION, "基本完成整改问题", "rectification.basically_done", SUM, FLOW),
    Indicator("704", Subject.RECTIFICATION, "未完成整改问题", "rectification.open", SUM, FLOW),
    Indicator("705", Subject.RECTIFICATION, "整改完成率", "rectification.rate", RATIO, FLOW),
    Indicator("706", Subject.RECTIFICATION, "整改措施", "rectification.measures", SUM, FLOW),
    Indicator("707", Subject.RECTIFICATION, "建章立制", "rectification.rules", SUM, FLOW),
    Indicator("708", Subject.RECTIFICATION, "建章立制（新建）", "", SUM, FLOW, "项"),
    Indicator("709", Subject.RECTIFICATION, "建章立制（修订）", "", SUM, FLOW, "项"),
    Indicator("710", Subject.RECTIFICATION, "追缴清退资金", "rectification.recovered", SUM, FLOW),
    Indicator("711", Subject.RECTIFICATION, "问责党组织", "", SUM, FLOW, "个"),
    Indicator("712", Subject.RECTIFICATION, "整改问责人员", "rectification.persons", SUM, FLOW),
    Indicator("713", Subject.RECTIFICATION, "专题民主生活会", "rectification.meetings", SUM, FLOW),
    Indicator("714", Subject.RECTIFICATION, "党内公开整改情况", "rectification.published_party", SUM, FLOW),
    Indicator(
        "715", Subject.RECTIFICATION, "向社会公开整改情况", "rectification.published_society", SUM, FLOW
    ),
    Indicator("801", Subject.SUPERVISION, "督办", "supervision.cards", SUM, FLOW),
    Indicator("802", Subject.SUPERVISION, "约谈", "supervision.talks", SUM, FLOW),
    Indicator("803", Subject.SUPERVISION, "通报", "supervision.circulars", SUM, FLOW),
    Indicator("804", Subject.SUPERVISION, "整改评估", "rectification.evaluated", SUM, FLOW),
    Indicator("805", Subject.SUPERVISION, "评估等次“好”", "rectification.grade_first", SUM, FLOW),
    Indicator("806", Subject.SUPERVISION, "评估等次“较好”", "rectification.grade_second", SUM, FLOW),
    Indicator("807", Subject.SUPERVISION, "评估等次“一般”", "rectification.grade_third", SUM, FLOW),
    Indicator("808", Subject.SUPERVISION, "评估等次“差”", "rectification.grade_fourth", SUM, FLOW),
    Indicator("901", Subject.RULES, "制定制度", "rules.made", SUM, FLOW),
    Indicator("902", Subject.RULES, "修订制度", "rules.amended", SUM, FLOW),
    Indicator("903", Subject.RULES, "废止制度", "rules.abolished", SUM, FLOW),
    Indicator("904", Subject.RULES, "制定、修订制度", "rules.revised", SUM, FLOW),
    Indicator("905", Subject.RULES, "归档案卷", "archive.volumes", DISTINCT, FLOW),
    Indicator("906", Subject.RULES, "归档材料", "archive.items", SUM, FLOW),
)

BY_CODE = {one.code: one for one in INDICATORS}
