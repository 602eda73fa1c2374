"""What another batchdesk asks of the one that has the data folder."""

import asyncio
from pathlib import Path

import pytest

from batchdesk.engine import errands
from batchdesk.engine.deliveries import incoming
from batchdesk.engine.errands import Errand, do_errands, leave
from tests.waiting import until

ONE = "https://one.example"


def test_each_errand_is_done_once_and_one_that_fails_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(errands, "LOOK_SECONDS", 0.01)
    wanted = {
        Errand(ONE, session=True),
        Errand(ONE, batches=("cm1", "cm2"), label="spring", tags=("a", "b")),
        Errand("https://fails.example"),
    }
    for errand in wanted:
        leave(tmp_path, errand)
    (incoming(tmp_path) / "nonsense.errand").write_text("{")
    done: list[Errand] = []

    async def do(errand: Errand) -> None:
        done.append(errand)
        if "fails" in errand.server:
            raise ValueError("a mistake")

    async def main() -> None:
        doing = asyncio.create_task(do_errands(tmp_path, do))
        await until(lambda: set(done) == wanted)
        leave(tmp_path, last)
        await until(lambda: done[-1] == last)
        doing.cancel()
        await asyncio.wait([doing])

    last = Errand(ONE, batches=("cm3",))
    asyncio.run(main())
    assert len(done) == len(wanted) + 1
    assert list(incoming(tmp_path).iterdir()) == []
    assert "makes no sense" in caplog.text
    assert "an errand failed" in caplog.text
