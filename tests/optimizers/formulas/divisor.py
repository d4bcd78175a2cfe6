"""What the adaptive methods divide by."""


def divisor(mean_square, eps, eps_inside):
    """The root of a mean square, kept away from zero by eps inside it or beside it."""
    return (mean_square + eps) ** 0.5 if eps_inside else mean_square**0.5 + eps
