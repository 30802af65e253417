"""A number said of one county is held against the rows of that county, not against those of all."""

import re
from functools import cached_property

from xuncha.guidance.queries import counties_below
from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import BadInput
from xuncha.proofs.engine.lexicon import ALL_OF_THEM, OFFICE_OF
from xuncha.proofs.engine.mention import Mention
from xuncha.records.models import Office
from xuncha.reports.queries.values import Value, by_county


class Counties:
    """The counties below an office; asked for only where a figure of the catalogue was recognised."""

    def __init__(self, office: Office, scope: Scope) -> None:
        self.office, self.scope = office, scope
        self._values: dict[str, dict[int, Value]] = {}

    @cached_property
    def _named(self) -> dict[str, Office]:
        """By every name that a text may use; longer names first."""
        names = {name: c for c in counties_below(self.office.pk) for name in _names(c)}
        return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))

    def narrowed(self, text: str, mention: Mention, value: Value) -> Value | None:
        """The same figure of the county that the number is said of; None where its rows belong to no county."""
        county = self._said_of(text, mention)
        if county is None:
            return value
        if value.key not in self._values:
            try:
                self._values[value.key] = by_county(value.key, self.scope, self._named.values())
            except BadInput:
                self._values[value.key] = {}
        return self._values[value.key].get(county.pk)

    def _said_of(self, text: str, mention: Mention) -> Office | None:
        """The county named last before the number in its paragraph, unless all of them are spoken of since."""
        if not self._named:
            return None
        before = text[text.rfind("\n", 0, mention.begin) + 1 : mention.begin]
        found = list(re.finditer("|".join(map(re.escape, self._named)), before))
        if not found or ALL_OF_THEM.search(before, found[-1].end()):
            return None
        return self._named[found[-1].group()]


def _names(county: Office) -> set[str]:
    """云岭县, 云岭县委, 中共云岭县委员会 … : what stands before 巡察 or 委 names the county as well."""
    short = OFFICE_OF.sub("", county.short_name)
    return {name for name in (county.name, county.short_name, short) if len(name) > 1}
