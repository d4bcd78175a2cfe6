"""The loss surfaces, in menu order. Adding one is one file and one line here."""

from catalogue import Registry
from surfaces.base import Surface
from surfaces.beale import beale
from surfaces.bowl import bowl
from surfaces.ellipse import ellipse
from surfaces.himmelblau import himmelblau
from surfaces.rosenbrock import rosenbrock
from surfaces.saddle import saddle

SURFACES: Registry[Surface] = Registry(
    "surface",
    saddle,
    rosenbrock,
    bowl,
    ellipse,
    himmelblau,
    beale,
)

__all__ = ["SURFACES", "Surface"]
