"""What went wrong, as a value: lower floors say which kind it is, `batchdesk.words` says the sentence."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field


class ProblemKind(Enum):
    """Every kind of trouble a person can be told of. The value is what `--json` prints."""

    # Connection: what the environment did.
    UNREACHABLE = "unreachable"
    """No connection: name not found, refused, timed out. detail: reason; proxy, where that is what was not reached."""
    CERTIFICATE = "certificate"
    """The server's certificate is not trusted. detail: reason."""
    OPEN_FILES = "open_files"
    """This machine allows no more connections at once."""
    LOST = "lost"
    """The connection broke, or the server closed it without `complete`. detail: reason."""
    SILENT = "silent"
    """No byte for longer than the watchdog allows. detail: seconds."""
    REFUSED = "refused"
    """The server answered 408, 429 or 5xx. detail: code; retry_after (seconds), where it asks to be left alone."""
    NOT_A_STREAM = "not_a_stream"
    """The answer is no event stream. detail: content_type or code."""
    TOO_LARGE = "too_large"
    """One event is larger than the limit. detail: limit (bytes)."""
    # Session and permission.
    SIGNED_OUT = "signed_out"
    """The session of the server has ended."""
    WRONG_CODE = "wrong_code"
    """The server did not accept the e-mail and code."""
    BAD_COOKIE = "bad_cookie"
    """The pasted text holds no session cookie, or the server does not accept it."""
    NO_KEYRING = "no_keyring"
    """The system has no keyring: the session is kept for this run only. detail: reason."""
    NOT_FOUND = "not_found"
    """403, 404 or 410: unknown, or not this merchant's member; the two look the same."""
    NO_MERCHANT = "no_merchant"
    """403, 404 or 410 for a list: no such merchant, or not one of ours."""
    NO_LIST = "no_list"
    """The server has no list of batches, which the guide does not promise."""
    DELETED = "deleted"
    """Not found any more, after the server had said why. detail: message (the server's own words)."""
    NOT_THAT_SERVER = "not_that_server"
    """The address answers, but not as a batch server does. detail: reason."""
    # What the server sent.
    SERVER_MESSAGE = "server_message"
    """An `error` event. detail: message (the server's own words)."""
    MALFORMED = "malformed"
    """An event that could not be understood, and was skipped. detail: reason."""
    # What was asked for.
    INVALID_REFERENCE = "invalid_reference"
    """No batch id or address. detail: text, mistake."""
    UNKNOWN_SERVER = "unknown_server"
    """The link names a server that is not known yet. detail: server."""
    NO_SERVER = "no_server"
    """Only an id was given and no server, or more than one, is known."""
    TABLE_FULL = "table_full"
    """So many batches of a followed merchant are watched that no more are added by themselves. detail: limit."""
    # Files.
    DATA_FOLDER = "data_folder"
    """The data folder cannot be written. detail: path, reason; cause: full, where it is room that lacks."""
    DATABASE_NEWER = "database_newer"
    """A newer version wrote the database: it is open read-only. detail: path."""
    DATABASE_DAMAGED = "database_damaged"
    """The database is damaged. detail: path; where it was set aside and begun anew, saved: the old file's new path,
    batches: how many could be read of it and are in the new one."""
    DATABASE_BUSY = "database_busy"
    """Another batchdesk has this data folder open. detail: path."""
    DATABASE_WRITE = "database_write"
    """Writing failed (disk full, read-only, locked); tried again. detail: reason; cause: full, locked or empty."""
    IMPORT = "import"
    """A file that is to be imported cannot be used; nothing of it was taken.
    detail: path, reason; line, where it is one."""
    SETTINGS_DAMAGED = "settings_damaged"
    """The settings file is no TOML. detail: path, saved: its new name."""
    SETTINGS_VALUE = "settings_value"
    """One value of the settings is none of those allowed. detail: path, key, reason, line (0: not known)."""
    SETTINGS_UNREADABLE = "settings_unreadable"
    """The settings file cannot be read or written. detail: path, reason."""
    PORT_TAKEN = "port_taken"
    """detail: port."""


class Problem(Struct, frozen=True):
    """One trouble. `detail` holds what the sentence needs; server text in it is data."""

    kind: ProblemKind
    detail: Mapping[str, str | int | float] = field(default_factory=dict[str, str | int | float])


class BatchdeskError(Exception):
    """An error a person is told of. Carries the problem; never a secret."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.kind.value} {dict(problem.detail)}")
        self.problem = problem
