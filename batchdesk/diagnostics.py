"""What helps to find a fault, as text for a ticket: versions, platform, settings, connections, the last of the log.

It is pasted where strangers read it. So of the settings only what cannot be anybody's own words is told, and of the log
what is left when e-mail addresses, whatever could be a token, quoted texts and the words of exceptions are taken out.
English, as the log is. Must not know Qt.
"""

import platform
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from msgspec import to_builtins

from batchdesk import __version__
from batchdesk.components import Component
from batchdesk.connection_report import connection_report
from batchdesk.engine.watched import ServerStatus, WatchedBatch
from batchdesk.settings.values import Settings

LAST_LINES = 60
_MOST_BYTES = 64 * 1024
"""Of the end of the log; it rotates at some megabytes."""

_LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ [A-Z]+ [\w.]+: ")
_FRAME = re.compile(r'^ +File "')
_EXCEPTION = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Warning))(?::|$)")

_E_MAIL = re.compile(r"[^\s@<>\"'=:]+@[^\s@<>\"'/]+\.[^\s@<>\"'/,;)]+")
_CREDENTIALS = re.compile(r"://[^/\s@]*@")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SECRET = re.compile(r"(?i)\b(cookie|token|code|password|authorization)\b(\s*[=:]\s*)\S.*")
_LONG = re.compile(r"[A-Za-z0-9_.%+/=-]{32,}")
"""A token is at least that long; a batch's id is not."""


def diagnostics(
    settings: Settings,
    servers: Iterable[ServerStatus],
    batches: Iterable[WatchedBatch],
    parts: Iterable[Component],
    surroundings: Mapping[str, str],
    log: str,
    chosen: Iterable[WatchedBatch] = (),
) -> str:
    """The whole text. `surroundings` is what the front end knows of where it runs, `log` the end of the log file; what
    happened with their streams is told of the batches that are `chosen`."""
    states = Counter(batch.connection.state.value for batch in batches)
    sections = {
        "Versions": [
            f"batchdesk {__version__}, Python {platform.python_version()}, {platform.platform()}",
            ", ".join(f"{part.name} {part.version}" for part in parts),
        ],
        "Surroundings": [f"{name}: {value}" for name, value in surroundings.items()],
        "Settings": _settings_lines(settings),
        "Servers": [_server_line(server) for server in servers],
        "Connections": [f"{state}: {number}" for state, number in sorted(states.items())],
        "Batches chosen": connection_report(chosen),
        "Log": cleaned_log(log),
    }
    return "\n\n".join("\n".join((f"## {title}", *(lines or ["none"]))) for title, lines in sections.items()) + "\n"


def end_of_log(path: Path) -> str:
    """The last of what was logged; nothing where there is no log."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _MOST_BYTES))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""


def cleaned_log(log: str) -> list[str]:
    """The last lines without what is private: of a trace the places and the kind of the error, not its words."""
    lines: list[str] = []
    for line in log.splitlines():
        exception = _EXCEPTION.match(line)
        if _LOG_LINE.match(line):
            lines.append(_without_secrets(line))
        elif _FRAME.match(line):
            lines.append(_short_path(line))
        elif exception is not None:
            lines.append(exception[1])
    return lines[-LAST_LINES:]


def _without_secrets(line: str) -> str:
    line = _E_MAIL.sub("[e-mail]", _CREDENTIALS.sub("://", line))
    line = _SECRET.sub(r"\1\2[secret]", _QUOTED.sub("[text]", line))
    return _LONG.sub("[long]", _short_path(line))


def _short_path(line: str) -> str:
    return line.replace(str(Path.home()), "~")


def _settings_lines(settings: Settings) -> list[str]:
    values = cast(dict[str, Any], to_builtins(settings))
    values["saved_filters"] = len(settings.saved_filters)
    values["servers"] = {
        url: {"web_address": bool(server.web_address), "ca_file": bool(server.ca_file), "proxy": bool(server.proxy)}
        for url, server in settings.servers.items()
    }
    values["telling"]["rules"]["rules"] = len(settings.telling.rules.rules)
    return list(_flat(values))


def _flat(values: Mapping[str, Any], above: str = "") -> Iterable[str]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(cast(dict[str, Any], value), f"{above}{name}.")
        else:
            yield f"{above}{name} = {value}"


def _server_line(server: ServerStatus) -> str:
    problem = server.problem.kind.value if server.problem is not None else "no problem"
    return f"{_CREDENTIALS.sub('://', server.url)}: {server.session.value}, {problem}"
