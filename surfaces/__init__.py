"""The loss surfaces, in menu order. Adding one is one file and one line here."""

from catalogue import Registry
from surfaces.ackley import ackley
from surfaces.base import Surface
from surfaces.beale import beale
from surfaces.bohachevsky import bohachevsky
from surfaces.booth import booth
from surfaces.bowl import bowl
from surfaces.branin import branin
from surfaces.bukin6 import bukin6
from surfaces.bump import bump
from surfaces.cliff import cliff
from surfaces.distill import distill
from surfaces.dupont import dupont
from surfaces.easom import easom
from surfaces.eggholder import eggholder
from surfaces.ellipse import ellipse
from surfaces.gaussian_fit import gaussian_fit
from surfaces.goldstein_price import goldstein_price
from surfaces.griewank import griewank
from surfaces.himmelblau import himmelblau
from surfaces.levi13 import levi13
from surfaces.linear_regression import linear_regression
from surfaces.logistic_regression import logistic_regression
from surfaces.long_valley import long_valley
from surfaces.matyas import matyas
from surfaces.mccormick import mccormick
from surfaces.michalewicz import michalewicz
from surfaces.monkey_saddle import monkey_saddle
from surfaces.noisy_moons import noisy_moons
from surfaces.plateau import plateau
from surfaces.rastrigin import rastrigin
from surfaces.rosenbrock import rosenbrock
from surfaces.saddle import saddle
from surfaces.schaffer2 import schaffer2
from surfaces.sharp_and_flat import sharp_and_flat
from surfaces.six_hump_camel import six_hump_camel
from surfaces.sphere import sphere
from surfaces.spiral_valley import spiral_valley
from surfaces.styblinski_tang import styblinski_tang
from surfaces.tanh_unit import tanh_unit
from surfaces.three_hump_camel import three_hump_camel
from surfaces.typed import typed
from surfaces.viz_bowl import viz_bowl
from surfaces.viz_global_minimum import viz_global_minimum
from surfaces.viz_hills import viz_hills
from surfaces.viz_local_minimum import viz_local_minimum
from surfaces.viz_plateau import viz_plateau
from surfaces.viz_saddle import viz_saddle

SURFACES: Registry[Surface] = Registry(
    "surface",
    saddle,
    rosenbrock,
    bowl,
    ellipse,
    himmelblau,
    beale,
    sphere,
    long_valley,
    distill,
    monkey_saddle,
    booth,
    matyas,
    mccormick,
    three_hump_camel,
    six_hump_camel,
    branin,
    goldstein_price,
    styblinski_tang,
    easom,
    bukin6,
    michalewicz,
    bohachevsky,
    rastrigin,
    ackley,
    griewank,
    levi13,
    schaffer2,
    eggholder,
    bump,
    plateau,
    sharp_and_flat,
    cliff,
    spiral_valley,
    dupont,
    viz_local_minimum,
    viz_global_minimum,
    viz_saddle,
    viz_bowl,
    viz_hills,
    viz_plateau,
    linear_regression,
    logistic_regression,
    noisy_moons,
    tanh_unit,
    gaussian_fit,
    typed,
)

# The ones that everyone meets first: compiled at the start, and every optimizer makes a good first picture on them.
FIRST = ("saddle", "rosenbrock", "bowl", "ellipse", "himmelblau", "beale")

__all__ = ["FIRST", "SURFACES", "Surface"]
