"""Settings that every test shares: made-up inputs are the same in every run, and no test depends on the clock."""

from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("same-every-time")
