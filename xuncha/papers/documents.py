"""Official documents made of records."""

import io
from itertools import groupby

from django.utils.translation import override

from xuncha.papers.engine.document import Block, Heading, OfficialDocument, Paragraph
from xuncha.papers.engine.writer import write
from xuncha.papers.models import ReportVersion


def inspection_report(version: ReportVersion) -> io.BytesIO:
    """A group's report as handed in, in its five parts."""
    task = version.report.task
    name = task.organisation.name
    document = OfficialDocument(
        title="关于巡察%s情况的报告" % name,
        addressee="%s巡察工作领导小组" % task.office.committee,
        blocks=list(_blocks(version)),
        issuer=task.group.name if task.group else task.office.name,
        date=version.at,
        sealed=False,
    )
    with override("zh-hans"):  # documents are Chinese in every locale
        return io.BytesIO(write(document))


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
