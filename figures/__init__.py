"""How things look, whoever draws them: levels that fit a surface, colours, dashes and titles for racers, equations."""

from figures.equations import assignments, mathml
from figures.levels import Levels, fit_levels
from figures.palette import COLOUR_NAMES, PALETTE, LineStyle, line_styles, shown_colours
from figures.titles import racer_titles

__all__ = [
    "COLOUR_NAMES",
    "PALETTE",
    "Levels",
    "LineStyle",
    "assignments",
    "fit_levels",
    "line_styles",
    "mathml",
    "racer_titles",
    "shown_colours",
]
