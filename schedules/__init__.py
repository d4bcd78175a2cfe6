"""The learning-rate schedules, in menu order. Adding one is one file and one line here."""

from catalogue import Registry
from schedules.base import Schedule
from schedules.constant import constant
from schedules.cosine import cosine
from schedules.exponential import exponential

SCHEDULES: Registry[Schedule] = Registry(
    "schedule",
    constant,
    exponential,
    cosine,
)

__all__ = ["SCHEDULES", "Schedule"]
