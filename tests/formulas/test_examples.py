"""What is typed means what it says: value, LaTeX and parameters of formulas, worked out by hand."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from formulas import CONSTANTS, FUNCTIONS, parse

# At x = 2, y = -3, and for the parameters in their order.
PARAMETERS = (5.0, 7.0, 11.0)
EXAMPLES = [
    ("x", 2, "x"),
    ("12", 12, "12"),
    ("1.5", 1.5, "1.5"),
    (".5", 0.5, "0.5"),
    ("3.", 3, "3"),
    ("007", 7, "7"),
    ("1e3", 1000, "1000"),
    ("2.5E-7", 2.5e-7, r"2.5 \cdot 10^{-7}"),
    ("1e30", 1e30, "10^{30}"),
    ("x**4 - 3*x*y + sin(3*y)", 16 + 18 + math.sin(-9), r"x^{4} - 3\,x\,y + \sin\left(3\,y\right)"),
    ("a*x^2 + b*y^2", 5 * 4 + 7 * 9, r"a\,x^{2} + b\,y^{2}"),
    # Precedence: powers from the right and before a sign, products and sums from the left.
    ("-x^2", -4, "-x^{2}"),
    ("(-x)^2", 4, r"\left(-x\right)^{2}"),
    ("2^3^2", 512, "2^{3^{2}}"),
    ("(2^3)^2", 64, r"\left(2^{3}\right)^{2}"),
    ("2^-1", 0.5, "2^{-1}"),
    ("-2^-2", -0.25, "-2^{-2}"),
    ("8/2/2", 2, r"\frac{\frac{8}{2}}{2}"),
    ("8/2*2", 8, r"\frac{8}{2} \cdot 2"),
    ("8-2-2", 4, "8 - 2 - 2"),
    ("8-(2-2)", 8, r"8 - \left(2 - 2\right)"),
    ("8+(2-2)", 8, "8 + 2 - 2"),
    ("1 + 2*3", 7, r"1 + 2 \cdot 3"),
    ("(1 + 2)*3", 9, r"\left(1 + 2\right) \cdot 3"),
    ("(1 + 2)/3", 1, r"\frac{1 + 2}{3}"),
    ("2*(x + y)", -2, r"2\,\left(x + y\right)"),
    ("x/(x + y)*y", 6, r"\frac{x}{x + y}\,y"),
    ("(x/y)^2", 4 / 9, r"\left(\frac{x}{y}\right)^{2}"),
    ("x--y", -1, r"x - \left(-y\right)"),
    ("x*-y", 6, r"x\,\left(-y\right)"),
    ("-x/y", 2 / 3, r"-\frac{x}{y}"),
    ("+x - +y", 5, "x - y"),
    ("--x", 2, r"-\left(-x\right)"),
    ("1e3^2", 1e6, "1000^{2}"),
    ("(1e16)^x", 1e32, r"\left(10^{16}\right)^{x}"),
    # A product may do without its sign where it can be read in one way.
    ("2x", 4, r"2\,x"),
    ("3(x+1)", 9, r"3\,\left(x + 1\right)"),
    ("(x+1)(x-1)", 3, r"\left(x + 1\right)\,\left(x - 1\right)"),
    ("(x+1)y", -9, r"\left(x + 1\right)\,y"),
    ("2sin(0)cos(0)", 0, r"2\,\sin\left(0\right)\,\cos\left(0\right)"),
    ("2e", 2 * math.e, r"2\,e"),
    ("2e^x", 2 * math.e**2, r"2\,e^{x}"),
    ("2x^2 + 3x", 14, r"2\,x^{2} + 3\,x"),
    ("1e-5x", 2e-5, r"10^{-5}\,x"),
    ("2x/y", -4 / 3, r"\frac{2\,x}{y}"),
    ("-2x", -4, r"-2\,x"),
    # Signs that are typed, pasted or come from a phone.
    ("x\u00b2 + y\u00b3", -23, "x^{2} + y^{3}"),
    ("x\u00b9\u2070", 1024, "x^{10}"),
    ("x\u207b\u00b9", 0.5, "x^{-1}"),
    ("2x\u00b2y", -24, r"2\,x^{2}\,y"),
    ("x \u2212 y", 5, "x - y"),
    ("x \u00b7 y \u00d7 2", -12, r"x\,y \cdot 2"),
    ("x \u00f7 4", 0.5, r"\frac{x}{4}"),
    ("\u03c0", math.pi, r"\pi"),
    ("\u03b1*x", 10, r"\alpha\,x"),
    ("\u221a(x + 2)", 2, r"\sqrt{x + 2}"),
    ("where(x \u2265 2, 1, 0)", 1, r"\begin{cases}1 & x\ge 2\\0 & \text{else}\end{cases}"),
    # Functions.
    ("exp(-x)", math.exp(-2), "e^{-x}"),
    ("ln(x) - log(x)", 0, r"\ln\left(x\right) - \ln\left(x\right)"),
    ("log10(100) + log2(8)", 5, r"\log_{10}\left(100\right) + \log_{2}\left(8\right)"),
    ("log2(8)^2", 9, r"\left(\log_{2}\left(8\right)\right)^{2}"),
    ("sin(x)^2 + cos(x)^2", 1, r"\sin^{2}\left(x\right) + \cos^{2}\left(x\right)"),
    ("exp(x)^2", math.exp(4), r"\left(e^{x}\right)^{2}"),
    ("abs(y)*sign(y)", -3, r"\left|y\right|\,\operatorname{sign}\left(y\right)"),
    ("floor(2.7) + ceil(2.2)", 5, r"\left\lfloor 2.7\right\rfloor + \left\lceil 2.2\right\rceil"),
    ("min(x, y, 1) + max(x, y)", -1, r"\min\left(x, y, 1\right) + \max\left(x, y\right)"),
    ("pow(x, 3)", 8, "x^{3}"),
    ("pow(x, y)^2", 1 / 64, r"\left(x^{y}\right)^{2}"),
    ("atan2(0, -1)", math.pi, r"\operatorname{atan2}\left(0, -1\right)"),
    ("hypot(3, 4)", 5, r"\operatorname{hypot}\left(3, 4\right)"),
    ("cbrt(-8)", -2, r"\sqrt[3]{-8}"),
    ("mod(y, 2)", 1, r"\operatorname{mod}\left(y, 2\right)"),
    ("sigmoid(0) + logistic(0)", 1, r"\sigma\left(0\right) + \sigma\left(0\right)"),
    ("relu(y) + relu(x)", 2, r"\operatorname{relu}\left(y\right) + \operatorname{relu}\left(x\right)"),
    ("softplus(0)", math.log(2), r"\operatorname{softplus}\left(0\right)"),
    ("arcsin(1) - asin(1)", 0, r"\arcsin\left(1\right) - \arcsin\left(1\right)"),
    ("where(0 < x < 2, 1, 0)", 0, r"\begin{cases}1 & 0<x<2\\0 & \text{else}\end{cases}"),
    ("where(x != y, x, y)", 2, r"\begin{cases}x & x\ne y\\y & \text{else}\end{cases}"),
    # Constants and parameters.
    ("tau - 2*pi", 0, r"\tau - 2\,\pi"),
    ("k2*x + beta_1", 17, r"k_{2}\,x + \beta_{1}"),
    ("c + a + c", 17, "c + a + c"),
    # Numbers without end are worked out as numbers, never digit by digit.
    ("9**9**9**9", math.inf, "9^{9^{9^{9}}}"),
    ("10**400 - 10**400", math.nan, "10^{400} - 10^{400}"),
    ("1/0", math.inf, r"\frac{1}{0}"),
    ("0/0", math.nan, r"\frac{0}{0}"),
    ("log(-1)", math.nan, r"\ln\left(-1\right)"),
    ("(-8)^(1/3)", math.nan, r"\left(-8\right)^{\frac{1}{3}}"),
    ("0^0", 1, "0^{0}"),
]
EVERY_EXAMPLE = pytest.mark.parametrize(("text", "value", "latex"), EXAMPLES, ids=[row[0] for row in EXAMPLES])


@EVERY_EXAMPLE
def test_a_formula_has_the_value_worked_out_by_hand(text, value, latex):
    formula = parse(text)
    given = dict(zip(formula.parameters, PARAMETERS, strict=False))
    np.testing.assert_allclose(formula(2.0, -3.0, **given), value, rtol=1e-14)


@EVERY_EXAMPLE
def test_a_formula_of_arrays_has_that_value_everywhere(text, value, latex):
    formula = parse(text)
    given = dict(zip(formula.parameters, PARAMETERS, strict=False))
    for array in (np.full, jnp.full):
        values = formula(array((2, 3), 2.0), -3.0, **given)
        assert isinstance(values, np.ndarray if array is np.full else jax.Array)
        assert values.shape == (2, 3)
        np.testing.assert_allclose(values, np.full((2, 3), value), rtol=1e-14 if array is np.full else 2e-5, atol=1e-6)


@EVERY_EXAMPLE
def test_a_formula_is_set_as_people_write_it(text, value, latex):
    assert parse(text).latex == latex


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("x + y", ()),
        ("a*x^2 + b*y^2", ("a", "b")),
        ("b*x + a*y + b", ("b", "a")),
        ("alpha*x + \u03b2*y + k1 + K", ("alpha", "beta", "k1", "K")),
        ("pi*e*tau*x", ()),
        ("sigma*sigmoid(x)", ("sigma",)),
    ],
)
def test_a_letter_that_is_no_variable_is_a_parameter(text, parameters):
    assert parse(text).parameters == parameters


def test_variables_are_what_the_caller_says():
    formula = parse("e*t + steps + x", variables=("t", "steps", "e"))
    assert formula.variables == ("t", "steps", "e")
    assert formula.parameters == ("x",)
    assert formula(2.0, 10.0, 0.5, x=1) == 12
    assert formula.uses == {"t", "steps", "e", "x"}
    assert formula.latex == r"e\,t + \mathrm{steps} + x"


def test_every_function_and_constant_works_in_a_formula():
    for name, function in FUNCTIONS.items():
        first = "x > 0" if name == "where" else "0.5"
        formula = parse(f"{name}({', '.join([first, '0.25', '1'][: function.least])})")
        assert np.isfinite(formula(1.0, 1.0)) or name == "acosh"
        assert "#" not in formula.latex
    assert parse("+".join(CONSTANTS))(0, 0) == pytest.approx(sum(CONSTANTS.values()))


def test_a_formula_says_what_it_takes():
    formula = parse("a*x")
    with pytest.raises(TypeError, match="takes x, y, not 1 values"):
        formula(1.0, a=2)
    with pytest.raises(TypeError, match="takes values for x, y, a, not for x, y"):
        formula(1.0, 2.0)
    with pytest.raises(TypeError, match="takes values for x, y, a, not for x, y, b"):
        formula(1.0, 2.0, b=1)


def test_equal_texts_are_equal_formulas_and_keys():
    assert parse("x + 1") == parse("x + 1")
    assert len({parse("x + 1"), parse("x + 1"), parse("x+1")}) == 2
