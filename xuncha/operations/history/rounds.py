"""Earlier rounds. A term that the office has not yet is opened by the columns that describe it."""

from xuncha.operations.history.columns import Column, Line, dated, text
from xuncha.operations.history.job import ROUND, TERM, Job, Kind
from xuncha.operations.history.lives import Life, in_order, way
from xuncha.rounds.models import Round, Term
from xuncha.rounds.rules.rounds import ROUND_LIFE, RoundState

LIFE = Life(
    ROUND_LIFE,
    begun="proposed",
    days=(
        (RoundState.SUBMITTED, "submitted", "报审日期"),
        (RoundState.APPROVED, "approved", "批准日期"),
        (RoundState.AUTHORISED, "authorised", "授权日期"),
        (RoundState.MOBILISED, "mobilised", "动员日期"),
        (RoundState.CLOSED, "closed", "办结日期"),
        (RoundState.CANCELLED, "cancelled", "终止日期"),
    ),
)
COLUMNS = (
    TERM,
    Column("term_name", "届名称", text(30), help="本机构还没有登记这一届时填写，如“三届市委”"),
    dated("term_starts", "届起始日期", help_="同上"),
    dated("term_ends", "届截止日期", help_="同上"),
    ROUND,
    Column("name", "轮次名称", text(60), required=True),
    Column("rule_set", "制度版本", text(60), required=True, help="本机构登记的制度版本，如“2017年制度”"),
    dated("proposed", "提出日期", required=True),
    *LIFE.columns(),
)


def load(job: Job, lines: list[Line]) -> None:
    for line in lines:
        _load(job, line)


def _load(job: Job, line: Line) -> None:
    steps = way(line, LIFE, job.today, job.faults)
    in_order(line, ("term_starts", "term_ends"), job.faults)
    key = line["term"], line["round"]
    new = None not in key and job.is_new(line, "round", key, key in job.known.rounds)
    rule_set = job.find(line, "rule_set", job.known.rule_sets, "本机构没有制度版本“%s”。")
    if not new or rule_set is None or line["proposed"] is None:
        return
    term = _term(job, line)
    if term is None:
        return
    if not term.at <= line["proposed"] <= term.ends_on:
        job.fault(line, "proposed", "不在本届任期之内（%s至%s）。" % (term.at, term.ends_on))
    row = Round(term=term, number=line["round"], name=line["name"] or "", rule_set=rule_set)
    job.store.enter(row, line["proposed"])
    job.store.take(row, steps, line["note"])


def _term(job: Job, line: Line) -> Term | None:
    """The term as it is registered, else as the sheet describes it on the first line that does."""
    known = job.known.terms.get(line["term"])
    if known:
        return known
    if not (line["term_name"] and line["term_starts"] and line["term_ends"]):
        job.fault(line, "term", "本机构没有登记第%d届，请填写届名称、届起始日期和届截止日期。" % line["term"])
        return None
    term = Term(number=line["term"], name=line["term_name"], ends_on=line["term_ends"])
    job.known.terms[line["term"]] = job.store.enter(term, line["term_starts"])
    return term


ROUNDS = Kind(
    "rounds",
    "轮次",
    COLUMNS,
    load,
    example={
        "term": 4,
        "round": 1,
        "name": "四届市委第一轮巡察",
        "rule_set": "2017年制度",
        "proposed": "2017-02-06",
        "submitted": "2017-02-13",
        "approved": "2017-02-20",
        "authorised": "2017-02-24",
        "mobilised": "2017-02-27",
        "closed": "2017-12-20",
        "state": "办结",
    },
)
