"""The learning-rate schedules, in menu order. Adding one is one file and one line here."""

from catalogue import Registry
from schedules.base import RateError, Schedule
from schedules.constant import constant
from schedules.constant_factor import constant_factor
from schedules.cosine import cosine
from schedules.cosine_restarts import cosine_restarts
from schedules.cyclic import cyclic
from schedules.exponential import exponential
from schedules.inverse_sqrt import inverse_sqrt
from schedules.inverse_time import inverse_time
from schedules.lambda_ import lambda_
from schedules.linear import linear
from schedules.linear_to_floor import linear_to_floor
from schedules.multiplicative import multiplicative
from schedules.multistep import multistep
from schedules.one_cycle import one_cycle
from schedules.polynomial import polynomial
from schedules.step import step
from schedules.warmup_cosine import warmup_cosine
from schedules.wsd import wsd

SCHEDULES: Registry[Schedule] = Registry(
    "schedule",
    constant,
    step,
    multistep,
    exponential,
    linear,
    linear_to_floor,
    polynomial,
    inverse_time,
    inverse_sqrt,
    cosine,
    cosine_restarts,
    warmup_cosine,
    wsd,
    one_cycle,
    cyclic,
    constant_factor,
    lambda_,
    multiplicative,
)

__all__ = ["SCHEDULES", "RateError", "Schedule"]
