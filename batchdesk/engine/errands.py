"""What another batchdesk asks of the one that has the data folder: that it knows a session made anew, or watches more.

An errand is a small file in the folder `incoming` below the data folder; it appears there whole, and is done once. It
holds no secret: the session itself is in the system's keyring.
"""

import asyncio
import json
import logging
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from batchdesk.batch.problem import BatchdeskError
from batchdesk.engine.deliveries import incoming

LOOK_SECONDS = 1.0
"""How often the folder is looked at."""

_SUFFIX = ".errand"

_log = logging.getLogger("batchdesk.engine")


class Errand(Struct, frozen=True):
    """About one server, which becomes known if it is not."""

    server: str
    session: bool = False
    """Its session was begun or ended: what the keyring has is newer than what was read of it."""
    batches: tuple[str, ...] = ()
    """Ids of batches to watch."""
    label: str = ""
    """For those; several are numbered."""
    tags: tuple[str, ...] = ()


def leave(data_dir: Path, errand: Errand) -> None:
    """Have the batchdesk that has the folder do this, soon. Where that cannot be written, it is not done."""
    folder = incoming(data_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as file:
            json.dump(asdict(errand), file)
        Path(file.name).replace(Path(file.name).with_suffix(_SUFFIX))
    except OSError as error:
        _log.warning("cannot leave an errand: %s", error)


async def do_errands(data_dir: Path, do: Callable[[Errand], Awaitable[None]]) -> None:
    """Do what is left here until cancelled. One that fails is not tried again: it was asked for at that moment."""
    while True:
        for path in sorted(incoming(data_dir).glob(f"*{_SUFFIX}")):
            errand = _read(path)
            with suppress(OSError):
                path.unlink()
            if errand is not None:
                await _try(errand, do)
        await asyncio.sleep(LOOK_SECONDS)


async def _try(errand: Errand, do: Callable[[Errand], Awaitable[None]]) -> None:
    try:
        await do(errand)
    except BatchdeskError as error:
        _log.info("an errand failed: %s", error)
    except Exception:
        # A mistake of ours: later errands are done all the same.
        _log.exception("an errand failed")


def _read(path: Path) -> Errand | None:
    import msgspec

    try:
        return msgspec.json.decode(path.read_bytes(), type=Errand)
    except (OSError, msgspec.MsgspecError) as error:
        _log.warning("an errand makes no sense: %s", error)
        return None
