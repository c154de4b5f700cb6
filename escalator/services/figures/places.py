"""Where in an ordered row the telling values stand, counted from 1; metrics.py says why."""


def middle(total: int) -> tuple[int, int]:
    """Give the places of the two middle values, which are one when there is an odd number."""
    return (total + 1) // 2, total // 2 + 1


def slowest_of_ten(total: int) -> int:
    """Give the place of the 90th percentile, by nearest rank."""
    return (9 * total + 9) // 10
