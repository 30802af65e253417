"""One report, three forms: JSON for machines, Markdown to read, an official document to sign."""

import json
from collections.abc import Callable
from typing import Any

from xuncha.kernel.numerals import in_chinese
from xuncha.papers.engine.document import Heading, OfficialDocument, Paragraph
from xuncha.papers.engine.writer import write
from xuncha.reports.annual.report import Block, Report
from xuncha.reports.queries.values import Value

NUMERALS = "一二三四五六七八九"


def figure_json(value: Value) -> dict[str, Any]:
    names = ("key", "value", "numerator", "denominator", "unit", "printed", "projected", "definition", "rows")
    return {name: getattr(value, name) for name in names}


def as_json(report: Report) -> bytes:
    body = {
        "year": report.scope.year,
        "office": report.office.code,
        "as_of": report.scope.as_of.isoformat(),
        "figures": [figure_json(value) for value in report.figures],
        "sections": [
            {"title": section.title, "paragraphs": [block.text for block in section.blocks]}
            for section in report.sections
        ],
    }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def as_markdown(report: Report) -> bytes:
    lines = [f"# {report.title}", "", report.opening]
    for number, section in zip(NUMERALS, report.sections, strict=False):
        lines += ["", f"## {number}、{section.title}"]
        for block in section.blocks:
            lead = f"**{block.ordinal}{block.lead}**" if block.lead else ""
            lines += ["", lead + "".join(piece.text for piece in block.pieces)]
    lines += ["", "## 附：指标一览", "", "| 指标 | 数值 | 口径 |", "|---|---|---|"]
    lines += [f"| {_title(v)} | {v.printed} | {v.definition} |" for v in report.figures]
    return ("\n".join(lines) + "\n").encode()


def _title(value: Value) -> str:
    """The name, with the round that a member of a family is about: 第七轮常规巡察的党组织."""
    if value.round is None:
        return value.name
    return "第" + in_chinese(value.round) + "轮" + value.name.removeprefix("本轮")


def as_docx(report: Report) -> bytes:
    blocks: list[Heading | Paragraph] = [Paragraph(report.opening)]
    for section in report.sections:
        blocks.append(Heading(1, section.title))
        blocks += [_paragraph(block) for block in section.blocks]
    return write(
        OfficialDocument(
            title=report.title,
            addressee=report.office.committee,
            blocks=blocks,
            issuer=report.office.name,
            date=report.scope.as_of,
        )
    )


def _paragraph(block: Block) -> Paragraph:
    lead = Heading(2, block.lead) if block.lead else None
    return Paragraph("".join(piece.text for piece in block.pieces), lead=lead)


FORMATS: dict[str, Callable[[Report], bytes]] = {"json": as_json, "md": as_markdown, "docx": as_docx}
BINARY = frozenset({"docx"})
