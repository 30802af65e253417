"""One report, three forms: JSON for machines, Markdown to read, an official document to sign."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from xuncha.kernel.numerals import in_chinese
from xuncha.kernel.stamps import Stamp
from xuncha.papers.engine.document import Heading, OfficialDocument, Paragraph
from xuncha.papers.engine.writer import write
from xuncha.reports.queries.values import Value
from xuncha.reports.writing.report import Block, Report, Section

NOTES = "附：勾稽关系不符的说明"


def figure_json(value: Value) -> dict[str, Any]:
    names = ("key", "value", "numerator", "denominator", "unit", "printed", "projected", "definition", "rows")
    return {name: getattr(value, name) for name in names}


def stamp_json(stamp: Stamp | None) -> dict[str, str]:
    """Nothing where no hour is told: what the command line prints has its agreed form and gives the same bytes again."""
    if stamp is None or stamp.at is None:
        return {}
    return {
        "mark": stamp.mark.value,
        "taken_by": stamp.person,
        "taken_at": stamp.at.isoformat(timespec="minutes"),
    }


def as_json(report: Report) -> bytes:
    body = {
        **({"year": report.scope.year} if report.scope else {"title": report.title}),
        "office": report.office.code,
        "as_of": report.day.isoformat(),
        "figures": [figure_json(value) for value in report.figures],
        "sections": [
            {"title": section.title, "paragraphs": [block.text for block in section.blocks]}
            for section in report.sections
        ],
    }
    if report.notes:
        body["notes"] = list(report.notes)
    body |= stamp_json(report.stamp)
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def as_markdown(report: Report) -> bytes:
    lines = [
        *([report.stamp.line, ""] if report.stamp else []),
        f"# {report.title}",
        *(["", report.opening] if report.opening else []),
    ]
    for number, section in numbered(report):
        lines += ["", f"## {number}、{section.title}"] if section.title else []
        for block in section.blocks:
            lead = f"**{block.ordinal}{block.lead}**" if block.lead else ""
            lines += ["", lead + "".join(piece.text for piece in block.pieces)]
    if report.scope and not any(value.county for value in report.figures):
        lines += ["", "## 附：指标一览", "", "| 指标 | 数值 | 口径 |", "|---|---|---|"]
        lines += [f"| {title_of(v)} | {v.printed} | {v.definition} |" for v in report.figures]
    if report.notes:
        lines += ["", f"## {NOTES}", "", *(f"- {note}" for note in report.notes)]
    return ("\n".join(lines) + "\n").encode()


def numbered(report: Report) -> Iterator[tuple[str, Section]]:
    """The sections with the number before their heading; "" before what stands above the first one."""
    number = 0
    for section in report.sections:
        number += bool(section.title)
        yield in_chinese(number) if section.title else "", section


def title_of(value: Value) -> str:
    """The name, with the round that a member of a family is about: 第七轮常规巡察的党组织."""
    if value.round is None:
        return value.name
    return "第" + in_chinese(value.round) + "轮" + value.name.removeprefix("本轮")


def as_docx(report: Report) -> bytes:
    blocks: list[Heading | Paragraph] = [Paragraph(report.opening)] if report.opening else []
    for section in report.sections:
        blocks += [Heading(1, section.title)] if section.title else []
        blocks += [_paragraph(block) for block in section.blocks]
    if report.notes:
        blocks += [Heading(1, NOTES), *(Paragraph(note) for note in report.notes)]
    return write(
        OfficialDocument(
            title=report.title,
            addressee=report.addressee,
            blocks=blocks,
            issuer=report.office.name,
            date=report.day,
            stamp=report.stamp.line if report.stamp else "",
        )
    )


def _paragraph(block: Block) -> Paragraph:
    lead = Heading(2, block.lead) if block.lead else None
    return Paragraph("".join(piece.text for piece in block.pieces), lead=lead)


FORMATS: dict[str, Callable[[Report], bytes]] = {"json": as_json, "md": as_markdown, "docx": as_docx}
BINARY = frozenset({"docx"})
