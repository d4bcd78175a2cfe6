"""A reader of formulas: the names that a setting's formula may use, and the formula of a text."""

from dataclasses import dataclass

from formulas.formula import Formula, parse


@dataclass(frozen=True)
class Reader:
    """Called with a text it gives its formula, as `parse` does; who shows the setting finds the names here."""

    variables: tuple[str, ...]
    parameters: bool

    def __call__(self, text: str) -> Formula:
        """The formula that a text is; FormulaError says what is wrong with it."""
        return parse(text, self.variables, self.parameters)
