"""Channels and members of the pool for tests."""

from typing import Any

from xuncha.orgs.tests.builders import organisation
from xuncha.people.rules import Rank
from xuncha.people.tests.builders import person
from xuncha.records.models import Passage
from xuncha.records.tests.builders import DAY, NUMBERS, office, user
from xuncha.talent.models import Channel, PoolMember
from xuncha.talent.rules import MemberState, PoolKind, Specialty


def channel(**over: Any) -> Channel:
    values: dict[str, Any] = {"name": f"第{next(NUMBERS)}渠道", "at": DAY.replace(year=2017)}
    for name, build in {"office": office, "by": user}.items():
        if name not in over:
            values[name] = build()
    if "body" not in over:
        values["body"] = organisation(office=over.get("office") or values["office"])
    return Channel.objects.create(**(values | over))


def pool_member(**over: Any) -> PoolMember:
    """A member in the pool since two years before the usual day, unless another `state` is given."""
    through = over.pop("channel", None) or channel(**{k: over[k] for k in ("office", "by") if k in over})
    values: dict[str, Any] = {
        "office": through.office, "by": through.by, "organisation": through.body, "pool": PoolKind.MEMBER,
        "specialty": Specialty.FINANCE, "rank": Rank.TOWNSHIP_CHIEF, "at": DAY.replace(year=2017),
        "entered_on": DAY.replace(year=2017), "state": MemberState.IN_POOL,
    }  # fmt: skip
    if "person" not in over:
        values["person"] = person(office=through.office, by=through.by)
    row = PoolMember.objects.create(channel=through, **(values | over))
    Passage.objects.create(
        office=row.office, subject=row._meta.label_lower, subject_uid=row.uid, verb="enter", after=row.state, by=row.by,
        at=row.at,
    )  # fmt: skip
    return row
