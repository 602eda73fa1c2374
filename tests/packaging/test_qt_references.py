"""The installed Qt keeps count of None: the release that does not aborts a program after some thousand calls."""

import sys

from PySide6.QtCore import QObject

CALLS = 1000


def test_void_calls_leave_the_references_to_none_as_they_were():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("name")
    # Other code may take or leave a handful meanwhile; the fault loses one a call.
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
