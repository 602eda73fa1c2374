"""What is new in a merchant's list, by the server's own times."""

from datetime import UTC, datetime, timedelta

from batchdesk.engine.horizon import OVERLAP, Horizon

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def made(*batches: tuple[str, float]) -> list[tuple[str, datetime]]:
    """Ids with seconds after noon."""
    return [(batch_id, NOON + timedelta(seconds=seconds)) for batch_id, seconds in batches]


def look(horizon: Horizon, *batches: tuple[str, float]) -> list[str]:
    """One look at a list of one page."""
    walk = horizon.walk()
    new = walk.new_on(made(*batches))
    walk.settle()
    return new


def test_what_is_there_at_the_first_look_is_not_new_and_what_comes_later_is() -> None:
    horizon = Horizon(None)
    assert look(horizon, ("b", 5), ("a", 0)) == []
    assert horizon.until == NOON + timedelta(seconds=5)
    assert look(horizon, ("c", 9), ("b", 5), ("a", 0)) == ["c"]
    assert look(horizon, ("c", 9), ("b", 5), ("a", 0)) == []


def test_of_a_merchant_without_batches_all_that_comes_is_new() -> None:
    horizon = Horizon(None)
    assert look(horizon) == []
    assert look(horizon, ("a", 0)) == ["a"]


def test_after_a_restart_what_came_meanwhile_is_new_and_nothing_else() -> None:
    horizon = Horizon(NOON)
    assert look(horizon, ("late", 300), ("soon", 1), ("seen", 0), ("before", -1)) == ["late", "soon"]


def test_what_appears_late_with_an_earlier_time_is_found_and_what_was_there_is_not() -> None:
    horizon = Horizon(None)
    look(horizon, ("b", 5), ("a", 4))
    assert look(horizon, ("b", 5), ("behind", 4.5), ("a", 4)) == ["behind"]
    assert look(horizon, ("b", 5), ("a", 4), ("too late", 5 - OVERLAP.total_seconds())) == []


def test_a_long_list_is_read_down_to_the_horizon_and_no_further() -> None:
    horizon = Horizon(NOON)
    walk = horizon.walk()
    assert walk.new_on(made(("d", 40), ("c", 30))) == ["d", "c"]
    assert not walk.over
    # Meanwhile a batch came, and what stood at the end of a page stands at the beginning of the next.
    assert walk.new_on(made(("c", 30), ("b", 20), ("a", 0))) == ["b"]
    assert walk.over


def test_a_walk_that_was_broken_off_finds_the_same_again() -> None:
    horizon = Horizon(NOON)
    assert horizon.walk().new_on(made(("b", 20), ("a", 10))) == ["b", "a"]
    assert horizon.until == NOON
    assert look(horizon, ("b", 20), ("a", 10)) == ["b", "a"]


def test_a_server_that_gives_the_same_page_for_ever_is_not_asked_for_ever() -> None:
    walk = Horizon(NOON).walk()
    for _ in range(2):
        walk.new_on(made(("b", 20), ("a", 10)))
    assert walk.over
