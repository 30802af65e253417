"""What a proof says, for machines and for reading."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xuncha.proofs.engine.mention import Finding, Mention, Relation
from xuncha.proofs.engine.proofread import Proof, plain, proofread
from xuncha.proofs.readers.sources import Draft

STATUSES = {"agrees": "相符", "differs": "不符", "unknown": "无法判定"}
SEVERITIES = {"error": "错误", "warning": "提示"}
NAMES = {"sum": "合计", "ratio": "比率", "difference": "差额", "average": "平均", "same": "前后一致"}


@dataclass(frozen=True)
class Verdict:
    """What the registry says of a figure. `expected` is its value, `printed` how a report prints it."""

    key: str
    status: str  # agrees | differs | unknown
    expected: Any = None
    printed: str = ""
    rows: int | None = None


@dataclass(frozen=True)
class Proofed:
    """A draft read: the proof of its text, and with a year what the registry says, by the figure's start in the view."""

    draft: Draft
    proof: Proof
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    findings: Sequence[Finding] = ()

    @property
    def is_clean(self) -> bool:
        return not self.findings

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.proof.view.span(start, end)


def read(draft: Draft) -> Proofed:
    """The draft by itself, without a registry."""
    proof = proofread(draft.text)
    return Proofed(draft, proof, {}, proof.findings)


def as_json(proofed: Proofed) -> bytes:
    body = {
        "figures": [figure_json(proofed, mention) for mention in proofed.proof.mentions],
        "relations": [_relation_json(proofed, relation) for relation in proofed.proof.relations],
        "findings": [_finding_json(proofed, finding) for finding in proofed.findings],
    }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def figure_json(proofed: Proofed, mention: Mention) -> dict[str, Any]:
    start, end = proofed.span(mention.start, mention.end)
    begin, stop = proofed.span(mention.begin, mention.stop)
    verdict = proofed.verdicts.get(mention.start)
    return {
        "start": start,
        "end": end,
        "numeral": proofed.draft.text[start:end],
        "text": proofed.draft.text[begin:stop],
        "number": plain(mention.number),
        "high": plain(mention.high),
        "qualifier": mention.qualifier,
        "unit": mention.unit,
        "base_value": plain(mention.base),
        "kind": mention.kind.value,
        "counts": mention.counts,
        "scope": mention.scope,
        "key": (verdict.key or None) if verdict else None,
        "status": verdict.status if verdict else None,
        "expected": verdict.expected if verdict else None,
        "printed": verdict.printed if verdict else None,
        "rows": verdict.rows if verdict else None,
    }


def _relation_json(proofed: Proofed, relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type,
        "stated": plain(relation.stated),
        "computed": plain(relation.computed),
        "holds": relation.holds,
        "spans": [list(proofed.span(mention.start, mention.end)) for mention in relation.mentions],
    }


def _finding_json(proofed: Proofed, finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "message": str(finding),
        "spans": [list(proofed.span(*span)) for span in finding.spans],
    }


def as_text(proofed: Proofed) -> bytes:
    """The findings line by line, then the figures with what was found of each."""
    proof = proofed.proof
    lines = [
        "共读出数字%d个，核对关系%d处，发现问题%d处。"
        % (len(proof.mentions), len(proof.relations), len(proofed.findings))
    ]
    lines += [
        "%s\t第%d行\t%s" % (SEVERITIES[f.severity], _line(proofed, f.spans[0][0]), f)
        for f in proofed.findings
    ]
    lines += [""] + [_figure_line(proofed, mention) for mention in proof.mentions]
    return ("\n".join(lines) + "\n").encode()


def _line(proofed: Proofed, position: int) -> int:
    start, _ = proofed.span(position, position + 1)
    return proofed.draft.text.count("\n", 0, start) + 1


def _figure_line(proofed: Proofed, mention: Mention) -> str:
    begin, stop = proofed.span(mention.begin, mention.stop)
    verdict = proofed.verdicts.get(mention.start)
    known = "%s\t%s" % (verdict.key, STATUSES[verdict.status]) if verdict else "\t"
    written = " ".join(proofed.draft.text[begin:stop].split())
    return "第%d行\t%s\t%s\t%s" % (_line(proofed, mention.start), written, mention.counts, known)
