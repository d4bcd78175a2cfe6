"""How things look, whoever draws them: levels that fit a surface, colours and dashes for racers, equations."""

from figures.equations import assignments, mathml
from figures.levels import Levels, fit_levels
from figures.palette import LineStyle, line_styles

__all__ = ["Levels", "LineStyle", "assignments", "fit_levels", "line_styles", "mathml"]
