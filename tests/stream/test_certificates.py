"""Whom an encrypted connection trusts."""

import sys
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.exchange import exchange
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.route import Route
from batchdesk.testserver import EmbeddedServer

from .encrypted import ANSWER, CERTIFICATES, encrypted_server
from .support import (
    STREAM_HEAD,
    Watch,
    complete_bytes,
    in_loop,
    problem_of_asking,
)


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    async def main() -> None:
        async with encrypted_server(ANSWER) as address:
            problem = await problem_of_asking(ClientPool(), address)
            assert problem.kind is ProblemKind.CERTIFICATE
            assert "self" in str(problem.detail["reason"])

    in_loop(main())


def test_a_private_authority_by_file_is_trusted() -> None:
    async def main() -> None:
        async with encrypted_server(ANSWER) as address:
            pool = ClientPool({address: Route(str(CERTIFICATES / "server.pem"))})
            assert (await exchange(pool, "GET", address)).body == b"ok"
            await pool.aclose()

    in_loop(main())


def test_http_2_is_not_taken_where_it_is_offered() -> None:
    async def main() -> None:
        taken: list[str | None] = []
        async with encrypted_server(ANSWER, taken=taken) as address:
            pool = ClientPool({address: Route(str(CERTIFICATES / "server.pem"))})
            assert (await exchange(pool, "GET", address)).body == b"ok"
            await pool.aclose()
        assert taken == ["http/1.1"]

    in_loop(main())


@pytest.mark.skipif(
    sys.platform != "linux", reason="the variable says where OpenSSL looks; other systems ask their own"
)
def test_what_the_system_trusts_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "server.pem"))

    async def main() -> None:
        async with encrypted_server(ANSWER) as address:
            pool = ClientPool()
            assert (await exchange(pool, "GET", address)).body == b"ok"
            await pool.aclose()

    in_loop(main())


def test_a_certificate_for_another_name_is_refused_though_it_is_trusted() -> None:
    async def main() -> None:
        async with encrypted_server(ANSWER, "elsewhere") as address:
            problem = await problem_of_asking(
                ClientPool({address: Route(str(CERTIFICATES / "elsewhere.pem"))}), address
            )
            assert problem.kind is ProblemKind.CERTIFICATE
            assert "localhost" in str(problem.detail["reason"])

    in_loop(main())


def test_a_private_authority_counts_for_its_own_server_only() -> None:
    async def main() -> None:
        async with encrypted_server(ANSWER) as address, encrypted_server(ANSWER) as other:
            pool = ClientPool({address: Route(str(CERTIFICATES / "server.pem"))})
            assert (await exchange(pool, "GET", address)).body == b"ok"
            assert (await problem_of_asking(pool, other)).kind is ProblemKind.CERTIFICATE

    in_loop(main())


def test_a_stream_over_an_encrypted_connection() -> None:
    async def main() -> None:
        body = complete_bytes("batch")
        async with encrypted_server(STREAM_HEAD + body) as address:
            pool = ClientPool({address: Route(str(CERTIFICATES / "server.pem"))})
            watch = Watch(BatchKey(address, "batch"), pool, "__Secure-next-auth.session-token=x")
            assert await watch.ending() == "complete"
            await pool.aclose()

    in_loop(main())


def test_an_untrusted_stream_waits_and_says_why() -> None:
    async def main() -> None:
        async with encrypted_server(ANSWER) as address:
            pool = ClientPool()
            policy = ReconnectPolicy(initial=3600, cap=3600)
            watch = Watch(BatchKey(address, "batch"), pool, None, policy)
            await watch.heard.until(lambda heard: bool(heard.problems()))
            assert watch.heard.problems()[0].kind is ProblemKind.CERTIFICATE
            await watch.stop()
            await pool.aclose()

    in_loop(main())


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_with_certificates_that_has_none(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    problem: list[Problem] = []

    async def main() -> None:
        problem.append(
            await problem_of_asking(ClientPool({"https://localhost:1": Route(str(file))}), "https://localhost:1/")
        )

    in_loop(main())
    assert problem[0].kind is ProblemKind.CERTIFICATE


def test_an_encrypted_address_of_a_plain_server() -> None:
    async def main() -> None:
        with EmbeddedServer() as server:  # it says at once that this is no HTTP, as real ones do
            problem = await problem_of_asking(ClientPool(), server.url.replace("http:", "https:"))
            assert problem.kind is ProblemKind.UNREACHABLE

    in_loop(main())
