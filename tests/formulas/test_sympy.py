"""Made-up formulas, written with no more parentheses than they need, have SymPy's value and SymPy's gradient."""

import jax
import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formulas import parse

X, Y = sympy.symbols("x y", real=True)
SUM, PRODUCT, MINUS, POWER, ATOM = range(5)
LARGEST = 1e5


def atom(text, exact):
    return text, ATOM, exact


LEAVES = st.one_of(
    st.just(atom("x", X)),
    st.just(atom("y", Y)),
    st.integers(0, 5).map(lambda n: atom(str(n), sympy.Integer(n))),
    st.sampled_from([atom("0.5", sympy.Rational(1, 2)), atom("1.25", sympy.Rational(5, 4)), atom("pi", sympy.pi)]),
)


def within(piece, least):
    """The text of a piece, in parentheses if it would fall apart."""
    text, hold, _ = piece
    return text if hold >= least else f"({text})"


def plus(a, b, sign, space):
    exact = a[2] + b[2] if sign == "+" else a[2] - b[2]
    return f"{within(a, SUM)}{space}{sign}{space}{within(b, PRODUCT)}", SUM, exact


def times(a, b, sign, space):
    return f"{within(a, PRODUCT)}{space}{sign}{space}{within(b, MINUS)}", PRODUCT, a[2] * b[2]


def over(a, b, space):
    """Divided by what is never 0."""
    below = f"(2{space}+ {within(b, PRODUCT)}^2)" if b[1] >= ATOM else f"(2 + ({b[0]})**2)"
    return f"{within(a, PRODUCT)}{space}/{space}{below}", PRODUCT, a[2] / (2 + b[2] ** 2)


def minus(a):
    return f"-{within(a, MINUS)}", MINUS, -a[2]


def power(a, exponent, sign):
    return f"{within(a, ATOM)}{sign}{exponent}", POWER, a[2] ** exponent


def positive_power(a, b, sign):
    """A base above 0, and any exponent, which needs no parentheses where it is a power or has a minus before it."""
    return f"(2 + sin({a[0]})){sign}{within(b, MINUS)}", POWER, (2 + sympy.sin(a[2])) ** b[2]


def called(name, exact):
    return lambda a: atom(f"{name}({a[0]})", exact(a[2]))


CALLS = [
    called("sin", sympy.sin),
    called("cos", sympy.cos),
    called("tanh", sympy.tanh),
    called("atan", sympy.atan),
    called("asinh", sympy.asinh),
    lambda a: atom(f"exp(-({a[0]})^2)", sympy.exp(-(a[2] ** 2))),
    lambda a: atom(f"ln(1.5 + cos({a[0]}))", sympy.log(sympy.Rational(3, 2) + sympy.cos(a[2]))),
    lambda a: atom(f"log2(4+sin({a[0]}))", sympy.log(4 + sympy.sin(a[2]), 2)),
    lambda a: atom(f"\u221a(1 + ({a[0]})\u00b2)", sympy.sqrt(1 + a[2] ** 2)),
    lambda a: (f"(1 + ({a[0]})\u00b2)^1.5", POWER, (1 + a[2] ** 2) ** sympy.Rational(3, 2)),
    lambda a: (f"(2 - sin({a[0]}))**-2.5", POWER, (2 - sympy.sin(a[2])) ** sympy.Rational(-5, 2)),
    lambda a: atom(f"hypot(1, {a[0]})", sympy.sqrt(1 + a[2] ** 2)),
    lambda a: atom(f"sigmoid({a[0]})", 1 / (1 + sympy.exp(-a[2]))),
    lambda a: atom(f"softplus({a[0]})", sympy.log(1 + sympy.exp(a[2]))),
]
SPACES = st.sampled_from(["", " ", "  "])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(plus, inner, inner, st.sampled_from("+-"), SPACES),
        st.builds(times, inner, inner, st.sampled_from("*\u00b7"), SPACES),
        st.builds(over, inner, inner, SPACES),
        st.builds(minus, inner),
        st.builds(power, inner, st.sampled_from([0, 1, 2, 3]), st.sampled_from(["^", "**", " ^ "])),
        st.builds(positive_power, inner, inner, st.sampled_from(["^", "**"])),
        st.tuples(st.sampled_from(CALLS), inner).map(lambda pair: pair[0](pair[1])),
    ),
    max_leaves=6,
)


def exactly(expression, x, y):
    """SymPy's value in 30 digits."""
    return float(expression.evalf(30, subs={X: sympy.Rational(x), Y: sympy.Rational(y)}))


@settings(max_examples=300)
@given(TREES, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_value_and_gradient_are_sympys(tree, x, y):
    text, _, exact = tree
    assume(len(text) <= 300)
    exact = sympy.sympify(exact)
    wanted = [exactly(part, x, y) for part in (exact, exact.diff(X), exact.diff(Y))]
    assume(max(map(abs, wanted)) < LARGEST)
    formula = parse(text)
    assert formula(x, y) == pytest.approx(wanted[0], rel=1e-10, abs=1e-9)
    with jax.enable_x64(True):
        gradient = jax.grad(formula, (0, 1))(np.float64(x), np.float64(y))
        assert [float(part) for part in gradient] == pytest.approx(wanted[1:], rel=1e-9, abs=1e-8)


def gradient_at(text, x, y):
    with jax.enable_x64(True):
        return [float(part) for part in jax.grad(parse(text), (0, 1))(np.float64(x), np.float64(y))]


@pytest.mark.parametrize(
    ("text", "gradient"),
    [
        ("x^2 + y^3", (0, 0)),
        ("x^0 + y^1", (0, 1)),
        ("x^1.5 + y^2.5", (0, 0)),
        ("(x^2 + y^2)^1.5", (0, 0)),
        ("x^2*y^2 + x*y", (0, 0)),
        ("pow(x, 4) + x\u00b2y", (0, 0)),
        ("abs(x) + relu(y)", (0, 0.5)),
        ("2^x + e^y", (np.log(2), 1)),
        ("sigmoid(x) + tanh(y)", (0.25, 1)),
        ("where(x < 1, x^2 + y, x)", (0, 1)),
        ("7", (0, 0)),
    ],
)
def test_the_gradient_at_the_origin_is_exact(text, gradient):
    assert gradient_at(text, 0.0, 0.0) == pytest.approx(gradient, abs=1e-15)


@pytest.mark.parametrize("x", [-1000.0, -40.0, 40.0, 1000.0])
def test_the_gradient_far_out_is_a_number(x):
    for text in ("sigmoid(x)", "softplus(x)", "tanh(x)", "atan(x)", "exp(-x^2)"):
        assert np.isfinite(gradient_at(text, x, 0.0)).all()


@pytest.mark.parametrize("exponent", ["2", "-3", "0.5", "-1.5", "16", "17", "2.7", "-0.3", "(1/2)", "(1/3)", "a"])
def test_a_power_is_the_power_however_it_is_worked_out(exponent):
    formula = parse(f"x^{exponent}")
    given = dict.fromkeys(formula.parameters, 3.0)
    number = {"(1/2)": 0.5, "(1/3)": 1 / 3, "a": 3.0}.get(exponent) or float(exponent)
    x = np.array([0.0, 0.3, 1.0, 2.5, np.inf])
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(formula(x, 0.0, **given), x**number, rtol=1e-14)


def test_an_array_keeps_its_precision_and_the_numbers_of_the_text_follow_it():
    formula = parse("2.5*x^2 + sin(pi*y)/3 + 9^0.5 + a")
    single = formula(np.ones(3, np.float32), np.ones(3, np.float32), a=1.0)
    assert single.dtype == np.float32
    traced = jax.jit(lambda x, y: formula(x, y, a=1.0))(np.ones(3, np.float32), np.ones(3, np.float32))
    assert traced.dtype == np.float32
    np.testing.assert_allclose(traced, single, rtol=1e-6)
    assert formula(1, 2, a=3).dtype == np.float64
    assert formula(np.arange(3), np.int8(100), a=True).dtype == np.float64
