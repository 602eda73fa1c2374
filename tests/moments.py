"""What moments say, whatever happened at them."""

from bisect import bisect_left


def most_in_a_second(moments: list[float]) -> int:
    """The largest number of `moments` in any second, wherever it begins."""
    moments = sorted(moments)
    return max(bisect_left(moments, moment + 1) - index for index, moment in enumerate(moments))
