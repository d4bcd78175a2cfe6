"""What is wrong with a typed formula, and where."""


class FormulaError(ValueError):
    """The text is no formula; the sentence says why, and `position` is the place in the text, counted from 0."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.position = position
