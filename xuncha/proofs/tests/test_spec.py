"""The rules are what spec.txt and relations.txt show: each line is read as it is marked."""

import pytest

from xuncha.proofs.tests.reading import expected, found, lines_of, read


@pytest.mark.parametrize("line", lines_of("spec.txt"))
def test_the_figures_of_a_line_are_those_marked_in_it(line: str) -> None:
    annotated, proof = read(line)
    assert found(proof) == expected(annotated)


@pytest.mark.parametrize("line", lines_of("relations.txt"))
def test_what_a_line_states_between_its_figures_is_recognised(line: str) -> None:
    annotated, proof = read(line)
    told = {(relation.type, relation.holds) for relation in proof.relations}
    assert {(stated.type, stated.holds) for stated in annotated.relations} <= told
    broken = [relation for relation in proof.relations if not relation.holds]
    assert len(broken) == sum(not stated.holds for stated in annotated.relations)


def test_the_specification_is_long_enough_to_be_one() -> None:
    assert len(lines_of("spec.txt")) >= 40
