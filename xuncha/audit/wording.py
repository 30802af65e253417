"""A verdict in sentences: which entries, of when, and what was done to them; a run of the same is one sentence."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from xuncha.audit.engine.compare import Fault
from xuncha.audit.queries import Verdict, moment

UNGUARDED = "数据库表“%(table)s”的防改触发器缺失或者被停用。"


def sentences(verdict: Verdict) -> list[str]:
    """What is wrong, the checkpoint's findings first. Empty when all is well."""
    return [
        *(_told(run) for run in runs(verdict.faults)),
        *(
            gettext("第%(id)s条：%(kind)s。") % {"id": number, "kind": gettext(flaw.label)}
            for number, flaw in verdict.flaws.items()
        ),
        *(gettext(UNGUARDED) % {"table": table} for table in verdict.unguarded),
    ]


def runs(faults: list[Fault]) -> Iterator[list[Fault]]:
    """Neighbours to which the same was done."""
    run: list[Fault] = []
    for fault in faults:
        if run and (fault.kind, fault.id) != (run[-1].kind, run[-1].id + 1):
            yield run
            run = []
        run.append(fault)
    if run:
        yield run


def _told(run: list[Fault]) -> str:
    first, last = run[0], run[-1]
    said = {"id": first.id, "time": _time(first), "kind": gettext(first.kind.label)}
    if first is last:
        return gettext("第%(id)s条（%(time)s）：%(kind)s。") % said
    said |= {"last": last.id, "until": _time(last), "count": len(run)}
    return gettext("第%(id)s条至第%(last)s条，共%(count)s条（%(time)s至%(until)s）：%(kind)s。") % said


def _time(fault: Fault) -> str:
    return timezone.localtime(moment(fault.at)).strftime("%Y-%m-%d %H:%M:%S")
