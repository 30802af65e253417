"""The composite report of a round (综合情况报告) as it is supplied: what the groups did, found and propose."""

from xuncha.reports.engine.design import Design, paragraph, part

COMPOSITE = Design(
    title="关于{@name}巡察综合情况的报告",
    opening="",
    sections=(
        part("巡察工作开展情况"),
        paragraph("{@round}派出{@groups}巡察组，对{#tasks}党组织开展巡察，其中{=tasks}。"),
        paragraph("现场了解期间，{=fieldwork}。"),
        part("巡察发现的主要问题"),
        paragraph("共发现问题{#findings}。", "按监督重点分，{=foci}。"),
        paragraph("比较普遍的有：{=common}。"),
        part("问题线索和处置建议"),
        paragraph("发现问题线索{#clues}，反映{#suspects}。"),
        paragraph("提出处置建议{#dispositions}，领导小组已决定{#ruled}。", "其中，{=dispositions}。"),
        part("工作建议"),
        paragraph("{@nth}是{@to}：{@suggestion}。", per="suggestion"),
    ),
)
