"""Equations: an update is parted into its assignments, and each formula of the registries becomes sound MathML."""

import xml.etree.ElementTree as ET

import pytest

from figures import assignments, mathml
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from surfaces import SURFACES

LATEX = {
    **{name: method.card.latex for name, method in OPTIMIZERS.items()},
    **{f"schedule {name}": schedule.latex for name, schedule in SCHEDULES.items()},
    **{f"surface {name}": surface.latex for name, surface in SURFACES.items()},
}


def test_assignments_stand_a_quad_apart():
    assert assignments(r"a \leftarrow b,\quad c \leftarrow d;\qquad e \leftarrow \quadratic f") == [
        r"a \leftarrow b",
        r"c \leftarrow d",
        r"e \leftarrow \quadratic f",
    ]
    assert assignments("x") == ["x"]


@pytest.mark.parametrize("name", LATEX)
def test_every_formula_becomes_mathml_without_a_command_left_over(name):
    for part in assignments(LATEX[name]):
        root = ET.fromstring(mathml(part))
        said = "".join(root.itertext())
        assert said.strip()
        assert "\\" not in said


def test_a_formula_keeps_its_order():
    said = "".join(ET.fromstring(mathml(r"x \leftarrow x - \eta\, \frac{m}{\sqrt{v} + \epsilon}")).itertext())
    assert said.replace("\u2003", "").replace(" ", "") == "x\u2190x\u2212\u03b7m\u0076+\u03f5"
