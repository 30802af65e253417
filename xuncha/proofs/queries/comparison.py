"""A draft against the registry: which figure each number is about, and whether it says what the records say."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from xuncha.kernel.figures import Scope
from xuncha.proofs.engine.matching import Known, agrees, key_of
from xuncha.proofs.engine.mention import Finding, Mention
from xuncha.proofs.formats import Proofed, Verdict
from xuncha.proofs.queries.counties import Counties
from xuncha.proofs.queries.sentences import Found, found_in
from xuncha.records.models import Office
from xuncha.reports.queries.values import Value
from xuncha.reports.writing.kinds import annual_report

DIFFERS = "“%(text)s”与指标%(key)s（%(name)s）不符：按记录应为%(printed)s，共%(rows)d条记录。"


def compared(proofed: Proofed, office: Office, scope: Scope) -> Proofed:
    """The same with a verdict on every figure and a finding for each that differs."""
    report = annual_report(office, scope, unchecked=True)
    values = {value.key: value for value in report.figures}
    text, mentions = proofed.proof.view.text, proofed.proof.mentions
    verdicts: dict[int, Verdict] = {}
    findings: list[Finding] = []
    for found in found_in(text, report):
        inside = [m for m in mentions if found.start <= m.start < found.end]
        if not found.literal and (found.plain or not inside):
            findings += _of_words(text, found)
        for mention in inside:
            said = Verdict(found.value.key, "agrees") if found.literal else _verdict(mention, found.value)
            verdicts.setdefault(mention.start, said)
    asked: dict[int, Value] = {}
    counties = Counties(office, scope)
    for number, mention in enumerate(mentions):
        if mention.start not in verdicts:
            key = key_of(text, mentions, number, values.keys(), scope.year)
            value = counties.narrowed(text, mention, values[key]) if key else None
            verdicts[mention.start] = _verdict(mention, value) if value else Verdict("", "unknown")
            if value:
                asked[mention.start] = value
    findings += _differing(proofed, values, asked, verdicts)
    return replace(proofed, verdicts=verdicts, findings=(*proofed.findings, *findings))


def _verdict(mention: Mention, value: Value) -> Verdict:
    known = known_of(value)
    status = "unknown" if known is None else "agrees" if agrees(mention, known) else "differs"
    return Verdict(value.key, status, _expected(value), value.printed, value.rows)


def known_of(value: Value) -> Known | None:
    """In plain numbers; None for a day and for what has no value."""
    if isinstance(value.value, list):
        return Known(Fraction(value.value[0]), Fraction(value.value[1]))
    if value.numerator is not None and value.denominator is not None and isinstance(value.value, str):
        return Known(Fraction(value.value), part=value.numerator, whole=value.denominator)
    return Known(Fraction(value.value)) if isinstance(value.value, int) else None


def _expected(value: Value) -> object:
    if value.numerator is not None and isinstance(value.value, str):
        return float(value.value)
    return value.value


def _of_words(text: str, found: Found) -> Iterator[Finding]:
    """A day, a month or the like in a sentence of the report that the records put otherwise."""
    written, right = text[found.start : found.end].strip(), found.plain or found.value.printed
    if written != right:
        yield _finding(found.value, written, right, (found.start, found.end))


def _differing(
    proofed: Proofed, values: dict[str, Value], asked: dict[int, Value], verdicts: dict[int, Verdict]
) -> Iterator[Finding]:
    for mention in proofed.proof.mentions:
        verdict = verdicts[mention.start]
        if verdict.status == "differs":
            text = proofed.proof.view.text[mention.begin : mention.stop]
            value = asked.get(mention.start) or values[verdict.key]
            yield _finding(value, text, value.exact, (mention.start, mention.end))


def _finding(value: Value, written: str, right: str, span: tuple[int, int]) -> Finding:
    facts = {"text": written, "key": value.key, "name": value.name, "printed": right, "rows": value.rows}
    return Finding("error", DIFFERS, (span,), facts)
