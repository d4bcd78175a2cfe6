"""The optimizers, in menu order. Adding one is one file and one line here."""

from catalogue import Registry
from optimizers.adagrad import adagrad
from optimizers.adam import adam
from optimizers.base import Card, Optimizer, Oracle
from optimizers.gd import gd
from optimizers.momentum import momentum
from optimizers.nesterov import nesterov
from optimizers.rmsprop import rmsprop

OPTIMIZERS: Registry[Optimizer] = Registry(
    "optimizer",
    gd,
    momentum,
    nesterov,
    adagrad,
    rmsprop,
    adam,
)

# The ones that everyone meets first.
STARTERS = ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")

__all__ = ["OPTIMIZERS", "STARTERS", "Card", "Optimizer", "Oracle"]
