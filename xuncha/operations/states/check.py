"""Both trials of every life cycle, what reading it says, and the diagrams: one answer a life cycle."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from xuncha.operations.states import tables, trial, verbs
from xuncha.operations.states.trial import Result
from xuncha.records.models import Stateful


@dataclass
class Answer:
    """What was found of one life cycle. `verbs` is None for what the pages have no doors for."""

    model: type[Stateful]
    table: Result
    verbs: Result | None
    unsound: list[str] = field(default_factory=list)

    @property
    def differences(self) -> list[str]:
        pages = ["页面办理：" + said for said in self.verbs.differences] if self.verbs else []
        return [*self.unsound, *self.table.differences, *pages]


def answers() -> Iterator[Answer]:
    """One after the other, so that the first is told while the last is still tried."""
    for model in tables.stateful():
        shop = verbs.shop_of(model)
        taken = verbs.of_verbs(model, shop) if shop else None
        yield Answer(model, trial.of_table(model), taken, tables.unsound(model))


def line(answer: Answer) -> str:
    table, taken = answer.table, answer.verbs
    said = "%s\t%s：试办%d次，准予%d次，拒绝%d次" % (
        "相符" if not answer.differences else "不符",
        table.name, table.tried, table.allowed, table.refused,
    )  # fmt: skip
    if taken is None:
        return said + "；页面尚无办理入口"
    if not taken.tried:
        return said + "；尚无记录，未在页面办理上试办"
    return said + "；页面办理试办%d次，准予%d次，另有条件%d次，拒绝%d次" % (
        taken.tried, taken.allowed, taken.held_up, taken.refused,
    )  # fmt: skip


def as_data(answer: Answer) -> dict[str, Any]:
    return {
        "record": answer.model._meta.label_lower,
        "name": answer.table.name,
        "table": _counts(answer.table),
        "verbs": _counts(answer.verbs) if answer.verbs else None,
        "differences": answer.differences,
    }


def _counts(result: Result) -> dict[str, int]:
    counts = asdict(result)
    return {"tried": result.tried} | {name: counts[name] for name in ("allowed", "held_up", "refused")}
