"""What a life cycle really allows, asked of it for every verb in every state by every role."""

from collections.abc import Collection, Mapping

from xuncha.kernel.lifecycle import LifeCycle
from xuncha.kernel.refusals import NotAllowed
from xuncha.records.rules import Role

Steps = dict[tuple[str, str, str], str]  # (verb, state, role) → the state it leads to


def allowed(life: LifeCycle) -> Steps:
    """Every step that is not refused."""
    found: Steps = {}
    for verb in life.verbs():
        for state in life.states:
            for role in Role:
                try:
                    step = life.step(verb, state, {role})
                except NotAllowed:
                    continue
                found[verb, str(state), str(role)] = str(step.target)
    return found


def expected(arrows: Mapping[tuple[str, str], str], roles: Mapping[str, Collection[str]]) -> Steps:
    """The same, written out by hand: (verb, state) → target, and for each verb who may."""
    return {
        (verb, state, str(role)): target for (verb, state), target in arrows.items() for role in roles[verb]
    }
