"""The report on the counties as it is supplied: what all of them did, then each by itself."""

from xuncha.reports.engine.design import Design, paragraph, part

COUNTIES = Design(
    title="关于{@year}年度县（市、区）巡察工作情况的报告",
    opening="现将{@year}年度各县（市、区）巡察工作情况报告如下。",
    sections=(
        part("总体情况"),
        paragraph(
            "{linkage.counties}县（市、区）制定联动方案，县级联动巡察党组织{linkage.county_units}、开展“回头看”{linkage.county_lookbacks}。",
            "向各县（市、区）商请对口单位巡察报告{linkage.counterpart_asked}，收到{linkage.counterpart_received}，其中{linkage.counterpart_used}用于印证问题。",
            lead="上下联动。",
        ),
        paragraph(
            "领导小组成员结对联系{liaison.pairs}县（市、区）。",
            "确定规范化建设联系点县{liaison.model_counties}，整改联系点乡镇{liaison.townships}、村{liaison.villages}。",
            "{months:guidance.march_groups}派出检查组{guidance.march_groups}，围绕{guidance.aspects}对各县（市、区）巡察工作开展全面检查，"
            "梳理共性问题{guidance.common_problems}。",
            "{months:guidance.supervised}对{@reasons}的{guidance.supervised}县（市、区）重点督办并逐一约谈。",
            "{months:guidance.dispatch}召开调度会{guidance.dispatch}，逐县听取情况、压实责任。",
            lead="督导联系。",
        ),
        part("分县情况"),
        paragraph(
            "联动巡察党组织{c:linkage.county_units}、开展“回头看”{c:linkage.county_lookbacks}。",
            "商请对口单位巡察报告{c:linkage.counterpart_asked}，收到{c:linkage.counterpart_received}。",
            "其中{c:linkage.counterpart_used}用于印证问题。",
            "设整改联系点乡镇{c:liaison.townships}、村{c:liaison.villages}。",
            "由领导小组成员{@sponsor}联系。",
            "因{@county_reasons}，列为重点督办对象并约谈主要负责人。",
            lead="{@county}。",
            per="county",
        ),
    ),
)
