"""`batchdesk doctor`: which of the things that a watch needs fails: one line a thing, what others depend on first.

Changes nothing: neither the database nor the list of known servers.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from batchdesk.batch.connection import Connection
from batchdesk.batch.events import BatchEvent
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.reader import Reader
from batchdesk.store.store import DATABASE_NAME
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.probe import Probe
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Subscription
from batchdesk.stream.vault import Vault, open_vault
from batchdesk.terminal import exit_codes
from batchdesk.terminal.lines import json_line, padded
from batchdesk.terminal.notification_probe import has_library, notification_daemon
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence

HEARTBEAT_SECONDS = 75.0
"""Two and a half heartbeats: as long as a watch itself waits."""

_RESULT_CELLS = 10
_NAME_CELLS = 16


class Result(StrEnum):
    """How an examination went. The value is what `--json` prints."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined. `name` is for scripts, `detail` a sentence."""

    name: str
    result: Result
    detail: str


async def examine(
    data_dir: Path, server: str | None, reference: Reference | None, out: TextIO, *, as_json: bool
) -> int:
    """Examine everything, write what was found, and return 0 when nothing failed, 1 otherwise."""
    findings: list[Finding] = []
    async for finding in _findings(data_dir, server, reference):
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


async def _findings(data_dir: Path, server: str | None, reference: Reference | None) -> AsyncIterator[Finding]:
    reader = Reader(data_dir / DATABASE_NAME)
    yield await asyncio.to_thread(_database, reader, data_dir / DATABASE_NAME)
    vault, problem = await asyncio.to_thread(open_vault)
    yield _keyring(vault, problem)
    yield await _notifications()
    chosen = server or (reference.server if reference else None) or await asyncio.to_thread(_only_server, reader)
    pool = ClientPool()
    try:
        examination = _ServerExamination(chosen, reference, vault, pool)
        for name, step in examination.steps():
            yield await examination.take(name, step)
    finally:
        await pool.aclose()


def _database(reader: Reader, path: Path) -> Finding:
    if not path.exists():
        return Finding("database", Result.SKIPPED, translate("Doctor", "Nothing has been written yet."))
    try:
        complaints = reader.complaints()
    except BatchdeskError as error:
        return Finding("database", Result.FAILED, sentence(error.problem))
    if complaints:
        damaged = translate("Doctor", "{path} is damaged: {complaint}.", path=path, complaint=one_line(complaints[0]))
        return Finding("database", Result.FAILED, damaged)
    return Finding("database", Result.OK, translate("Doctor", "{path} is sound.", path=path))


def _keyring(vault: Vault, problem: Problem | None) -> Finding:
    if problem is None:
        return Finding("keyring", Result.OK, translate("Doctor", "Sessions are kept in the system's keyring."))
    if vault.borrowed is not None:
        used = translate("Doctor", "There is none; the session comes from BATCHDESK_SESSION_TOKEN.")
        return Finding("keyring", Result.SKIPPED, used)
    return Finding("keyring", Result.FAILED, sentence(problem))


async def _notifications() -> Finding:
    if sys.platform != "linux":
        return _own_notifications(has_library())
    daemon = await notification_daemon()
    if daemon is None:
        none_needed = translate("Doctor", "There is no desktop session here to ask.")
        return Finding("notifications", Result.SKIPPED, none_needed)
    if not daemon.name:
        missing = translate(
            "Doctor",
            "Nothing shows notifications in this session: ends are told at the tray's icon, or when the window is "
            "opened. Start a notification daemon.",
        )
        return Finding("notifications", Result.FAILED, missing)
    name = one_line(daemon.name)
    if "actions" in daemon.capabilities:
        words = translate("Doctor", "{name} shows notifications, and says when one is clicked.", name=name)
    else:
        words = translate("Doctor", "{name} shows notifications, but cannot say when one is clicked.", name=name)
    return Finding("notifications", Result.OK, words)


def _own_notifications(installed: bool) -> Finding:
    """On Windows and macOS, where they come from a library of the system's own."""
    if installed:
        return Finding("notifications", Result.OK, translate("Doctor", "The system's own notifications are used."))
    missing = translate(
        "Doctor", "desktop-notifier is not installed: ends are told at the tray's icon, or when the window is opened."
    )
    return Finding("notifications", Result.FAILED, missing)


def _only_server(reader: Reader) -> str | None:
    try:
        servers = reader.servers()
    except BatchdeskError:
        return None  # said already, of the database
    return servers[0].url if len(servers) == 1 else None


class _ServerExamination:
    """The steps between us and a batch's heartbeat. After one that fails the others are skipped: it is their cause."""

    def __init__(self, server: str | None, reference: Reference | None, vault: Vault, pool: ClientPool) -> None:
        self._server = server or ""
        self._key = BatchKey(self._server, reference.batch_id) if reference else None
        self._pool = pool
        self._session = ServerSession(self._server, vault, pool, on_change=lambda session: None)
        self._probe = Probe(self._session, pool)
        self._failed = False

    def steps(self) -> list[tuple[str, Callable[[], Awaitable[Problem | None]] | None]]:
        """Each step's name, and what examines it; None where it cannot be examined."""
        probe, key = self._probe, self._key
        encrypted = self._server.startswith("https:")
        return [
            ("address", probe.address),
            ("tls", probe.certificate if encrypted else None),
            ("server", probe.batch_server),
            ("sign-in", probe.sign_in),
            ("merchant", (lambda: probe.merchant(key)) if key else None),
            ("batch", (lambda: probe.batch(key)) if key else None),
            ("stream", (lambda: probe.stream(key)) if key else None),
            ("heartbeat", (lambda: self._heartbeat(key)) if key else None),
        ]

    async def take(self, name: str, step: Callable[[], Awaitable[Problem | None]] | None) -> Finding:
        """Examine one thing."""
        if not self._server:
            return Finding(name, Result.SKIPPED, translate("Doctor", "No server to ask: name one with --server."))
        if self._failed:
            return Finding(name, Result.SKIPPED, translate("Doctor", "Not asked, because of the failure above."))
        if step is None:
            return Finding(name, Result.SKIPPED, _why_skipped(name))
        problem = await step()
        if problem is None:
            return Finding(name, Result.OK, _what_is_well(name))
        self._failed = True
        return Finding(name, Result.FAILED, sentence(problem))

    async def _heartbeat(self, key: BatchKey) -> Problem | None:
        """Listen until a heartbeat comes; a batch that has ended needs none."""
        pulse = _Pulse()
        hearing = asyncio.create_task(Subscription(key, self._session, self._pool, pulse).run(), name="doctor's stream")
        beat = asyncio.create_task(pulse.felt.wait(), name="heartbeat")
        done, pending = await asyncio.wait(
            {hearing, beat}, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending:
            task.cancel()
        await asyncio.wait({hearing, beat})
        return None if done else Problem(ProblemKind.SILENT, {"seconds": HEARTBEAT_SECONDS})


class _Pulse:
    """Feels heartbeats: bytes that bring no event."""

    def __init__(self) -> None:
        self.felt = asyncio.Event()
        self._events = 0

    def on_heard(self) -> None:
        # The events of these bytes are told before the loop's next turn.
        asyncio.get_running_loop().call_soon(self._judge, self._events)

    def on_event(self, event: BatchEvent) -> None:
        self._events += 1

    def on_connection(self, connection: Connection) -> None: ...

    def on_refused(self, problem: Problem) -> None:
        self._events += 1

    def _judge(self, events_before: int) -> None:
        if self._events == events_before:
            self.felt.set()


def _what_is_well(name: str) -> str:
    return {
        "address": translate("Doctor", "Something answers there."),
        "tls": translate("Doctor", "The certificate is trusted."),
        "server": translate("Doctor", "It is a batch server."),
        "sign-in": translate("Doctor", "The server knows you."),
        "merchant": translate("Doctor", "You may see the batch's merchant."),
        "batch": translate("Doctor", "The batch is there."),
        "stream": translate("Doctor", "The stream opens."),
        "heartbeat": translate("Doctor", "The stream is alive, or its batch has ended."),
    }[name]


def _why_skipped(name: str) -> str:
    if name == "tls":
        return translate("Doctor", "The address is not encrypted.")
    return translate("Doctor", "Name a batch to examine this too.")


def _line(finding: Finding) -> str:
    words = {
        Result.OK: translate("Doctor", "ok"),
        Result.FAILED: translate("Doctor", "failed"),
        Result.SKIPPED: translate("Doctor", "skipped"),
    }
    titles = {
        "database": translate("Doctor", "database"),
        "keyring": translate("Doctor", "keyring"),
        "notifications": translate("Doctor", "notifications"),
        "address": translate("Doctor", "address"),
        "tls": translate("Doctor", "TLS"),
        "server": translate("Doctor", "server"),
        "sign-in": translate("Doctor", "sign-in"),
        "merchant": translate("Doctor", "merchant access"),
        "batch": translate("Doctor", "batch"),
        "stream": translate("Doctor", "stream"),
        "heartbeat": translate("Doctor", "heartbeat"),
    }
    result, title = words[finding.result], titles[finding.name]
    return f"{padded(result, _RESULT_CELLS)}{padded(title, _NAME_CELLS)}{finding.detail}\n"
