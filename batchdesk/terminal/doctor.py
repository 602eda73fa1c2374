"""`batchdesk doctor`: which of the things that a watch needs fails: one line a thing, what others depend on first.

Changes nothing: neither the database nor the list of known servers.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from batchdesk.batch.examination import Result
from batchdesk.batch.examination import examine as examine_server
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.store.reader import Reader
from batchdesk.store.store import DATABASE_NAME
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.probe import Probe
from batchdesk.stream.route import Routes
from batchdesk.stream.session import ServerSession
from batchdesk.stream.vault import Vault, open_vault
from batchdesk.terminal import exit_codes
from batchdesk.terminal.lines import json_line, padded
from batchdesk.terminal.notification_probe import has_library, notification_daemon
from batchdesk.words.catalogue import translate
from batchdesk.words.examination import examined_sentence, result_words, step_words
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence

_RESULT_CELLS = 10
_NAME_CELLS = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined. `name` is for scripts, `title` and `detail` are for people."""

    name: str
    title: str
    result: Result
    detail: str


Verdict = tuple[Result, str]


async def examine(
    data_dir: Path, routes: Routes, server: str | None, reference: Reference | None, out: TextIO, *, as_json: bool
) -> int:
    """Examine everything, write what was found, and return 0 when nothing failed, 1 otherwise."""
    findings: list[Finding] = []
    async for finding in _findings(data_dir, routes, server, reference):
        findings.append(finding)
        if not as_json:
            out.write(_line(finding))
            out.flush()
    ok = all(finding.result is not Result.FAILED for finding in findings)
    if as_json:
        listed = [
            {"name": finding.name, "result": finding.result.value, "detail": finding.detail} for finding in findings
        ]
        out.write(json_line({"checks": listed, "ok": ok}))
    return exit_codes.SUCCEEDED if ok else exit_codes.FAILED


async def _findings(
    data_dir: Path, routes: Routes, server: str | None, reference: Reference | None
) -> AsyncIterator[Finding]:
    reader = Reader(data_dir / DATABASE_NAME)
    database = await asyncio.to_thread(_database, reader, data_dir / DATABASE_NAME)
    yield Finding("database", translate("Doctor", "database"), *database)
    vault, problem = await asyncio.to_thread(open_vault)
    yield Finding("keyring", translate("Doctor", "keyring"), *_keyring(vault, problem))
    yield Finding("notifications", translate("Doctor", "notifications"), *await _notifications())
    named = server or (reference.server if reference else None)
    chosen = named or await asyncio.to_thread(_only_server, reader) or ""
    key = BatchKey(chosen, reference.batch_id) if reference else None
    pool = ClientPool(routes)
    try:
        probe = Probe(ServerSession(chosen, vault, pool, on_change=lambda session: None), pool)
        async for examined in examine_server(chosen, lambda step: probe.ask(step, key), batch=key is not None):
            step = examined.step
            yield Finding(step.value, step_words(step), examined.result, examined_sentence(examined))
    finally:
        await pool.aclose()


def _database(reader: Reader, path: Path) -> Verdict:
    if not path.exists():
        return Result.SKIPPED, translate("Doctor", "Nothing has been written yet.")
    try:
        complaints = reader.complaints()
    except BatchdeskError as error:
        return Result.FAILED, sentence(error.problem)
    if complaints:
        damaged = translate("Doctor", "{path} is damaged: {complaint}.", path=path, complaint=one_line(complaints[0]))
        return Result.FAILED, damaged
    return Result.OK, translate("Doctor", "{path} is sound.", path=path)


def _keyring(vault: Vault, problem: Problem | None) -> Verdict:
    if problem is None:
        return Result.OK, translate("Doctor", "Sessions are kept in the system's keyring.")
    if vault.borrowed is not None:
        used = translate("Doctor", "There is none; the session comes from BATCHDESK_SESSION_TOKEN.")
        return Result.SKIPPED, used
    return Result.FAILED, sentence(problem)


async def _notifications() -> Verdict:
    if sys.platform != "linux":
        return _own_notifications(has_library())
    daemon = await notification_daemon()
    if daemon is None:
        none_needed = translate("Doctor", "There is no desktop session here to ask.")
        return Result.SKIPPED, none_needed
    if not daemon.name:
        missing = translate(
            "Doctor",
            "Nothing shows notifications in this session: ends are told at the tray's icon, or when the window is "
            "opened. Start a notification daemon.",
        )
        return Result.FAILED, missing
    name = one_line(daemon.name)
    if "actions" in daemon.capabilities:
        words = translate("Doctor", "{name} shows notifications, and says when one is clicked.", name=name)
    else:
        words = translate("Doctor", "{name} shows notifications, but cannot say when one is clicked.", name=name)
    return Result.OK, words


def _own_notifications(installed: bool) -> Verdict:
    """On Windows and macOS, where they come from a library of the system's own."""
    if installed:
        return Result.OK, translate("Doctor", "The system's own notifications are used.")
    missing = translate(
        "Doctor", "desktop-notifier is not installed: ends are told at the tray's icon, or when the window is opened."
    )
    return Result.FAILED, missing


def _only_server(reader: Reader) -> str | None:
    try:
        servers = reader.servers()
    except BatchdeskError:
        return None  # said already, of the database
    return servers[0].url if len(servers) == 1 else None


def _line(finding: Finding) -> str:
    result = padded(result_words(finding.result), _RESULT_CELLS)
    return f"{result}{padded(finding.title, _NAME_CELLS)}{finding.detail}\n"
