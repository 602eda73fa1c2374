"""What may go wrong on request.

A fault says what it does to an answer (`OpeningFault`), to a stream at one moment (`StreamFault`), to the events of a
stream (`EventFault`) or to their bytes (`WireFault`). Knows streams only through `Strikable`.
"""

from batchdesk.testserver.faults.answers import HangUp, HtmlAnswer, OpeningFault, Redirect, Refuse
from batchdesk.testserver.faults.events import EventFault, OnlyComplete, UnknownFields
from batchdesk.testserver.faults.kinds import Cut, Fault, Strikable
from batchdesk.testserver.faults.moments import (
    DeleteBatch,
    Drop,
    Duplicate,
    EndSessions,
    ErrorEvent,
    ForeignEvent,
    GiantLine,
    MalformedJson,
    RawBytes,
    Reorder,
    Silence,
    StreamFault,
    UnknownStatus,
    WrongVersion,
)
from batchdesk.testserver.faults.writing import IdAndRetry, LineEnds, SlowDrip, WireFault

__all__ = [
    "Cut",
    "DeleteBatch",
    "Drop",
    "Duplicate",
    "EndSessions",
    "ErrorEvent",
    "EventFault",
    "Fault",
    "ForeignEvent",
    "GiantLine",
    "HangUp",
    "HtmlAnswer",
    "IdAndRetry",
    "LineEnds",
    "MalformedJson",
    "OnlyComplete",
    "OpeningFault",
    "RawBytes",
    "Redirect",
    "Refuse",
    "Reorder",
    "Silence",
    "SlowDrip",
    "StreamFault",
    "Strikable",
    "UnknownFields",
    "UnknownStatus",
    "WireFault",
    "WrongVersion",
]
