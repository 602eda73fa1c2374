"""The embedded server: the real one's twin, with faults on request. Imports nothing else of this program.

A mistake in reading the protocol that server and client shared would hide itself, so they share no code.
"""

from batchdesk.testserver.demo import DemoScript
from batchdesk.testserver.directory import ADMIN_EMAIL, DEFAULT_MERCHANT, FORBIDDEN_MERCHANT, MERCHANTS, Merchant
from batchdesk.testserver.faults import (
    Cut,
    DeleteBatch,
    Drop,
    Duplicate,
    EndSessions,
    ErrorEvent,
    Fault,
    ForeignEvent,
    GiantLine,
    HangUp,
    HtmlAnswer,
    IdAndRetry,
    LineEnds,
    MalformedJson,
    OnlyComplete,
    RawBytes,
    Redirect,
    Refuse,
    Reorder,
    Silence,
    SlowDrip,
    UnknownFields,
    UnknownStatus,
    WrongVersion,
)
from batchdesk.testserver.loopback import PortTaken
from batchdesk.testserver.options import ServerOptions
from batchdesk.testserver.plan import Plan
from batchdesk.testserver.request_log import RequestEntry, RequestLog
from batchdesk.testserver.scenarios import SCENARIOS, DemoBatch, Scenario
from batchdesk.testserver.server import EmbeddedServer

__all__ = [
    "ADMIN_EMAIL",
    "DEFAULT_MERCHANT",
    "FORBIDDEN_MERCHANT",
    "MERCHANTS",
    "SCENARIOS",
    "Cut",
    "DeleteBatch",
    "DemoBatch",
    "DemoScript",
    "Drop",
    "Duplicate",
    "EmbeddedServer",
    "EndSessions",
    "ErrorEvent",
    "Fault",
    "ForeignEvent",
    "GiantLine",
    "HangUp",
    "HtmlAnswer",
    "IdAndRetry",
    "LineEnds",
    "MalformedJson",
    "Merchant",
    "OnlyComplete",
    "Plan",
    "PortTaken",
    "RawBytes",
    "Redirect",
    "Refuse",
    "Reorder",
    "RequestEntry",
    "RequestLog",
    "Scenario",
    "ServerOptions",
    "Silence",
    "SlowDrip",
    "UnknownFields",
    "UnknownStatus",
    "WrongVersion",
]
