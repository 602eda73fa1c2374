"""Looking through a server's batches; and what a batch is given on its way into the table."""

import asyncio
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.engine.listed import Standing
from batchdesk.testserver import DEFAULT_MERCHANT, FORBIDDEN_MERCHANT, EmbeddedServer, ServerOptions
from tests.engine.conftest import Desk, desk_on


async def refusal(desk: Desk, server: str, merchant: str) -> ProblemKind:
    with pytest.raises(BatchdeskError) as caught:
        await desk.engine.browse(server, merchant)
    return caught.value.problem.kind


def test_the_list_says_what_is_known_here(tmp_path: Path, server: EmbeddedServer) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(4)]

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            keys = await desk.watch(server, *batches[:3])
            await desk.engine.remove([keys[1]])
            await desk.engine.set_put_away([keys[2]], True)
            page = await desk.engine.browse(server.url, DEFAULT_MERCHANT)
            assert [(batch.key.batch_id, batch.standing) for batch in reversed(page.batches)] == [
                (batches[0], Standing.IN_TABLE),
                (batches[1], Standing.IN_HISTORY),
                (batches[2], Standing.IN_HISTORY),
                (batches[3], Standing.NEW),
            ]
            assert all(batch.status == "QUEUED" and batch.created_at for batch in page.batches)
            assert (page.page, page.pages, page.total) == (1, 1, 4)

    asyncio.run(main())


def test_a_long_list_has_pages(tmp_path: Path, server: EmbeddedServer) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(102)]

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            await desk.watch(server)
            page = await desk.engine.browse(server.url, DEFAULT_MERCHANT, 2)
            assert [batch.key.batch_id for batch in page.batches] == [batches[1], batches[0]]
            assert (page.page, page.pages, page.total) == (2, 2, 102)

    asyncio.run(main())


def test_what_cannot_be_listed_is_said(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main(bare: EmbeddedServer) -> None:
        async with desk_on(tmp_path) as desk:
            await desk.watch(server)
            await desk.watch(bare)
            assert await refusal(desk, server.url, FORBIDDEN_MERCHANT.id) is ProblemKind.NO_MERCHANT
            assert await refusal(desk, bare.url, DEFAULT_MERCHANT) is ProblemKind.NO_LIST
            assert await refusal(desk, "https://nobody.example", DEFAULT_MERCHANT) is ProblemKind.UNKNOWN_SERVER
            await desk.engine.sign_out(server.url)
            assert await refusal(desk, server.url, DEFAULT_MERCHANT) is ProblemKind.SIGNED_OUT

    with EmbeddedServer(ServerOptions(lists=False)) as bare:
        asyncio.run(main(bare))


@pytest.mark.parametrize(
    ("count", "labels"), [(1, ["autumn tea"]), (3, ["autumn tea (1)", "autumn tea (2)", "autumn tea (3)"])]
)
def test_label_merchant_and_tags_on_the_way_in(
    tmp_path: Path, server: EmbeddedServer, count: int, labels: list[str]
) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(count)]

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            await desk.watch(server)
            references = [Reference(batch, server.url) for batch in batches]
            keys = await desk.engine.add(references, "autumn tea", DEFAULT_MERCHANT, ["tea", "spring"])
            assert keys == [BatchKey(server.url, batch) for batch in batches]
            await desk.until(lambda: set(keys) <= set(desk.rows))
            assert [desk.rows[key].label for key in keys] == labels
            assert {(desk.rows[key].tags, desk.rows[key].merchant) for key in keys} == {
                (("spring", "tea"), DEFAULT_MERCHANT)
            }

    asyncio.run(main())
