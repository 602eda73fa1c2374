"""The commands as scripts use them: processes, pipes, exit codes and signals, on a server that is a process as well."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

POSIX = sys.platform != "win32"
PROGRAM = (sys.executable, "-W", "error", "-m", "batchdesk")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Nothing of whoever runs the tests: no display, no keyring, no session, English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "BATCHDESK"))}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"):
        kept.pop(name, None)
    ours = {"BATCHDESK_DATA_DIR": str(folder), "LC_ALL": "C", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return kept | ours | more


@dataclass
class TestServer:
    """`batchdesk test-server` as its first line describes it."""

    __test__ = False
    process: "subprocess.Popen[str]"
    url: str
    email: str
    code: str
    batches: list[dict[str, str]]

    def batch(self, scenario: str) -> str:
        return next(batch["id"] for batch in self.batches if batch["scenario"] == scenario)

    def session(self) -> str:
        """A cookie of a fresh session, as a browser would show it."""
        connection = HTTPConnection(urlsplit(self.url).netloc)
        try:
            connection.request("GET", "/api/auth/csrf")
            answer = connection.getresponse()
            token = json.load(answer)["csrfToken"]
            form = {"csrfToken": token, "email": self.email, "code": self.code, "callbackUrl": self.url, "json": "true"}
            headers = {
                "Cookie": (answer.headers["set-cookie"] or "").partition(";")[0],
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", "/api/auth/callback/credentials", urlencode(form), headers)
            answer = connection.getresponse()
            answer.read()
            cookies = [line.partition(";")[0] for line in answer.headers.get_all("set-cookie") or []]
        finally:
            connection.close()
        return next(cookie for cookie in cookies if "session-token" in cookie)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    scenarios = ("succeeded", "partial", "slow")
    options = [argument for name in scenarios for argument in ("--scenario", name)]
    with subprocess.Popen(
        [*PROGRAM, "test-server", "--look-seconds", "0.05", *options],
        env=environment(tmp_path_factory.mktemp("server")),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        yield TestServer(process, **json.loads(process.stdout.readline()))
        process.terminate()
        assert process.wait(10) == 0 or not POSIX


def batchdesk(
    folder: Path, *arguments: str, stdin: str = "", variables: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    finished = subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin,
        env=environment(folder, **(variables or {})),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=40,
        check=False,
    )
    assert "Traceback" not in finished.stderr
    return finished


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_watch_history_export_as_one_script(server: TestServer, tmp_path: Path) -> None:
    session = {"BATCHDESK_SESSION_TOKEN": server.session()}
    good, part = server.batch("succeeded"), server.batch("partial")

    watched = batchdesk(tmp_path, "watch", "--server", server.url, "--json", good, variables=session)
    assert (watched.returncode, watched.stderr) == (0, "")
    assert lines(watched.stdout)[-1] == {"type": "complete", "batchId": good, "finalStatus": "SUCCEEDED"}

    both = batchdesk(tmp_path, "watch", good, f"{server.url}/creative/batches/{part}", variables=session)
    assert both.returncode == 1
    assert "ended: partial" in both.stdout

    history = batchdesk(tmp_path, "history", "--json", "--status", "succeeded")
    assert [line["batchId"] for line in lines(history.stdout)] == [good]

    output = tmp_path / "all.csv"
    exported = batchdesk(tmp_path, "export", "--format", "csv", "--output", str(output))
    assert (exported.returncode, exported.stdout) == (0, "")
    assert {good, part} <= {line.partition(",")[0] for line in output.read_text(encoding="utf-8").splitlines()}


def test_chinese_is_chinese_also_in_a_pipe_of_an_ascii_locale(server: TestServer, tmp_path: Path) -> None:
    session = {"BATCHDESK_SESSION_TOKEN": server.session(), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    finished = batchdesk(
        tmp_path, "--language", "zh_CN", "watch", "--server", server.url, server.batch("partial"), variables=session
    )
    assert "已结束：部分完成" in finished.stdout


def test_login_without_a_keyring_says_how_to_keep_the_session(server: TestServer, tmp_path: Path) -> None:
    login = ("login", "--server", server.url, "--email", server.email)
    right = batchdesk(tmp_path, *login, stdin=f"{server.code}\n")
    assert right.returncode == 1
    assert "BATCHDESK_SESSION_TOKEN" in right.stderr
    wrong = batchdesk(tmp_path, *login, stdin="000000\n")
    assert wrong.returncode == 3
    assert "did not accept" in wrong.stderr
    assert batchdesk(tmp_path, *login).returncode == 2
    cookie = ("login", "--server", server.url, "--cookie")
    assert batchdesk(tmp_path, *cookie, stdin=server.session()).returncode == 1
    assert batchdesk(tmp_path, *cookie, stdin="nonsense").returncode == 3
    assert batchdesk(tmp_path, "logout", "--server", server.url).returncode == 0
    for path in filter(Path.is_file, tmp_path.rglob("*")):
        assert server.code.encode() not in path.read_bytes().replace(server.url.encode(), b"")


def test_watch_without_a_session_is_3_and_asks_nothing(server: TestServer, tmp_path: Path) -> None:
    finished = batchdesk(tmp_path, "watch", "--server", server.url, server.batch("slow"))
    assert (finished.returncode, finished.stdout) == (3, "")
    assert "Sign in again" in finished.stderr


def test_doctor_names_what_fails(server: TestServer, tmp_path: Path) -> None:
    session = {"BATCHDESK_SESSION_TOKEN": server.session()}
    well = batchdesk(tmp_path, "doctor", "--json", "--server", server.url, server.batch("partial"), variables=session)
    assert (well.returncode, json.loads(well.stdout)["ok"]) == (0, True)
    signed_out = batchdesk(tmp_path, "doctor", "--server", server.url, variables={"BATCHDESK_SESSION_TOKEN": "x"})
    assert signed_out.returncode == 1
    assert "failed    sign-in" in signed_out.stdout


@pytest.mark.skipif(not POSIX, reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_watch_cleanly(server: TestServer, tmp_path: Path, number: signal.Signals, code: int) -> None:
    variables = {"BATCHDESK_SESSION_TOKEN": server.session()}
    with subprocess.Popen(
        [*PROGRAM, "watch", "--json", "--server", server.url, server.batch("slow")],
        env=environment(tmp_path, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while json.loads(process.stdout.readline())["type"] != "status":
            pass
        process.send_signal(number)
        assert process.wait(20) == code
        assert process.stderr.read() == ""


@pytest.mark.skipif(not POSIX, reason="Windows has no such pipes")
def test_a_reader_that_goes_away_is_no_error(server: TestServer, tmp_path: Path) -> None:
    variables = {"BATCHDESK_SESSION_TOKEN": server.session()}
    with subprocess.Popen(
        [*PROGRAM, "watch", "--json", "--server", server.url, server.batch("succeeded")],
        env=environment(tmp_path, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(20) == 141
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        finished = batchdesk(tmp_path, "test-server", "--port", str(port))
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr.count("\n") == 1
    assert str(port) in finished.stderr


def test_selftest_for_scripts(tmp_path: Path) -> None:
    finished = batchdesk(tmp_path, "selftest", "--json")
    assert finished.returncode == 0
    result = json.loads(finished.stdout)
    assert result["ok"]
    assert len(result["checks"]) == 6


def test_a_data_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    finished = batchdesk(blocked / "below", "watch", "--server", "http://127.0.0.1:1", "cmgl0001")
    assert finished.returncode == 1
    assert finished.stderr.count("\n") == 1
    assert "--data-dir" in finished.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        finished = subprocess.run(
            [*PROGRAM, "export", "--format", "csv"],
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert finished.returncode == 1
    assert finished.stderr.count("\n") == 1


def test_a_server_that_is_none(tmp_path: Path) -> None:
    finished = batchdesk(tmp_path, "watch", "--give-up", "0.1", "--server", "http://127.0.0.1:1", "cmgl0001")
    assert finished.returncode == 5
    assert finished.stderr.count("cannot be reached") == 1  # and said once


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_no_window_opens(tmp_path: Path) -> None:
    finished = batchdesk(tmp_path)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert "batchdesk watch" in finished.stderr


USAGE: Sequence[tuple[Sequence[str], str]] = (
    (["--nonsense"], "no option --nonsense"),
    (["watch", "--nonsense", "cmgl0001"], "no option --nonsense"),
    (["wach"], "no command wach"),
    (["watch"], "ID"),
    (["watch", "a b"], "no batch id"),
    (["watch", "https://example.com/elsewhere"], "no batch's address"),
    (["watch", "--server", "ftp://x", "cmgl0001"], "no server's address"),
    (["watch", "cmgl0001"], "Which server"),
    (["watch", "https://other.example/creative/batches/cmgl0001"], "not known here"),
    (["https://example.com/elsewhere"], "no batch's address"),
    (["batchdesk://other/cmgl0001"], "no batch's address"),
    (["history", "--since", "someday"], "--since"),
    (["history", "--status", "sucess"], "--status"),
    (["export", "--format", "xml"], "--format"),
    (["login", "--server", "http://127.0.0.1:1"], "--email"),
    (["test-server", "--scenario", "none"], "--scenario"),
    (["--demo", "history"], "--demo"),
)


@pytest.mark.parametrize(("arguments", "words"), USAGE)
def test_a_mistake_is_one_sentence_and_2(tmp_path: Path, arguments: Sequence[str], words: str) -> None:
    finished = batchdesk(tmp_path, *arguments)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.count("\n") == 1
    assert words in finished.stderr


def test_help_names_every_command_of_the_contract(tmp_path: Path) -> None:
    commands = ("watch", "history", "export", "login", "logout", "doctor", "test-server", "selftest")
    text = batchdesk(tmp_path, "--help").stdout
    assert all(f"  {command} " in text for command in commands)
    for command in commands:
        assert "--data-dir" in batchdesk(tmp_path, command, "--help").stdout


def with_settings(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", ["watch", "login", "doctor"])
def test_every_command_reaches_a_server_by_the_way_that_is_chosen(
    server: TestServer, tmp_path: Path, command: str
) -> None:
    with_settings(tmp_path, f'[servers."{server.url}"]\nproxy = "http://127.0.0.1:1"\n')
    more = {"watch": ["--give-up", "0.1", server.batch("succeeded")], "login": ["--cookie"], "doctor": []}[command]
    finished = batchdesk(tmp_path, command, "--server", server.url, *more, stdin=server.session())
    assert finished.returncode == {"watch": 5, "login": 5, "doctor": 1}[command]
    assert "cannot be reached" in finished.stdout + finished.stderr


def test_commands_speak_the_language_that_is_chosen_unless_another_is_asked_for(tmp_path: Path) -> None:
    with_settings(tmp_path, 'language = "zh_CN"\n')
    assert "没有" in batchdesk(tmp_path, "history").stderr
    assert "No batch" in batchdesk(tmp_path, "--language", "en", "history").stderr
    elsewhere = tmp_path / "elsewhere"
    with_settings(elsewhere, "language = [")
    assert "No batch" in batchdesk(tmp_path, "history", "--data-dir", str(elsewhere)).stderr


def test_what_is_wrong_in_the_settings_is_said_by_the_command_that_reads_them(tmp_path: Path) -> None:
    with_settings(tmp_path, '[servers."https://a.example"]\nproxy = 3128\n')
    assert "Line 2 of " in batchdesk(tmp_path, "doctor").stderr


def test_doctor_prints_what_a_ticket_needs_and_nothing_private(server: TestServer, tmp_path: Path) -> None:
    session = server.session()
    batchdesk(tmp_path, "login", "--server", server.url, "--cookie", stdin=session)
    (tmp_path / "logs" / "window.log").write_text(f"2026-11-24 10:00:00,000 INFO batchdesk: {server.email}\n")
    finished = batchdesk(tmp_path, "doctor", "--diagnostics")
    assert finished.returncode == 0
    assert "## Versions" in finished.stdout
    assert server.url in finished.stdout
    assert "[e-mail]" in finished.stdout
    assert server.email not in finished.stdout
    assert session.partition("=")[2] not in finished.stdout
