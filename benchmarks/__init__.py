"""Measured figures of the page and of the simulation: `python -m benchmarks`, or `make bench`."""
