"""The inspection report of a group, as it was handed in."""

from itertools import groupby

from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import leading_group
from xuncha.papers.engine.document import Block, Heading, OfficialDocument, Paragraph
from xuncha.papers.models import ReportVersion


def inspection_report(version: ReportVersion, viewer: Viewer | None = None) -> OfficialDocument:
    """In its five parts; frozen, so that nothing in it depends on who reads it."""
    task = version.report.task
    return OfficialDocument(
        title="关于巡察%s情况的报告" % task.organisation.name,
        addressee=leading_group(task.office),
        blocks=_blocks(version),
        issuer=task.group.name if task.group else task.office.name,
        date=version.at,
        sealed=False,
    )


def _blocks(version: ReportVersion) -> list[Block]:
    return [
        Heading(1, "基本情况"),
        *_text(version.basics),
        Heading(1, "总体评价"),
        *_text(version.assessment),
        Heading(1, "巡察发现的主要问题"),
        *_problems(version),
        Heading(1, "原因分析"),
        *_text(version.causes),
        Heading(1, "意见建议"),
        *_text(version.advice),
    ]


def _text(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _problems(version: ReportVersion) -> list[Block]:
    blocks: list[Block] = []
    for focus, found in groupby(version.problems, key=lambda problem: problem["focus"]):
        blocks.append(Heading(2, focus))
        blocks += [
            Paragraph(problem["facts"], lead=Heading(3, _sentence(problem["title"]))) for problem in found
        ]
    return blocks


def _sentence(title: str) -> str:
    return title if title.endswith("。") else title + "。"
