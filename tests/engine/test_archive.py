"""What is read of the cache while its file comes and goes."""

import asyncio
from pathlib import Path

import pytest

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.engine.archive import Archive
from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME

from .conftest import desk_on


def history(reader: Reader) -> int:
    return len(reader.history(HistoryQuery()))


def test_a_cache_that_is_gone_is_not_an_empty_one(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    async def main() -> None:
        async with desk_on(folder) as desk:
            await desk.engine.ready()
            assert await desk.engine.read(history) == 0
            folder.rename(tmp_path / "elsewhere")
            with pytest.raises(BatchdeskError) as refused:
                await desk.engine.read(history)
            assert refused.value.problem.kind is ProblemKind.DATA_FOLDER
            assert refused.value.problem.detail["path"] == str(folder)
            (tmp_path / "elsewhere").rename(folder)
            assert await desk.engine.read(history) == 0

    asyncio.run(main())


def test_a_cache_that_was_never_made_is_empty(tmp_path: Path) -> None:
    archive = Archive(tmp_path / DATABASE_NAME)
    try:
        assert asyncio.run(archive.ask(history)) == 0
    finally:
        archive.close()
