"""The server of `server.py` as a benchmark holds it: started in a process of its own, told what to do, ended."""

import asyncio
import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

FOLDER = Path(__file__).resolve().parent.parent


class Server:
    """One server process. `ask` may be awaited on any loop."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{self._answer()}"

    async def ask(self, command: str, *arguments: object) -> int:
        """Have it do one thing, and return its answer when that is done."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([command, *arguments]) + "\n")
        self._process.stdin.flush()
        return await asyncio.to_thread(self._answer)

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@contextmanager
def running_server() -> Generator[Server]:
    """A server as long as the context lasts."""
    process = Popen([sys.executable, "-m", "many_streams.server"], stdin=PIPE, stdout=PIPE, text=True, cwd=FOLDER)
    with process:
        try:
            yield Server(process)
        finally:
            process.kill()
