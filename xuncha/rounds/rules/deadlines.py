"""Vocabulary of deadlines; their values are rows of a rule set (domain §2.2)."""

from xuncha.kernel.words import Word


class Anchor(Word):
    """The event a deadline is counted from (domain §2.2)."""

    REQUEST = "request", "发函"
    ENTRY = "entry", "进驻"
    EXIT = "exit", "撤点"
    SECRETARY = "secretary", "书记专题会"
    FEEDBACK = "feedback", "反馈"
    PLAN_RECEIVED = "plan_received", "收到整改方案"
    CONCENTRATED_END = "concentrated_end", "集中整改期满"
    PROGRESS_ACCEPTED = "progress_accepted", "进展报告审核通过"
    CLUE_RECEIVED = "clue_received", "线索签收"
    ROUND_APPROVED = "round_approved", "轮次方案批准"
    MATTER_SET = "matter_set", "事项交办"
    OCCURRENCE = "occurrence", "事项发生"
    UPPER_NOTICE = "upper_notice", "上级通知"


PETITIONS_CLOSE = "D6"  # the last day on which a group receives petitions
OF_COUNTIES = frozenset({"D27", "D28"})  # what a county's office owes the city's
