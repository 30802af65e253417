"""The sheet behind an issued return: as of when, what its columns mean, what was reported by hand, why a tie fails."""

from datetime import date

from django.utils import timezone

from xuncha.kernel.marks import Mark
from xuncha.kernel.stamps import Stamp
from xuncha.kernel.viewer import Viewer
from xuncha.reports.models import Cutoff
from xuncha.returns.models import Return
from xuncha.returns.queries.filling import Filling, Gate, definitions

Lines = list[list[str]]


def annex_of(ret: Return, filled: Filling, passed: Gate, cutoff: Cutoff, by: Viewer, at: date) -> Lines:
    """Text only, line by line; no line begins with a sign that a program could take for a formula."""
    lines: Lines = [
        ["报表", ret.title],
        ["编制机构", ret.office.name],
        ["统计期间", "%s至%s" % (ret.span.start.isoformat(), ret.span.end.isoformat())],
        ["出具日期", at.isoformat()],
        ["密级标识", Mark(cutoff.mark).label],
        ["出具人", by.name],
        ["出具时间", Stamp(Mark(cutoff.mark), by.name, timezone.localtime(cutoff.recorded_at)).moment],
        ["表样版次", str(ret.version)],
        ["软件版本", cutoff.release],
        ["指标摘要", cutoff.digest],
        [],
        ["勾稽关系"],
    ]
    lines += _ties(passed)
    lines += [[], ["填报数"], *_by_hand(filled)]
    lines += [[], ["口径"], ["编码", "指标", "", "口径"]]
    lines += [[code, name, "", text] for code, name, text in definitions(ret.version.form_cells)]
    return lines


def _ties(passed: Gate) -> Lines:
    if not passed.answered:
        return [["", "全部相符。"]]
    return [
        ["不符", tie.sentence, "说明人：" + said.person, said.text.strip()] for tie, said in passed.answered
    ]


def _by_hand(filled: Filling) -> Lines:
    entries = [one.entry for one in filled.cells if one.entry is not None]
    if not entries:
        return [["", "无。全部数值由记录计算。"]]
    return [
        [entry.cell, entry.label, format(entry.value.normalize() + 0, "f"), "来源：" + entry.source]
        for entry in entries
    ]
