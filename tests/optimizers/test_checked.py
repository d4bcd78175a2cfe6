"""A card claims to be checked against what the tests compare its path with, and against nothing else."""

import pytest

from optimizers import OPTIMIZERS
from tests.optimizers import test_optax, test_optax_bridge, torch_twins
from tests.optimizers.formulas import FORMULAS


def compared_with(name):
    """From the tables of the tests: classes of torch and of the authors' packages, Optax, a formula by hand."""
    if OPTIMIZERS[name].family == "Optax":
        return {test_optax_bridge.compared_with(name)}
    sources = {twin.source for twin in torch_twins.TWINS if twin.optimizer == name}
    sources |= {twin.like for twin in test_optax.TWINS.values() if twin.optimizer == name}
    return sources | ({"NumPy"} if name in FORMULAS else set())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_card_claims_what_the_tests_compare(name):
    checked = OPTIMIZERS[name].card.checked
    assert set(checked) == compared_with(name) != set()
    assert len(set(checked)) == len(checked)


def test_the_tables_speak_of_optimizers_that_there_are():
    assert {twin.optimizer for twin in torch_twins.TWINS} <= set(OPTIMIZERS)
    assert {twin.optimizer for twin in test_optax.TWINS.values()} <= set(OPTIMIZERS)
