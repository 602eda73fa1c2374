"""What the help says of the commands."""

import pytest

from batchdesk.cli import run
from batchdesk.words.catalogue import set_language


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("command", [[], ["desktop-entry"]])
def test_the_list_of_the_commands_cuts_no_sentence(
    command: list[str], language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    set_language("en" if language == "en" else "zh_CN")
    try:
        assert run([*command, "--help"]) == 0
    finally:
        set_language(None)
    written = capsys.readouterr().out
    assert "desktop-entry" in written
    assert "..." not in written.replace("[ARGS]...", "")
