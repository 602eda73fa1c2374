"""Where a server's session is kept between runs: the system's keyring, or memory where there is none.

Never the database, a file or a log. Calls block, for as long as a system's keyring asks its user: call them in a
thread.
"""

import os
from collections.abc import Mapping
from typing import Protocol

import keyring
from keyring.errors import NoKeyringError

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind

SERVICE = "batchdesk"
TOKEN_VARIABLE = "BATCHDESK_SESSION_TOKEN"

PART_LENGTH = 1200
"""Characters an entry. Windows takes 2,560 bytes, two a character; a chunked session has more than 4,000 characters."""


class Vault(Protocol):
    """Keeps one text, the session's cookies, for each server. Every method may raise BatchdeskError(NO_KEYRING)."""

    borrowed: str | None
    """A session from the environment, for every server that has nothing kept here. It is never written anywhere."""

    def get(self, server: str) -> str | None:
        """What is kept for `server`."""
        ...

    def set(self, server: str, secret: str) -> None:
        """Keep `secret` in the place of what was kept."""
        ...

    def delete(self, server: str) -> None:
        """Forget what is kept for `server`, if anything."""
        ...


class MemoryVault:
    """Keeps sessions for this run only."""

    def __init__(self, borrowed: str | None = None) -> None:
        self.borrowed = borrowed
        self._secrets: dict[str, str] = {}

    def get(self, server: str) -> str | None:
        return self._secrets.get(server)

    def set(self, server: str, secret: str) -> None:
        self._secrets[server] = secret

    def delete(self, server: str) -> None:
        self._secrets.pop(server, None)


class KeyringVault:
    """Keeps sessions in the system's keyring: service "batchdesk", account the server's address.

    What is longer than PART_LENGTH goes on in the accounts `address#1`, `address#2`, …
    """

    def __init__(self, borrowed: str | None = None) -> None:
        self.borrowed = borrowed

    def get(self, server: str) -> str | None:
        parts: list[str] = []
        while (part := _read(_account(server, len(parts)))) is not None:
            parts.append(part)
            if len(part) < PART_LENGTH:
                break
        return "".join(parts) if parts else None

    def set(self, server: str, secret: str) -> None:
        # The last part is always a short one, so that reading knows where to stop, whatever an older session left.
        parts = [secret[start : start + PART_LENGTH] for start in range(0, len(secret) + 1, PART_LENGTH)]
        for number, part in enumerate(parts):
            _write(_account(server, number), part)

    def delete(self, server: str) -> None:
        number = 0
        while _read(_account(server, number)) is not None:
            _remove(_account(server, number))
            number += 1


def open_vault(environment: Mapping[str, str] = os.environ) -> tuple[Vault, Problem | None]:
    """Return the system's keyring, or a vault for this run and the problem that says why."""
    borrowed = environment.get(TOKEN_VARIABLE) or None
    try:
        _read("probe")
    except BatchdeskError as error:
        return MemoryVault(borrowed), error.problem
    return KeyringVault(borrowed), None


# A keyring's backend is a plug-in for somebody else's service: any exception may come out of it, and each means that it
# cannot be used. Only the exception's type is told on, since a message might quote what was to be kept.


def _read(account: str) -> str | None:
    try:
        _refuse_null_backend()
        return keyring.get_password(SERVICE, account)
    except Exception as error:
        raise _unusable(error) from None


def _write(account: str, secret: str) -> None:
    try:
        keyring.set_password(SERVICE, account, secret)
    except Exception as error:
        raise _unusable(error) from None


def _remove(account: str) -> None:
    try:
        keyring.delete_password(SERVICE, account)
    except Exception as error:
        raise _unusable(error) from None


def _refuse_null_backend() -> None:
    """The null backend takes everything and keeps nothing: for a session that is as good as no keyring."""
    if type(keyring.get_keyring()).__module__ == "keyring.backends.null":
        raise NoKeyringError


def _unusable(error: Exception) -> BatchdeskError:
    return BatchdeskError(Problem(ProblemKind.NO_KEYRING, {"reason": type(error).__name__}))


def _account(server: str, number: int) -> str:
    return server if number == 0 else f"{server}#{number}"
