"""The annual work report's own words. Every number is a reference `{key}` to a figure; nothing is typed.

A sentence is left out when one of its figures comes to nothing, a paragraph when no sentence is left.
`{n:…}` stands for the family member of the round that the paragraph is about, `{n-earlier:…}` for those of the
rounds before, `{months:…}` for the months in which a figure's rows lie, `{@…}` for a plain fact, `{@?…}` for one
that may be empty.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """Sentences, and the heading that runs on into them. `per` repeats it for each such round of the year."""

    sentences: tuple[str, ...]
    lead: str = ""
    per: str = ""  # "" | "finished" | "under_way"


@dataclass(frozen=True)
class Part:
    title: str
    paragraphs: tuple[Paragraph, ...]


# The words of the facts: what depends on the office's level, and how months, reasons and the body are put.
OF_A_CITY = {"linkage": "省市联动", "level": "市级", "targets": "市直单位和市属国有企业党组织"}
OF_OTHERS = {"linkage": "市县联动", "level": "本级", "targets": "党组织"}
BODY = "(.委)员会$"  # 中共云岫市委员会 → 市委
ANY_BODY = "党委"
MONTH, MONTHS = "%s月", "%s月至%s月"
ONE_EACH = "，每组一辆"
BETWEEN = "、"

TITLE = "关于{@year}年度巡察工作情况的报告"
OPENING = "现将{@year}年度巡察工作情况报告如下。"

PARTS = (
    Part(
        "提高政治站位，加强统筹协调",
        (
            Paragraph(
                (
                    "坚持把学习贯彻上级关于巡视巡察工作的部署要求放在首位，全年组织学习传达{leadership.study}。",
                    "推动{@body}落实巡察工作主体责任，向{@body}常委会汇报、传达巡察工作{leadership.standing_committee}。",
                    "向书记专题会专题汇报轮次综合情况{leadership.secretary_meeting}。",
                    "向巡察工作领导小组报送工作建议、请示汇报{leadership.leading_group}。",
                    "全国会议召开后，对照会议精神向{@body}常委会提出工作建议{leadership.suggestions}。",
                    "将本年度确定为“{@theme}”，工作要点逐项明确责任科室和完成时限。",
                )
            ),
        ),
    ),
    Part(
        "坚持统筹谋划，推动巡察高质量全覆盖",
        (
            Paragraph(
                (
                    "按照{@term}巡察工作规划，规划内应巡察党组织{plan.units}。",
                    "本年度以前各轮依次完成{n-earlier:round[n].units}。",
                ),
                lead="扎实开展常规巡察，推进全覆盖。",
            ),
            Paragraph(
                (
                    "{@round}巡察{@targets}{n:round[n].units}，现场了解全部结束。",
                    "至此，累计完成全覆盖任务的{n:coverage.after_round[n]}。",
                ),
                per="finished",
            ),
            Paragraph(
                (
                    "{@round}对{n:round[n].routine}党组织开展常规巡察。",
                    "其中{@linkage}{n:round[n].linked}。",
                    "{@level}自行安排{n:round[n].own}。",
                    "同步对{n:round[n].lookback}党组织开展巡察“回头看”。",
                    "本轮结束后，{n:coverage.after_round[n]}的全覆盖任务将告完成。",
                ),
                per="under_way",
            ),
            Paragraph(
                (
                    "市级联动工作方案经批准于{linkage.plan_issued}印发，派出巡察组{linkage.groups}。",
                    "{linkage.counties}县（市、区）分别制定联动方案。",
                    "县级联动巡察党组织{linkage.county_units}、开展“回头看”{linkage.county_lookbacks}。",
                    "坚持以下看上、相互印证，向各县（市、区）商请对口单位巡察报告{linkage.counterpart_asked}，"
                    "收到{linkage.counterpart_received}，其中{linkage.counterpart_used}用于印证问题。",
                    "联动单位巡察报告{linkage.filed}已报送{@upper}。",
                ),
                lead="深化上下联动，形成监督合力。",
            ),
            Paragraph(
                (
                    "全年制定、修订工作制度{rules.revised}。",
                    "建立包联机制，领导小组成员结对联系{liaison.pairs}县（市、区）。",
                    "确定规范化建设联系点县{liaison.model_counties}，整改联系点乡镇{liaison.townships}、村{liaison.villages}。",
                    "巡察人才库保持{pool.size}，由{pool.channels}渠道择优抽调，每组每轮配备库内人员{pool.per_group}。",
                    "{months:guidance.march_groups}派出检查组{guidance.march_groups}，围绕{guidance.aspects}对各县（市、区）巡察工作开展全面检查，"
                    "梳理共性问题{guidance.common_problems}，当场指出、即时指导。",
                    "{months:guidance.supervised}对{@reasons}的{guidance.supervised}县（市、区）重点督办并逐一约谈。",
                    "{months:guidance.dispatch}召开调度会{guidance.dispatch}，逐县听取情况、压实责任。",
                ),
                lead="加强规范化建设，夯实工作基础。",
            ),
            Paragraph(
                (
                    "全年向纪检监察等机关移交问题线索{clues.transferred}。",
                    "向{feedback.units}党组织反馈问题{feedback.problems}，督促制定方案、逐条整改。",
                    "对书记专题会点人点事的{named.supervised}逐项建账、跟踪督办。",
                ),
                lead="做好巡察“后半篇文章”，强化成果运用。",
            ),
        ),
    ),
    Part(
        "抓实上级检查反馈问题整改，加强自身建设",
        (
            Paragraph(
                (
                    "对{@upper}检查反馈的问题，梳理为{received.classes}{received.items}，"
                    "制定整改措施{received.measures}，逐条明确责任人和完成时限。",
                    "目前已完成整改{received.done}。",
                    "建立长效机制{received.mechanisms}。",
                    "中长期整改事项{received.staged}取得阶段性成果。",
                )
            ),
            Paragraph(
                (
                    "充实工作力量，增加巡察办工作人员{resources.staff}。",
                    "为巡察组配备工作用车{resources.vehicles}{@?vehicles}。",
                    "将{resources.privileges}巡察组组长列入参加重要会议、阅知重要文件范围。",
                    "对{resources.appraised}抽调干部由巡察办进行年度考核。",
                )
            ),
        ),
    ),
)
