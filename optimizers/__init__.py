"""The optimizers, in menu order. Adding one is one file and one line here."""

from catalogue import Registry
from optimizers.adabelief import adabelief
from optimizers.adadelta import adadelta
from optimizers.adagrad import adagrad
from optimizers.adam import adam
from optimizers.adamax import adamax
from optimizers.adamp import adamp
from optimizers.adamw import adamw
from optimizers.adan import adan
from optimizers.ademamix import ademamix
from optimizers.adopt import adopt
from optimizers.amsgrad import amsgrad
from optimizers.base import Card, Optimizer, Oracle
from optimizers.bfgs import bfgs
from optimizers.conjugate_gradient import conjugate_gradient
from optimizers.dadapt_adam import dadapt_adam
from optimizers.dadapt_sgd import dadapt_sgd
from optimizers.dog import dog
from optimizers.dowg import dowg
from optimizers.gd import gd
from optimizers.gd_line_search import gd_line_search
from optimizers.lamb import lamb
from optimizers.lars import lars
from optimizers.lbfgs import lbfgs
from optimizers.lion import lion
from optimizers.lookahead import lookahead
from optimizers.momentum import momentum
from optimizers.muon import muon
from optimizers.nadam import nadam
from optimizers.natural_gradient import natural_gradient
from optimizers.nesterov import nesterov
from optimizers.newton import newton
from optimizers.optax_bridge import from_optax
from optimizers.optax_catalogue import CATALOGUE
from optimizers.polyak import polyak
from optimizers.prodigy import prodigy
from optimizers.qhadam import qhadam
from optimizers.qhm import qhm
from optimizers.radam import radam
from optimizers.rmsprop import rmsprop
from optimizers.rprop import rprop
from optimizers.saddle_free_newton import saddle_free_newton
from optimizers.sam import sam
from optimizers.schedule_free_adamw import schedule_free_adamw
from optimizers.schedule_free_sgd import schedule_free_sgd
from optimizers.sgdp import sgdp
from optimizers.signsgd import signsgd
from optimizers.signum import signum
from optimizers.sophia import sophia
from optimizers.vsgd import vsgd
from optimizers.yogi import yogi

OPTIMIZERS: Registry[Optimizer] = Registry(
    "optimizer",
    gd,
    momentum,
    nesterov,
    qhm,
    adagrad,
    rmsprop,
    adadelta,
    vsgd,
    adam,
    adamw,
    amsgrad,
    nadam,
    adamax,
    radam,
    adabelief,
    adamp,
    yogi,
    qhadam,
    adan,
    ademamix,
    adopt,
    signsgd,
    signum,
    lion,
    rprop,
    sgdp,
    lars,
    lamb,
    muon,
    newton,
    saddle_free_newton,
    natural_gradient,
    sophia,
    gd_line_search,
    conjugate_gradient,
    bfgs,
    lbfgs,
    polyak,
    dadapt_sgd,
    dadapt_adam,
    prodigy,
    dog,
    dowg,
    lookahead,
    schedule_free_sgd,
    schedule_free_adamw,
    sam,
    *CATALOGUE,
)

# The ones that everyone meets first.
STARTERS = ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")

__all__ = ["OPTIMIZERS", "STARTERS", "Card", "Optimizer", "Oracle", "from_optax"]
