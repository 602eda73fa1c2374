"""Python's settings belong to the window: they end with it, and garbage is still collected."""

import gc
import sys
import weakref

import pytest
from PySide6.QtWidgets import QApplication

from batchdesk.desktop.interpreter import ROUNDS_PUT_OFF, Collector, set_for_a_window, switch_seconds


class Knot:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


def knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_the_settings_end_with_the_window(qapp: QApplication) -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    with set_for_a_window():
        assert sys.getswitchinterval() == pytest.approx(switch_seconds(sys.platform))  # whole microseconds
        assert gc.get_threshold()[2] > before[0][2]
        assert gc.isenabled()
    assert (gc.get_threshold(), sys.getswitchinterval()) == before


def test_threads_hand_over_soon_and_on_windows_not_before_the_shortest_time_it_can_wait() -> None:
    assert switch_seconds("linux") == switch_seconds("darwin") < switch_seconds("win32") == 0.001


def test_garbage_is_collected_again_after_a_start_that_did_without(qapp: QApplication) -> None:
    gc.disable()
    try:
        with set_for_a_window():
            assert gc.isenabled()
    finally:
        gc.enable()


def test_garbage_is_collected_when_nobody_works_in_the_window() -> None:
    left = knot()
    Collector().next_round(worked_in=False)
    assert left() is None


def test_it_is_put_off_while_somebody_works_there_but_not_for_ever(qapp: QApplication) -> None:
    with set_for_a_window():
        gc.collect()
        collector, left = Collector(), knot()
        for _ in range(ROUNDS_PUT_OFF):
            collector.next_round(worked_in=True)
            assert left() is not None
        collector.next_round(worked_in=True)
        assert left() is None
