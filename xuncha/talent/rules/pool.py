"""The talent pool: vocabularies and a member's life (domain §7.2)."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class PoolKind(Word):
    LEADER = "leader", "组长库"
    DEPUTY = "deputy", "副组长库"
    MEMBER = "member", "成员库"
    EXPERT = "expert", "专家顾问库"


class Specialty(Word):
    DISCIPLINE = "discipline", "纪检监察"
    ORGANISATION = "organisation", "组织人事"
    PUBLICITY = "publicity", "宣传"
    JUDICIAL = "judicial", "政法"
    FINANCE = "finance", "审计财务"
    PETITION = "petition", "信访"
    ENGINEERING = "engineering", "工程建设"
    LAW = "law", "法律"
    IT = "it", "信息化"
    WRITING = "writing", "文字综合"
    AGRICULTURE = "agriculture", "农业农村"
    SOCIAL = "social", "教育卫生"
    ENTERPRISE = "enterprise", "国有企业"


class Source(Word):
    RECOMMENDED = "recommended", "组织推荐"
    OWN_ACCORD = "own_accord", "个人自荐"
    TRANSFERRED = "transferred", "调任"


class ExitReason(Word):
    RETIRED = "retired", "退休"
    MOVED = "moved", "调离"
    SANCTIONED = "sanctioned", "处分"
    UNFIT = "unfit", "不胜任"
    OWN_WISH = "own_wish", "本人申请"
    NOT_RENEWED = "not_renewed", "满期未续"


class Absence(Word):
    """Why somebody cannot be drawn for a time."""

    HEALTH = "health", "身体原因"
    MATERNITY = "maternity", "孕产"
    SANCTION = "sanction", "处分影响期"
    AWAY = "away", "外派挂职"
    DUTIES = "duties", "本职工作"
    OTHER = "other", "其他"


class TrainingResult(Word):
    PASSED = "passed", "合格"
    EXCELLENT = "excellent", "优秀"
    FAILED = "failed", "不合格"
    ATTENDED = "attended", "未考核"


class MemberState(Word):
    NOMINATED = "nominated", "提名"
    REVIEWING = "reviewing", "资格审查中"
    VETTING = "vetting", "廉政审查中"
    IN_POOL = "in_pool", "在库可用"
    POSTED = "posted", "抽调在组"
    PAUSED = "paused", "暂停"
    OUT = "out", "出库"


WAITING = (MemberState.NOMINATED, MemberState.REVIEWING, MemberState.VETTING)
IN_THE_POOL = (MemberState.IN_POOL, MemberState.POSTED, MemberState.PAUSED)
OFFICE = frozenset({Role.GUIDANCE, Role.DIRECTOR, Role.COUNTY_OFFICE})
HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})
DECLARED = frozenset({Role.GUIDANCE, Role.COUNTY_OFFICE})  # who keeps what people declare of themselves

MEMBER_LIFE = LifeCycle(
    "人才库成员",
    MemberState,
    Step("review", "提交审查", MemberState.NOMINATED, MemberState.REVIEWING, OFFICE),
    Step("vet", "提交廉政审查", MemberState.REVIEWING, MemberState.VETTING, OFFICE),
    Step("admit", "审定入库", MemberState.VETTING, MemberState.IN_POOL, HEAD, sets="entered_on"),
    Step("reject", "不予入库", MemberState.REVIEWING, MemberState.OUT, HEAD, needs_note=True, sets="left_on"),
    Step("reject", "不予入库", MemberState.VETTING, MemberState.OUT, HEAD, needs_note=True, sets="left_on"),
    Step("post", "抽调", MemberState.IN_POOL, MemberState.POSTED, OFFICE),
    Step("release", "归队", MemberState.POSTED, MemberState.IN_POOL, OFFICE),
    Step("pause", "暂停", MemberState.IN_POOL, MemberState.PAUSED, OFFICE, needs_note=True),
    Step("resume", "恢复", MemberState.PAUSED, MemberState.IN_POOL, OFFICE),
    Step("remove", "出库", MemberState.IN_POOL, MemberState.OUT, HEAD, sets="left_on"),
    Step("remove", "出库", MemberState.PAUSED, MemberState.OUT, HEAD, sets="left_on"),
)
