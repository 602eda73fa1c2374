"""How long batches take: what nine in ten say of the next, and of one that already runs."""

from hypothesis import given
from hypothesis import strategies as st

from batchdesk.batch.usual import ENOUGH, ENOUGH_OF_A_MERCHANT, KEPT, Durations, Took, Usual


def of(*seconds: float, merchant: str = "") -> list[Took]:
    return [Took(each, merchant) for each in seconds]


def range_of(usual: Usual | None) -> tuple[float, float, float]:
    assert usual is not None
    return usual.low, usual.median, usual.high


def test_fewer_than_enough_say_nothing() -> None:
    durations = Durations(of(*range(1, ENOUGH)))
    assert durations.usual() is None
    durations.add(Took(9, ""))
    assert range_of(durations.usual()) == (1, 5, 9), "the shortest and the longest of nine span eight in ten"


def test_old_durations_are_forgotten() -> None:
    durations = Durations(of(*[1.0] * KEPT, *[9.0] * KEPT))
    assert range_of(durations.usual()) == (9, 9, 9)


def test_a_merchant_with_enough_of_its_own_is_judged_by_them() -> None:
    durations = Durations(of(*[40.0] * ENOUGH_OF_A_MERCHANT))
    for _ in range(ENOUGH_OF_A_MERCHANT - 1):
        durations.add(Took(150.0, "slow"))
    assert durations.usual("slow") == durations.usual("another") == durations.usual()
    durations.add(Took(150.0, "slow"))
    assert range_of(durations.usual("slow")) == (150, 150, 150)
    assert durations.usual("another") == durations.usual() != durations.usual("slow")


def test_rows_share_one_object_until_something_is_learnt() -> None:
    durations = Durations(of(*range(1, 20)))
    assert durations.usual() is durations.usual("any")


def test_only_those_that_took_longer_say_what_is_left() -> None:
    usual = Durations(of(*[40.0] * 10, *[150.0] * 10)).usual()
    assert usual is not None
    assert range_of(usual.left_after(0)) == (40, 95, 150)
    assert range_of(usual.left_after(60)) == (90, 90, 90), "those of 40 seconds are over"
    assert usual.left_after(150) is None


def test_the_range_widens_while_it_misses() -> None:
    settled, drifting = Durations(of(*[40.0, 50.0, 60.0] * 30)), Durations(of(*[40.0, 50.0, 60.0] * 30))
    for number in range(20):
        drifting.add(Took(70.0 + number, ""))
        settled.add(Took(50.0, ""))
    wide, narrow = drifting.usual(), settled.usual()
    assert wide is not None
    assert narrow is not None
    assert wide.tail < 0.1 < narrow.tail


@given(st.lists(st.floats(0, 1e6), min_size=ENOUGH, max_size=300), st.floats(0, 1e6))
def test_a_range_is_in_order_and_what_is_left_is_more_than_nothing(seconds: list[float], elapsed: float) -> None:
    usual = Durations(of(*seconds)).usual()
    assert usual is not None
    assert usual.low <= usual.median <= usual.high
    left = usual.left_after(elapsed)
    assert left is None or 0 < left.low <= left.median <= left.high
