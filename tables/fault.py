"""What is wrong with a table, or with a wish for one of its columns."""


class TableError(ValueError):
    """A table cannot be read, or has not what is asked of it; the sentence names the place and says what to do."""
