"""The report of a year's first half as it is supplied: what had happened by 30 June."""

from xuncha.reports.engine.design import Design, paragraph, part

HALF_YEAR = Design(
    title="关于{@year}年上半年巡察工作情况的报告",
    opening="现将{@year}年上半年巡察工作情况报告如下。",
    sections=(
        part("上半年工作开展情况"),
        paragraph(
            "上半年组织学习传达上级关于巡视巡察工作的部署要求{leadership.study}。",
            "向{@body}常委会汇报、传达巡察工作{leadership.standing_committee}。",
            "向书记专题会专题汇报轮次综合情况{leadership.secretary_meeting}。",
            "向巡察工作领导小组报送工作建议、请示汇报{leadership.leading_group}。",
            "向{@body}常委会提出工作建议{leadership.suggestions}。",
            lead="组织领导。",
        ),
        paragraph(
            "按照{@term}巡察工作规划，规划内应巡察党组织{plan.units}。",
            "本年度以前各轮依次完成{n-earlier:round[n].units}。",
            lead="全覆盖推进。",
        ),
        paragraph(
            "上半年{@round}巡察{@targets}{n:round[n].units}，现场了解全部结束。",
            "至此，累计完成全覆盖任务的{n:coverage.after_round[n]}。",
            per="finished",
        ),
        paragraph(
            "{@round}正在进行，对{n:round[n].routine}党组织开展常规巡察。",
            "同步对{n:round[n].lookback}党组织开展巡察“回头看”。",
            "本轮结束后，{n:coverage.after_round[n]}的全覆盖任务将告完成。",
            per="under_way",
        ),
        paragraph(
            "制定、修订工作制度{rules.revised}。",
            "巡察人才库保持{pool.size}。",
            "领导小组成员结对联系{liaison.pairs}县（市、区）。",
            "{months:guidance.march_groups}派出检查组{guidance.march_groups}，围绕{guidance.aspects}对各县（市、区）巡察工作开展全面检查，"
            "梳理共性问题{guidance.common_problems}。",
            "{months:guidance.supervised}对{@reasons}的{guidance.supervised}县（市、区）重点督办并逐一约谈。",
            lead="规范化建设和对县督导。",
        ),
        paragraph(
            "上半年向纪检监察等机关移交问题线索{clues.transferred}。",
            "向{feedback.units}党组织反馈问题{feedback.problems}，督促制定方案、逐条整改。",
            "对书记专题会点人点事的{named.supervised}逐项建账、跟踪督办。",
            lead="成果运用。",
        ),
        part("接受上级检查和自身建设情况"),
        paragraph(
            "对{@upper}检查反馈的问题，梳理为{received.classes}{received.items}，"
            "制定整改措施{received.measures}，逐条明确责任人和完成时限。",
            "已完成整改{received.done}。",
            "增加巡察办工作人员{resources.staff}。",
            "为巡察组配备工作用车{resources.vehicles}{@?vehicles}。",
        ),
    ),
)
