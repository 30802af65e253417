"""A life cycle as a table: who may do what in which state, and where it leads.

The same table refuses, lists the buttons and draws the diagram.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.words import Word


@dataclass(frozen=True)
class Step:
    """`verb` leads from `source` to `target` for those who hold one of `roles` towards the thing.

    `guards` name conditions that config wires to providers; `needs_note` asks for a written reason;
    `sets` names the date column that the step fills with its own date.
    """

    verb: str
    label: str
    source: Word
    target: Word
    roles: frozenset[str]
    guards: tuple[str, ...] = ()
    needs_note: bool = False
    sets: str = ""


class LifeCycle:
    """The steps of one kind of record; the first step's source is the state in which it begins."""

    def __init__(self, name: str, states: type[Word], *steps: Step) -> None:
        self.name = name
        self.states = states
        self.steps = steps
        self.initial = steps[0].source

    def open_steps(self, state: str, roles: Set[str]) -> list[Step]:
        """Steps that this person may take now, in the order of the table."""
        return [s for s in self.steps if s.source == state and not s.roles.isdisjoint(roles)]

    def step(self, verb: str, state: str, roles: Set[str]) -> Step:
        """The one step that `verb` means here. WrongRole or NotAllowed when there is none."""
        candidates = [s for s in self.steps if s.verb == verb and s.source == state]
        if not candidates:
            raise NotAllowed(
                "当前状态为“%(state)s”，不能%(verb)s。", state=self.states(state).label, verb=self.label(verb)
            )
        for step in candidates:
            if not step.roles.isdisjoint(roles):
                return step
        raise WrongRole("您的岗位不能办理“%(verb)s”。", verb=self.label(verb))

    def label(self, verb: str) -> str:
        return next((s.label for s in self.steps if s.verb == verb), verb)

    def verbs(self) -> list[str]:
        return list(dict.fromkeys(s.verb for s in self.steps))

    def mermaid(self) -> str:
        """The diagram of docs/reference, in Chinese labels with codes as node names."""
        return "\n".join(["stateDiagram-v2", *self._nodes(), *self._arrows()])

    def _nodes(self) -> Iterable[str]:
        yield f"    [*] --> {self.initial}"
        for state in self.states:
            yield f"    {state}: {state.label}"

    def _arrows(self) -> Iterable[str]:
        for s in self.steps:
            yield f"    {s.source} --> {s.target}: {s.label}（{s.verb}）"
