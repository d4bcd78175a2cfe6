"""From the checked text to the formula's tree: Python's parser knows precedence, a whitelist lets nodes through."""

import ast
from threading import Lock
from typing import Any

from formulas.fault import FormulaError
from formulas.functions import FUNCTIONS, POWER
from formulas.grammar import MOST_DEPTH, Checked
from formulas.nodes import Call, Chain, Comparison, Name, Negative, Node, Number, Power
from formulas.tokens import Token

MOST_NODES = 300
# In Python 3.11 two threads that parse at the same time may disturb each other: SystemError.
_PARSING = Lock()
# Python's operators, by the chain that they stand in.
_SUM: dict[type, str] = {ast.Add: "+", ast.Sub: "-"}
_PRODUCT: dict[type, str] = {ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: dict[type, str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def grow(checked: Checked) -> Node:
    """The tree of a checked text; FormulaError where it is too large, or a function is used wrongly."""
    try:
        with _PARSING:
            body = ast.parse(checked.rewritten, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("this cannot be read as a formula", 0) from None
    return _Builder(checked).node(body, 0)


class _Builder:
    def __init__(self, checked: Checked) -> None:
        self.at = checked.at
        self.by_start = {f"n{token.start}": token for token in checked.at}
        self.count = 0

    def place(self, node: Any) -> int:
        """Where the node begins in the user's text."""
        return self.at[node.col_offset].start

    def node(self, node: ast.expr, depth: int) -> Node:
        """One node and all below it."""
        self.count += 1
        if self.count > MOST_NODES:
            raise FormulaError(
                f"the formula is too long: at most {MOST_NODES} numbers, names and operations", self.place(node)
            )
        if depth > MOST_DEPTH:
            raise FormulaError(f"the formula is nested too deep: at most {MOST_DEPTH} levels", self.place(node))
        below = depth + 1
        match node:
            case ast.Name():
                return self.leaf(self.by_start[node.id])
            case ast.UnaryOp(op=ast.USub()):
                return Negative(self.node(node.operand, below))
            case ast.UnaryOp(op=ast.UAdd()):
                return self.node(node.operand, below)
            case ast.BinOp(op=ast.Pow()):
                return Power(self.node(node.left, below), self.node(node.right, below))
            case ast.BinOp() if type(node.op) in _SUM:
                return self.chain(node, _SUM, below)
            case ast.BinOp() if type(node.op) in _PRODUCT:
                return self.chain(node, _PRODUCT, below)
            case ast.Call(func=ast.Name(id=name), keywords=[]):
                return self.call(node, self.by_start[name], below)
            case ast.Compare():
                raise FormulaError(
                    f"the comparison at column {self.place(node) + 1} can only stand first in where(...)",
                    self.place(node),
                )
        raise FormulaError(f"column {self.place(node) + 1} is no part of a formula", self.place(node))

    def leaf(self, token: Token) -> Node:
        """A number, a raised number without its sign, or a name."""
        return Name(token.text) if token.kind == "name" else Number(float(token.text.lstrip("-")))

    def chain(self, node: ast.expr, signs: dict[type, str], depth: int) -> Chain:
        """A sum or a product of any length; it is as deep as its deepest part."""
        parts: list[tuple[str, ast.expr]] = []
        while isinstance(node, ast.BinOp) and type(node.op) in signs:
            parts.append((signs[type(node.op)], node.right))
            node = node.left
        first = self.node(node, depth)
        return Chain(first, tuple((sign, self.node(part, depth)) for sign, part in reversed(parts)))

    def call(self, node: ast.Call, name: Token, depth: int) -> Node:
        """A function with as many values as it takes."""
        least, most = (2, 2) if name.text == POWER else (FUNCTIONS[name.text].least, FUNCTIONS[name.text].most)
        if not least <= len(node.args) <= most:
            wanted = f"{least} value{'s' * (least > 1)}" if least == most else f"{least} to {most} values"
            raise FormulaError(
                f"`{name.text}` at column {name.start + 1} takes {wanted}, not {len(node.args)}", name.start
            )
        if name.text == POWER:
            return Power(self.node(node.args[0], depth), self.node(node.args[1], depth))
        if name.text != "where":
            return Call(name.text, tuple(self.node(value, depth) for value in node.args))
        condition = node.args[0]
        if not isinstance(condition, ast.Compare):
            raise FormulaError(
                f"`where` at column {name.start + 1} needs a comparison first, such as where(x > 0, 1, 2)", name.start
            )
        first = self.node(condition.left, depth)
        links = zip(condition.ops, condition.comparators, strict=True)
        rest = tuple((_COMPARISONS[type(sign)], self.node(part, depth)) for sign, part in links)
        return Call("where", (Comparison(first, rest), *(self.node(value, depth) for value in node.args[1:])))


def names(node: Node) -> set[str]:
    """Every name in a tree, also the constants'."""
    match node:
        case Number():
            return set()
        case Name(name):
            return {name}
        case Negative(inner):
            return names(inner)
        case Power(base, exponent):
            return names(base) | names(exponent)
        case Call(_, arguments):
            return set().union(*map(names, arguments))
        case Chain(first, rest) | Comparison(first, rest):
            return names(first).union(*(names(part) for _, part in rest))
