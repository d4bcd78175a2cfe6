"""A formula's tree as LaTeX, made of our own words: nothing of the user's text is copied but known names."""

from typing import NamedTuple

from formulas.functions import FUNCTIONS, GREEK
from formulas.nodes import Call, Chain, Comparison, Name, Negative, Node, Number, Power

_SUM, _PRODUCT, _FRACTION, _ATOM = range(4)
_LETTERS = {*GREEK.values(), "pi", "tau"}
_SIGNS = {"==": "=", "!=": r"\ne ", "<=": r"\le ", ">=": r"\ge "}


class _Piece(NamedTuple):
    """A piece of LaTeX, and how tightly it holds together."""

    text: str
    hold: int


def latex(node: Node) -> str:
    """The tree as LaTeX, with fractions, raised powers and roots."""
    return _piece(node).text


def _piece(node: Node) -> _Piece:
    match node:
        case Number(value):
            return _number(value)
        case Name(name):
            return _Piece(_name(name), _ATOM)
        case Negative(inner):
            return _Piece("-" + _inside(_piece(inner), _PRODUCT), _PRODUCT)
        case Chain(first, rest) if rest[0][0] in "+-":
            return _sum(first, rest)
        case Chain(first, rest):
            return _product(first, rest)
        case Power(base, exponent):
            return _power(base, exponent)
        case Call(function, arguments):
            return _call(function, [_piece(argument).text for argument in arguments])
        case Comparison(first, rest):
            return _Piece(_piece(first).text + "".join(_SIGNS.get(s, s) + _piece(part).text for s, part in rest), _SUM)


def _inside(piece: _Piece, least: int) -> str:
    """The piece, in parentheses where it holds less tightly than it must, or begins with a minus."""
    return piece.text if piece.hold >= least and piece.text[0] != "-" else rf"\left({piece.text}\right)"


def _number(value: float) -> _Piece:
    plain = repr(value).removesuffix(".0")
    mantissa, _, exponent = plain.partition("e")
    if not exponent:
        return _Piece(plain, _ATOM)
    power = f"10^{{{int(exponent)}}}"
    return _Piece(power if mantissa == "1" else rf"{mantissa} \cdot {power}", _PRODUCT)


def _name(name: str) -> str:
    word = name.rstrip("0123456789").rstrip("_")
    number = name[len(word) :].lstrip("_")
    shown = "\\" + word if word in _LETTERS else word if len(word) == 1 else rf"\mathrm{{{word.replace('_', ' ')}}}"
    return f"{shown}_{{{number}}}" if number else shown


def _sum(first: Node, rest: tuple[tuple[str, Node], ...]) -> _Piece:
    text = _piece(first).text
    for sign, part in rest:
        text += f" {sign} {_inside(_piece(part), _SUM if sign == '+' else _PRODUCT)}"
    return _Piece(text, _SUM)


def _product(first: Node, rest: tuple[tuple[str, Node], ...]) -> _Piece:
    text, hold = _piece(first)
    if hold == _SUM and rest[0][0] == "*":
        text = rf"\left({text}\right)"
    for sign, part in rest:
        if sign == "/":
            minus = "-" * (text[0] == "-" and hold > _SUM)
            text, hold = rf"{minus}\frac{{{text.removeprefix(minus)}}}{{{_piece(part).text}}}", _FRACTION
        else:
            factor = _inside(_piece(part), _PRODUCT)
            between = r" \cdot " if factor[0].isdigit() else r"\,"
            text, hold = f"{text}{between}{factor}", _PRODUCT
    return _Piece(text, min(hold, _FRACTION))


def _power(base: Node, exponent: Node) -> _Piece:
    raised = f"^{{{_piece(exponent).text}}}"
    # sin^2(x), but not log_2^3(x).
    if isinstance(base, Call) and isinstance(exponent, Number) and not {"#", "_"} & set(FUNCTIONS[base.function].latex):
        return _call(base.function, [_piece(value).text for value in base.arguments], raised)
    below = _piece(base)
    # A power of a power needs parentheses, and so does e^x, which looks like one.
    atom = isinstance(base, Number | Name) and below.hold == _ATOM
    return _Piece((below.text if atom else rf"\left({below.text}\right)") + raised, _ATOM)


def _call(function: str, arguments: list[str], raised: str = "") -> _Piece:
    pattern = FUNCTIONS[function].latex
    if "#" not in pattern:
        return _Piece(rf"{pattern}{raised}\left({', '.join(arguments)}\right)", _ATOM)
    for place, argument in enumerate(arguments, 1):
        pattern = pattern.replace(f"#{place}", argument)
    return _Piece(pattern, _ATOM)
