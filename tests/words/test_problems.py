import pytest

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.settings.understanding import Reason as Refusal
from batchdesk.stream.troubles import Reason
from batchdesk.words.catalogue import PLACEHOLDER, set_language
from batchdesk.words.problems import LONGEST_DETAIL, sentence

DETAIL: dict[ProblemKind, dict[str, str | int | float]] = {
    ProblemKind.UNREACHABLE: {"reason": "no route"},
    ProblemKind.CERTIFICATE: {"reason": "self-signed"},
    ProblemKind.LOST: {"reason": "reset"},
    ProblemKind.SILENT: {"seconds": 75},
    ProblemKind.REFUSED: {"code": 503},
    ProblemKind.NOT_A_STREAM: {"content_type": "text/html"},
    ProblemKind.TOO_LARGE: {"limit": 1048576},
    ProblemKind.NO_KEYRING: {"reason": "no backend"},
    ProblemKind.NOT_THAT_SERVER: {"reason": "404"},
    ProblemKind.SERVER_MESSAGE: {"message": "批次已被删除"},
    ProblemKind.DELETED: {"message": "批次已被删除"},
    ProblemKind.MALFORMED: {"reason": "statusVersion is no whole number"},
    ProblemKind.INVALID_REFERENCE: {"text": "a b", "mistake": "not_an_id"},
    ProblemKind.UNKNOWN_SERVER: {"server": "https://a.example"},
    ProblemKind.DATA_FOLDER: {"path": "/data", "reason": "permission denied"},
    ProblemKind.DATABASE_NEWER: {"path": "/data/batchdesk.sqlite"},
    ProblemKind.DATABASE_DAMAGED: {"path": "/data/batchdesk.sqlite", "saved": "/data/batchdesk.sqlite.damaged"},
    ProblemKind.SETTINGS_DAMAGED: {"path": "/data/settings.toml", "saved": "/data/settings.toml.damaged"},
    ProblemKind.SETTINGS_VALUE: {"path": "/data/settings.toml", "key": "look.theme", "reason": "Invalid enum value"},
    ProblemKind.SETTINGS_UNREADABLE: {"path": "/data/settings.toml", "reason": "Permission denied"},
    ProblemKind.DATABASE_BUSY: {"path": "/data"},
    ProblemKind.DATABASE_WRITE: {"reason": "disk full"},
    ProblemKind.IMPORT: {"path": "/data/a.jsonl", "reason": "JSON is malformed"},
    ProblemKind.PORT_TAKEN: {"port": 8080},
    ProblemKind.TABLE_FULL: {"limit": 1000},
}


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_has_its_sentence(kind: ProblemKind, code: str) -> None:
    set_language("zh_CN" if code == "zh_CN" else "en")
    text = sentence(Problem(kind, DETAIL.get(kind, {})))
    assert text.endswith("." if code == "en" else "。")
    assert "\n" not in text
    assert PLACEHOLDER.search(text) is None
    assert all(str(value) in text for name, value in DETAIL.get(kind, {}).items() if name != "mistake")


@pytest.mark.parametrize("kind", ProblemKind)
def test_a_missing_detail_is_no_crash(kind: ProblemKind) -> None:
    assert sentence(Problem(kind))


@pytest.mark.parametrize("mistake", ["empty", "not_an_id", "not_a_batch_address", "not_a_server"])
def test_each_mistake_in_a_reference_is_told_apart(mistake: str) -> None:
    others = {"empty", "not_an_id", "not_a_batch_address", "not_a_server"} - {mistake}
    of = {name: sentence(Problem(ProblemKind.INVALID_REFERENCE, {"text": "x", "mistake": name})) for name in others}
    assert sentence(Problem(ProblemKind.INVALID_REFERENCE, {"text": "x", "mistake": mistake})) not in of.values()


@pytest.mark.parametrize("reason", Refusal)
def test_a_value_of_the_settings_is_refused_in_ones_own_language(reason: Refusal) -> None:
    set_language("zh_CN")
    assert reason not in sentence(Problem(ProblemKind.SETTINGS_VALUE, {"key": "look", "reason": reason}))


@pytest.mark.parametrize("name", ["NoKeyringError", "KeyringLocked", "InitError", "PasswordSetError"])
def test_an_error_of_the_keyring_is_said_in_words(name: str) -> None:
    assert name not in sentence(Problem(ProblemKind.NO_KEYRING, {"reason": name}))


def test_why_nothing_can_be_saved_is_said_with_what_helps() -> None:
    words = {
        cause: sentence(Problem(ProblemKind.DATABASE_WRITE, {"reason": "disk I/O error", "cause": cause}))
        for cause in ("full", "locked", "")
    }
    assert "free some space" in words["full"]
    assert "close that program" in words["locked"]
    assert "disk I/O error" in words[""]


def test_a_proxy_that_leads_nowhere_is_named() -> None:
    detail = {"reason": "connection refused", "proxy": "proxy.example:3128"}
    assert "through the proxy proxy.example:3128: connection refused." in sentence(
        Problem(ProblemKind.UNREACHABLE, detail)
    )


def test_a_damaged_database_that_was_only_read_is_not_said_to_be_set_aside() -> None:
    text = sentence(Problem(ProblemKind.DATABASE_DAMAGED, {"path": "/data/batchdesk.sqlite"}))
    assert "/data/batchdesk.sqlite is damaged" in text
    assert "was set aside" not in text


def test_how_much_was_saved_of_a_damaged_database_is_said() -> None:
    detail = {"path": "/data/batchdesk.sqlite", "saved": "/data/batchdesk.sqlite.damaged-x", "batches": 1_234}
    text = sentence(Problem(ProblemKind.DATABASE_DAMAGED, detail))
    assert "1,234 batches" in text
    assert "/data/batchdesk.sqlite.damaged-x" in text


def test_the_servers_words_are_data() -> None:
    text = sentence(Problem(ProblemKind.SERVER_MESSAGE, {"message": "\x1b[2J{reason}\nnext\u202eline" + "x" * 5000}))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "{reason} next" in text
    assert len(text) < LONGEST_DETAIL + 100


@pytest.mark.parametrize("reason", Reason)
def test_the_reasons_of_the_connection_are_said_in_the_persons_language(reason: Reason) -> None:
    set_language("zh_CN")
    assert reason.value not in sentence(Problem(ProblemKind.LOST, {"reason": reason.value}))
