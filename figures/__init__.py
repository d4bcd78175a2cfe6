"""How things look, whoever draws them: levels that fit a surface, colours and dashes that tell racers apart."""

from figures.levels import Levels, fit_levels
from figures.palette import LineStyle, line_styles

__all__ = ["Levels", "LineStyle", "fit_levels", "line_styles"]
