"""Formulas that people type: text -> checked function. Nothing of the text is ever run as code.

    formula = parse("a*x^2 + b*y^2")
    formula.parameters              # ("a", "b")
    formula(1.0, 2.0, a=3.0, b=1)   # 7.0; arrays of NumPy and of JAX work too
    formula.latex                   # a\\,x^{2} + b\\,y^{2}
    parse("x + foo(y)")             # FormulaError: unknown name `foo` at column 5; did you mean `floor`?

This room stands on its own; surfaces and schedules build on it.
"""

from formulas.fault import FormulaError
from formulas.formula import Formula, parse
from formulas.functions import CONSTANTS, FUNCTIONS
from formulas.reader import Reader

__all__ = ["CONSTANTS", "FUNCTIONS", "Formula", "FormulaError", "Reader", "parse"]
