"""The kinds of things that are due: what a notice, a threshold and a day in the calendar speak of."""

from xuncha.kernel.words import Word
from xuncha.rounds.rules.clocks import Awaited


class Kind(Word):
    ENTRY_NOTICE = Awaited.NOTICE.value, Awaited.NOTICE.label
    ENTRY = Awaited.ENTRY.value, Awaited.ENTRY.label
    EXIT = Awaited.EXIT.value, Awaited.EXIT.label
    REPORT = Awaited.REPORT.value, Awaited.REPORT.label
    HEARING = Awaited.HEARING.value, Awaited.HEARING.label
    SECRETARY = Awaited.SECRETARY.value, Awaited.SECRETARY.label
    FEEDBACK = Awaited.FEEDBACK.value, Awaited.FEEDBACK.label
    REQUEST = "request", "函请材料"
    NOTICE = "notice", "立行立改"
    PETITION = "petition", "信访件处置"
    LOAN = "loan", "归还调阅资料"
    CLUE_TRANSFER = "clue_transfer", "移交问题线索"
    CLUE_RESULT = "clue_result", "反馈线索办理结果"
    PLAN = "plan", "报送整改方案"
    PLAN_REVIEW = "plan_review", "审核整改方案"
    MEASURE = "measure", "整改措施"
    ITEM = "item", "整改事项"
    PROGRESS = "progress", "报送整改进展报告"
    PERIODIC = "periodic", "定期报送整改进展"
    PUBLICATION = "publication", "公开整改情况"
    EVALUATION = "evaluation", "整改成效评估"
    ARCHIVE = "archive", "归档移交"
    MATTER = "matter", "点人点事"
    CARD = "card", "督办卡"
    ADVICE = "advice", "职能部门建议"
    CASE = "case", "重点督办"
    CASE_REPLY = "case_reply", "督办答复"
    DISPATCH_TASK = "dispatch_task", "调度任务"
    SPONSOR_VISIT = "sponsor_visit", "包联走访"
    ROUND_PLAN = "round_plan", "轮次方案报备"
    COMPOSITE = "composite", "报送综合报告"
    COUNTY_PLAN = "county_plan", "报备联动方案"
    COUNTERPART = "counterpart", "报送对口单位巡察报告"
    RETURN_FILING = "return_filing", "报送报表"
    REPLY = "reply", "文件答复"
    DECISION = "decision", "会议决定"
    KEY_TASK = "key_task", "工作要点"
