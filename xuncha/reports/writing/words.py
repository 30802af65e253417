"""What a person calls the things a design may refer to."""

FACTS = {
    "year": "年度",
    "body": "本级党委简称",
    "upper": "上级机构简称",
    "theme": "年度主题",
    "term": "届次",
    "reasons": "重点督办的原因",
    "vehicles": "每组一辆（可空）",
    "linkage": "联动的叫法",
    "level": "本级的叫法",
    "targets": "巡察对象的叫法",
    "round": "轮次名称",
}
COUNTY_FACTS = {"county": "县（市、区）简称", "sponsor": "包联领导", "county_reasons": "该县重点督办的原因"}
PER = {"finished": "本年度完成的每个轮次", "under_way": "正在进行的每个轮次", "county": "每个县（市、区）"}

ROUND_FACTS = {
    "round": "轮次名称",
    "name": "轮次名称（不带“巡察”）",
    "groups": "派出巡察组",
}
SUGGESTION_FACTS = {"nth": "建议的序号", "to": "建议提给谁", "suggestion": "建议内容"}
NUMBERS = {
    "tasks": "巡察的党组织",
    "findings": "发现的问题",
    "clues": "发现的问题线索",
    "suspects": "线索反映的人次",
    "dispositions": "提出的处置建议",
    "ruled": "领导小组已决定的建议",
}
LISTS = {
    "tasks": "按任务类型分的党组织",
    "fieldwork": "现场了解的工作量",
    "foci": "按监督重点分的问题",
    "common": "比较普遍的问题类型",
    "dispositions": "按类别分的处置建议",
}
PER_OF_A_ROUND = {"suggestion": "每条已同意的工作建议"}
