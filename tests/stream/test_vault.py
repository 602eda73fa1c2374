"""Where sessions are kept: through the keyring's own interface, with a backend as strict as the strictest system's."""

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.errors import KeyringLocked, PasswordDeleteError

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.vault import KeyringVault, MemoryVault, Vault, open_vault

SERVER = "https://desk.example"


class StrictKeyring(keyring.backend.KeyringBackend):
    """Takes as much as Windows does: 2,560 bytes in UTF-16."""

    priority = 1  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("secret in a message")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked or len(password.encode("utf-16-le")) > 2560:
            raise OSError("too long: " + password)
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.entries:
            raise PasswordDeleteError
        del self.entries[service, username]


@pytest.fixture
def strict() -> Iterator[StrictKeyring]:
    before = keyring.get_keyring()
    backend = StrictKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture(params=["keyring", "memory"])
def vault(request: pytest.FixtureRequest, strict: StrictKeyring) -> Vault:
    return KeyringVault() if request.param == "keyring" else MemoryVault()


@pytest.mark.parametrize("length", [1, 1199, 1200, 1201, 2400, 9000])
def test_keeps_what_it_is_given_whatever_its_length(vault: Vault, length: int) -> None:
    secret = "".join(chr(ord("a") + number % 26) for number in range(length))
    assert vault.get(SERVER) is None
    vault.set(SERVER, secret)
    vault.set("https://other.example", "other")
    assert vault.get(SERVER) == secret
    vault.delete(SERVER)
    assert vault.get(SERVER) is None
    assert vault.get("https://other.example") == "other"
    vault.delete(SERVER)


def test_a_shorter_session_replaces_all_of_a_longer_one(vault: Vault) -> None:
    vault.set(SERVER, "a" * 5000)
    vault.set(SERVER, "b" * 1200)
    assert vault.get(SERVER) == "b" * 1200


def test_deleting_leaves_nothing(strict: StrictKeyring) -> None:
    vault = KeyringVault()
    vault.set(SERVER, "a" * 5000)
    vault.set(SERVER, "short")
    vault.delete(SERVER)
    assert strict.entries == {}


def test_the_account_is_the_servers_address(strict: StrictKeyring) -> None:
    KeyringVault().set(SERVER, "secret")
    assert strict.entries == {("batchdesk", SERVER): "secret"}


def test_a_usable_keyring_is_used(strict: StrictKeyring) -> None:
    vault, problem = open_vault({})
    assert isinstance(vault, KeyringVault)
    assert problem is None
    assert vault.borrowed is None


def test_a_token_in_the_environment_is_borrowed(strict: StrictKeyring) -> None:
    vault, _ = open_vault({"BATCHDESK_SESSION_TOKEN": "abc"})
    assert vault.borrowed == "abc"
    assert strict.entries == {}


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_without_a_keyring_sessions_live_as_long_as_the_program(strict: StrictKeyring, backend: type) -> None:
    keyring.set_keyring(backend())
    vault, problem = open_vault({})
    assert isinstance(vault, MemoryVault)
    assert problem == Problem(ProblemKind.NO_KEYRING, {"reason": "NoKeyringError"})


def test_a_keyring_that_fails_says_so_without_the_secret(strict: StrictKeyring) -> None:
    vault = KeyringVault()
    strict.locked = True
    for attempt in (lambda: vault.get(SERVER), lambda: vault.set(SERVER, "secret"), lambda: vault.delete(SERVER)):
        with pytest.raises(BatchdeskError) as caught:
            attempt()
        assert caught.value.problem.kind is ProblemKind.NO_KEYRING
        assert "secret" not in f"{caught.value} {caught.value.__cause__}"
    _, problem = open_vault({})
    assert problem == Problem(ProblemKind.NO_KEYRING, {"reason": "KeyringLocked"})


def test_no_vault_shows_what_it_keeps() -> None:
    vault = MemoryVault("borrowed-secret")
    vault.set(SERVER, "kept-secret")
    assert "secret" not in repr(vault)
