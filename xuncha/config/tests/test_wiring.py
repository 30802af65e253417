"""Every condition a life cycle names has its provider, and every provider is named."""

from xuncha.config.navigation import missing_doors
from xuncha.kernel import guards
from xuncha.operations.reference import life_cycles


def test_life_cycles_name_only_provided_conditions() -> None:
    named = {guard for life in life_cycles() for step in life.steps for guard in step.guards}
    assert named <= guards.provided()


def test_no_provider_is_left_over() -> None:
    named = {guard for life in life_cycles() for step in life.steps for guard in step.guards}
    assert guards.provided() <= named


def test_the_navigation_names_doors_that_exist() -> None:
    assert missing_doors() == []
