"""Every kind of trouble as a sentence: what happened, and what to do next."""

from collections.abc import Callable, Mapping

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.words.catalogue import insert, translate
from batchdesk.words.plain import one_line

LONGEST_DETAIL = 300
"""Characters of one detail: a server may send kilobytes, a sentence has to stay one."""


def sentence(problem: Problem) -> str:
    """What happened and what to do, on one line of plain text. Details are data: neutralised and shortened."""
    values = {name: shortened(str(value)) for name, value in problem.detail.items()}
    values["reason"] = reason_words(values.get("reason", "").rstrip(".。"))
    values["answer"] = values.get("content_type") or values.get("code", "")
    return insert(_text(problem), values)


def shortened(text: str) -> str:
    """A detail on one harmless line that fits into a sentence."""
    text = one_line(text)
    return text if len(text) <= LONGEST_DETAIL else f"{text[: LONGEST_DETAIL - 1]}…"


def reason_words(text: str) -> str:
    """The reasons of the connection (`stream.troubles.Reason`), of the keyring (the names of its errors), of an import
    and of the settings (`settings.understanding.Reason`) are a known few, and are said in words; others stay."""
    words = {
        "": translate("Problem", "no reason given"),
        "name not found": translate("Problem", "no such name in the network"),
        "connection refused": translate("Problem", "connection refused"),
        "timed out": translate("Problem", "no answer in time"),
        "network unreachable": translate("Problem", "no network"),
        "connection reset": translate("Problem", "connection reset"),
        "closed by the server": translate("Problem", "closed by the server"),
        "no HTTP answer": translate("Problem", "what answers does not speak HTTP"),
        "no encrypted answer": translate("Problem", "what answers does not speak TLS"),
        "proxy refused": translate("Problem", "the proxy refused"),
        "not a valid address": translate("Problem", "not a valid address"),
        "connection failed": translate("Problem", "the connection failed"),
        "NoKeyringError": translate("Problem", "no program keeps passwords here"),
        "KeyringLocked": translate("Problem", "it is locked"),
        "InitError": translate("Problem", "it could not be opened"),
        "PasswordSetError": translate("Problem", "it refused to keep the session"),
        "PasswordDeleteError": translate("Problem", "it refused to forget the session"),
        "no database": translate("Problem", "it is no database"),
        "another program's database": translate("Problem", "it is another program's database"),
        "database damaged": translate("Problem", "it is damaged"),
        "no JSON": translate("Problem", "it is no JSON"),
        "no ordinary file": translate("Problem", "it is no ordinary file"),
        "none of the values that are allowed": translate("Problem", "none of the values that are allowed"),
        "something is missing": translate("Problem", "something is missing"),
        "another kind of value is expected": translate("Problem", "another kind of value is expected"),
    }
    return words.get(text, text)


_NOT_WRITTEN: Mapping[str, Callable[[], str]] = {
    "full": lambda: translate(
        "Problem",
        "What came in cannot be saved: the disk is full. It is kept in memory and tried again; free some space.",
    ),
    "locked": lambda: translate(
        "Problem",
        "What came in cannot be saved while another program writes to the database. It is kept in memory and tried "
        "again; close that program if this goes on.",
    ),
}


def _text(problem: Problem) -> str:
    mistake = str(problem.detail.get("mistake", ""))
    if problem.kind is ProblemKind.INVALID_REFERENCE and mistake in _MISTAKES:
        return _MISTAKES[mistake]()
    if problem.kind is ProblemKind.DATABASE_WRITE and problem.detail.get("cause") in _NOT_WRITTEN:
        return _NOT_WRITTEN[str(problem.detail["cause"])]()
    if problem.kind is ProblemKind.DATABASE_DAMAGED and "saved" not in problem.detail:
        return _damaged_still()
    if problem.kind is ProblemKind.DATABASE_DAMAGED and problem.detail.get("batches"):
        return _damaged_and_salvaged(int(problem.detail["batches"]))
    if problem.kind is ProblemKind.UNREACHABLE and problem.detail.get("proxy"):
        return _no_way_through_proxy()
    if problem.kind in _WITH_LINE and problem.detail.get("line"):
        return _WITH_LINE[problem.kind]()
    return _SENTENCES[problem.kind]()


def _no_way_through_proxy() -> str:
    """Whether the server is there cannot be known."""
    return translate(
        "Problem",
        "The server cannot be reached through the proxy {proxy}: {reason}. Check the network, and the proxy in the "
        "settings of this server or of the system.",
    )


def _damaged_still() -> str:
    """Found by somebody who only reads: nothing was set aside yet."""
    return translate(
        "Problem",
        "The database {path} is damaged. Start the window or a watch: the file is set aside, never deleted, and a new "
        "one is begun.",
    )


def _damaged_and_salvaged(batches: int) -> str:
    """What could be read is there again; whether it was all, the damaged file does not say."""
    return translate(
        "Problem",
        "The database {path} was damaged. %n batches could be read and are here again; the damaged file was set aside "
        "as {saved}: keep it until you know that nothing is missed.",
        batches,
    )


_WITH_LINE: Mapping[ProblemKind, Callable[[], str]] = {
    ProblemKind.IMPORT: lambda: translate(
        "Problem",
        "{path} cannot be imported: line {line} makes no sense ({reason}). Nothing was changed; mend that line.",
    ),
    ProblemKind.SETTINGS_VALUE: lambda: translate(
        "Problem",
        "Line {line} of {path} cannot be used ({key}: {reason}). It stays there, and counts again once it is mended.",
    ),
}
"""Where the line is known that has to be mended."""

_MISTAKES: Mapping[str, Callable[[], str]] = {
    "empty": lambda: translate("Problem", "No batch was given. Paste a batch's id or its web address."),
    "not_a_batch_address": lambda: translate(
        "Problem", "This is no batch's address: {text}. One looks like https://server/creative/batches/ID."
    ),
    "not_a_server": lambda: translate(
        "Problem",
        "This is no server's address: {text}. One looks like https://server.example, without a user name in it.",
    ),
}
"""The kinds of `batch.identity.InvalidReference`; "not_an_id" is the rest."""

_SENTENCES: Mapping[ProblemKind, Callable[[], str]] = {
    ProblemKind.UNREACHABLE: lambda: translate(
        "Problem", "The server cannot be reached: {reason}. Check the network and the server's address."
    ),
    ProblemKind.CERTIFICATE: lambda: translate(
        "Problem",
        "The server's certificate is not trusted: {reason}. Check the address and this machine's clock, "
        "or ask whoever runs the server.",
    ),
    ProblemKind.OPEN_FILES: lambda: translate(
        "Problem",
        "This machine allows no more connections at once. Remove batches from the table, or raise the limit of open "
        "files (`ulimit -n`).",
    ),
    ProblemKind.LOST: lambda: translate(
        "Problem", "The connection broke: {reason}. It is made again by itself; nothing is lost."
    ),
    ProblemKind.SILENT: lambda: translate(
        "Problem",
        "The server has been silent for {seconds} s, without even a heartbeat. The connection is made again by itself.",
    ),
    ProblemKind.REFUSED: lambda: translate(
        "Problem", "The server answered {code} and cannot serve this now. It is asked again by itself."
    ),
    ProblemKind.NOT_A_STREAM: lambda: translate(
        "Problem",
        "The server answered with something else than a stream of events ({answer}). "
        "Check its address, and whether a proxy is in between.",
    ),
    ProblemKind.TOO_LARGE: lambda: translate(
        "Problem",
        "The server sent an event larger than {limit} bytes, which was not taken. It is asked again by itself; "
        "tell whoever runs the server.",
    ),
    ProblemKind.SIGNED_OUT: lambda: translate(
        "Problem", "You are not signed in, or the session has ended. Sign in again, and everything goes on."
    ),
    ProblemKind.WRONG_CODE: lambda: translate(
        "Problem", "The server did not accept this e-mail and code. Check both, and ask for a new code."
    ),
    ProblemKind.BAD_COOKIE: lambda: translate(
        "Problem",
        "There is no session in this text that the server accepts. Copy the cookie 'next-auth.session-token' "
        "again from the browser that is signed in.",
    ),
    ProblemKind.NO_KEYRING: lambda: translate(
        "Problem",
        "The system's keyring cannot be used: {reason}. The session lasts until the program ends; to stay signed in, "
        "put the browser's cookie 'next-auth.session-token' into BATCHDESK_SESSION_TOKEN.",
    ),
    ProblemKind.NOT_FOUND: lambda: translate(
        "Problem",
        "The server knows no such batch, or you have no access to its merchant. Check the id, or ask for access.",
    ),
    ProblemKind.NO_MERCHANT: lambda: translate(
        "Problem", "The server knows no such merchant, or you are not its member. Check the id, or ask for access."
    ),
    ProblemKind.NO_LIST: lambda: translate(
        "Problem", "This server has no list of batches. Add them by their ids or web addresses."
    ),
    ProblemKind.TABLE_FULL: lambda: translate(
        "Problem",
        "{limit} batches of this merchant are in the table, and no more are added by themselves. Remove some, and the "
        "new ones come.",
    ),
    ProblemKind.DELETED: lambda: translate(
        "Problem", "The batch is gone; the server says: {message}. What was seen of it stays in the history."
    ),
    ProblemKind.NOT_THAT_SERVER: lambda: translate(
        "Problem", "Something answers at this address, but it is no batch server ({reason}). Check the address."
    ),
    ProblemKind.SERVER_MESSAGE: lambda: translate(
        "Problem", "The server says: {message}. It is asked again by itself."
    ),
    ProblemKind.MALFORMED: lambda: translate(
        "Problem",
        "The server sent an event that makes no sense ({reason}); it was skipped. If it happens again, "
        "tell whoever runs the server.",
    ),
    ProblemKind.INVALID_REFERENCE: lambda: translate(
        "Problem",
        "This is no batch id: {text}. An id is letters, digits, '-' and '_' only; paste it or the batch's web address.",
    ),
    ProblemKind.UNKNOWN_SERVER: lambda: translate(
        "Problem", "The server {server} is not known here yet. Sign in to it first, if you trust it."
    ),
    ProblemKind.NO_SERVER: lambda: translate(
        "Problem", "Which server is this batch on? Give the batch's web address, or name the server."
    ),
    ProblemKind.DATA_FOLDER: lambda: translate(
        "Problem",
        "The data folder {path} cannot be written: {reason}. Choose another one with --data-dir, or free this one.",
    ),
    ProblemKind.DATABASE_NEWER: lambda: translate(
        "Problem",
        "A newer batchdesk has written {path}. Nothing is changed in it: what comes in is shown and told, but it is "
        "not kept, and not in the inbox. Install that version to go on as usual.",
    ),
    ProblemKind.DATABASE_DAMAGED: lambda: translate(
        "Problem",
        "The database {path} was damaged. It was set aside as {saved}, and a new one was begun; keep the old file "
        "until you know that nothing in it is missed.",
    ),
    ProblemKind.IMPORT: lambda: translate(
        "Problem",
        "{path} cannot be imported: {reason}. Nothing was changed; give a JSON export or a database of batchdesk.",
    ),
    ProblemKind.SETTINGS_DAMAGED: lambda: translate(
        "Problem",
        "The settings could not be understood. The file was set aside as {saved}, and everything is as at the first "
        "start; choose again, or mend that file and rename it.",
    ),
    ProblemKind.SETTINGS_VALUE: lambda: translate(
        "Problem",
        "The setting {key} in {path} cannot be used ({reason}). It stays there, and counts again once it is mended.",
    ),
    ProblemKind.SETTINGS_UNREADABLE: lambda: translate(
        "Problem", "The settings in {path} cannot be kept: {reason}. Give yourself access to that file and its folder."
    ),
    ProblemKind.DATABASE_BUSY: lambda: translate(
        "Problem",
        "Another batchdesk has the data folder {path} open. Close that one, or choose another folder with --data-dir.",
    ),
    ProblemKind.DATABASE_WRITE: lambda: translate(
        "Problem",
        "What came in cannot be saved: {reason}. It is kept in memory and tried again; see that the folder can be "
        "written.",
    ),
    ProblemKind.PORT_TAKEN: lambda: translate(
        "Problem", "Port {port} is taken by another program. Choose another one with --port, or none at all."
    ),
}
