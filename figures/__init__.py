"""How things look, whoever draws them: contour levels that fit a surface, colours and line styles that tell racers apart."""

from figures.levels import Levels, fit_levels
from figures.palette import LineStyle, line_styles

__all__ = ["Levels", "LineStyle", "fit_levels", "line_styles"]
