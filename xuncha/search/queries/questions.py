"""A question as an address or a command puts it."""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import BadRequest

from xuncha.kernel.refusals import NotAllowed
from xuncha.search.queries.hits import Question
from xuncha.search.queries.kinds import by_model
from xuncha.search.rules.asked import phrases

NAMES = ("q", "kind", "since", "until")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def question(given: Mapping[str, str]) -> Question:
    """BadRequest for a kind or a day that is none; NotAllowed, in a sentence, for words that cannot be looked for."""
    kind = given.get("kind", "")
    if kind and kind not in by_model():
        raise BadRequest("kind")
    since, until = (_day(given.get(name, "")) for name in ("since", "until"))
    if since and until and since > until:
        raise NotAllowed("起始日期晚于截止日期，请核对。")
    return Question(phrases(given.get("q", "")), by_model().get(kind), since, until)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        if not ISO.fullmatch(text):  # Python would take weeks for days as well
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as why:
        raise BadRequest("day") from why
