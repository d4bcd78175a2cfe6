"""The formula field: a text field that says while one types what a formula means, or what is wrong with it."""

from ui.formula_field.component import formula_field
from ui.formula_field.routes import FORMULA_ROUTES

__all__ = ["FORMULA_ROUTES", "formula_field"]
